"""Blocking comments: no approval while one is open (T7), and who may resolve it."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from glossary.errors import ActionRefused, BlockedByComments, NotYours
from glossary.models import Batch, Comment, Decision, ImportedSource, Notice, State, Version
from glossary.workflow import actions
from glossary.workflow.batches import approve_batch
from glossary.workflow.discussion import comment, reopen, resolve
from glossary.workflow.objections import BEFORE_APPROVAL
from tests import factories as make
from tests.workflow.every_pair import emma

pytestmark = pytest.mark.django_db

WAYS = {
    "approve": actions.approve,
    "approve and publish": actions.approve_and_publish,
}


def objection(version: Version, *, by=make.rolf, section: str = "definition") -> Comment:
    return comment(version, by=by(), text="Where is that from?", section=section, is_blocking=True)


def signed(version: Version, *, way: str = "approve", by=make.petra) -> Version:
    facts = {"seen_hash": version.current_hash(), "proof": make.proof()}
    return WAYS[way](version, by=by(), **facts)


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_approved_while_a_blocking_comment_is_open(way):
    """E-31, T7: the refusal says whose it is and which; resolved, it stands in nobody's way."""
    version = make.submitted("Gauge")
    first, second = objection(version), objection(version, by=make.edda, section="")
    with pytest.raises(BlockedByComments, match="2 blocking comments are open") as refusal:
        signed(version, way=way)
    assert "Rolf Roth, Edda Ehlers" in str(refusal.value)
    assert refusal.value.comments == (first.pk, second.pk)
    assert Version.objects.get(pk=version.pk).state == State.IN_REVIEW
    resolve(first, by=make.rolf())
    resolve(second, by=make.edda())
    assert signed(version, way=way).approved_by == make.petra()


def test_whoever_blocks_is_held_to_it_too():
    version = make.submitted("Gauge")
    objection(version)
    with pytest.raises(BlockedByComments, match="A blocking comment is open"):
        signed(version, by=make.rolf)


def test_other_comments_and_those_on_other_versions_block_nothing():
    version, other = make.submitted("Gauge"), make.submitted("Hammer")
    comment(version, by=make.rolf(), text="Nice.")
    objection(other)
    assert signed(version).state == State.APPROVED


def test_the_first_of_two_signatures_is_refused_as_well(settings):
    """T7: both signatures are approvals."""
    settings.GLOSSARY = {"signatures": 2}
    version = make.submitted("Gauge")
    raised = objection(version)
    with pytest.raises(BlockedByComments):
        signed(version)
    assert not Decision.objects.filter(action="sign").exists()
    resolve(raised, by=make.rolf())
    assert signed(version).state == State.IN_REVIEW
    reopen(raised, by=make.edda())
    with pytest.raises(BlockedByComments):
        signed(version, by=make.rolf)


def test_what_was_published_in_an_emergency_is_not_approved_afterwards_either(settings):
    """T13: an emergency goes past the comment, the approval afterwards does not."""
    settings.GLOSSARY = {"emergency_publication": True}
    version = make.submitted("Gauge")
    raised = objection(version)
    facts = {"reason": "The line stands still", "proof": make.proof()}
    version = actions.publish_unapproved(version, by=emma(), **facts)
    ratified = {"by": make.petra(), "seen_hash": version.current_hash(), "proof": make.proof()}
    with pytest.raises(BlockedByComments):
        actions.ratify(version, **ratified)
    resolve(raised, by=make.petra())
    assert actions.ratify(version, **ratified).approved_by == make.petra()


def test_in_a_batch_only_the_version_in_question_is_refused():
    blocked, free = make.draft("Gauge"), make.draft("Hammer")
    batch = Batch.objects.create(at=blocked.created_at, by=make.edda())
    for version in (blocked, free):
        ImportedSource.objects.create(
            batch=batch, version=version, name=f"{version.title}.md", raw=b"", sha256=version.title
        )
    objection(blocked)
    outcomes = approve_batch(batch, by=make.petra(), proof=make.proof())
    told = {outcome.version.title: (outcome.action, outcome.reason) for outcome in outcomes}
    assert told["Hammer"] == ("approved", "")
    assert told["Gauge"][0] == "refused"
    assert "blocking comment" in told["Gauge"][1]


def test_a_blocking_comment_outlasts_the_round_in_which_it_was_made():
    version = make.submitted("Gauge")
    objection(version)
    actions.request_changes(version, by=make.rolf(), comment="See the comment")
    actions.submit(version, by=make.edda(), reply="It is from the standard")
    with pytest.raises(BlockedByComments):
        signed(version)


