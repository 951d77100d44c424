"""Scheduling, withdrawal, emergency, revoking and discarding: what they do and what they refuse."""

from datetime import timedelta

import pytest
from django.utils import timezone

from glossary.errors import (
    ActionRefused,
    ContributorCannotApprove,
    MissingRole,
    NotYours,
    ProofNeeded,
    StaleContent,
    WrongState,
)
from glossary.models import Decision, Entry, Outcome, State, Version
from glossary.search import search
from glossary.workflow.actions import (
    approve,
    confirm,
    discard,
    open_draft,
    publish,
    publish_unapproved,
    ratify,
    recall,
    revoke,
    save_draft,
    schedule,
    submit,
    unschedule,
    withdraw,
)
from glossary.workflow.proof import Proof
from glossary.workflow.scheduling import release
from glossary.workflow.signatures import all_signatures, approvals_of
from tests import factories as make

pytestmark = pytest.mark.django_db


def emma():
    return make.account("emma", "author", "publisher", "emergency publisher")


def stale() -> Proof:
    return Proof(method="password", at=timezone.now() - timedelta(minutes=11))


def withdrawn(version: Version, **facts: object) -> Version:
    values = {"reason": "obsolete", "explanation": "Unused.", "proof": make.proof()} | facts
    return withdraw(version, by=make.petra(), **values)


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(seconds=59), timedelta(days=-1)])
def test_a_time_that_has_passed_cannot_be_set(ahead):
    """T9."""
    version = make.approved()
    with pytest.raises(ActionRefused, match="minute ahead"):
        schedule(version, by=make.petra(), at=timezone.now() + ahead, proof=make.proof())


def test_a_set_time_is_taken_back_with_a_reason():
    """T10, A-02."""
    version = make.scheduled()
    with pytest.raises(ActionRefused, match="needs a reason"):
        unschedule(version, by=make.petra(), reason=" ")
    version = unschedule(version, by=make.petra(), reason="Too early")
    assert (version.state, version.scheduled_for) == (State.APPROVED, None)
    assert len(approvals_of(version)) == 1


def test_a_time_that_has_come_is_not_taken_back():
    """T10."""
    version = make.scheduled()
    Version.objects.update(scheduled_for=version.approved_at)
    with pytest.raises(ActionRefused, match="being published"):
        unschedule(version, by=make.petra(), reason="Too early")


def test_the_clock_does_not_publish_what_was_taken_back():
    """T11: two runs at once find it once."""
    version = unschedule(make.scheduled(), by=make.petra(), reason="Too early")
    assert release(version) is False


@pytest.mark.parametrize("person", [make.rolf, make.edda, make.vera, make.root])
def test_only_publishers_schedule_and_withdraw(person):
    """A-09: each denial is on record."""
    version = make.approved()
    at = timezone.now() + timedelta(days=1)
    with pytest.raises(MissingRole):
        schedule(version, by=person(), at=at, proof=make.proof())
    published = publish(version, by=make.petra(), proof=make.proof())
    with pytest.raises(MissingRole):
        withdraw(published, by=person(), reason="other", explanation="Unused.", proof=make.proof())
    denied = Decision.objects.filter(outcome=Outcome.DENIED, actor=person())
    assert [row.action for row in denied] == ["withdraw", "schedule"]
    assert all(row.computed_hash() == row.row_hash for row in denied)


@pytest.mark.parametrize("proof", [None, stale()])
def test_every_signature_needs_a_fresh_proof(proof):
    """W-17: not only in the admin."""
    proof = proof and stale()
    submitted, approved = make.submitted("A"), make.approved("B")
    published, at = make.published("C"), timezone.now() + timedelta(days=1)
    for attempt in (
        lambda: approve(submitted, by=make.rolf(), seen_hash=submitted.current_hash(), proof=proof),
        lambda: publish(approved, by=make.petra(), proof=proof),
        lambda: schedule(approved, by=make.petra(), at=at, proof=proof),
        lambda: withdrawn(published, proof=proof),
    ):
        with pytest.raises(ProofNeeded):
            attempt()
    assert Decision.objects.filter(outcome=Outcome.DENIED).count() == 4


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"explanation": "  "}, "public explanation"),
        ({"explanation": "x" * 2_001}, "2,000 characters"),
        ({"reason": "boredom"}, "one of: obsolete"),
        ({"reason": "merged"}, "needs the entry that says it now"),
    ],
)
def test_a_withdrawal_says_why(facts, problem):
    """T15, A-02."""
    version = make.published()
    with pytest.raises(ActionRefused, match=problem):
        withdrawn(version, **facts)
    assert Entry.objects.published().exists()


def test_a_successor_is_another_entry_in_force():
    """T15, W-73: successors form no loop."""
    first, second = make.published("A"), make.published("B")
    with pytest.raises(ActionRefused, match="another entry"):
        withdrawn(first, successor=first.entry)
    withdrawn(first, reason="merged", successor=second.entry)
    with pytest.raises(ActionRefused, match="published"):
        withdrawn(second, reason="merged", successor=first.entry)


def test_an_open_draft_stays_or_goes_as_was_said():
    """T15."""
    for number, (choice, states) in enumerate(
        [(False, ["withdrawn", "draft"]), (True, ["withdrawn", "discarded"])]
    ):
        version = make.published(f"Gauge {number}")
        open_draft(version.entry, by=make.edda())
        withdrawn(version, discard_open=choice)
        assert list(version.entry.versions.values_list("state", flat=True)) == states


