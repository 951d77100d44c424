"""From records to drafts: one import is one batch, one transaction, all or nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from glossary.errors import GlossaryError, SourceRefused
from glossary.exchange.arriving import Incoming, Outcome, change, create, has_numbers
from glossary.exchange.matching import entries_for, identities_of
from glossary.exchange.records import EntryRecord
from glossary.exchange.registers import load_register
from glossary.exchange.sources import keep_hashes
from glossary.models import Batch, Entry, Version
from glossary.workflow.drafting import Saving, save_drafts
from glossary.workflow.origin import acting
from glossary.workflow.parts import Written
from glossary.workflow.rows import CHUNK, chunks

T = TypeVar("T")
R = TypeVar("R")
REFUSALS = (GlossaryError, ValidationError, DataError, IntegrityError)


@dataclass(frozen=True, kw_only=True)
class Report:
    """`batch` is None when nothing was written, and after a dry run."""

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
        if outcome.is_written and has_numbers(item.record)
    }
    for chunk in chunks(waiting.values()):
        together(chunk, partial(load_relations, by=by), item_of=lambda one: one.item)
    if not any(outcome.is_written for outcome in outcomes):
        batch.delete()
        return Report(batch=None, outcomes=tuple(outcomes))
    return Report(batch=batch, outcomes=tuple(outcomes))


def runs(incoming: Iterable[Incoming]) -> Iterator[list[Incoming]]:
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
    things: Sequence[T],
    do: Callable[[Sequence[T]], list[R]],
    *,
    item_of: Callable[[T], Incoming],
    refused: Callable[[T, SourceRefused], R] | None = None,
) -> list[R]:
    """Do it for all at once; if that is refused, one by one, so that file and line are named.

    Whoever wants to hear of every refusal answers it with `refused`; otherwise the first is raised.
    """
    try:
        with transaction.atomic():
            return do(things)
    except REFUSALS as error:
        if len(things) == 1:
            refusal = refusal_of(item_of(things[0]), error)
            if refused is None:
                raise refusal from error
            return [refused(things[0], refusal)]
    return [
        result
        for thing in things
        for result in together([thing], do, item_of=item_of, refused=refused)
    ]


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
