"""The clock's command."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from glossary.models import Decision, Outcome, State, Version
from tests import factories as make

pytestmark = pytest.mark.django_db


def its_time_has_come(*versions: Version) -> None:
    for number, version in enumerate(versions):
        moment = version.approved_at - timedelta(days=3 - number)
        Version.objects.filter(pk=version.pk).update(scheduled_for=moment)


def test_what_is_due_is_published_after_days_of_silence_too(capsys):
    """T11: on behalf of who scheduled it."""
    due, later = make.scheduled("Gauge"), make.scheduled("Hammer")
    its_time_has_come(due)
    call_command("publish_due")
    assert capsys.readouterr().out == f"published  {due.entry}\n"
    states = dict(Version.objects.values_list("title", "state"))
    assert states == {"Gauge": State.PUBLISHED, "Hammer": State.SCHEDULED}
    row = Decision.objects.get(action="release")
    assert (row.actor, row.actor_name) == (None, "system: scheduler")
    assert row.on_behalf_of == "Petra Palm (petra)"
    assert Version.objects.get(title="Gauge").published_by == make.petra()
    assert later.state == State.SCHEDULED


def test_one_that_fails_stops_no_other_and_is_named(capsys):
    """T11, W-62: recorded once."""
    bad, good = make.scheduled("Gauge"), make.scheduled("Hammer")
    otto = make.account("otto", "author", is_active=False)
    bad.entry.owner = otto
    bad.entry.save()
    its_time_has_come(bad, good)
    for _run in range(2):
        with pytest.raises(CommandError, match="1 could not be published"):
            call_command("publish_due")
    said = capsys.readouterr()
    assert "published  QM-0002" in said.out and "failed     QM-0001" in said.err
    failed = Decision.objects.filter(outcome=Outcome.FAILED)
    assert [row.entry_number for row in failed] == ["QM-0001"]


def test_running_it_twice_publishes_once():
    its_time_has_come(make.scheduled("Gauge"))
    call_command("publish_due")
    call_command("publish_due")
    assert Decision.objects.filter(action="release").count() == 1