def test_a_version_in_review_is_not_discarded_on_the_way():
    version = make.published()
    submit(open_draft(version.entry, by=make.edda()), by=make.edda(), change_note="Not done yet")
    with pytest.raises(ActionRefused, match="take it back"):
        withdrawn(version, discard_open=True)
    assert Entry.objects.published().exists()


def test_search_and_links_forget_a_withdrawn_entry(django_capture_on_commit_callbacks):
    """W-28."""
    with django_capture_on_commit_callbacks(execute=True):
        user = make.published("Workshop", definition="A place with a gauge.")
    with django_capture_on_commit_callbacks(execute=True):
        gauge = make.published("Gauge")
    assert user.entry.mentions_made.filter(target=gauge.entry).exists()
    with django_capture_on_commit_callbacks(execute=True):
        withdrawn(gauge)
    assert not user.entry.mentions_made.exists()
    assert "Gauge" not in str(search("gauge"))


def test_a_withdrawn_entry_comes_back_through_review():
    """T16, W-04, W-24: the number goes on, the withdrawn version is superseded."""
    version = make.withdrawn()
    again = make.republished(version)
    version.refresh_from_db()
    assert (again.label, version.state) == ("1.1", State.SUPERSEDED)
    assert version.ended == version.withdrawn_at
    again.entry.refresh_from_db()
    assert again.entry.current == again


def test_a_revoked_approval_leaves_its_signature_as_revoked():
    """T12, W-15: approvals before changes are archived."""
    version = make.approved()
    with pytest.raises(ActionRefused, match="needs a reason"):
        revoke(version, by=make.rolf(), reason="")
    version = revoke(version, by=make.rolf(), reason="A doubt")
    assert (version.state, version.approved_by) == (State.CHANGES_REQUESTED, None)
    assert [found.is_valid for found in all_signatures(version)] == [False]
    version = submit(version, by=make.edda(), reply="The doubt is unfounded")
    version = approve(version, by=make.rolf(), seen_hash=version.current_hash(), proof=make.proof())
    assert [found.is_valid for found in all_signatures(version)] == [False, True]


def test_a_draft_is_discarded_by_its_author_and_by_others_with_a_reason():
    """T17."""
    mine, other = make.draft("A"), make.draft("B")
    assert discard(mine, by=make.edda()).state == State.DISCARDED
    with pytest.raises(NotYours):
        discard(other, by=make.account("otto", "author"))
    with pytest.raises(ActionRefused, match="needs a reason"):
        discard(other, by=make.petra())
    assert discard(other, by=make.petra(), reason="Twice").state == State.DISCARDED
    assert Entry.objects.given_up().count() == 2


def test_an_emergency_is_off_unless_switched_on(settings):
    """T13."""
    version = make.draft()
    facts = {"by": emma(), "reason": "It burns", "proof": make.proof()}
    with pytest.raises(ActionRefused, match="switched off"):
        publish_unapproved(version, **facts)
    settings.GLOSSARY = {"emergency_publication": True, "emergency_days": 5}
    for days in (0, 6):
        with pytest.raises(ActionRefused, match="1 to 5 days"):
            publish_unapproved(version, days=days, **facts)
    with pytest.raises(ActionRefused, match="needs a reason"):
        publish_unapproved(version, **facts | {"reason": ""})
    with pytest.raises(MissingRole, match="also emergency publisher"):
        publish_unapproved(version, **facts | {"by": make.petra()})
    assert version.entry.versions.get().state == State.DRAFT


def test_an_emergency_is_approved_afterwards_by_somebody_else(settings, client):
    """T13: readers see that it is not approved, and then by whom."""
    settings.GLOSSARY = {"emergency_publication": True}
    boss = emma()
    version = make.draft("Gauge")
    save_draft(version, make.term_content("Gauge"), by=boss)
    version = publish_unapproved(version, by=boss, reason="It burns", proof=make.proof())
    assert (version.label, version.awaits_approval) == ("1.0", True)
    assert "not yet approved" in client.get("/glossary/gauge/").content.decode()
    seen = {"seen_hash": version.current_hash(), "proof": make.proof()}
    with pytest.raises(ContributorCannotApprove):
        ratify(version, by=boss, **seen)
    with pytest.raises(StaleContent):
        ratify(version, by=make.rolf(), **seen | {"seen_hash": "0" * 64})
    version = ratify(version, by=make.rolf(), **seen)
    assert (version.approved_by, version.awaits_approval) == (make.rolf(), False)
    assert "Rolf Roth" in client.get("/glossary/gauge/").content.decode()
    with pytest.raises(ActionRefused, match="regular way"):
        ratify(version, by=make.petra(), **seen)


def test_an_emergency_shows_the_text_of_now_and_not_the_one_handed_in_before(settings):
    """T13 after T6."""
    settings.GLOSSARY = {"emergency_publication": True}
    version = recall(make.submitted("Gauge"), by=make.edda(), reason="Wrong")
    content = make.term_content("Gauge", definition="It is right now.")
    version = save_draft(version, content, by=make.edda())
    version = publish_unapproved(version, by=emma(), reason="It burns", proof=make.proof())
    assert "It is right now." in version.entry.publication.sections[0]["html"]


def test_an_old_version_is_no_place_to_act_on():
    """W-12, W-50."""
    version = make.superseded()
    with pytest.raises(WrongState):
        confirm(version, by=make.petra(), remark="Fine")
    with pytest.raises(WrongState):
        withdrawn(version)
