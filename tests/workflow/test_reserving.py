"""A draft that one person has reserved: who is refused what, and how it ends (E-07)."""

import json
from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from glossary.errors import ActionRefused, MissingRole, NotYours, Reserved, WrongState
from glossary.models import (
    Decision,
    Notice,
    Pseudonym,
    RecoveryCopy,
    Reservation,
    Role,
    State,
    Version,
)
from glossary.workflow.actions import (
    discard,
    publish_unapproved,
    save_draft,
    share,
    submit,
    withdraw,
)
from glossary.workflow.chain import walk_chain
from glossary.workflow.recovery import keep_copy
from glossary.workflow.reservations import ENDS_AFTER
from glossary.workflow.reserving import RELEASE, release, reserve
from glossary.workflow.verification import faults
from tests import factories as make
from tests.workflow.every_pair import emma

pytestmark = pytest.mark.django_db
OTHER = make.term_content("Negotiation", byline="Somebody")


def ann() -> User:
    return make.account("ann", Role.AUTHOR, last_name="Auer")


@pytest.fixture
def version() -> Version:
    """Return a draft of Edda's that Ann may write too, and has reserved."""
    version = make.draft()
    share(version.entry, people=[ann()], by=make.edda())
    reserve(version, by=ann())
    return version


WRITING = {
    "save": lambda version, by: save_draft(version, OTHER, by=by),
    "submit": lambda version, by: submit(version, by=by, change_note="First version"),
    "discard": lambda version, by: discard(version, by=by, reason="Not needed"),
}


@pytest.mark.parametrize("person", [make.edda, make.petra])
@pytest.mark.parametrize("write", WRITING.values(), ids=WRITING)
def test_others_are_refused_and_told_who_has_it_since_when(version, write, person):
    """E-07: publishers too, who release it first; nothing is done and nobody is denied a right."""
    before = Version.objects.values().get()

    with pytest.raises(Reserved, match="Reserved by Ann Auer since .* ask Ann Auer or a") as caught:
        write(version, person())

    assert (caught.value.person, caught.value.state) == ("Ann Auer", "draft")
    assert caught.value.since == Reservation.objects.get().since
    assert Version.objects.values().get() == before
    assert not Decision.objects.filter(outcome="denied").exists()


@pytest.mark.parametrize("write", WRITING.values(), ids=WRITING)
def test_whoever_reserved_it_writes_on(version, write):
    """E-07."""
    write(version, ann())


def test_a_reviewer_who_may_correct_the_draft_is_refused_too(version):
    """E-07."""
    with pytest.raises(Reserved):
        save_draft(version, OTHER, by=make.rolf())


def test_a_pseudonym_stands_in_place_of_the_name(version):
    """E-07, W-53."""
    Pseudonym.objects.create(user=ann(), name="Author 7")

    with pytest.raises(Reserved, match="Reserved by Author 7"):
        save_draft(version, OTHER, by=make.edda())


def test_the_day_is_named_when_it_is_not_today(version):
    """E-07."""
    Reservation.objects.update(since="2026-03-01T12:00:00Z")

    with pytest.raises(Reserved, match="since 2026-03-01 "):
        save_draft(version, OTHER, by=make.edda())


def test_what_others_typed_is_kept_all_the_same(version):
    """E-07, E-05: they save it when the draft is free again."""
    fields = [("title", "Typed meanwhile")]

    keep_copy(version, fields, by=make.edda(), based_on=version.current_hash())

    assert RecoveryCopy.objects.get().person == make.edda()


def test_it_is_reserved_by_those_who_may_save_it():
    """E-07."""
    version = make.draft()

    with pytest.raises(NotYours):
        reserve(version, by=ann())
    with pytest.raises(MissingRole):
        reserve(version, by=make.vera())
    with pytest.raises(WrongState):
        reserve(make.submitted("Audit"), by=make.edda())
    assert not Reservation.objects.exists()


def test_it_is_reserved_by_one_person(version):
    """E-07: asking twice is no mistake."""
    with pytest.raises(Reserved):
        reserve(version, by=make.edda())
    reserve(version, by=ann())

    assert Reservation.objects.get().person == ann()


def test_whoever_reserved_it_releases_it(version):
    """E-07: that decides nothing, and leaves no record."""
    before = Decision.objects.count()

    release(version, by=ann())

    assert not Reservation.objects.exists()
    assert Decision.objects.count() == before
    save_draft(version, OTHER, by=make.edda())


