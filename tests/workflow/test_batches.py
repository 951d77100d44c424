"""A whole import through review, by a second person."""

from functools import partial

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from glossary.errors import ContributorCannotApprove, GlossaryError
from glossary.exchange.loader import Incoming, load
from glossary.exchange.records import EntryRecord
from glossary.models import Decision, Entry, ImportedSource, Notice, Outcome, State, Version
from glossary.workflow import batches
from glossary.workflow.actions import approve, open_draft, publish, save_draft, submit
from glossary.workflow.batches import CHANGE_NOTE, approve_batch
from glossary.workflow.chain import walk_chain
from glossary.workflow.rows import chunks
from glossary.workflow.verification import faults
from tests import factories as make

pytestmark = pytest.mark.django_db


def imported(*titles, marked=()):
    records = [
        EntryRecord(
            kind="term",
            content=make.term_content(title, definition=f"{title} follows {titles[0]}."),
            marks=("the title was guessed",) if title in marked else (),
        )
        for title in titles
    ]
    return load([Incoming(record=item, name="f") for item in records], by=make.edda()).batch


def actions(outcomes):
    return [(outcome.version.title, outcome.action) for outcome in outcomes]


def test_a_second_person_approves_and_publishes_all():
    """E-43."""
    batch = imported("Audit", "Finding")
    outcomes = approve_batch(batch, by=make.petra(), proof=make.proof(), publish=True)
    assert actions(outcomes) == [("Audit", "published"), ("Finding", "published")]
    finding = Entry.objects.get(title="Finding")
    assert finding.current.approved_by == make.petra()
    assert 'href="/glossary/audit/"' in finding.publication.sections[0]["html"]
    submitted = Decision.objects.get(action="submit", entry=finding)
    assert (submitted.actor, submitted.reason) == (
        make.edda(),
        f"Imported with batch {batch.pk}",
    )


def test_readers_see_no_number_of_a_batch_as_a_change_note():
    """W-20, W-21."""
    batch = imported("Audit")
    approve_batch(batch, by=make.petra(), proof=make.proof(), publish=True)
    entry = Entry.objects.get()
    assert entry.current.change_note == ""
    draft = open_draft(entry, by=make.edda())
    ImportedSource.objects.create(batch=batch, version=draft, content_hash=draft.current_hash())
    approve_batch(batch, by=make.petra(), proof=make.proof(), publish=True)
    entry.refresh_from_db()
    assert (entry.current.label, entry.current.change_note) == ("1.1", CHANGE_NOTE)


def test_without_publish_they_are_only_approved():
    approve_batch(imported("Audit"), by=make.rolf(), proof=make.proof())
    assert Version.objects.get().state == State.APPROVED
    assert not Entry.objects.published().exists()


def test_the_importer_cannot_approve_the_batch():
    """W-10."""
    with pytest.raises(ContributorCannotApprove, match="somebody else"):
        approve_batch(imported("Audit"), by=make.edda(), proof=make.proof())
    assert Version.objects.get().state == State.DRAFT


def test_marked_articles_are_left_out_unless_told_otherwise():
    batch = imported("Audit", "Finding", marked=("Finding",))
    outcomes = approve_batch(batch, by=make.petra(), proof=make.proof(), publish=True)
    assert actions(outcomes) == [("Audit", "published"), ("Finding", "left out")]
    assert outcomes[1].reason == "needs review: the title was guessed"
    outcomes = approve_batch(
        batch, by=make.petra(), proof=make.proof(), publish=True, with_marked=True
    )
    assert actions(outcomes) == [("Audit", "was done"), ("Finding", "published")]


def test_one_refused_version_stops_no_other():
    batch = imported("Audit", "Finding")
    finding = Version.objects.get(title="Finding")
    save_draft(finding, make.term_content("Finding"), by=make.petra())
    outcomes = approve_batch(batch, by=make.petra(), proof=make.proof(), publish=True)
    assert actions(outcomes) == [("Audit", "published"), ("Finding", "refused")]
    assert "somebody else must approve" in outcomes[1].reason
    finding.refresh_from_db()
    assert finding.state == State.DRAFT


def test_what_was_approved_before_is_published_now():
    batch = imported("Audit")
    approve_batch(batch, by=make.rolf(), proof=make.proof())
    assert actions(approve_batch(batch, by=make.petra(), proof=make.proof(), publish=True)) == [
        ("Audit", "published")
    ]


def one_by_one(batch):
    note = f"Imported with batch {batch.pk}"
    for version in Version.objects.order_by("pk"):
        submit(version, by=batch.by, reply=note, reason=note)
        seen = version.current_hash()
        approve(version, by=make.petra(), seen_hash=seen, proof=make.proof(), note=note)
        publish(version, by=make.petra(), proof=make.proof())


def together(batch):
    approve_batch(batch, by=make.petra(), proof=make.proof(), publish=True)


