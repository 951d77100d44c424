"""Triggers in the database itself: no code of ours can be walked round."""

import pytest
from django.core.checks import run_checks
from django.db import IntegrityError, connection, transaction

from glossary.guards import GUARDS, install_guards, missing_guards
from glossary.models import Decision, Designation, Section, Version
from tests import factories as make

pytestmark = pytest.mark.django_db


def refused():
    return pytest.raises(IntegrityError)


@pytest.mark.parametrize("maker", [make.submitted, make.approved, make.published])
@pytest.mark.parametrize("field", ["title", "short_definition", "seo_title", "byline"])
def test_content_is_fixed_from_submission_on(maker, field):
    """W-14, W-15."""
    version = maker()
    with refused(), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(**{field: "Forged"})


def test_bulk_update_and_save_are_refused_too():
    """W-14."""
    version = make.published()
    version.title = "Forged"
    with refused(), transaction.atomic():
        Version.objects.bulk_update([version], ["title"])
    with refused(), transaction.atomic():
        version.save()


@pytest.mark.parametrize("maker", [make.submitted, make.approved, make.published])
def test_sections_of_a_fixed_version_are_fixed(maker):
    """W-14, W-15."""
    section = maker().sections.get()
    with refused(), transaction.atomic():
        Section.objects.filter(pk=section.pk).update(body="Forged")
    with refused(), transaction.atomic():
        section.delete()
    with refused(), transaction.atomic():
        Designation.objects.create(version=section.version, position=9, term="Forged")


def test_contributors_of_a_fixed_version_are_fixed():
    version = make.submitted()
    with refused(), transaction.atomic():
        version.contributors.clear()


def test_a_signature_cannot_be_given_to_somebody_else():
    version = make.approved()
    with refused(), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(approved_by=make.petra())


def test_the_database_itself_knows_four_eyes():
    """W-10."""
    version = make.submitted()
    with refused(), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(approved_by=make.edda())


@pytest.mark.parametrize("state", ["draft", "in_review", "changes_requested"])
def test_an_approved_version_cannot_be_opened_again(state):
    version = make.published()
    with refused(), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(state=state)


def test_an_approved_version_cannot_be_deleted():
    """W-50."""
    version = make.approved()
    with refused(), transaction.atomic():
        Version.objects.filter(pk=version.pk)._raw_delete("default")


def test_decisions_are_append_only():
    """A-04."""
    make.draft()
    with refused(), transaction.atomic():
        Decision.objects.update(reason="Forged")
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM glossary_decision")


@pytest.mark.parametrize("state", ["draft", "in_review", "changes_requested", "approved"])
def test_two_open_versions_of_an_entry_are_impossible(state):
    version = make.submitted()
    version.pk, version.sequence, version.state = None, 2, state
    version.approved_by, version.approved_at = make.rolf(), version.submitted_at
    with refused(), transaction.atomic():
        version.save(force_insert=True)


def test_two_published_versions_of_an_entry_are_impossible():
    version = make.published()
    version.pk, version.sequence, version.minor = None, 2, 7
    with refused(), transaction.atomic():
        version.save(force_insert=True)


def test_lost_guards_are_reported_and_come_back_with_migrate():
    guard = GUARDS[0]
    on_table = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {guard.name}{on_table}")
    assert missing_guards(connection) == [guard.name]
    problems = run_checks(tags=["database"], databases=["default"])
    assert [problem.id for problem in problems] == ["glossary.E001"]
    install_guards(connection)
    assert missing_guards(connection) == []
