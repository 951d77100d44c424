"""Reminders of reviews: each once, whatever the clock does."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from glossary.models import Notice
from glossary.workflow.actions import publish_unapproved
from glossary.workflow.reminders import remind
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def due_on(day: date, title: str = "Gauge"):
    entry = make.published(title).entry
    entry.next_review = day
    entry.save(update_fields=["next_review"])
    Notice.objects.all().delete()
    return entry


def test_the_owner_is_reminded_once_within_the_lead_time():
    """W-41, W-47: thirty days before."""
    due_on(TODAY + timedelta(days=30))
    assert remind(today=TODAY - timedelta(days=1)).due == 0
    assert remind(today=TODAY).due == 1
    for day in (TODAY, TODAY + timedelta(days=7), TODAY - timedelta(days=365), TODAY):
        assert remind(today=day).due == 0
    notice = Notice.objects.get()
    assert notice.recipient == make.edda() and "2026-07-01" in notice.text


def test_after_a_confirmed_review_the_next_one_is_reminded_of_again():
    entry = due_on(TODAY)
    remind(today=TODAY)
    entry.next_review = TODAY + timedelta(days=20)
    entry.save(update_fields=["next_review"])
    assert remind(today=TODAY).due == 1


def test_overdue_reviews_come_as_one_list_a_week():
    """W-41, W-47: to the owner and the publishers; the same week never twice."""
    due_on(TODAY - timedelta(days=3), "Gauge")
    due_on(TODAY - timedelta(days=9), "Hammer")
    make.petra()
    assert remind(today=TODAY).overdue == 2
    week = [TODAY + timedelta(days=number) for number in range(7)]
    assert [remind(today=day).overdue for day in week] == [0] * 7
    lists = Notice.objects.filter(kind="overdue")
    assert {notice.recipient.username for notice in lists} == {"edda", "petra"}
    assert all("Gauge" in notice.text and "Hammer" in notice.text for notice in lists)
    assert remind(today=TODAY + timedelta(days=7)).overdue == 2
    assert remind(today=TODAY).overdue == 0


def test_after_weeks_of_silence_each_comes_once():
    """W-47."""
    due_on(TODAY)
    assert remind(today=TODAY + timedelta(days=50)).overdue == 2
    assert remind(today=TODAY + timedelta(days=50)).overdue == 0


def test_without_an_active_owner_the_publishers_are_reminded():
    """W-44."""
    due_on(TODAY + timedelta(days=3))
    edda = make.edda()
    edda.is_active = False
    edda.save()
    remind(today=TODAY)
    assert Notice.objects.get().recipient == make.petra()


def test_an_emergency_that_nobody_approved_in_time_is_escalated(settings):
    """T13: to the publishers, each week."""
    settings.GLOSSARY = {"emergency_publication": True}
    make.petra()
    emma = make.account("emma", "publisher", "emergency publisher")
    version = publish_unapproved(
        make.draft(), by=emma, reason="It burns", proof=make.proof(), days=3
    )
    end = version.exception_until
    assert remind(today=end).exceptions == 0
    assert remind(today=end + timedelta(days=1)).exceptions == 2
    assert remind(today=end + timedelta(days=1)).exceptions == 0
    assert remind(today=end + timedelta(days=8)).exceptions == 2


def test_the_command_runs_twice_and_reminds_once(capsys):
    """W-47."""
    due_on(date.today())
    call_command("review_due")
    call_command("review_due")
    assert capsys.readouterr().out.splitlines() == [
        "1 due, 0 overdue, 0 without approval",
        "0 due, 0 overdue, 0 without approval",
    ]
