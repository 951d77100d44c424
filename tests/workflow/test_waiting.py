"""What waits for whom, in which order, and who may still sign."""

import pytest

from glossary.models import State, Subject
from glossary.workflow.actions import approve, save_draft, submit
from glossary.workflow.selections import approve_each, refusals
from glossary.workflow.signatures import approvals_of
from glossary.workflow.waiting import queue_from, signers_of, waiting_for
from tests import factories as make

pytestmark = pytest.mark.django_db


def three_in_review():
    return [make.submitted(title) for title in ("Audit", "Gauge", "Hammer")]


def written_by(person, title: str):
    """Return a version in review that this person wrote a part of."""
    version = make.draft(title)
    save_draft(version, make.term_content(title, short_definition="Part of it."), by=person)
    return submit(version, by=make.edda())


def signed(version, *, by):
    return approve(version, by=by, seen_hash=version.current_hash(), proof=make.proof())


def test_one_goes_on_from_the_longest_waiting_to_the_next_and_round():
    """E-31: "2 of 3", and behind the last comes the first."""
    first, second, third = three_in_review()
    told = [queue_from(version, by=make.rolf()) for version in (first, second, third)]
    assert [queue.position for queue in told] == [1, 2, 3]
    assert [queue.next for queue in told] == [second, third, first]
    assert {queue.total for queue in told} == {3}


def test_behind_a_decided_version_comes_the_next_one():
    first, second, third = three_in_review()
    decided = signed(second, by=make.rolf())
    queue = queue_from(decided, by=make.rolf())
    assert (queue.position, queue.total, queue.next) == (0, 2, third)
    assert queue_from(signed(third, by=make.rolf()), by=make.rolf()).next == first


def test_from_what_was_never_submitted_one_goes_to_the_longest_waiting():
    """On PostgreSQL too, which does not order by a bare number."""
    first, _second, _third = three_in_review()
    queue = queue_from(make.draft("Level"), by=make.rolf())
    assert (queue.position, queue.total, queue.next) == (0, 3, first)


def test_nothing_comes_after_the_only_one():
    version = make.submitted("Audit")
    queue = queue_from(version, by=make.rolf())
    assert (queue.position, queue.total, queue.next) == (1, 1, None)


def test_own_contributions_do_not_wait_for_their_author(settings):
    """E-31, W-10; but they do where one person does everything."""
    written_by(make.petra(), "Audit")
    other = make.submitted("Gauge")
    assert list(waiting_for(make.petra())) == [other]
    settings.GLOSSARY = {"approval_policy": "self"}
    assert waiting_for(make.petra()).count() == 2


def test_a_reviewer_of_other_subjects_is_not_asked_and_a_publisher_is():
    version = make.submitted("Audit")
    Subject.objects.get(name="Fundamentals").reviewers.add(make.account("ruth", "reviewer"))
    assert list(waiting_for(make.account("ruth"))) == [version]
    assert not waiting_for(make.rolf()).exists()
    assert waiting_for(make.petra()).exists()


@pytest.mark.parametrize("person", [make.edda, make.vera, make.root])
def test_nothing_waits_for_those_who_may_not_sign(person):
    make.submitted("Audit")
    assert not waiting_for(person()).exists()


def test_what_one_has_signed_waits_for_somebody_else(settings):
    settings.GLOSSARY = {"signatures": 2}
    version = signed(make.submitted("Audit"), by=make.rolf())
    assert not waiting_for(make.rolf()).exists()
    assert list(waiting_for(make.petra())) == [version]
    assert signers_of(version, given=approvals_of(version)) == [make.petra()]


def test_who_may_sign_is_who_did_not_write_it_and_is_in_the_field():
    rolf, petra = make.rolf(), make.petra()
    make.account("ivo", "reviewer", is_active=False)
    assert signers_of(make.submitted("Audit"), given=()) == [petra, rolf]
    version = written_by(petra, "Gauge")
    assert signers_of(version, given=()) == [rolf]
    version.subject.reviewers.add(make.account("ruth", "reviewer"))
    assert signers_of(version, given=()) == [make.account("ruth")]


def test_several_are_approved_each_on_its_own_with_the_reason_of_each_refusal():
    """E-31, W-18: a refusal in the middle stops nothing."""
    first, changed, third = three_in_review()
    mine, own = [make.submitted("Level"), written_by(make.petra(), "Mould")]
    seen = {version.pk: version.current_hash() for version in (first, third, mine, own)}
    told = approve_each(
        [first, changed, third, mine, own],
        by=make.petra(),
        seen={**seen, changed.pk: "0" * 64},
        proof=make.proof(),
    )
    assert [outcome.action for outcome in told] == [
        *("approved", "refused", "approved", "approved", "refused")
    ]
    assert "not the one you have read" in told[1].reason
    assert "You wrote part" in told[4].reason
    changed.refresh_from_db()
    assert changed.state == State.IN_REVIEW


def test_sent_twice_is_approved_once():
    """F-17."""
    version = make.submitted("Audit")
    facts = {"by": make.rolf(), "seen": {version.pk: version.current_hash()}}
    for done in ("approved", "was done"):
        (outcome,) = approve_each([version], proof=make.proof(), **facts)
        assert outcome.action == done
    (late,) = approve_each([version], proof=make.proof(), **(facts | {"by": make.petra()}))
    assert "already approved by Rolf Roth" in late.reason


def test_the_first_of_two_signatures_is_told_as_such(settings):
    settings.GLOSSARY = {"signatures": 2}
    version = make.submitted("Audit")
    (outcome,) = approve_each(
        [version], by=make.rolf(), seen={version.pk: version.current_hash()}, proof=make.proof()
    )
    assert outcome.action == "signed"


def test_why_not_is_known_before_anybody_signs():
    waiting, own, done = make.submitted("Gauge"), written_by(make.petra(), "Mould"), make.approved()
    told = refusals([waiting, own, done], by=make.petra())
    assert told[waiting.pk] == ""
    assert "You wrote part" in told[own.pk]
    assert "already approved by Rolf Roth" in told[done.pk]
