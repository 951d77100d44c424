"""A whole import through review, by a second person."""

import pytest

from glossary.errors import ContributorCannotApprove
from glossary.exchange.loader import Incoming, load
from glossary.exchange.records import EntryRecord
from glossary.models import Decision, Entry, ImportedSource, State, Version
from glossary.workflow.actions import open_draft, save_draft
from glossary.workflow.batches import CHANGE_NOTE, approve_batch
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