def test_a_publisher_releases_it_with_a_reason_on_record(version):
    """E-07: who had it, since when, and why it was taken away; that person is told."""
    since = Reservation.objects.get().since

    release(version, by=make.petra(), reason=" On leave until Monday ")

    row = Decision.objects.first()
    assert (row.action, row.actor, row.reason) == (RELEASE, make.petra(), "On leave until Monday")
    assert (row.entry, row.state_before, row.outcome) == (version.entry, "", "done")
    assert json.loads(row.changes) == {
        "reserved by": ["ann", ""],
        "reserved since": [since.isoformat(), ""],
    }
    notice = Notice.objects.get(kind=RELEASE)
    assert notice.recipient == ann()
    assert notice.subject_line == "Petra Palm released “Negotiation”, which you had reserved"
    assert "On leave until Monday" in notice.text
    assert notice.path == f"/admin/glossary/entry/{version.entry_id}/change/"
    save_draft(version, OTHER, by=make.edda())
    assert walk_chain().fault is None
    assert list(faults()) == []


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_publisher_gives_a_reason(version, reason):
    """E-07."""
    with pytest.raises(ActionRefused, match="give a reason"):
        release(version, by=make.petra(), reason=reason)

    assert Reservation.objects.exists()


@pytest.mark.parametrize("person", [make.edda, make.rolf, make.vera])
def test_nobody_else_releases_it(version, person):
    """E-07: not even the owner of the entry; the attempt is on record."""
    with pytest.raises(NotYours, match="released by a publisher"):
        release(version, by=person(), reason="I need it")

    assert Reservation.objects.exists()
    row = Decision.objects.first()
    assert (row.action, row.actor, row.outcome) == (RELEASE, person(), "denied")


def test_what_is_not_reserved_is_not_released():
    """E-07."""
    with pytest.raises(ActionRefused, match="not reserved any more"):
        release(make.draft(), by=make.petra(), reason="To be sure")


@pytest.mark.parametrize("end", ["submit", "discard"])
def test_it_ends_when_the_draft_is_not_written_any_more(version, end):
    """E-07."""
    WRITING[end](version, ann())

    assert not Reservation.objects.exists()


def test_saving_does_not_end_it(version):
    """E-07."""
    save_draft(version, OTHER, by=ann())

    assert Reservation.objects.exists()


def later(time: timedelta) -> object:
    return patch("django.utils.timezone.now", return_value=timezone.now() + time)


def test_it_ends_when_nothing_was_done_for_so_long(version):
    """E-07: a forgotten reservation stops nobody the next day."""
    with later(ENDS_AFTER - timedelta(minutes=1)), pytest.raises(Reserved):
        save_draft(version, OTHER, by=make.edda())
    with later(ENDS_AFTER + timedelta(minutes=1)):
        save_draft(version, OTHER, by=make.edda())
        reserve(version, by=make.edda())

    assert Reservation.objects.get().person == make.edda()


@pytest.mark.parametrize(
    "work",
    [
        lambda version: save_draft(version, OTHER, by=ann()),
        lambda version: keep_copy(version, [], by=ann(), based_on=version.current_hash()),
    ],
    ids=["saving", "typing"],
)
def test_it_goes_on_while_somebody_is_at_work(version, work: Callable):
    """E-07."""
    with later(ENDS_AFTER - timedelta(minutes=1)):
        work(version)
    with later(ENDS_AFTER + timedelta(minutes=1)), pytest.raises(Reserved):
        save_draft(version, OTHER, by=make.edda())


def test_what_others_type_does_not_prolong_it(version):
    """E-07."""
    with later(ENDS_AFTER - timedelta(minutes=1)):
        keep_copy(version, [], by=make.edda(), based_on=version.current_hash())
    with later(ENDS_AFTER + timedelta(minutes=1)):
        save_draft(version, OTHER, by=make.edda())


def test_an_emergency_does_not_wait(version, settings):
    """E-07, T13: what a publisher decides is not touched."""
    settings.GLOSSARY = {"emergency_publication": True}

    released = publish_unapproved(
        version, by=emma(), reason="The line stands still", proof=make.proof()
    )

    assert released.state == State.PUBLISHED
    assert not Reservation.objects.exists()


@pytest.mark.parametrize("discard_open", [True, False])
def test_a_withdrawal_does_not_wait(discard_open):
    """E-07, T15: it takes the reserved draft along if it is told to, else it leaves it reserved."""
    current = make.published()
    opened = make.open_draft(current.entry, by=make.edda())
    reserve(opened, by=make.edda())

    withdraw(
        current,
        by=make.petra(),
        reason="obsolete",
        explanation="Nobody uses it.",
        discard_open=discard_open,
        proof=make.proof(),
    )

    assert Reservation.objects.exists() != discard_open