@pytest.mark.parametrize("state", sorted({*State} - {*BEFORE_APPROVAL}))
def test_only_what_is_still_to_be_approved_can_be_blocked(state):
    version = make.VERSION_IN[state]("Gauge")
    with pytest.raises(ActionRefused, match="still to be approved"):
        objection(version, by=make.petra)
    assert comment(version, by=make.petra(), text="But.", is_blocking=False)


def test_a_reply_blocks_nothing():
    version = make.submitted("Gauge")
    first = comment(version, by=make.rolf(), text="Hm.")
    reply = comment(version, by=make.edda(), text="Hm?", parent=first, is_blocking=True)
    assert not reply.is_blocking
    with pytest.raises(IntegrityError):
        Comment.objects.filter(pk=reply.pk).update(is_blocking=True)


def test_the_same_words_sent_again_as_blocking_do_block():
    """F-17: what is sent twice is one comment, but not if it was plain the first time."""
    facts = {"by": make.rolf(), "text": "Hm.", "form_key": "one form"}
    version = make.submitted("Gauge")
    comment(version, **facts)
    for _time in range(2):
        comment(version, is_blocking=True, **facts)
    assert [one.is_blocking for one in version.comments.all()] == [False, True]


@pytest.mark.parametrize("person", [make.rolf, make.petra])
def test_who_made_it_or_could_approve_resolves_it(person):
    raised = objection(make.submitted("Gauge"))
    assert resolve(raised, by=person()).resolved_by == person()


def test_who_wrote_the_version_answers_but_does_not_resolve_it():
    """Whatever roles the author has: the objection was somebody else's."""
    version = make.submitted("Gauge")
    raised = objection(version)
    make.edda().groups.set(Group.objects.filter(name__in=["author", "publisher"]))
    with pytest.raises(NotYours, match="Answer it by a reply"):
        resolve(raised, by=make.edda())
    assert comment(version, by=make.edda(), text="From the standard.", parent=raised)
    assert Comment.objects.holding().get() == raised


def test_the_author_takes_an_own_one_back():
    version = make.submitted("Gauge")
    resolve(objection(version, by=make.edda), by=make.edda())
    assert signed(version).state == State.APPROVED


def test_another_author_does_not_resolve_it():
    version = make.submitted("Gauge")
    actions.share(version.entry, by=make.petra(), people=[make.account("otto", "author")])
    with pytest.raises(NotYours):
        resolve(objection(version), by=make.account("otto"))


def test_the_author_is_told_of_an_objection_and_led_to_it():
    raised = objection(make.submitted("Gauge"))
    notice = Notice.objects.get(recipient=make.edda(), kind="comment")
    assert notice.subject_line == "Rolf Roth objects to “Gauge”"
    assert notice.path == f"/admin/glossary/entry/{raised.entry_id}/review/#comment-{raised.pk}"


STEPS = {
    "comment": lambda version: comment(version, by=make.rolf(), text="Hm."),
    "object": lambda version: objection(version),
    "object as author": lambda version: objection(version, by=make.edda),
    "resolve": lambda version: resolve(version.comments.first(), by=make.petra()),
    "resolve all": lambda version: [
        resolve(one, by=make.petra()) for one in version.comments.all()
    ],
    "reopen": lambda version: reopen(version.comments.last(), by=make.edda()),
    "return": lambda version: actions.request_changes(version, by=make.rolf(), comment="So."),
    "submit": lambda version: actions.submit(version, by=make.edda(), reply="So?"),
    "recall": lambda version: actions.recall(version, by=make.edda(), reason="A slip"),
    "revoke": lambda version: actions.revoke(version, by=make.petra(), reason="A slip"),
}


class AnyOrder(TestCase):
    """Whatever is said, resolved, sent back and forth before."""

    # Each example makes and renders a version; the longest take a second on a busy machine.
    @settings(max_examples=25)
    @given(some.lists(some.sampled_from(sorted(STEPS)), max_size=8), some.sampled_from([*WAYS]))
    def test_with_an_open_blocking_comment_approving_always_fails(self, steps, way):
        """E-31, T7, as a property: it fails if one is open, and for no such reason if none is."""
        version = make.submitted("Gauge")
        for step in steps:
            try:
                STEPS[step](version)
            except (ActionRefused, AttributeError):
                continue
        version = Version.objects.with_content().get(pk=version.pk)
        is_blocked = Comment.objects.holding().filter(version=version).exists()
        was = version.state
        try:
            signed(version, way=way)
        except BlockedByComments:
            assert is_blocked
        except ActionRefused:
            assert was != State.IN_REVIEW
        else:
            assert not is_blocked
        if is_blocked:
            assert Version.objects.get(pk=version.pk).state == was
