"""What the database itself keeps true of comments and feedback."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from glossary.models import Comment, Feedback
from glossary.workflow.discussion import comment
from glossary.workflow.feedback import give_feedback
from tests import factories as make

pytestmark = pytest.mark.django_db


def refused(**facts: object) -> bool:
    try:
        with transaction.atomic():
            Comment.objects.create(**facts)
    except IntegrityError:
        return True
    return False


def test_a_comment_is_kept_once_a_sending_and_only_threads_are_resolved():
    """F-17: also where two requests come at the same moment."""
    version, by = make.published("Gauge"), make.edda()
    first = comment(version, by=by, text="Why?")
    facts = {"entry": version.entry, "version": version, "text": "So", "at": timezone.now()}
    assert refused(**facts, by=by, sending=first.sending)
    assert not refused(**facts, by=make.rolf(), sending=first.sending)
    whole = {"resolved_by": by, "resolved_at": timezone.now()}
    assert not refused(**facts, by=by, sending="a", **whole)
    assert refused(**facts, by=by, sending="b", parent=first, **whole)
    for half in whole:
        assert refused(**facts, by=by, sending=half, **{half: whole[half]})


def test_feedback_that_is_handled_says_by_whom():
    given = give_feedback(make.published("Gauge").entry, is_clear=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.filter(pk=given.pk).update(handled_at=timezone.now())


def test_nothing_is_kept_of_who_the_reader_is():
    """R-10: no address, no browser, no account."""
    names = {field.name for field in Feedback._meta.get_fields()}
    about_the_text = {"id", "entry", "version", "is_clear", "text", "at"}
    assert names == about_the_text | {"handled_by", "handled_at", "note"}


def test_feedback_that_tells_nothing_is_only_counted():
    entry = make.published("Gauge").entry
    give_feedback(entry, is_clear=True)
    told = [
        give_feedback(entry, is_clear=False),
        give_feedback(entry, is_clear=True, text="Thanks"),
    ]
    assert set(Feedback.objects.open()) == set(told)
    assert Feedback.objects.count() == 3
