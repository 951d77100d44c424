"""The daily command that forgets searches without result and old feedback."""

import pytest

from glossary.models import DismissedSearch, Feedback, Reading, SearchMiss
from glossary.workflow.feedback import give_feedback
from glossary.workflow.misses import dismiss, note_miss
from tests import factories as make
from tests.commands.running import run

pytestmark = pytest.mark.django_db


def test_old_and_answered_searches_go_and_decisions_stay() -> None:
    with make.on("2024-03-01"):
        note_miss("Old", language="en")
    for text in ("Gauge", "Hammer"):
        note_miss(text, language="en")
    dismiss("Old", language="en", by=make.edda())
    entry = make.published("Gauge").entry
    with make.on("2024-03-01"):
        give_feedback(entry, is_clear=True)
    give_feedback(entry, is_clear=False)
    Reading.objects.create(entry=entry, month="2024-03-01", count=7)
    assert run("forget_searches") == "1 old, 1 answered; 1 of feedback, 1 of readings\n"
    assert run("forget_searches") == "0 old, 0 answered; 0 of feedback, 0 of readings\n"
    assert SearchMiss.objects.get().text == "Hammer"
    assert DismissedSearch.objects.count() == 1
    assert not Feedback.objects.get().is_clear
