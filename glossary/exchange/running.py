"""Carry imports on: check them, bring their records in, undo them, a portion at a time.

Each portion is a transaction. Whoever works holds the import by a claim that runs out, so that
another worker goes on where a killed one has stopped, and asks before each portion whether
somebody has stopped it (E-45).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from glossary.errors import GlossaryError
from glossary.exchange.arriving import Incoming
from glossary.exchange.checking import check
from glossary.exchange.loader import Waiting
from glossary.exchange.taking import relate, take, waiting_among
from glossary.exchange.uploads import items_of
from glossary.models import Entry, Import, ImportRow, ImportState, RowResult, State, Version
from glossary.workflow.origin import acting
from glossary.workflow.reservations import reserved_from
from glossary.workflow.rows import chunks
from glossary.workflow.undoing import take_back

PORTION = 50
# A portion takes a second; a dry run is one transaction and takes as long as it takes.
LEASE = timedelta(minutes=2)
LEASE_OF_CHECK = timedelta(minutes=20)
WORK = (ImportState.UPLOADED, ImportState.RUNNING, ImportState.UNDOING)
BROUGHT_IN = (RowResult.CREATE, RowResult.CHANGE)
NOT_RELATED = (
    "Somebody has worked on the draft or reserved it; its relations by number were not written."
)
Progress = Callable[[Import], None]


@dataclass(frozen=True, kw_only=True)
class Hold:
    """An import in the hands of one worker, until `deadline` on its clock if there is one."""

    pk: int
    claim: UUID
    state: ImportState
    deadline: float | None = None

    def row(self) -> QuerySet[Import]:
        return Import.objects.filter(pk=self.pk, claim=self.claim, state=self.state)

    def renew(self) -> bool:
        """Whether it is still ours and nobody has stopped it; call first in a transaction."""
        return bool(self.row().update(leased_until=timezone.now() + LEASE))

    def is_out_of_time(self) -> bool:
        return self.deadline is not None and monotonic() > self.deadline


def run_waiting(*, progress: Progress | None = None) -> int:
    """Carry on every import that waits, the oldest first; return how many there were."""
    count, tried = 0, set()
    while imported := free_imports(timezone.now()).exclude(pk__in=tried).order_by("pk").first():
        tried.add(imported.pk)
        count += run(imported, progress=progress)
    return count


def free_imports(now: datetime) -> QuerySet[Import]:
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    return Import.objects.filter(free, state__in=WORK)


def run(
    imported: Import, *, seconds: float | None = None, progress: Progress | None = None
) -> bool:
    """Carry an import on, for about so many seconds; return whether it was free.

    What is left when the time is over is for the worker.
    """
    now, claim = timezone.now(), uuid4()
    lease = LEASE_OF_CHECK if imported.state == ImportState.UPLOADED else LEASE
    mine = free_imports(now).filter(pk=imported.pk, state=imported.state)
    if not mine.update(claim=claim, leased_until=now + lease):
        return False
    deadline = None if seconds is None else monotonic() + seconds
    hold = Hold(pk=imported.pk, claim=claim, state=ImportState(imported.state), deadline=deadline)
    try:
        STEPS[hold.state](hold, progress)
    except GlossaryError as error:
        hold.row().update(state=ImportState.FAILED, error=str(error))
    finally:
        Import.objects.filter(pk=hold.pk, claim=claim).update(claim=None, leased_until=None)
    return True


def check_all(hold: Hold, progress: Progress | None) -> None:
    """Keep the rows of a dry run."""
    imported = hold.row().select_related("owner").get()
    rows = check(imported)
    with transaction.atomic():
        if hold.renew():
            ImportRow.objects.filter(import_of=imported).delete()
            ImportRow.objects.bulk_create(rows, batch_size=500)
            hold.row().update(state=ImportState.CHECKED, total=len(rows), done=0, error="")
    tell(hold, progress)


def bring_in(hold: Hold, progress: Progress | None) -> None:
    """Take in what is not taken yet, then write the relations that name entries by number."""
    imported = hold.row().select_related("batch__by").get()
    if not imported.is_relating:
        for portion in chunks(items_of(imported, start=imported.done), size=PORTION):
            if not bring_in_portion(hold, imported, portion) or hold.is_out_of_time():
                return
            tell(hold, progress)
        imported.is_relating, imported.done = True, 0
        hold.row().update(is_relating=True, done=0)
    relate_all(hold, imported, progress)


@transaction.atomic
def bring_in_portion(hold: Hold, imported: Import, portion: Sequence[Incoming]) -> bool:
    """Take some records in and note what became of them; False if somebody has stopped it."""
    if not hold.renew():
        return False
    first, last = portion[0].position, portion[-1].position
    rows = {row.position: row for row in imported.rows.filter(position__range=(first, last))}
    with acting():
        for taken in take(portion, batch=imported.batch):
            row = rows[taken.item.position]
            row.result, row.reason = taken.result, taken.reason
            row.entry, row.marks = taken.entry, list(taken.marks)
    ImportRow.objects.bulk_update(rows.values(), ["result", "reason", "entry", "marks"])
    hold.row().update(done=last + 1)
    return True


def relate_all(hold: Hold, imported: Import, progress: Progress | None) -> None:
    """Write the relations of the drafts, and close the import."""
    brought_in = imported.rows.filter(result__in=BROUGHT_IN, entry__isnull=False)
    # The last of several records of one entry holds.
    holding = {entry: position for position, entry in brought_in.values_list("position", "entry")}
    entries = {position: Entry(pk=pk) for pk, position in holding.items()}
    for portion in waiting_among(items_of(imported, start=imported.done), entries=entries):
        if not relate_portion(hold, imported, portion) or hold.is_out_of_time():
            return
        tell(hold, progress)
    close(hold, imported)
    tell(hold, progress)


@transaction.atomic
def relate_portion(hold: Hold, imported: Import, portion: Sequence[Waiting]) -> bool:
    """Write the relations of some drafts, but of none that a person has made his or her own."""
    if not hold.renew():
        return False
    entries = [waiting.entry.pk for waiting in portion]
    free = untouched(entries) - reserved_from(imported.batch.by, entries).keys()
    with acting():
        relate([one for one in portion if one.entry.pk in free], by=imported.batch.by)
    left = [one.item.position for one in portion if one.entry.pk not in free]
    imported.rows.filter(position__in=left).update(reason=NOT_RELATED)
    hold.row().update(done=portion[-1].item.position + 1)
    return True


def untouched(entries: Sequence[int]) -> set[int]:
    """Return those whose draft is still what was brought in."""
    drafts = Version.objects.open().with_content().filter(entry__in=entries)
    drafts = drafts.filter(state=State.DRAFT).select_related("imported_source")
    return {
        version.entry_id
        for version in drafts
        if getattr(version, "imported_source", None)
        and version.imported_source.content_hash == version.current_hash()
    }


@transaction.atomic
def close(hold: Hold, imported: Import) -> None:
    """Let the import be done; one that brought nothing in leaves no batch."""
    if not hold.renew():
        return
    hold.row().update(state=ImportState.DONE, is_relating=False, done=imported.total)
    if not imported.rows.filter(result__in=BROUGHT_IN).exists():
        batch = imported.batch
        Import.objects.filter(pk=imported.pk).update(batch=None)
        batch.delete()


def undo_all(hold: Hold, progress: Progress | None) -> None:
    """Discard the drafts as far as nobody has touched them, and note what is left and why."""
    while undo_portion(hold):
        tell(hold, progress)
        if hold.is_out_of_time():
            return
    tell(hold, progress)


@transaction.atomic
def undo_portion(hold: Hold) -> bool:
    """Take back some drafts; False if there is none left."""
    if not hold.renew():
        return False
    imported = hold.row().select_related("batch", "undone_by").get()
    rows = list(rows_to_undo(imported).select_related("entry")[:PORTION])
    with acting():
        for row in rows:
            row.undone = take_back(row.entry, batch=imported.batch, by=imported.undone_by)
    ImportRow.objects.bulk_update(rows, ["undone"])
    if not rows:
        hold.row().update(state=ImportState.UNDONE)
        return False
    hold.row().update(done=imported.done + len(rows))
    return True


def rows_to_undo(imported: Import) -> QuerySet[ImportRow]:
    return imported.rows.filter(result__in=BROUGHT_IN, entry__isnull=False, undone="")


def tell(hold: Hold, progress: Progress | None) -> None:
    if progress:
        progress(Import.objects.get(pk=hold.pk))


STEPS: dict[ImportState, Callable[[Hold, Progress | None], None]] = {
    ImportState.UPLOADED: check_all,
    ImportState.RUNNING: bring_in,
    ImportState.UNDOING: undo_all,
}
