"""Whoever edits a version by hand is found out."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from glossary.content import CitationText, DesignationText, RelationText
from glossary.guards import remove_guards
from glossary.models import (
    Citation,
    Decision,
    Designation,
    Disposal,
    Entry,
    Relation,
    Rendering,
    Section,
    Subject,
    Version,
)
from glossary.workflow.actions import (
    approve,
    create_entry,
    publish_unapproved,
    ratify,
    release_due,
    request_changes,
    revoke,
    save_draft,
    submit,
)
from glossary.workflow.verification import faults
from tests import factories as make
from tests.workflow.forging import FORGED, erase, forge

pytestmark = pytest.mark.django_db


def full_version() -> Version:
    return make.published(
        "Audit",
        designations=(DesignationText(term="Inspection"),),
        relations=(RelationText(title="Finding"),),
        citations=(CitationText(standard="ISO 19011", edition="2018", clause="3.1"),),
        tags=("auditing",),
    )


def test_everything_signed_holds(capsys):
    """W-16."""
    for maker in make.VERSION_IN.values():
        maker(f"Made {maker.__name__}")
    assert list(faults()) == []
    call_command("verify_signatures")
    assert "hold" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rows", "values"),
    [
        (Section.objects, {"body": FORGED}),
        (Section.objects, {"heading": FORGED}),
        (Version.objects, {"title": FORGED}),
        (Version.objects, {"short_definition": FORGED}),
        (Version.objects, {"tag_names": ["forged"]}),
        (Version.objects, {"content_hash": "0" * 64}),
        (Designation.objects, {"term": FORGED}),
        (Relation.objects, {"title": FORGED}),
        (Citation.objects, {"clause": "9.9"}),
        (Citation.objects, {"licence": FORGED}),
        (Subject.objects, {"name": FORGED}),
    ],
)
def test_one_changed_place_of_the_content_is_reported(rows, values, capsys):
    """W-16: with entry and version, and exit status 1."""
    version = full_version()
    forge(rows.all(), **values)
    with pytest.raises(CommandError):
        call_command("verify_signatures")
    assert f"{version.entry.number} version 1.0: " in capsys.readouterr().err


def test_a_removed_part_is_reported():
    """W-16."""
    full_version()
    erase(Designation.objects.all())
    assert [fault.problem for fault in faults()] == [
        "the content is not the one that was signed",
        "the stored hash is not that of the content",
    ]


@pytest.mark.parametrize(
    ("maker", "values", "problem"),
    [
        (make.approved, {"state": "published", "major": 1, "minor": 0}, "the record says approved"),
        (make.published, {"state": "superseded"}, "the record says published"),
        (make.published, {"major": 2}, "was released as 1.0"),
        (make.published, {"self_approved": True}, "self-approved"),
        (make.published, {"change_note": FORGED}, "change note is not that of #4"),
        (make.withdrawn, {"withdrawal_explanation": FORGED}, "were changed"),
        (make.withdrawn, {"withdrawal_reason": "legal"}, "were changed"),
    ],
)
def test_a_state_that_nobody_decided_is_reported(maker, values, problem):
    """A person who edits the database by hand is found out."""
    version = maker()
    moment = {"published_at": version.approved_at} if "state" in values else {}
    forge(Version.objects.filter(pk=version.pk), **values, **moment)
    assert any(problem in fault.problem for fault in faults())


def test_an_approval_given_to_somebody_else_is_reported():
    version = make.approved()
    forge(Version.objects.filter(pk=version.pk), approved_by=make.petra())
    assert [fault.problem for fault in faults()] == [
        "was approved by another person according to #3"
    ]


def test_a_contributor_put_in_afterwards_is_reported():
    version = make.approved()
    remove_guards(connection)
    version.contributors.add(make.rolf())
    assert [fault.problem for fault in faults()] == ["a contributor has signed it"]


def test_a_revoked_signature_is_no_fault():
    """T12: the text may change after it."""
    version = revoke(make.approved(), by=make.rolf(), reason="A doubt")
    save_draft(version, make.term_content("Negotiation", definition="Other."), by=make.edda())
    assert list(faults()) == []


def test_the_number_of_queries_follows_the_chunks_not_the_versions():
    for number in range(3):
        make.published(f"Term {number}")
    with CaptureQueriesContext(connection) as few, transaction.atomic():
        assert list(faults()) == []
    for number in range(3, 9):
        make.published(f"Term {number}")
    with CaptureQueriesContext(connection) as many, transaction.atomic():
        assert list(faults()) == []
    assert len(many) == len(few)


PAST = timedelta(days=400)


@pytest.mark.parametrize(
    ("maker", "step"),
    [
        (make.published, "created"),
        (make.published, "submitted"),
        (make.published, "approved"),
        (make.published, "published"),
        (make.withdrawn, "withdrawn"),
        (make.superseded, "superseded"),
    ],
)
def test_another_person_or_time_of_a_step_is_reported(maker, step):
    """W-16."""
    version = maker()
    was = getattr(version, f"{step}_at")
    forge(Version.objects.filter(pk=version.pk), **{f"{step}_at": was - PAST})
    assert [fault.problem.rpartition(" ")[0] for fault in faults()] == [
        f"was {step} at another time according to"
    ]
    if step != "superseded":
        values = {f"{step}_at": was, f"{step}_by": make.vera()}
        forge(Version.objects.filter(pk=version.pk), **values)
        assert [fault.problem.rpartition(" ")[0] for fault in faults()] == [
            f"was {step} by another person according to"
        ]


@pytest.mark.parametrize("step", ["submitted", "superseded"])
def test_a_step_that_was_never_taken_is_reported(step):
    version = make.draft()
    forge(Version.objects.filter(pk=version.pk), **{f"{step}_at": version.created_at})
    assert [fault.problem for fault in faults()] == [
        f"is marked as {step}; the record says otherwise"
    ]


def test_another_plan_is_reported():
    """W-60."""
    version = make.scheduled()
    later = version.scheduled_for + PAST
    forge(Version.objects, scheduled_for=later, scheduled_by=make.vera())
    assert [fault.problem for fault in faults()] == [
        "was scheduled for another time according to #4",
        "was scheduled by another person according to #4",
    ]


def test_what_the_clock_published_is_signed_by_who_planned_it():
    """W-60."""
    version = make.scheduled()
    forge(Version.objects.filter(pk=version.pk), scheduled_for=version.approved_at)
    assert release_due()
    assert list(faults()) == []
    forge(Version.objects.filter(pk=version.pk), published_by=make.rolf())
    assert [fault.problem for fault in faults()] == [
        "was published by another person according to #5"
    ]


def test_an_exception_made_longer_is_reported(settings):
    """W-11."""
    settings.GLOSSARY = {"emergency_publication": True}
    paul = make.account("paul", "publisher", "emergency publisher")
    version = publish_unapproved(make.draft(), by=paul, reason="A grave error", proof=make.proof())
    assert list(faults()) == []
    forge(Version.objects, exception_until=version.exception_until + PAST)
    assert [fault.problem for fault in faults()] == ["the end of the exception is not that of #2"]
    forge(Version.objects, exception_until=version.exception_until)
    ratify(version, by=make.rolf(), seen_hash=version.current_hash(), proof=make.proof())
    assert list(faults()) == []


@pytest.mark.parametrize("maker", [make.submitted, make.discarded])
def test_a_text_that_nobody_signed_yet_is_verified_too(maker):
    """W-15."""
    maker()
    forge(Section.objects.all(), body=FORGED)
    assert "the content is not the one that was recorded" in {fault.problem for fault in faults()}


def test_a_version_that_is_gone_is_reported_whatever_the_register_of_disposals_says():
    """W-50, W-52: only a recorded disposal takes content away."""
    version = make.submitted()
    erase(Section.objects.all())
    version.contributors.clear()
    erase(Rendering.objects.all())
    erase(Version.objects.all())
    Disposal.objects.create(
        entry=version.entry,
        proposed_by=make.petra(),
        proposed_at=version.created_at,
        confirmed_by=make.rolf(),
        confirmed_at=version.created_at,
    )
    assert [str(fault) for fault in faults()] == [f"{version.entry.number} #1: is gone"]


def test_a_version_that_nobody_recorded_is_reported():
    version = make.draft()
    erase(Decision.objects.all())
    assert [fault.problem for fault in faults()] == ["is unknown to the record"]
    assert version.pk


def test_an_entry_that_shows_another_version_is_reported():
    old = make.superseded()
    Entry.objects.filter(pk=old.entry_id).update(current=old)
    assert [fault.problem for fault in faults()] == [
        "is superseded, but what readers see",
        "is published, but not what readers see",
    ]


def test_another_number_of_an_entry_is_reported():
    """W-02."""
    version = make.published()
    Entry.objects.filter(pk=version.entry_id).update(number="QM-9999")
    assert [fault.problem for fault in faults()] == [
        "belonged to QM-0001 when it was recorded last"
    ]


def test_a_contributor_taken_away_is_reported():
    """W-10."""
    version = make.published()
    remove_guards(connection)
    version.contributors.clear()
    assert [fault.problem for fault in faults()] == [
        "somebody who wrote it is missing among its contributors"
    ]


def test_a_self_approval_lapses_with_its_signature(settings):
    """W-11."""
    settings.GLOSSARY = {"approval_policy": "self", "signatures": 2}
    eve = make.account("eve", "author", "publisher")
    version = create_entry(kind="term", content=make.term_content("Gauge"), by=eve)
    version = submit(version, by=eve, change_note="First version")
    approve(version, by=eve, seen_hash=version.current_hash(), proof=make.proof())
    version = request_changes(version, by=make.rolf(), comment="Not yet")
    assert not version.self_approved
    assert list(faults()) == []
