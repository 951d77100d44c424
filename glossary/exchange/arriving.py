"""Records that become drafts: of new entries, and of entries that are there already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.contrib.auth.models import User

from glossary.content import Content
from glossary.exchange.changes import drafts_of, entries_unchanged
from glossary.exchange.matching import name_of, namesakes_of
from glossary.exchange.records import EntryRecord, Record
from glossary.exchange.sources import Arrival, keep_sources
from glossary.models import Batch, Entry, Version
from glossary.workflow.creating import NewEntry, create_entries
from glossary.workflow.drafting import Saving, save_drafts
from glossary.workflow.reservations import reserved_from, sentence


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A record with the file it was read from and its line there (0: the whole file).

    `position` counts the records of an import, where somebody has to find them again.
    """

    record: Record
    name: str
    line: int = 0
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What an import did with one entry: "created", "changed", "unchanged" or "left out".

    `before` is what the draft of a changed one said; it is a copy of the version in force
    where there was no draft. `reason` says why one is left out.
    """

    action: str
    name: str
    entry: Entry
    marks: tuple[str, ...] = ()
    before: Content | None = None
    reason: str = ""

    @property
    def is_written(self) -> bool:
        return self.action in ("created", "changed")


def has_numbers(record: EntryRecord) -> bool:
    return any(relation.number for relation in record.content.relations)


def without_numbers(record: EntryRecord) -> Content:
    """Return the content to begin with: relations wait until all targets are there."""
    if has_numbers(record):
        return replace(record.content, relations=())
    return record.content


def create(items: Sequence[Incoming], batch: Batch) -> dict[int, Outcome]:
    """Create entries; one of the same name makes it a case for a person, never a guess.

    A bundle names the concept, so that there is nothing to guess.
    """
    if not items:
        return {}
    namesakes = namesakes_of([item.record for item in items if not item.record.concept])
    wanted = [new_entry(item.record, batch) for item in items]
    arrivals = []
    for item, written in zip(items, create_entries(wanted, by=batch.by), strict=True):
        others = () if item.record.concept else namesakes.get(name_of(item.record), ())
        marks = (f"an entry of this name exists already: {entry}" for entry in others)
        arrivals.append(
            Arrival(record=item.record, written=written, marks=(*item.record.marks, *marks))
        )
    keep_sources(arrivals, batch=batch)
    return outcomes_of("created", items, arrivals)


def new_entry(record: EntryRecord, batch: Batch) -> NewEntry:
    return NewEntry(
        kind=record.kind,
        content=without_numbers(record),
        # A namesake is marked for a person to decide.
        duplicate_reason=f"Imported with batch {batch.pk}",
        language=record.language,
        number=record.number,
        concept=record.concept,
        slug=record.slug,
        review_interval_months=record.review_interval_months,
    )


def change(pairs: Sequence[tuple[Incoming, Entry]], batch: Batch) -> dict[int, Outcome]:
    """Write drafts of entries that are there, apart from those that are left alone."""
    outcomes = left_alone(pairs, by=batch.by)
    pairs = [(item, entry) for item, entry in pairs if id(item) not in outcomes]
    items = [item for item, _ in pairs]
    if not items:
        return outcomes
    drafts = drafts_of([entry for _, entry in pairs], by=batch.by)
    loaded = Version.objects.with_content().in_bulk([version.pk for version in drafts])
    before = {version.entry_id: version.content() for version in loaded.values()}
    savings = [
        Saving(version=version, content=without_numbers(item.record))
        for item, version in zip(items, drafts, strict=True)
    ]
    arrivals = [
        Arrival(record=item.record, written=written, marks=item.record.marks)
        for item, written in zip(items, save_drafts(savings, by=batch.by), strict=True)
    ]
    keep_sources(arrivals, batch=batch)
    return outcomes | outcomes_of("changed", items, arrivals, before=before)


def left_alone(pairs: Sequence[tuple[Incoming, Entry]], *, by: User) -> dict[int, Outcome]:
    """Return the outcomes of entries about which nothing is new, or whose draft is somebody's.

    They stand by the identity of the records.
    """
    unchanged = entries_unchanged([(item.record, entry) for item, entry in pairs])
    reserved = reserved_from(by, [entry.pk for _, entry in pairs if entry.pk not in unchanged])
    same = {
        id(item): Outcome(action="unchanged", name=item.name, entry=entry)
        for item, entry in pairs
        if entry.pk in unchanged
    }
    return same | {
        id(item): Outcome(
            action="left out", name=item.name, entry=entry, reason=sentence(reserved[entry.pk])
        )
        for item, entry in pairs
        if entry.pk in reserved
    }


def outcomes_of(
    action: str,
    items: Sequence[Incoming],
    arrivals: Sequence[Arrival],
    *,
    before: Mapping[int, Content] = MappingProxyType({}),
) -> dict[int, Outcome]:
    """Return the outcomes by the identity of the records in memory."""
    return {
        id(item): Outcome(
            action=action,
            name=item.name,
            entry=arrival.written.version.entry,
            marks=arrival.marks,
            before=before.get(arrival.written.version.entry_id),
        )
        for item, arrival in zip(items, arrivals, strict=True)
    }
