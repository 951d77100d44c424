"""Records become drafts: once, never silently, all or nothing."""

from dataclasses import replace

import pytest

from glossary.content import CitationText, SectionText
from glossary.errors import SourceRefused
from glossary.exchange.loader import Incoming, load
from glossary.exchange.records import ExternalId, Source, StandardRecord, SubjectRecord
from glossary.models import (
    Batch,
    Entry,
    ImportedSource,
    Standard,
    State,
    Subject,
    Version,
)
from glossary.workflow.actions import approve, publish, save_draft, submit
from tests import factories as make
from tests.exchange.incoming import bring, record, related

pytestmark = pytest.mark.django_db


def test_a_new_record_becomes_a_draft_with_its_bytes():
    report = bring(record())
    (outcome,) = report.outcomes
    version = Version.objects.get()
    assert (outcome.action, version.state) == ("created", State.DRAFT)
    assert list(version.contributors.all()) == [make.edda()]
    source = version.imported_source
    assert (bytes(source.raw), source.batch, source.extra) == (b"first", report.batch, {"kept": 1})
    assert len(source.sha256) == 64


def test_the_same_bytes_again_change_nothing():
    """E-44."""
    bring(record())
    report = bring(record())
    assert (report.batch, report.outcomes[0].action) == (None, "unchanged")
    assert (Batch.objects.count(), Version.objects.count()) == (1, 1)


def test_changed_bytes_open_a_new_draft_beside_the_published_version():
    """W-12 and E-43: an import never edits what is live."""
    bring(record())
    version = Version.objects.get()
    submit(version, by=make.edda(), change_note="First version")
    approve(version, by=make.rolf(), proof=make.proof(), seen_hash=version.current_hash())
    publish(version, by=make.petra(), proof=make.proof())
    report = bring(record(raw=b"second", definition="New words."))
    assert report.outcomes[0].action == "changed"
    entry = Entry.objects.get()
    assert entry.current == version
    draft = entry.versions.get(state=State.DRAFT)
    assert draft.content().section("definition") == "New words."
    assert draft.imported_source.batch == report.batch


def test_changed_bytes_replace_an_imported_draft_nobody_has_touched():
    bring(record())
    bring(record(raw=b"second", definition="New words."))
    assert Version.objects.get().content().section("definition") == "New words."


def test_a_draft_somebody_works_on_is_not_overwritten():
    bring(record())
    save_draft(Version.objects.get(), make.term_content("Mine"), by=make.petra())
    with pytest.raises(SourceRefused, match="being worked on"):
        bring(record(raw=b"second"))
    assert Version.objects.get().title == "Mine"


def test_one_bad_record_keeps_everything_out():
    bad = record("Bad", sections=(SectionText(kind="nonsense", body="x"),))
    with pytest.raises(SourceRefused, match="file.txt: nonsense: There is no section kind"):
        bring(record(), bad)
    assert not Entry.objects.exists()
    assert not Batch.objects.exists()


def test_a_dry_run_reports_the_same_and_keeps_nothing():
    """E-41."""
    report = bring(record(), dry_run=True)
    assert [outcome.action for outcome in report.outcomes] == ["created"]
    assert report.batch is None
    assert not Entry.objects.exists()
    assert not ImportedSource.objects.exists()


def test_an_entry_of_the_same_name_makes_it_a_case_for_a_person():
    """formats.md 3.1: the same name for another thing is normal, so nothing is guessed."""
    make.draft("Nego-tiation")
    report = bring(record())
    assert report.outcomes[0].action == "created"
    assert "an entry of this name exists already: QM-0001" in report.outcomes[0].marks[0]
    assert [entry.slug for entry in Entry.objects.order_by("pk")] == ["nego-tiation", "negotiation"]


def test_registers_are_filled_and_never_overwritten():
    Subject.objects.create(name="Audit", slug="audit", description="Ours")
    bring(
        SubjectRecord(name="Audit", slug="other", description="Theirs"),
        StandardRecord(designation="ISO 9001", edition="2015", title="Requirements"),
        record(subject="AUDIT"),
    )
    assert Subject.objects.get().description == "Ours"
    assert Standard.objects.get().title == "Requirements"


