"""Take records in on behalf of a person, and say of each what became of it.

A dry run and an import both do it through here, so that they judge alike (E-41).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.contrib.auth.models import User
from django.db.models import Model
from django.utils.translation import gettext as _

from glossary.content import Content
from glossary.errors import SourceRefused
from glossary.exchange.arriving import Incoming, Outcome, has_numbers
from glossary.exchange.loader import Waiting, load_relations, load_run, runs, together
from glossary.exchange.records import EntryRecord, Record, SectionKindRecord
from glossary.exchange.registers import known_row, load_register, says_the_same
from glossary.models import Batch, Entry, Role, RowResult, roles_of
from glossary.workflow.record import append
from glossary.workflow.rows import chunks

RESULTS = {
    "created": RowResult.CREATE,
    "changed": RowResult.CHANGE,
    "unchanged": RowResult.SAME,
    "left out": RowResult.SKIP,
}
# The same people as in the registers' own pages.
KEEPERS = frozenset({Role.ADMIN, Role.PUBLISHER})
KEEPERS_OF_THE_TEMPLATE = frozenset({Role.ADMIN})
Refused = Callable[[Incoming, SourceRefused], None]


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of a record. `before` is what a changed draft said."""

    item: Incoming
    result: RowResult
    reason: str = ""
    entry: Entry | None = None
    marks: tuple[str, ...] = ()
    before: Content | None = None


def take(
    items: Iterable[Incoming], *, batch: Batch, refused: Refused | None = None
) -> Iterator[Taken]:
    """Take records in, in runs, and yield what became of each.

    `refused` hears of everything that cannot be taken; without it the first is raised.
    """
    for run in runs(items):
        if not isinstance(run[0].record, EntryRecord):
            yield take_register(run[0], batch=batch, refused=refused)
            continue
        outcomes = together(run, partial(load_run, batch=batch), item_of=itself, refused=refused)
        for item, outcome in zip(run, outcomes, strict=True):
            yield taken_of(item, outcome)


def itself(item: Incoming) -> Incoming:
    return item


def taken_of(item: Incoming, outcome: Outcome | None) -> Taken:
    if outcome is None:
        return Taken(item=item, result=RowResult.ERROR)
    return Taken(
        item=item,
        result=RESULTS[outcome.action],
        reason=outcome.reason,
        entry=outcome.entry,
        marks=outcome.marks,
        before=outcome.before,
    )


def take_register(item: Incoming, *, batch: Batch, refused: Refused | None) -> Taken:
    """Add a row to a register, if the importer keeps it; one that is there stays as it is."""
    record = item.record
    known = known_row(record)
    if known and says_the_same(known, record):
        return Taken(item=item, result=RowResult.SAME)
    if not roles_of(batch.by) & keepers_of(record):
        return Taken(item=item, result=RowResult.SKIP, reason=_("You do not keep this register."))
    (added,) = together([item], add_row, item_of=itself, refused=refused)
    if added is None:
        return Taken(item=item, result=RowResult.ERROR)
    if not says_the_same(added, record):
        reason = _("It is in the register already and stays as it is there.")
        return Taken(item=item, result=RowResult.SKIP, reason=reason)
    append(
        action="change" if known else "add",
        by=batch.by,
        object_type=str(added._meta.model_name),
        object_id=str(added.pk),
        entry_title=str(added)[:200],
        reason=f"Imported with batch {batch.pk}",
    )
    return Taken(item=item, result=RowResult.CHANGE if known else RowResult.CREATE)


def keepers_of(record: Record) -> frozenset[Role]:
    return KEEPERS_OF_THE_TEMPLATE if isinstance(record, SectionKindRecord) else KEEPERS


def add_row(items: Sequence[Incoming]) -> list[Model | None]:
    """Bring the record of a register in, and return the row that is there then."""
    load_register(items[0].record)
    return [known_row(items[0].record)]


def waiting_among(
    items: Iterable[Incoming], *, entries: Mapping[int, Entry]
) -> Iterator[list[Waiting]]:
    """Yield, some at a time, the records whose relations are still to be written.

    `entries` are those that were created or changed, by the position of the record that holds.
    """
    waiting = (
        Waiting(item=item, entry=entries[item.position])
        for item in items
        if item.position in entries and has_numbers(item.record)
    )
    yield from chunks(waiting)


def relate(chunk: Sequence[Waiting], *, by: User, refused: Refused | None = None) -> None:
    """Write relations that name entries by number, which are all there by now."""

    told = refused and (lambda one, refusal: refused(one.item, refusal))
    together(chunk, partial(load_relations, by=by), item_of=lambda one: one.item, refused=told)
