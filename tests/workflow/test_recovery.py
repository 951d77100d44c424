"""Recovery copies, forms that are sent once, and who has a page open."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from glossary.errors import ContentRefused, MissingRole, NotYours, StaleContent, WrongState
from glossary.models import Decision, Entry, Presence, RecoveryCopy, Role, SentForm, Version
from glossary.workflow.actions import save_draft
from glossary.workflow.presence import be_present, is_idle, others_at
from glossary.workflow.recovery import (
    LONGEST,
    NEW_ENTRIES_KEPT,
    forget_copies,
    keep_copy,
    keep_new_copy,
    throw_away,
)
from glossary.workflow.repeats import create_once, was_just_done
from glossary.workflow.transitions import Action
from tests import factories as make
from tests.workflow.every_pair import everything

pytestmark = pytest.mark.django_db
TYPED = [("title", "Typed"), ("tags", "one"), ("tags", "two")]


def kept(version: Version, *, by=None, typed=TYPED, **facts: object) -> RecoveryCopy:
    facts = {"based_on": version.current_hash()} | facts
    return keep_copy(version, typed, by=by or make.edda(), **facts)


def test_a_copy_is_kept_in_place_of_the_one_before_and_changes_nothing_else():
    """E-04: no version, no decision, no contributor."""
    version = make.draft()
    before = everything()
    kept(version)

    kept(version, typed=[("title", "Later")])

    copy = RecoveryCopy.objects.get()
    assert copy.fields == [["title", "Later"]]
    assert (copy.entry, copy.person, copy.kind) == (version.entry, make.edda(), "term")
    assert everything() == before


def test_everybody_has_an_own_copy():
    """E-04: never touches other people's text."""
    version = make.draft()
    kept(version)
    kept(version, by=make.petra(), typed=[("title", "Hers")])

    throw_away(by=make.petra(), entry=version.entry_id)

    assert RecoveryCopy.objects.get().fields == [list(pair) for pair in TYPED]


def test_keeping_stops_when_somebody_else_has_saved():
    """E-04. What comes late is kept all the same: saving compares it."""
    version = make.draft()
    based_on = version.current_hash()
    save_draft(version, make.term_content("Theirs"), by=make.petra())
    stale = Version.objects.get(pk=version.pk)

    with pytest.raises(StaleContent):
        kept(stale, based_on=based_on)
    assert not RecoveryCopy.objects.exists()
    kept(stale, based_on=based_on, is_late=True)
    assert RecoveryCopy.objects.get().based_on == based_on


@pytest.mark.parametrize(
    ("person", "error"),
    [(make.vera, MissingRole), (lambda: make.account("ann", Role.AUTHOR), NotYours)],
)
def test_who_cannot_save_keeps_no_copy(person, error):
    with pytest.raises(error):
        kept(make.draft(), by=person())
    assert not RecoveryCopy.objects.exists()
    assert not Decision.objects.filter(outcome="denied").exists()


def test_no_copy_is_kept_of_what_cannot_be_saved():
    with pytest.raises(WrongState):
        kept(make.submitted())


def test_a_copy_has_a_limit():
    with pytest.raises(ContentRefused):
        kept(make.draft(), typed=[("title", "x" * LONGEST)])


def test_of_new_entries_each_form_has_its_copy_up_to_a_number():
    keys = [uuid4() for _ in range(NEW_ENTRIES_KEPT + 1)]
    for key in keys:
        keep_new_copy("term", TYPED, by=make.edda(), key=key)

    assert {copy.key for copy in RecoveryCopy.objects.all()} == {*keys[1:]}


def test_only_those_who_write_keep_new_entries():
    with pytest.raises(MissingRole):
        keep_new_copy("term", TYPED, by=make.rolf(), key=uuid4())


def test_a_form_that_was_sent_keeps_no_copy_any_more():
    key = uuid4()
    create_once(by=make.edda(), key=key, kind="term", content=make.term_content("Audit"))

    with pytest.raises(StaleContent):
        keep_new_copy("term", TYPED, by=make.edda(), key=key)


def test_copies_are_forgotten_after_thirty_days():
    with make.on("2026-01-01"):
        kept(make.draft("Old"))
        create_once(by=make.edda(), key=uuid4(), kind="term", content=make.term_content("Audit"))
    kept(make.draft("New"))

    assert forget_copies() == 1
    assert RecoveryCopy.objects.get().entry.title == "New"
    assert not SentForm.objects.exists()


def test_a_form_makes_one_entry_however_often_it_is_sent():
    """F-17."""
    facts = {"key": uuid4(), "kind": "term", "content": make.term_content("Audit")}

    first, second = (create_once(by=make.edda(), **facts) for _ in range(2))

    assert (first.is_new, second.is_new) == (True, False)
    assert first.version == second.version
    assert Entry.objects.count() == 1


def test_a_form_that_was_refused_can_be_sent_again():
    make.draft("Audit")
    facts = {"key": uuid4(), "kind": "term", "content": make.term_content("Audit")}
    with pytest.raises(Exception, match="exists already"):
        create_once(by=make.edda(), **facts)

    made = create_once(by=make.edda(), duplicate_reason="Another one", **facts)

    assert made.is_new


def test_somebody_elses_key_means_nothing():
    facts = {"key": uuid4(), "kind": "term", "duplicate_reason": "Another one"}
    content = make.term_content("Audit")

    made = [create_once(by=by, content=content, **facts) for by in (make.edda(), make.petra())]

    assert all(one.is_new for one in made)


def test_the_last_thing_done_is_known_by_who_did_it_and_when():
    version = make.submitted()

    assert was_just_done(version.entry, Action.SUBMIT, by=make.edda())
    assert not was_just_done(version.entry, Action.SUBMIT, by=make.petra())
    assert not was_just_done(version.entry, Action.CREATE, by=make.edda())
    later = timezone.now() + timedelta(minutes=11)
    with make.on(later.date().isoformat()) as now:
        now.return_value = later
        assert not was_just_done(version.entry, Action.SUBMIT, by=make.edda())


def test_who_has_the_page_open_is_seen_by_others_and_gone_after_half_a_minute():
    """E-07."""
    entry, now = make.draft().entry, timezone.now()
    be_present(entry, by=make.edda(), is_active=True)
    (seen,) = others_at(entry, by=make.petra())
    assert seen.person == make.edda()
    assert not others_at(entry, by=make.edda())

    Presence.objects.update(seen_at=now - timedelta(seconds=31))
    assert not others_at(entry, by=make.petra())


def test_somebody_who_comes_back_is_there_since_then():
    """E-07."""
    entry = make.draft().entry
    be_present(entry, by=make.edda(), is_active=True)
    long_ago = timezone.now() - timedelta(hours=1)
    Presence.objects.update(since=long_ago, seen_at=long_ago)

    be_present(entry, by=make.edda(), is_active=True)

    assert Presence.objects.get().since > long_ago


def test_somebody_who_types_nothing_is_idle_after_two_minutes():
    """E-07."""
    entry = make.draft().entry
    be_present(entry, by=make.edda(), is_active=True)
    Presence.objects.update(active_at=timezone.now() - timedelta(seconds=121))

    be_present(entry, by=make.edda(), is_active=False)
    assert is_idle(Presence.objects.get(), now=timezone.now())
    be_present(entry, by=make.edda(), is_active=True)
    assert not is_idle(Presence.objects.get(), now=timezone.now())