LEFT_OUT = ("id", "seq", "at", "auth_at", "event_id", "prev_hash", "row_hash", "entry_id")


def left_by(review):
    """Return what a review of the same batch leaves behind, whatever took when, and undo it."""
    with transaction.atomic():
        review(imported("Audit", "Finding", "Gauge"))
        rows = Decision.objects.order_by("entry_number", "seq").values()
        decisions = [
            {name: row[name] for name in row if name not in (*LEFT_OUT, "object_id", "reason")}
            for row in rows
        ]
        versions = Version.objects.order_by("sequence", "title").values_list(
            *("title", "state", "major", "minor", "change_note", "change_class", "content_hash"),
            *("submitted_by", "approved_by", "published_by", "self_approved", "review_by"),
        )
        entries = Entry.objects.order_by("number")
        listed = [
            (entry.current.title, entry.next_review, [*entry.tags.names()]) for entry in entries
        ]
        notices = set(Notice.objects.values_list("recipient", "key", "kind", "subject_line"))
        found = (decisions, list(versions), listed, notices)
        transaction.set_rollback(True)
    return found


def test_together_they_leave_the_same_behind_as_one_by_one():
    make.edda(), make.rolf(), make.petra()
    decisions, versions, listed, notices = left_by(together)
    assert (decisions, versions, listed, notices) == left_by(one_by_one)
    assert len(decisions) == 12 and len(notices) == 9


def test_the_record_holds_and_every_version_agrees_with_it():
    """A-05, W-16."""
    together(imported("Audit", "Finding", "Gauge"))
    assert walk_chain().fault is None
    assert list(faults()) == []
    batch_rows = Decision.objects.exclude(action="create")
    assert batch_rows.values_list("event_id", flat=True).distinct().count() == 1


def test_a_denial_is_recorded_and_undoes_the_submission_too():
    """A-09."""
    batch = imported("Audit", "Finding", "Gauge")
    save_draft(Version.objects.get(title="Finding"), make.term_content("Finding"), by=make.petra())
    approve_batch(batch, by=make.petra(), proof=make.proof())
    (row,) = Decision.objects.filter(outcome=Outcome.DENIED)
    assert (row.entry_title, row.action, row.actor) == ("Finding", "approve", make.petra())
    assert "somebody else must approve" in row.reason
    finding = Entry.objects.get(title="Finding")
    assert set(finding.decisions.values_list("action", flat=True)) == {"create", "save", "approve"}
    assert walk_chain().fault is None


def test_what_nobody_was_denied_is_refused_without_a_record():
    batch = imported("Audit", "Finding")
    Version.objects.get(title="Finding").sections.all().delete()
    outcomes = approve_batch(batch, by=make.petra(), proof=make.proof())
    assert actions(outcomes) == [("Audit", "approved"), ("Finding", "refused")]
    assert outcomes[1].reason == "Still missing: Definition."
    assert not Decision.objects.exclude(outcome=Outcome.DONE).exists()


def test_the_number_of_queries_does_not_grow_with_the_batch(monkeypatch):
    monkeypatch.setattr("glossary.workflow.publication.follow", lambda pks, **facts: None)
    # The first one looks up what stays in memory, and writes that the options are new.
    together(imported("First"))
    counts = []
    for count in (2, 12):
        batch = imported(*(f"Term {count} {number}" for number in range(count)))
        with CaptureQueriesContext(connection) as captured:
            together(batch)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_if_one_cannot_be_published_none_is():
    batch = imported("Audit", "Finding")
    approve_batch(batch, by=make.rolf(), proof=make.proof())
    other = make.account("ruth", "reviewer")
    with pytest.raises(GlossaryError, match="for its approver or a publisher"):
        approve_batch(batch, by=other, proof=make.proof(), publish=True)
    assert not Entry.objects.published().exists()
    assert set(Version.objects.values_list("state", flat=True)) == {State.APPROVED}


def test_somebody_is_told_how_many_are_through():
    told = []
    approve_batch(
        imported("Audit", "Finding"), by=make.petra(), proof=make.proof(), progress=told.append
    )
    assert told == [2]


def test_the_next_portion_is_on_its_way_while_one_is_reviewed(monkeypatch):
    happened = []

    def noted(name, real):
        def call(*values, **named):
            happened.append(name)
            return real(*values, **named)

        return call

    monkeypatch.setattr(batches, "chunks", partial(chunks, size=1))
    for name in ("begin_rendering", "review_all"):
        monkeypatch.setattr(batches, name, noted(name, getattr(batches, name)))
    batch = imported("Audit", "Finding", "Gauge")
    outcomes = approve_batch(batch, by=make.petra(), proof=make.proof())
    assert [outcome.action for outcome in outcomes] == ["approved"] * 3
    assert (
        happened == ["begin_rendering"] * 2 + ["review_all", "begin_rendering"] + ["review_all"] * 2
    )
