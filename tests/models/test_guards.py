"""Triggers in the database itself: no code of ours can be walked round."""

from contextlib import nullcontext
from dataclasses import replace

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from glossary.guards import (
    GUARDS,
    STATE_CHANGES,
    STATEMENTS,
    install_guards,
    installed_guards,
    missing_guards,
)
from glossary.models import Decision, Designation, Section, State, Version
from glossary.workflow.actions import approve, open_draft, submit, withdraw
from glossary.workflow.transitions import TABLE, Action
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


def test_two_open_versions_of_an_entry_are_impossible():
    version = make.submitted()
    with refused(), transaction.atomic():
        Version.objects.create(
            entry=version.entry,
            sequence=2,
            title="Second",
            created_at=version.created_at,
            created_by=make.edda(),
            saved_at=version.saved_at,
        )


def test_two_current_versions_of_an_entry_are_impossible():
    first = make.published()
    second = open_draft(first.entry, by=make.edda())
    second = submit(second, by=make.edda(), change_note="Says it better")
    second = approve(second, by=make.rolf(), seen_hash=second.current_hash(), proof=make.proof())
    with refused(), transaction.atomic():
        Version.objects.filter(pk=second.pk).update(
            state="published", major=1, minor=1, published_at=second.approved_at
        )


def test_every_state_change_of_the_table_and_no_other_is_known_to_the_database():
    """W-12, in the database: a state without a rule cannot be reached by SQL either."""
    changes = {
        (str(row.source), str(row.target))
        for row in TABLE
        # Revising begins another version; the one it starts from stays as it is.
        if row.source and row.source != row.target and row.action != Action.REVISE
    }
    assert changes == set(STATE_CHANGES)


@pytest.mark.parametrize("state", State)
def test_no_code_gives_a_draft_a_state_the_table_does_not_lead_to(state):
    """W-12, W-14: discarding is the one change that needs nothing but the state."""
    version = make.draft()
    allowed = state in (State.DRAFT, State.IN_REVIEW, State.DISCARDED)
    context = nullcontext() if allowed else refused()
    with context, transaction.atomic():
        Version.objects.filter(pk=version.pk).update(state=state)


def test_a_version_begins_as_a_draft():
    version = make.draft()
    Version.objects.filter(pk=version.pk).update(state="discarded")
    version.pk, version.sequence, version.state = None, 2, "in_review"
    with refused(), transaction.atomic():
        version.save(force_insert=True)


@pytest.mark.parametrize(
    "facts",
    [
        {"major": 7},
        {"change_note": "Forged"},
        {"published_at": None},
        {"exception_until": "2030-01-01"},
    ],
)
def test_number_note_and_date_of_a_published_version_are_fixed(facts):
    """W-14."""
    version = make.published()
    with refused(), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(**facts)


@pytest.mark.parametrize(
    "facts", [{"withdrawal_explanation": "Forged"}, {"withdrawal_reason": "wrong"}]
)
def test_what_was_said_of_a_withdrawal_is_fixed(facts):
    version = withdraw(
        make.published(),
        by=make.petra(),
        reason="obsolete",
        explanation="Nobody uses it.",
        proof=make.proof(),
    )
    with refused(), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(**facts)


def test_an_approval_can_be_revoked_but_its_hash_not_changed_on_the_way():
    """T12 is the one way back, and only before publication."""
    version = make.approved()
    back = {"state": "changes_requested", "approved_at": None, "approved_by": None}
    with refused(), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(**back, content_hash="f" * 64)
    Version.objects.filter(pk=version.pk).update(**back)


def test_guards_of_an_earlier_release_go_when_the_new_ones_come():
    name = "guard_version_of_old"
    with connection.cursor() as cursor:
        for statement in STATEMENTS[connection.vendor](replace(GUARDS[0], name=name)):
            cursor.execute(statement)
    assert name in installed_guards(connection)
    install_guards(connection)
    assert set(installed_guards(connection)) == {guard.name for guard in GUARDS}


def test_lost_guards_are_reported_and_come_back_with_migrate():
    guard = GUARDS[0]
    on_table = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {guard.name}{on_table}")
    assert missing_guards(connection) == [guard.name]
    problems = run_checks(tags=["database"], databases=["default"])
    assert [problem.id for problem in problems] == ["glossary.W001"]
    # `migrate` is the remedy, so the report must not stop it.
    call_command("migrate", verbosity=0)
    assert missing_guards(connection) == []
