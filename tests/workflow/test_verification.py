"""Whoever edits the database by hand is found out."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from glossary.content import CitationText, DesignationText, RelationText
from glossary.guards import remove_guards
from glossary.models import (
    ChainHead,
    Citation,
    Decision,
    Designation,
    Relation,
    Section,
    Subject,
    Version,
)
from glossary.workflow.actions import revoke, save_draft
from glossary.workflow.verification import Head, faults, first_break
from tests import factories as make

pytestmark = pytest.mark.django_db
FORGED = "Forged"


def forge(rows: object, **values: object) -> None:
    """Change rows as somebody with the rights of a database owner would."""
    remove_guards(connection)
    assert rows.update(**values)


def full_version() -> Version:
    return make.published(
        "Audit",
        designations=(DesignationText(term="Inspection"),),
        relations=(RelationText(title="Finding"),),
        citations=(CitationText(standard="ISO 19011", edition="2018", clause="3.1"),),
        tags=("auditing",),
    )


def test_an_untouched_record_holds(capsys):
    """A-05."""
    assert first_break() is None
    make.superseded()
    make.withdrawn("Gauge")
    assert first_break() is None
    call_command("verify_audit")
    assert "holds" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reason", FORGED),
        ("actor_name", FORGED),
        ("at", "2020-01-01T00:00:00+00:00"),
        ("outcome", "denied"),
        ("content_hash", "0" * 64),
        ("changes", "{}"),
        ("software_version", "9"),
        ("ip", "10.0.0.0/24"),
    ],
)
def test_a_changed_row_is_named(field, value):
    """A-05: whichever of its columns it was."""
    make.published()
    forge(Decision.objects.filter(seq=2), **{field: value})
    found = first_break()
    assert (found.seq, found.problem) == (2, "was changed after it was written")
    with pytest.raises(CommandError, match="#2 was changed"):
        call_command("verify_audit")


def test_a_removed_row_is_named():
    """A-05."""
    make.published()
    remove_guards(connection)
    Decision.objects.filter(seq=2)._raw_delete("default")
    assert first_break().seq == 2


def test_swapped_rows_are_named():
    """A-05."""
    make.published()
    forge(Decision.objects.filter(seq=2), seq=99)
    Decision.objects.filter(seq=3).update(seq=2)
    Decision.objects.filter(seq=99).update(seq=3)
    assert first_break().seq == 2


def test_an_inserted_row_is_named():
    """A-05: even with a hash that fits itself."""
    make.published()
    row = Decision.objects.get(seq=4)
    row.pk, row.seq, row.reason = None, 5, FORGED
    row.row_hash = row.computed_hash()
    row.save(force_insert=True)
    assert "does not continue" in first_break().problem


def test_a_cut_off_end_is_noticed_by_the_head_and_by_a_kept_one(tmp_path):
    """A-07: also when the head in the database was set back with it."""
    make.published()
    file = tmp_path / "heads.jsonl"
    call_command("audit_head", "--out", str(file))
    call_command("audit_head", "--out", str(file))
    call_command("verify_audit", "--head", str(file))
    remove_guards(connection)
    Decision.objects.filter(seq=4)._raw_delete("default")
    assert "ended at #4" in first_break().problem
    last = Decision.objects.get(seq=3)
    ChainHead.objects.update(seq=3, row_hash=last.row_hash)
    assert first_break() is None
    with pytest.raises(CommandError, match="kept head is #4"):
        call_command("verify_audit", "--head", str(file))


def test_a_chain_written_anew_is_noticed_by_a_kept_head():
    """A-07."""
    make.published()
    kept = Head(seq=2, row_hash="f" * 64)
    assert first_break(kept=kept).seq == 2


@pytest.mark.parametrize("text", ["", "{}", "no json", '{"seq": 1}', "[1]"])
def test_a_file_without_a_head_is_refused(tmp_path, text):
    file = tmp_path / "head"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="holds no head"):
        call_command("verify_audit", "--head", str(file))


def test_rows_of_an_earlier_release_hold():
    """Their hash covers the columns of their time."""
    make.draft()
    row = Decision.objects.get()
    row.format, row.prev_hash, row.seq = 1, "", 1
    row.row_hash = row.computed_hash()
    forge(Decision.objects.filter(pk=row.pk), format=1, row_hash=row.row_hash)
    ChainHead.objects.update(row_hash=row.row_hash)
    assert first_break() is None
    Decision.objects.update(reason=FORGED)
    assert first_break().seq == 1


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
    remove_guards(connection)
    Designation.objects.all()._raw_delete("default")
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
    assert [fault.problem for fault in faults()] == ["the approver is not the one who signed"]


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
