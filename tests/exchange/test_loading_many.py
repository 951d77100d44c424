"""Many records in one import: they meet each other, and cost no more look-ups than one."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from glossary.errors import SourceRefused
from glossary.exchange.loader import Incoming, load
from glossary.models import Decision, Entry, Version
from glossary.workflow.chain import walk_chain
from tests import factories as make
from tests.exchange.incoming import bring, record, related

pytestmark = pytest.mark.django_db


def test_records_of_one_entry_are_taken_one_after_the_other():
    """The second finds what the first has made."""
    first, second = record("One"), record("One", raw=b"second", definition="New words.")
    report = bring(first, record("Two"), second)
    assert [outcome.action for outcome in report.outcomes] == ["created", "created", "changed"]
    assert Version.objects.get(title="One").content().section("definition") == "New words."


def test_relations_are_those_of_the_last_record_of_an_entry():
    known = replace(record("Known"), number="QM-0007")
    first = related(record("One"), "QM-0007")
    second = related(record("One", raw=b"second", definition="New words."), "QM-0007")
    bring(first, known, second)
    stored = Version.objects.with_content().get(title="One").content()
    assert [relation.number for relation in stored.relations] == ["QM-0007"]
    assert stored.section("definition") == "New words."


def test_records_that_turn_out_to_mean_one_entry_are_taken_one_after_the_other():
    bring(replace(record("One"), number="QM-0007"))
    by_number = replace(record("Two", raw=b"second"), number="QM-0007", external_ids=())
    report = bring(by_number, record("One", raw=b"third", definition="Last words."))
    assert [outcome.action for outcome in report.outcomes] == ["changed", "changed"]
    version = Version.objects.get()
    assert version.content().section("definition") == "Last words."
    assert bytes(version.imported_source.raw) == b"third"


def test_two_of_one_name_in_one_import_are_a_case_for_a_person():
    first, second = (replace(record("One"), external_ids=()) for _ in range(2))
    marks = [outcome.marks for outcome in bring(first, second).outcomes]
    assert marks[0] == () and "an entry of this name exists already: QM-0001" in marks[1][0]


def test_the_refused_one_among_many_is_named_and_nothing_is_kept():
    bad = record("Bad", definition="x" * 20_001)
    records = [record(f"Term {number}") for number in range(10)]
    records.insert(7, bad)
    incoming = [
        Incoming(record=item, name="f.jsonl", line=line) for line, item in enumerate(records, 1)
    ]
    with pytest.raises(SourceRefused, match=r"^f\.jsonl:8: definition: 20,001 characters"):
        load(incoming, by=make.edda())
    assert not Entry.objects.exists() and not Decision.objects.exists()


def test_an_import_is_one_event_in_the_record():
    """A-05: its rows are chained, and belong together."""
    bring(*(record(f"Term {number}") for number in range(3)))
    assert Decision.objects.values_list("event_id", flat=True).distinct().count() == 1
    assert walk_chain().fault is None


def test_the_number_of_queries_does_not_grow_with_the_records():
    bring(record("First"))
    counts = []
    for count in (2, 12):
        records = [record(f"Term {count} {number}") for number in range(count)]
        for again in (False, True):
            with CaptureQueriesContext(connection) as captured:
                report = bring(*records)
            assert (report.batch is None) == again
            counts.append(len(captured))
    assert counts[:2] == counts[2:]


def test_many_changed_drafts_are_written_together():
    titles = [f"Term {number}" for number in range(12)]
    bring(*(record(title) for title in titles))
    with CaptureQueriesContext(connection) as few:
        bring(*(record(title, raw=b"2", definition="Second.") for title in titles[:2]))
    with CaptureQueriesContext(connection) as many:
        bring(*(record(title, raw=b"3", definition="Third.") for title in titles))
    assert len(many) == len(few)
    bodies = {version.content().section("definition") for version in Version.objects.all()}
    assert bodies == {"Third."}
