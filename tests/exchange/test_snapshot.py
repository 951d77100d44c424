"""What goes out, and that no field of the models is forgotten."""

from dataclasses import fields

import pytest
from django.utils import timezone

from glossary import content as texts
from glossary.exchange import records
from glossary.exchange.snapshot import snapshot
from glossary.models import (
    Citation,
    Clause,
    Designation,
    Entry,
    ImportedSource,
    Relation,
    Section,
    SectionKind,
    Standard,
    Subject,
    Version,
    Waiver,
)
from glossary.workflow.actions import open_draft
from tests import factories as make

# What an export leaves out on purpose: keys of this database, the workflow, derived values.
OWN_KEYS = {"id", "version", "entry", "standard", "position", "sequence"}
WORKFLOW = {
    "state", "major", "minor", "change_class", "change_note", "content_hash", "created_at",
    "created_by", "saved_at", "submitted_at", "submitted_by", "approved_at", "approved_by",
    "published_at", "published_by", "superseded_at", "owner", "next_review", "current",
    "review_by", "self_approved", "scheduled_for", "scheduled_by", "exception_until",
    "withdrawn_at", "withdrawn_by", "withdrawal_reason", "withdrawal_explanation", "successor",
    "last_reviewed",
}  # fmt: skip
DERIVED = {"title", "folded_title", "subject"}
# An edition gets its address from designation and edition wherever it arrives.
ADDRESSES = {"slug"}


@pytest.mark.parametrize(
    ("model", "record", "renamed"),
    [
        (Version, texts.Content, {"tag_names": "tags"}),
        (Section, texts.SectionText, {}),
        (Designation, texts.DesignationText, {}),
        (Relation, texts.RelationText, {"target": "number"}),
        (Citation, texts.CitationText, {}),
        (Waiver, texts.WaiverText, {}),
        (Clause, records.ClauseRecord, {}),
        (SectionKind, records.SectionKindRecord, {}),
        (Subject, records.SubjectRecord, {}),
        (Standard, records.StandardRecord, {}),
    ],
)
def test_every_field_is_in_the_record_or_left_out_on_purpose(model, record, renamed):
    """landscape.md 3.22: a column that no export knows is lost without a sound."""
    names = {renamed.get(field.name, field.name) for field in model._meta.concrete_fields}
    known = {field.name for field in fields(record)}
    missing = names - known - WORKFLOW - (OWN_KEYS - known)
    assert missing - (ADDRESSES if model is Standard else set()) == set()


def test_every_field_of_an_entry_is_in_the_record_or_left_out_on_purpose():
    names = {field.name for field in Entry._meta.concrete_fields}
    known = {field.name for field in fields(records.EntryRecord)}
    assert names - known - WORKFLOW - DERIVED == {"id"}
    sources = {field.name for field in ImportedSource._meta.concrete_fields}
    kept = {field.name for field in fields(records.Source)} | {"marks"}
    assert sources - kept == {"id", "batch", "version", "sha256", "content_hash", "undone_at"}


@pytest.mark.django_db
def test_a_published_entry_goes_out_with_its_current_version_and_others_with_their_draft():
    live = make.published("Negotiation", definition="Live.")
    open_draft(live.entry, by=make.edda())
    make.draft("Procurement", definition="Not yet public.")
    out = [item for item in snapshot() if isinstance(item, records.EntryRecord)]
    assert [item.content.section("definition") for item in out] == ["Live.", "Not yet public."]


@pytest.mark.django_db
def test_registers_come_before_the_entries():
    make.draft()
    kinds = [type(item).__name__ for item in snapshot()]
    assert kinds[-1] == "EntryRecord"
    assert kinds.index("SubjectRecord") < kinds.index("EntryRecord")
    assert kinds[0] == "SectionKindRecord"


@pytest.mark.django_db
@pytest.mark.parametrize("count", [2, 6])
def test_the_number_of_queries_does_not_grow(count, django_assert_num_queries):
    """L-03."""
    for number in range(count):
        make.draft(f"Term {number}")
    with django_assert_num_queries(10):
        list(snapshot())


@pytest.mark.django_db
def test_an_entry_says_which_controlled_document_it_is():
    """W-01: the same facts as on its page."""
    version = make.published("Negotiation")
    make.draft("Procurement")
    live, draft = [item for item in snapshot() if isinstance(item, records.EntryRecord)]
    assert live.control == records.Control(
        version="1.0",
        status="published",
        effective=timezone.localdate(version.published_at),
        owner="Edda Ehlers",
        approved_by="Rolf Roth",
        next_review=version.entry.next_review,
    )
    assert (draft.control.version, draft.control.status) == ("", "draft")
