"""From records to drafts: one import is one batch, one transaction, all or nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DataError, transaction
from django.utils import timezone

from glossary.content import Content
from glossary.errors import GlossaryError, SourceRefused
from glossary.exchange.changes import drafts_of, entries_unchanged
from glossary.exchange.matching import entries_for, identities_of, name_of, namesakes_of
from glossary.exchange.records import EntryRecord, Record
from glossary.exchange.registers import load_register
from glossary.exchange.sources import Arrival, keep_hashes, keep_sources
from glossary.models import Batch, Entry, Version
from glossary.workflow.creating import NewEntry, create_entries
from glossary.workflow.drafting import Saving, save_drafts
from glossary.workflow.origin import acting
from glossary.workflow.parts import Written
from glossary.workflow.rows import CHUNK, chunks

T = TypeVar("T")
R = TypeVar("R")
REFUSALS = (GlossaryError, ValidationError, DataError)


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A record with the file it was read from and its line there (0: the whole file)."""

    record: Record
    name: str
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What an import did with one entry: "created", "changed" or "unchanged"."""

    action: str
    name: str
    entry: Entry
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Report:
    """`batch` is None when nothing was new, and after a dry run."""

    batch: Batch | None
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A record that has become a draft without the relations that name entries by number."""

    item: Incoming
    entry: Entry


class DryRunEnds(Exception):
    """Raised to undo what a dry run did, after the very same code has run."""


def load(
    incoming: Sequence[Incoming],
    *,
    by: User,
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda done: None,
) -> Report:
    """Bring records in as drafts of `by`. Raise SourceRefused, and keep nothing, if one fails.

    `progress` is told how many records have been read in.
    """
    report = Report(batch=None, outcomes=())
    try:
        with acting(), transaction.atomic():
            report = load_all(incoming, by=by, progress=progress)
            if dry_run:
                raise DryRunEnds
    except DryRunEnds:
        return Report(batch=None, outcomes=report.outcomes)
    return report


def load_all(incoming: Sequence[Incoming], *, by: User, progress: Callable[[int], None]) -> Report:
    """Load registers and entries first, then the relations that name entries by number."""
    batch = Batch.objects.create(at=timezone.now(), by=by)
    outcomes: list[Outcome] = []
    done = 0
    for run in runs(incoming):
        outcomes += together(run, partial(load_run, batch=batch), item_of=lambda item: item)
        done += len(run)
        progress(done)
    # Of several records of one entry the last one holds.
    waiting = {
        outcome.entry.pk: Waiting(item=item, entry=outcome.entry)
        for item, outcome in zip(entries_of(incoming), outcomes, strict=True)
        if outcome.action != "unchanged" and has_numbers(item.record)
    }
    for chunk in chunks(waiting.values()):
        together(chunk, partial(load_relations, by=by), item_of=lambda one: one.item)
    if all(outcome.action == "unchanged" for outcome in outcomes):
        batch.delete()
        return Report(batch=None, outcomes=tuple(outcomes))
    return Report(batch=batch, outcomes=tuple(outcomes))


def runs(incoming: Sequence[Incoming]) -> Iterator[list[Incoming]]:
    """Yield what can be loaded together: records of which none may mean the entry of another.

    A record of a register stands alone: what follows may name it.
    """
    run: list[Incoming] = []
    seen: set[tuple] = set()
    for item in incoming:
        is_entry = isinstance(item.record, EntryRecord)
        identities = set(identities_of(item.record)) if is_entry else set()
        if run and (not is_entry or len(run) == CHUNK or seen & identities):
            yield run
            run, seen = [], set()
        if not is_entry:
            yield [item]
            continue
        run.append(item)
        seen |= identities
    if run:
        yield run


def together(
    things: Sequence[T], do: Callable[[Sequence[T]], list[R]], *, item_of: Callable[[T], Incoming]
) -> list[R]:
    """Do it for all at once; if that is refused, one by one, so that file and line are named."""
    try:
        with transaction.atomic():
            return do(things)
    except REFUSALS as error:
        if len(things) == 1:
            raise refusal_of(item_of(things[0]), error) from error
    return [result for thing in things for result in together([thing], do, item_of=item_of)]


def refusal_of(item: Incoming, error: Exception) -> SourceRefused:
    """Return a refusal that names file and line."""
    if isinstance(error, SourceRefused):
        return error
    reason = str(error).strip()
    if isinstance(error, ValidationError):
        reason = " ".join(error.messages)
    elif place := getattr(error, "place", ""):
        reason = f"{place}: {error}"
    return SourceRefused(reason, name=item.name, line=item.line)


def load_run(items: Sequence[Incoming], *, batch: Batch) -> list[Outcome]:
    """Load records that do not depend on each other: entries, or a single row of a register."""
    if not isinstance(items[0].record, EntryRecord):
        load_register(items[0].record)
        return []
    found = entries_for([item.record for item in items])
    new = [item for item, entry in zip(items, found, strict=True) if entry is None]
    known = [(item, entry) for item, entry in zip(items, found, strict=True) if entry]
    if len({entry.pk for _, entry in known}) < len(known):
        raise GlossaryError("Two records mean the same entry.")
    outcomes = {**create(new, batch), **change(known, batch)}
    return [outcomes[id(item)] for item in items]


def entries_of(incoming: Sequence[Incoming]) -> list[Incoming]:
    return [item for item in incoming if isinstance(item.record, EntryRecord)]


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
    """Write drafts of entries that are there, unless nothing is new about them."""
    unchanged = entries_unchanged([(item.record, entry) for item, entry in pairs])
    outcomes = {
        id(item): Outcome(action="unchanged", name=item.name, entry=entry)
        for item, entry in pairs
        if entry.pk in unchanged
    }
    items = [item for item, entry in pairs if entry.pk not in unchanged]
    if not items:
        return outcomes
    drafts = drafts_of([entry for _, entry in pairs if entry.pk not in unchanged], by=batch.by)
    savings = [
        Saving(version=version, content=without_numbers(item.record))
        for item, version in zip(items, drafts, strict=True)
    ]
    arrivals = [
        Arrival(record=item.record, written=written, marks=item.record.marks)
        for item, written in zip(items, save_drafts(savings, by=batch.by), strict=True)
    ]
    keep_sources(arrivals, batch=batch)
    return outcomes | outcomes_of("changed", items, arrivals)


def outcomes_of(
    action: str, items: Sequence[Incoming], arrivals: Sequence[Arrival]
) -> dict[int, Outcome]:
    """Return the outcomes by the identity of the records in memory."""
    return {
        id(item): Outcome(
            action=action,
            name=item.name,
            entry=arrival.written.version.entry,
            marks=arrival.marks,
        )
        for item, arrival in zip(items, arrivals, strict=True)
    }


def load_relations(waiting: Sequence[Waiting], *, by: User) -> list[Written]:
    """Write the relations left out while their targets may not have existed yet."""
    opened = Version.objects.open().filter(entry__in=[one.entry for one in waiting])
    drafts = {version.entry_id: version for version in opened}
    savings = [
        Saving(version=drafts[one.entry.pk], content=one.item.record.content) for one in waiting
    ]
    written = save_drafts(savings, by=by)
    keep_hashes(written)
    return written
