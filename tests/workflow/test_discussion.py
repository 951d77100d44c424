"""Comments: who may say what about which version, and who is told."""

import pytest

from glossary.errors import ActionRefused, ContentRefused, MissingRole, NotYours
from glossary.models import Comment, Decision, Notice, Pseudonym
from glossary.workflow.actions import open_draft, save_draft, withdraw
from glossary.workflow.discussion import comment, reopen, resolve
from glossary.workflow.disposal import dispose, propose_disposal
from glossary.workflow.feedback import give_feedback
from tests import factories as make

pytestmark = pytest.mark.django_db


def told(kind: str = "comment") -> list[str]:
    notices = Notice.objects.filter(kind=kind).order_by("recipient__username")
    return [notice.recipient.username for notice in notices]


def test_an_editor_comments_on_a_section_and_another_replies():
    """R-10: in threads of one level; a reply stands where its thread does."""
    version = make.published("Gauge")
    first = comment(
        version, by=make.rolf(), text="  Is this  so?\r\n\r\n\r\nHm. ", section="definition"
    )
    reply = comment(version, by=make.edda(), text="Yes.", parent=first)
    assert (first.text, first.section, first.entry) == (
        "Is this so?\n\nHm.",
        "definition",
        version.entry,
    )
    assert (reply.parent, reply.section, reply.version) == (first, "definition", version)
    with pytest.raises(ActionRefused, match="no replies of its own"):
        comment(version, by=make.rolf(), text="Really?", parent=reply)
    with pytest.raises(ActionRefused, match="another entry"):
        comment(make.published("Hammer"), by=make.rolf(), text="Really?", parent=first)


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ({"text": " \n\t "}, "text"),
        ({"text": "x" * 5_001}, "text"),
        ({"text": "Hm.", "section": "risks"}, "section"),
    ],
)
def test_what_is_no_comment_is_refused(facts, place):
    with pytest.raises(ContentRefused) as refusal:
        comment(make.published("Gauge"), by=make.rolf(), **facts)
    assert refusal.value.place == place
    assert not Comment.objects.exists()


@pytest.mark.parametrize("person", [make.vera, make.root])
def test_who_edits_nothing_neither_comments_nor_resolves(person):
    """S-12: auditors only read."""
    version = make.published("Gauge")
    first = comment(version, by=make.rolf(), text="Why?")
    with pytest.raises(MissingRole):
        comment(version, by=person(), text="Why?")
    for step in (resolve, reopen):
        with pytest.raises(MissingRole):
            step(first, by=person())


def test_a_draft_is_commented_on_by_those_who_may_read_it():
    """W-31, W-34: in every state, before anything is published."""
    version = make.submitted("Gauge")
    first = comment(version, by=make.rolf(), text="Too long")
    stranger = make.account("otto", "author")
    with pytest.raises(NotYours):
        comment(version, by=stranger, text="I guess there is a draft")
    with pytest.raises(NotYours):
        resolve(first, by=stranger)
    assert not Comment.objects.on_released().exists()


def test_the_same_sent_twice_is_one_comment_and_other_words_are_another():
    """F-17: the second answer points to the result of the first."""
    version, facts = make.published("Gauge"), {"by": make.rolf(), "form_key": "from one form"}
    first = comment(version, text="Why?", **facts)
    assert comment(version, text="Why? ", **facts) == first
    assert comment(version, text="Why so?", **facts) != first
    assert comment(version, text="Why?", by=make.petra(), form_key="from one form") != first
    assert comment(version, text="Why?", by=make.rolf(), form_key="from another") != first
    assert told().count("edda") == Comment.objects.count() == 4


def test_a_thread_is_resolved_and_opened_again_and_twice_is_once():
    """F-17."""
    first = comment(make.published("Gauge"), by=make.rolf(), text="Why?")
    resolve(first, by=make.edda())
    resolved = resolve(first, by=make.petra())
    assert resolved.resolved_by == make.edda()
    with pytest.raises(ActionRefused, match="reopen it to reply"):
        comment(first.version, by=make.rolf(), text="But", parent=first)
    for _time in range(2):
        assert reopen(first, by=make.petra()).resolved_at is None
    assert comment(first.version, by=make.rolf(), text="But", parent=first)


def test_comments_are_no_decisions():
    """The record holds decisions; a refused comment is none either."""
    version = make.published("Gauge")
    before = Decision.objects.count()
    resolve(comment(version, by=make.rolf(), text="Why?"), by=make.edda())
    with pytest.raises(MissingRole):
        comment(version, by=make.vera(), text="Why?")
    assert Decision.objects.count() == before


def test_the_owner_and_who_writes_or_spoke_is_told_and_nobody_of_the_own_words():
    """W-60: those who may not see the discussion any more are not told either."""
    version = make.published("Gauge")
    opened = open_draft(version.entry, by=make.account("otto", "author"))
    save_draft(opened, make.term_content("Gauge!"), by=make.account("otto"))
    first = comment(version, by=make.rolf(), text="Is it <so>?")
    assert told() == ["edda", "otto"]
    notice = Notice.objects.get(recipient=make.edda(), kind="comment")
    assert notice.subject_line == "Rolf Roth commented on “Gauge”"
    assert notice.path == f"/glossary/gauge/#comment-{first.pk}"
    assert notice.text.endswith("\n\nIs it <so>?")
    Notice.objects.all().delete()
    comment(version, by=make.edda(), text="Yes.", parent=first)
    assert told() == ["otto", "rolf"]
    Notice.objects.all().delete()
    make.rolf().groups.clear()
    comment(version, by=make.edda(), text="Yes!", parent=first)
    assert told() == ["otto"]


def test_a_notice_names_people_as_others_are_to_see_them():
    """W-53."""
    Pseudonym.objects.create(user=make.rolf(), name="Reviewer 7")
    comment(make.published("Gauge"), by=make.rolf(), text="Why?")
    notice = Notice.objects.get(kind="comment")
    assert notice.subject_line == "Reviewer 7 commented on “Gauge”"
    assert "Rolf" not in notice.text


def test_what_was_said_goes_with_an_entry_that_is_disposed_of():
    """W-52: comments, feedback, and the notices that hold their words."""
    with make.on("2010-03-01"):
        version = make.published("Gauge")
        give_feedback(version.entry, is_clear=False, text="Why?")
        first = comment(version, by=make.rolf(), text="Why?")
        comment(version, by=make.edda(), text="So.", parent=first)
        resolve(first, by=make.rolf())
        kept = comment(make.published("Hammer"), by=make.rolf(), text="Hm.")
        facts = {"reason": "obsolete", "explanation": "Unused.", "proof": make.proof()}
        withdraw(version, by=make.petra(), **facts)
    entry = version.entry
    propose_disposal(entry, by=make.petra(), reason="Kept long enough", proof=make.proof())
    dispose(entry, by=make.account("paul", "publisher"), proof=make.proof())
    assert Comment.objects.get() == kept
    assert not entry.feedback.exists()
    assert not Notice.objects.filter(entry=entry, kind__in=["comment", "feedback"]).exists()
    assert Notice.objects.filter(entry=kept.entry, kind="comment").exists()
