"""A confirmed import: portion by portion, stopped, killed, resumed and undone."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from glossary.content import RelationText
from glossary.exchange import running
from glossary.exchange.formats.json_bundle import write_line
from glossary.exchange.records import EntryRecord
from glossary.exchange.running import run, run_waiting
from glossary.exchange.steering import steer
from glossary.exchange.uploads import Upload, receive
from glossary.models import (
    Batch,
    Decision,
    Entry,
    Import,
    ImportedSource,
    ImportState,
    State,
    Version,
)
from glossary.workflow.actions import save_draft, submit
from glossary.workflow.batches import approve_batch
from glossary.workflow.chain import walk_chain
from glossary.workflow.verification import faults
from tests import factories as make
from tests.exchange.uploading import (
    afresh,
    brought_in,
    checked,
    results,
    stepped,
    term_file,
)

pytestmark = pytest.mark.django_db
TITLES = ("One", "Two", "Three", "Four", "Five")


@pytest.fixture
def small_portions(monkeypatch):
    monkeypatch.setattr(running, "PORTION", 2)


class Killed(Exception):
    """What a worker dies of in these tests."""


def files(*titles, definition=""):
    return [term_file(title, definition=definition) for title in titles or TITLES]


def halting(imported, after, do):
    """Return a progress that does something to the import after so many portions."""
    portions = []

    def told(_imported):
        portions.append(1)
        if len(portions) == after:
            do(imported)

    return told


def stop(imported):
    steer("stop", imported, by=imported.owner)


def kill(imported):
    raise Killed


def titles():
    return sorted(Entry.objects.exclude(pk__in=Entry.objects.given_up()).values_list("title"))


def test_an_import_makes_drafts_of_one_batch():
    """E-43."""
    imported = brought_in(*files())
    assert (imported.state, imported.done) == (ImportState.DONE, 5)
    assert imported.batch.sources.count() == 5
    assert {*Version.objects.values_list("state", flat=True)} == {State.DRAFT}
    assert bytes(imported.files.first().raw) == term_file("One").raw


def test_it_is_stopped_and_resumed(small_portions):
    """E-45."""
    imported = checked(*files())
    steer("confirm", imported, by=imported.owner)
    run(afresh(imported), progress=halting(imported, 1, stop))
    stopped = afresh(imported)
    assert (stopped.state, stopped.done, Entry.objects.count()) == (ImportState.STOPPED, 2, 2)
    assert not run(stopped) and run_waiting() == 0
    done = stepped("resume", stopped)
    assert (done.state, Entry.objects.count()) == (ImportState.DONE, 5)
    assert done.batch.sources.count() == 5 and Batch.objects.count() == 1


def test_what_a_killed_worker_left_another_takes_up(small_portions):
    """E-45, F-17: nothing twice, nothing lost."""
    imported = checked(*files())
    steer("confirm", imported, by=imported.owner)
    with pytest.raises(Killed):
        run(afresh(imported), progress=halting(imported, 2, kill))
    # A worker that is killed does not even let go.
    future = timezone.now() + timedelta(minutes=1)
    Import.objects.update(leased_until=future)
    assert run_waiting() == 0
    Import.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert run_waiting() == 1
    assert afresh(imported).state == ImportState.DONE
    assert Entry.objects.count() == Version.objects.count() == 5


def test_a_worker_that_lost_its_claim_writes_nothing_more(small_portions):
    def lose(_imported):
        Import.objects.update(claim=None)

    imported = checked(*files())
    steer("confirm", imported, by=imported.owner)
    run(afresh(imported), progress=halting(imported, 1, lose))
    assert Entry.objects.count() == 2


def test_what_takes_long_is_left_to_the_worker(small_portions):
    imported = checked(*files())
    steer("confirm", imported, by=imported.owner)
    run(afresh(imported), seconds=0)
    assert (afresh(imported).state, Entry.objects.count()) == (ImportState.RUNNING, 2)
    assert run_waiting() == 1
    assert afresh(imported).state == ImportState.DONE


def test_the_same_bytes_again_bring_nothing_new():
    """E-44: there is nothing to confirm, and no second batch."""
    brought_in(*files())
    again = brought_in(*files())
    assert again.state == ImportState.CHECKED
    assert {result for _, result in results(again)} == {"same"}
    assert Batch.objects.count() == 1


def test_confirming_twice_imports_once():
    """F-17."""
    imported = checked(*files())
    for _ in range(2):
        steer("confirm", imported, by=imported.owner)
    run(afresh(imported))
    steer("confirm", imported, by=imported.owner)
    assert (Batch.objects.count(), Entry.objects.count()) == (1, 5)


def test_what_is_refused_meanwhile_fails_the_import_until_it_is_resumed():
    brought_in(term_file("One"))
    imported = checked(term_file("Two"), term_file("One", definition="Newer words."))
    version = Version.objects.get()
    save_draft(version, make.term_content("Mine"), by=make.petra())
    failed = stepped("confirm", imported)
    assert failed.state == ImportState.FAILED and "being worked on" in failed.error
    assert Entry.objects.count() == 1
    submit(version, by=make.edda(), change_note="Done by hand")
    assert stepped("resume", failed).state == ImportState.FAILED
    assert stepped("undo", failed).state == ImportState.UNDONE


def test_only_the_importer_confirms():
    imported = checked(*files())
    assert steer("confirm", imported, by=make.petra()).state == ImportState.CHECKED


def test_the_role_counts_when_it_runs():
    imported = checked(*files())
    make.edda().groups.clear()
    failed = stepped("confirm", imported)
    assert failed.state == ImportState.FAILED and not Entry.objects.exists()


def numbered(title, number, *targets):
    relations = tuple(RelationText(number=target) for target in targets)
    content = make.term_content(title, relations=relations)
    return EntryRecord(kind="term", content=content, number=number)


def test_relations_by_number_come_when_all_entries_are_there(small_portions):
    records = [numbered(f"T{n}", f"QM-000{n}", f"QM-000{n % 5 + 1}") for n in range(1, 6)]
    raw = "".join(map(write_line, records)).encode()
    imported = checked(Upload(name="a.jsonl", raw=raw))
    steer("confirm", imported, by=imported.owner)
    # Stopped between the entries and their relations; meanwhile somebody edits one of them.
    run(afresh(imported), progress=halting(imported, 3, stop))
    edited = Version.objects.get(title="T1")
    save_draft(edited, replace(make.term_content("T1"), heading="Mine"), by=make.edda())
    done = stepped("resume", afresh(imported))
    assert done.state == ImportState.DONE
    found = {
        version.title: [row.title for row in version.content().relations]
        for version in Version.objects.with_content()
    }
    assert found == {"T1": [], "T2": ["T3"], "T3": ["T4"], "T4": ["T5"], "T5": ["T1"]}
    assert "worked on the draft" in done.rows.get(title="T1").reason


def test_an_undone_import_leaves_nothing_but_what_somebody_made_his_own(small_portions):
    """E-45: a result for each, and the reason."""
    batch_before = brought_in(term_file("Older"))
    imported = brought_in(*files(), term_file("Older", definition="New words for it."))
    edited, handed_in, published = (Version.objects.get(title=t) for t in ("Two", "Three", "Four"))
    save_draft(edited, make.term_content("Two"), by=make.edda())
    submit(handed_in, by=make.edda(), change_note="First version")
    one = imported.batch.sources.filter(version=published)
    ImportedSource.objects.exclude(pk__in=one).update(marks=["look"])
    approve_batch(imported.batch, by=make.petra(), proof=make.proof(), publish=True)
    undone = stepped("undo", imported)
    assert (undone.state, undone.done, undone.total) == (ImportState.UNDONE, 6, 6)
    assert {row.title: row.undone for row in undone.rows.all()} == {
        "One": "discarded",
        "Two": "left: somebody has worked on it since",
        "Three": "left: its version is in review",
        "Four": "left: it is published, or was",
        "Five": "discarded",
        "Older": "left: it was a draft before this import",
    }
    assert titles() == [("Four",), ("Older",), ("Three",), ("Two",)]
    assert batch_before.batch.sources.count() == 0
    reasons = Decision.objects.filter(action="discard").values_list("reason", flat=True)
    assert {*reasons} == {f"Import of batch {imported.batch.pk} undone"}


def test_what_was_undone_can_be_imported_again():
    """E-45: the same entries begin again, with their numbers."""
    stepped("undo", brought_in(*files()))
    assert titles() == []
    again = brought_in(*files())
    assert {result for _, result in results(again)} == {"change"}
    assert len(titles()) == 5 and Entry.objects.count() == 5
    assert Version.objects.filter(state=State.DRAFT).count() == 5
    outcomes = approve_batch(again.batch, by=make.petra(), proof=make.proof(), publish=True)
    assert {outcome.action for outcome in outcomes} == {"published"}
    assert walk_chain().fault is None and list(faults()) == []


def test_what_a_person_discarded_stays_discarded():
    brought_in(term_file("One"))
    make.discard(Version.objects.get(), by=make.edda())
    assert results(checked(term_file("One"))) == [("One", "same")]


def test_an_upload_is_kept_once():
    """F-17."""
    key = uuid4()
    first, second = (
        receive([term_file("One")], by=make.edda(), key=key, format="auto") for _ in range(2)
    )
    assert first == second and first.files.count() == 1
