"""The dry run of an upload: a row for each record, and nothing else."""

from dataclasses import replace

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary.content import RelationText
from glossary.exchange.checking import change_of
from glossary.exchange.formats.json_bundle import write_line
from glossary.exchange.records import EntryRecord, SectionKindRecord, StandardRecord, SubjectRecord
from glossary.exchange.uploads import Upload
from glossary.models import Entry, ImportState, RowResult, SectionKind, Version
from glossary.workflow.actions import publish, save_draft
from tests import factories as make
from tests.exchange.uploading import (
    brought_in,
    checked,
    everything_kept,
    results,
    stepped,
    term_file,
)

pytestmark = pytest.mark.django_db


def bundle(*records, name="all.jsonl"):
    return Upload(name=name, raw="".join(map(write_line, records)).encode())


def term(title, **fields):
    return EntryRecord(kind="term", content=make.term_content(title, **fields))


def test_a_dry_run_writes_nothing():
    """E-41: rows and hashes of all tables are the same before and after."""
    make.published("Known")
    make.edda()
    before = everything_kept()
    imported = checked(term_file("Gauge"), bundle(term("Known"), SubjectRecord(name="S", slug="s")))
    assert imported.state == ImportState.CHECKED and imported.total == 3
    assert everything_kept() == before


def test_every_record_has_its_row():
    """E-42."""
    brought_in(term_file("Gauge"), term_file("Caliper"))
    imported = checked(
        term_file("Gauge"),
        term_file("Caliper", definition="Caliper is explained here in two words."),
        term_file("Ruler"),
        bundle(SubjectRecord(name="Metrology", slug="metrology")),
    )
    assert results(imported) == [
        ("Gauge", RowResult.SAME),
        ("Caliper", RowResult.CHANGE),
        ("Ruler", RowResult.CREATE),
        ("Metrology", RowResult.SKIP),
    ]


def test_a_change_shows_old_and_new_word_by_word():
    """E-42."""
    brought_in(term_file("Caliper"))
    row = checked(term_file("Caliper", definition="Caliper is explained here.")).rows.get()
    (change,) = map(change_of, row.changes)
    assert (change.place, change.mark) == ("definition", "changed")
    assert "in one plain sentence" in next(p.text for p in change.pieces if p.mark == "removed")
    assert row.entry == Entry.objects.get()


def test_the_published_text_is_what_a_change_is_compared_with():
    known = brought_in(term_file("Caliper")).rows.get().entry
    version = Version.objects.get(entry=known)
    make.submit(version, by=make.edda(), change_note="First version")
    make.approve(version, by=make.rolf(), seen_hash=version.current_hash(), proof=make.proof())
    publish(version, by=make.petra(), proof=make.proof())
    row = checked(term_file("Caliper", definition="Another text.")).rows.get()
    assert (row.result, len(row.changes)) == (RowResult.CHANGE, 1)
    assert Version.objects.count() == 1


def test_all_errors_are_found_in_one_go():
    """E-42: in several files and lines, of reading and of keeping, each with line and reason."""
    lines = bundle(term("One"), term("x" * 201), term("Two"), term("Bad", definition="x" * 20_001))
    raw = lines.raw + b'\n{"record": "entry"}\nno json\n' + write_line(term("Three")).encode()
    imported = checked(
        Upload(name="broken.md", raw=b"---\ntitle: Gauge\nsubject: \xff\n---\n"),
        Upload(name="lines.jsonl", raw=raw),
        Upload(name="odd.bin", raw=b"\x00\x01"),
        term_file("Gauge"),
    )
    found = [(row.name, row.line) for row in imported.rows.filter(result=RowResult.ERROR)]
    assert found == [
        ("broken.md", 3),
        ("lines.jsonl", 2),
        ("lines.jsonl", 4),
        ("lines.jsonl", 6),
        ("lines.jsonl", 7),
        ("odd.bin", 1),
    ]
    assert all(row.reason for row in imported.rows.filter(result=RowResult.ERROR))
    good = imported.rows.filter(result=RowResult.CREATE).values_list("title", flat=True)
    assert list(good) == ["One", "Two", "Three", "Gauge"]


def test_a_relation_to_a_number_that_is_nowhere_is_an_error():
    known = replace(term("Known"), number="QM-0007")
    relations = tuple(RelationText(number=number) for number in ("QM-0007", "QM-0099"))
    right = term("Right", relations=relations[:1])
    wrong = term("Wrong", relations=relations)
    imported = checked(bundle(right, wrong, known))
    assert [row.result for row in imported.rows.all()] == ["create", "error", "create"]
    assert "QM-0099" in imported.rows.get(result=RowResult.ERROR).reason


def test_what_only_the_database_refuses_is_an_error_of_its_line(monkeypatch):
    def refuse(*args, **kwargs):
        raise IntegrityError("twice the same key")

    monkeypatch.setattr("glossary.exchange.arriving.create_entries", refuse)
    row = checked(term_file("Gauge")).rows.get()
    assert (row.result, row.line, row.reason) == (RowResult.ERROR, 1, "twice the same key")


def test_a_draft_somebody_works_on_is_an_error():
    brought_in(term_file("Gauge"))
    save_draft(Version.objects.get(), make.term_content("Mine"), by=make.petra())
    row = checked(term_file("Gauge", definition="New words.")).rows.get()
    assert row.result == RowResult.ERROR and "being worked on" in row.reason


def test_registers_are_for_those_who_keep_them():
    """S-15: an author's file adds neither a subject nor a part of the template."""
    rows = (
        SubjectRecord(name="Metrology", slug="metrology"),
        StandardRecord(designation="ISO 1", edition="2022", title="Temperature"),
        SectionKindRecord(key="rite", title="Rite", position=99, required=True),
    )
    assert [row.result for row in checked(bundle(*rows)).rows.all()] == ["skip"] * 3
    imported = brought_in(bundle(*rows), by=make.petra())
    assert [row.result for row in imported.rows.all()] == ["create", "create", "skip"]
    assert not SectionKind.objects.filter(key="rite").exists()
    again = checked(bundle(*rows), by=make.petra())
    assert [row.result for row in again.rows.all()] == ["same", "same", "skip"]


def test_a_long_difference_is_shortened():
    brought_in(term_file("Gauge", definition="one " * 4_000))
    row = checked(term_file("Gauge", definition="two " * 4_000)).rows.get()
    assert sum(len(text) for _mark, text in row.changes[0]["pieces"]) < 5_000


TITLES = st.sampled_from(("Gauge", "Caliper", "Ruler", "x" * 201, " ", "Ümlaut"))
TEXTS = st.sampled_from(("Short words.", "Other words.", "x" * 20_001))


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(TITLES, TEXTS), min_size=1, max_size=5))
def test_what_passes_the_dry_run_passes_the_import(pairs):
    """E-41: and what does not pass, cannot be confirmed."""
    records = [term(title, definition=text) for title, text in pairs]
    imported = checked(bundle(*records))
    told = results(imported)
    done = stepped("confirm", imported)
    if RowResult.ERROR in dict(told).values() or any(r == "error" for _, r in told):
        assert done.state == ImportState.CHECKED
    elif any(result in ("create", "change") for _, result in told):
        assert (done.state, done.error) == (ImportState.DONE, "")
        assert results(done) == told
