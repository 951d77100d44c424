"""Imports and batches beside reserved drafts (E-07): each of these is left, the others go on."""

from dataclasses import replace

import pytest

from glossary.exchange import running
from glossary.exchange.formats.json_bundle import write_line
from glossary.exchange.records import EntryRecord
from glossary.exchange.running import NOT_RELATED
from glossary.exchange.steering import may_take
from glossary.exchange.uploads import Upload
from glossary.models import Batch, Entry, ImportState, Reservation, RowResult, State, Version
from glossary.workflow.batches import approve_batch
from glossary.workflow.reserving import reserve
from tests import factories as make
from tests.commands.running import run
from tests.exchange.incoming import bring, record, related
from tests.exchange.uploading import brought_in, checked, results, stepped, term_file

pytestmark = pytest.mark.django_db


def draft_of(title: str) -> Version:
    return Version.objects.with_content().get(entry__title=title)


def reserved_by_petra(title: str) -> Version:
    reserve(draft_of(title), by=make.petra())
    return draft_of(title)


def definition_of(title: str) -> str:
    return draft_of(title).content().section("definition")


def files(definition: str, *titles: str) -> list[Upload]:
    return [term_file(title, definition=definition) for title in titles]


def test_an_import_leaves_the_reserved_draft_and_brings_in_the_others():
    """E-07, E-42: the dry run names it, and it does not keep the rest from being confirmed."""
    brought_in(*files("As it was before.", "Gauge", "Ruler"))
    reserved_by_petra("Gauge")
    again = checked(*files("As it is said now.", "Gauge", "Ruler"))

    assert results(again) == [("Gauge", RowResult.SKIP), ("Ruler", RowResult.CHANGE)]
    assert "Reserved by Petra Palm since" in again.rows.first().reason
    assert may_take("confirm", again, by=make.edda())

    done = stepped("confirm", again)
    assert done.state == ImportState.DONE
    assert results(done) == [("Gauge", RowResult.SKIP), ("Ruler", RowResult.CHANGE)]
    assert (definition_of("Gauge"), definition_of("Ruler")) == (
        "As it was before.",
        "As it is said now.",
    )


def test_whoever_reserved_a_draft_imports_into_it():
    """E-07."""
    brought_in(*files("As it was before.", "Gauge"))
    reserve(draft_of("Gauge"), by=make.edda())

    brought_in(*files("As it is said now.", "Gauge"))

    assert definition_of("Gauge") == "As it is said now."


def test_nothing_new_is_nothing_new_of_a_reserved_draft_too():
    """E-07."""
    brought_in(*files("As it was before.", "Gauge"))
    reserved_by_petra("Gauge")

    assert results(checked(*files("As it was before.", "Gauge"))) == [("Gauge", RowResult.SAME)]


def test_relations_are_not_written_into_a_draft_that_is_reserved_meanwhile(monkeypatch):
    """E-07: between the two halves of an import."""
    known = make.published("Known")
    item = related(replace(record("Gauge"), external_ids=(), source=None), known.entry.number)
    imported = checked(Upload(name="all.jsonl", raw=write_line(item).encode()))

    relate_all = running.relate_all

    def relating(*arguments):
        reserved_by_petra("Gauge")
        relate_all(*arguments)

    monkeypatch.setattr(running, "relate_all", relating)
    done = stepped("confirm", imported)

    assert done.state == ImportState.DONE
    assert done.rows.get().reason == NOT_RELATED
    assert draft_of("Gauge").content().relations == ()


def test_undoing_leaves_the_reserved_draft():
    """E-07, E-45: with the reason; the others are taken back."""
    imported = brought_in(*files("As it was before.", "Gauge", "Ruler"))
    reserved_by_petra("Gauge")

    undone = stepped("undo", imported)

    assert undone.state == ImportState.UNDONE
    gauge, ruler = undone.rows.all()
    assert "left: Reserved by Petra Palm" in gauge.undone and ruler.undone == "discarded"
    assert (draft_of("Gauge").state, draft_of("Ruler").state) == (State.DRAFT, State.DISCARDED)


def test_a_batch_submits_all_but_the_reserved_draft():
    """E-07: the importer submits, and somebody else has reserved it."""
    batch = bring(record("Gauge"), record("Ruler")).batch
    reserved_by_petra("Gauge")

    outcomes = approve_batch(batch, by=make.rolf(), proof=make.proof())

    assert [(one.version.title, one.action) for one in outcomes] == [
        ("Gauge", "refused"),
        ("Ruler", "approved"),
    ]
    assert "Reserved by Petra Palm" in outcomes[0].reason
    assert Reservation.objects.get().entry.title == "Gauge"


def newer(item: EntryRecord) -> EntryRecord:
    return replace(item, source=None, content=replace(item.content, byline="New"))


def test_the_command_leaves_the_reserved_draft_and_says_so(tmp_path):
    """E-07."""
    one, two = record("Gauge"), related(record("Ruler"), make.published("Known").entry.number)
    bring(one, two)
    reserved_by_petra("Ruler")
    path = tmp_path / "all.jsonl"
    path.write_text("".join(write_line(newer(item)) for item in (one, two)), encoding="utf-8")

    said = run("import_entries", path, "--by", "edda")

    _heading, gauge, ruler, reason = said.splitlines()
    assert gauge.startswith("changed ") and ruler.startswith("left out ")
    assert "Reserved by Petra Palm since" in reason
    assert (draft_of("Gauge").byline, draft_of("Ruler").byline) == ("New", "")


def test_an_import_of_nothing_but_reserved_drafts_leaves_no_batch():
    """E-07."""
    bring(record("Gauge"))
    reserved_by_petra("Gauge")

    report = bring(record("Gauge", raw=b"second", definition="Something else."))

    assert (report.batch, report.outcomes[0].action) == (None, "left out")
    assert (Batch.objects.count(), Entry.objects.count()) == (1, 1)
