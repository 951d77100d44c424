"""Feedback of readers: taken within limits, told, handled, forgotten."""

import pytest
from django.core.management import call_command

from glossary.errors import ActionRefused, ContentRefused, EnoughFeedback, MissingRole, WrongState
from glossary.models import Feedback, Notice
from glossary.workflow import feedback as limits
from glossary.workflow.feedback import forget_feedback, give_feedback, handle_feedback
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_feedback_is_about_the_version_in_force():
    """R-10."""
    version = make.published("Gauge")
    second = make.republished(version)
    second.entry.refresh_from_db()
    given = give_feedback(second.entry, is_clear=False, text=" Why \0 so?\r\n\r\n\r\n\r\nHm. ")
    assert (given.version, given.text, given.is_clear) == (second, "Why so?\n\nHm.", False)
    with pytest.raises(ActionRefused, match="nothing in force"):
        give_feedback(make.draft("Hammer").entry, is_clear=True)


def test_a_text_is_as_long_as_the_limit_after_its_spaces_are_made_single():
    entry = make.published("Gauge").entry
    give_feedback(entry, is_clear=False, text="a  " * 1_000)
    with pytest.raises(ContentRefused):
        give_feedback(entry, is_clear=False, text="a" * 2_001)


def test_no_robot_fills_the_table(monkeypatch):
    """R-10: a limit for an entry and one for the site, counted anew each day."""
    monkeypatch.setattr(limits, "A_DAY_FOR_AN_ENTRY", 2)
    monkeypatch.setattr(limits, "A_DAY", 3)
    gauge, hammer, saw = (make.published(name).entry for name in ("Gauge", "Hammer", "Saw"))
    with make.on("2026-03-01"):
        for _time in range(2):
            give_feedback(gauge, is_clear=True)
        with pytest.raises(EnoughFeedback):
            give_feedback(gauge, is_clear=True)
        give_feedback(hammer, is_clear=True)
        with pytest.raises(EnoughFeedback):
            give_feedback(saw, is_clear=True)
    with make.on("2026-03-02"):
        give_feedback(gauge, is_clear=True)
    assert Feedback.objects.count() == 4


def test_the_owner_is_told_once_a_day_without_the_words():
    """W-60: notices are kept longer than feedback may be."""
    entry = make.published("Gauge").entry
    give_feedback(entry, is_clear=True)
    assert not Notice.objects.filter(kind="feedback").exists()
    for _time in range(2):
        give_feedback(entry, is_clear=False, text="Secret words")
    notice = Notice.objects.get(kind="feedback")
    assert (notice.recipient, notice.path) == (make.edda(), "/admin/glossary/feedback/")
    assert "Secret" not in notice.text and "“Gauge”" in notice.subject_line
    with make.on("2030-03-02"):
        give_feedback(entry, is_clear=True, text="Thanks")
    assert Notice.objects.filter(kind="feedback").count() == 2


def test_an_owner_who_edits_nothing_any_more_is_not_told():
    entry = make.published("Gauge").entry
    make.edda().groups.clear()
    give_feedback(entry, is_clear=False)
    assert not Notice.objects.filter(kind="feedback").exists()


def test_an_editor_handles_it_once():
    """F-17: the second of two learns who was first, and changes nothing."""
    given = give_feedback(make.published("Gauge").entry, is_clear=False)
    handled = handle_feedback(given, by=make.rolf(), note=" Example\nadded ")
    assert (handled.handled_by, handled.note) == (make.rolf(), "Example added")
    with pytest.raises(WrongState, match="Rolf Roth has handled it already"):
        handle_feedback(given, by=make.edda(), note="Other")
    assert not Feedback.objects.open().exists()


@pytest.mark.parametrize("person", [make.vera, make.root])
def test_others_handle_nothing(person):
    given = give_feedback(make.published("Gauge").entry, is_clear=False)
    with pytest.raises(MissingRole):
        handle_feedback(given, by=person())


def test_feedback_is_forgotten_after_its_days(settings):
    settings.GLOSSARY = {"feedback_days": 7}
    entry = make.published("Gauge").entry
    for day in ("2026-03-01", "2026-03-02"):
        with make.on(day):
            give_feedback(entry, is_clear=False, text=day)
    with make.on("2026-03-08"):
        assert forget_feedback() == 1
        call_command("forget_searches")
    assert Feedback.objects.get().text == "2026-03-02"