def test_relations_by_number_may_point_forwards_and_in_a_circle():
    first = replace(record("One"), number="QM-0005")
    second = replace(record("Two"), number="QM-0006")
    first = related(first, "QM-0006")
    second = related(second, "QM-0005")
    bring(first, second)
    stored = {version.title: version.content() for version in Version.objects.with_content()}
    assert stored["One"].relations[0].number == "QM-0006"
    assert stored["Two"].relations[0].number == "QM-0005"
    assert bring(first, second).batch is None


def test_a_changed_entry_may_name_one_that_comes_later_in_the_bundle():
    bring(record("One"))
    bring(
        related(record("One", raw=b"second"), "QM-0007"), replace(record("Two"), number="QM-0007")
    )
    one = Version.objects.with_content().get(title="One")
    assert one.content().relations[0].number == "QM-0007"
    assert one.imported_source.content_hash == one.current_hash()


def test_who_imports_a_change_is_its_contributor_and_nobody_else():
    """W-10."""
    bring(related(replace(record("One"), number="QM-0007"), "QM-0007"))
    incoming = [Incoming(record=related(record("One", raw=b"2"), "QM-0007"), name="f")]
    load(incoming, by=make.petra())
    version = Version.objects.get()
    version.contributors.remove(make.edda())
    load(
        [replace(incoming[0], record=related(record("One", raw=b"3"), "QM-0007"))], by=make.petra()
    )
    assert list(version.contributors.all()) == [make.petra()]


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"kind": "poem"}, "kind"),
        ({"language": "english, mostly"}, "language"),
        ({"number": "<b>"}, "number"),
        ({"concept": "x"}, "UUID"),
    ],
)
def test_an_identity_that_cannot_be_is_refused_with_its_place(changed, place):
    with pytest.raises(SourceRefused, match=f"^file.txt: .*{place}"):
        bring(replace(record(), **changed))
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("slug", "kept"),
    [
        ("old-address", "old-address"),
        ("Old_Address", "Old_Address"),
        ("why%20is*this", "why20isthis"),
        ("+", "qm-0001"),
        ("x" * 300, "x" * 100),
    ],
)
def test_an_address_is_kept_where_it_can_be_one(slug, kept):
    """formats.md 3.2."""
    bring(replace(record(), slug=slug))
    assert Entry.objects.get().slug == kept


def test_a_register_that_contradicts_itself_is_refused():
    with pytest.raises(SourceRefused, match="already exists"):
        bring(SubjectRecord(name="Audit", slug="audit"), SubjectRecord(name="Audits", slug="audit"))
    assert not Subject.objects.exists()


def test_a_number_that_belongs_to_another_concept_is_refused():
    entry = make.draft().entry
    other = replace(
        record("Other"), number=entry.number, concept="11111111-1111-4111-8111-111111111111"
    )
    with pytest.raises(SourceRefused, match="belongs to another entry"):
        bring(other)


def test_the_hash_that_is_kept_is_that_of_the_stored_text():
    texts = {
        "subject": "FUNDAMENTALS",
        "sections": (SectionText(kind="risks", body="x"), SectionText(kind="definition", body="y")),
        "citations": (CitationText(source="A book", edition="2nd"),),
    }
    bring(record("Known"), record("One", **texts), related(record("Two", **texts), "QM-0001"))
    for source in ImportedSource.objects.all():
        version = Version.objects.with_content().get(pk=source.version_id)
        assert source.content_hash == version.current_hash()


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"external_ids": (ExternalId(system="x" * 101, identifier="1"),)}, "system"),
        ({"external_ids": (ExternalId(system="x", identifier="1" * 301),)}, "identifier"),
        ({"source": Source(name="x" * 301, raw=b"", format="json")}, "name"),
    ],
)
def test_a_name_that_cannot_be_kept_is_refused_with_its_place_on_every_database(changed, place):
    with pytest.raises(SourceRefused, match=f"^file.txt: {place}: .* are too many"):
        bring(record("Good"), replace(record("Bad"), **changed))
    assert not Entry.objects.exists()
