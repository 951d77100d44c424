"""manage.py republish, reconcile and follow_changes."""

import pytest
from django.core.management.base import CommandError

from glossary.models import Publication, Ripple
from glossary.workflow import publication
from tests import factories as make
from tests.commands.running import run

pytestmark = pytest.mark.django_db


def forge(title):
    Publication.objects.filter(entry__title=title).update(title="Forged", sections=[])


def titles():
    return sorted(Publication.objects.values_list("title", flat=True))


def test_named_entries_are_made_anew_and_others_left_alone():
    make.published("Audit")
    make.published("Plan")
    forge("Audit")
    forge("Plan")
    assert run("republish", "QM-0001").strip() == "Republished 1 entries"
    assert titles() == ["Audit", "Forged"]


def test_everything_is_made_anew_when_asked_for():
    make.published("Audit")
    forge("Audit")
    assert run("republish", "--all").strip() == "Republished 1 entries"
    assert titles() == ["Audit"]


def test_links_alone_leave_the_rest_of_a_page():
    make.published("Audit", definition="See the plan.")
    make.published("Plan")
    forge("Audit")
    run("republish", "--all", "--links-only")
    assert titles() == ["Forged", "Plan"]
    assert "/glossary/plan/" in str(Publication.objects.get(title="Forged").sections)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "Name entries, or say --all"),
        (["QM-0001", "--all"], "Name entries, or say --all"),
        (["QM-0009", "QM-0001"], "Not published: QM-0009"),
        (["--all", "--processes", "0"], "--processes must be 1 or more"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments, reason):
    make.published("Audit")
    with pytest.raises(CommandError, match=reason):
        run("republish", *arguments)


def test_reconcile_says_what_it_repaired():
    make.published("Audit")
    assert run("reconcile").strip() == "Everything matches"
    forge("Audit")
    assert run("reconcile", "--dry-run").splitlines() == [
        "QM-0001 Audit: links, page",
        "1 entries do not match",
    ]
    assert titles() == ["Forged"]
    assert run("reconcile").splitlines()[-1] == "1 entries repaired"
    assert titles() == ["Audit"]


def test_follow_changes_does_what_waits(monkeypatch):
    monkeypatch.setattr(publication, "AT_ONCE", 0)
    make.published("Audit", definition="See the plan.")
    make.published("Plan")
    assert "still wait for `follow_changes`: 1" in run("reconcile", "--dry-run")
    assert "pages up to date" in run("follow_changes")
    assert not Ripple.objects.filter(finished_at__isnull=True).exists()
    assert run("follow_changes").strip() == "Brought 0 pages up to date"
