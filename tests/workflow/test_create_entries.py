"""Many new entries at once are what they would be one after the other."""

from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from glossary.content import CitationText, DesignationText, RelationText, SectionText, content_hash
from glossary.errors import ContentRefused, MissingRole
from glossary.models import Decision, Entry, NumberSequence, Redirect, Standard, Subject, Version
from glossary.workflow.chain import walk_chain
from glossary.workflow.creating import NewEntry, create_entries, create_entry
from glossary.workflow.drafting import Saving, save_drafts
from glossary.workflow.verification import faults
from tests import factories as make

pytestmark = pytest.mark.django_db


def rich(title, **fields):
    values = {
        "subject": "fundamentals",
        "tags": ("contracts",),
        "sections": (
            SectionText(kind="risks", body="- Misunderstanding"),
            SectionText(kind="examples", body="  "),
            SectionText(kind="definition", body="A *talk* with a goal."),
        ),
        "designations": (DesignationText(term=f"{title}, in other words"),),
        "relations": (RelationText(title="Procurement"), RelationText(number="QM-0001")),
        "citations": (
            CitationText(standard="ISO 9001", edition="2015", clause="8.2.3"),
            CitationText(source="A book", edition="2nd"),
        ),
        "unlinked": ("goal",),
    }
    return make.term_content(title, **values | fields)


def new(title, **facts):
    content = rich(title)
    return NewEntry(**{"kind": "term", "content": content, "duplicate_reason": "It is"} | facts)


TITLES = ("Gauge", "Audit", "Gauge!", "Gauge 2", "+", "Finding")


def facts_of(decision):
    left_out = ("id", "seq", "at", "event_id", "prev_hash", "row_hash", "entry_id", "object_id")
    values = vars(decision).items()
    return {name: value for name, value in values if name not in (*left_out, "_state")}


def facts_of_entry(entry):
    version = entry.versions.get()
    return (
        (entry.number, entry.slug, entry.title, entry.folded_title, entry.subject.name),
        (version.sequence, version.state, version.content_hash, version.created_by_id),
        (version.content(), {person.pk for person in version.contributors.all()}),
        [facts_of(decision) for decision in Decision.objects.filter(entry=entry)],
    )


def made_by(make_them):
    """Return what is in the database after the entries were made that way, and undo it."""
    with transaction.atomic():
        make.draft("Already there")
        make_them([new(title) for title in TITLES])
        found = [facts_of_entry(entry) for entry in Entry.objects.order_by("number")]
        transaction.set_rollback(True)
    return found


def test_together_they_are_the_same_as_one_by_one():
    by = make.edda()

    def one_by_one(wanted):
        for one in wanted:
            create_entry(by=by, **vars(one))

    together = made_by(lambda wanted: create_entries(wanted, by=by))
    assert len(together) == len(TITLES) + 1
    assert together == made_by(one_by_one)


def test_the_chain_is_whole_and_every_version_agrees_with_it():
    make.draft("Already there")
    create_entries([new(title) for title in TITLES], by=make.edda())
    assert walk_chain().fault is None
    assert list(faults()) == []


def test_what_is_told_to_be_written_is_what_is_read_back():
    make.draft("Already there")
    for one in create_entries([new(title) for title in TITLES], by=make.edda()):
        stored = Version.objects.with_content().get(pk=one.version.pk)
        assert one.content == stored.content()
        assert content_hash(one.content) == stored.current_hash()


def test_the_same_holds_for_saving_many():
    drafts = [make.draft(title) for title in TITLES]
    savings = [Saving(version=draft, content=rich(f"{draft.title} new")) for draft in drafts]
    for one in save_drafts(savings, by=make.petra()):
        stored = Version.objects.with_content().get(pk=one.version.pk)
        assert one.content == stored.content()
        assert make.petra() in stored.contributors.all()
        assert stored.entry.title == stored.title
    rows = Decision.objects.filter(action="save")
    assert rows.count() == len(TITLES)
    assert all(row.content_hash_before for row in rows)


def test_the_number_of_queries_does_not_grow_with_the_entries():
    make.draft("Already there")
    # The first one adds what it cites to the register.
    create_entries([new("First")], by=make.edda())
    counts = []
    for count in (2, 20):
        wanted = [new(f"Term {count} {number}") for number in range(count)]
        with CaptureQueriesContext(connection) as captured:
            create_entries(wanted, by=make.edda())
        # SQLite takes no more than 999 values in a statement: rows are inserted in several.
        inserts = [query for query in captured if query["sql"].startswith("INSERT")]
        counts.append(len(captured) - len(inserts))
    assert counts[0] == counts[1]


def test_if_one_is_refused_none_is_kept():
    bad = replace(new("Bad"), content=rich("Bad", relations=(RelationText(number="QM-9999"),)))
    make.draft("Already there")
    before = Entry.objects.count(), Decision.objects.count(), NumberSequence.objects.get().last
    with pytest.raises(ContentRefused, match="QM-9999"):
        create_entries([new("Gauge"), bad], by=make.edda())
    after = Entry.objects.count(), Decision.objects.count(), NumberSequence.objects.get().last
    assert after == before
    assert not Standard.objects.exists()


def test_a_denial_is_recorded_once_for_all():
    with pytest.raises(MissingRole):
        create_entries([new("Gauge"), new("Audit")], by=make.vera())
    (row,) = Decision.objects.all()
    assert (row.outcome, row.action, row.actor) == ("denied", "create", make.vera())


def test_numbers_brought_in_are_not_given_to_the_others():
    """W-02."""
    make.draft("Already there")
    wanted = [new("Gauge"), new("Audit", number="QM-0007"), new("Finding")]
    numbers = [one.version.entry.number for one in create_entries(wanted, by=make.edda())]
    assert numbers == ["QM-0008", "QM-0007", "QM-0009"]
    assert make.draft("Next").entry.number == "QM-0010"


def test_no_two_entries_stand_at_one_address_nor_where_a_redirect_leads_away():
    old = make.draft("Gauge").entry
    Redirect.objects.create(path="/glossary/audit/", entry=old, created_at=old.created_at)
    titles = ("Gauge", "Gauge", "Gauge 2", "Audit", "Audit", "Finding")
    bare = make.term_content
    wanted = [NewEntry(kind="term", content=bare(title), duplicate_reason="x") for title in titles]
    entries = [one.version.entry for one in create_entries(wanted, by=make.edda())]
    assert [entry.slug for entry in entries] == [
        *("gauge-2", "gauge-3", "gauge-2-2", "audit-2", "audit-3", "finding"),
    ]


def test_a_subject_is_found_whatever_its_case_and_made_once():
    known = Subject.objects.create(name="Metrology", slug="metrology")
    contents = [make.term_content(name, subject=name) for name in ("METROLOGY", "Risk", "risk")]
    wanted = [NewEntry(kind="term", content=content, duplicate_reason="x") for content in contents]
    written = create_entries(wanted, by=make.edda())
    assert written[0].version.subject == known
    assert written[0].content.subject == "Metrology"
    assert written[1].version.subject == written[2].version.subject
    assert Subject.objects.count() == 2
