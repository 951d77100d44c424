"""What people decide about an import: confirm, stop, go on, check again, undo.

Deciding the same twice does no harm: the second time nothing happens (F-17).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from glossary.exchange.running import BROUGHT_IN, rows_to_undo
from glossary.models import Batch, Import, ImportState, RowResult


@dataclass(frozen=True, kw_only=True)
class Step:
    """A decision: from which states, and what it does. `is_owners` leaves it to the importer."""

    sources: tuple[ImportState, ...]
    do: Callable[[Import, User], None]
    is_owners: bool = True


def may_take(name: str, imported: Import, *, by: User) -> bool:
    """Whether the import is in a state for this step, and this person may take it."""
    step = STEPS[name]
    if step.is_owners and imported.owner_id != by.pk:
        return False
    if imported.state not in step.sources:
        return False
    if name == "confirm":
        return is_confirmable(imported)
    # Only what was confirmed has something to go on with or to undo.
    return name == "stop" or (name == "check") == (imported.batch_id is None)


def is_confirmable(imported: Import) -> bool:
    """Whether nothing is wrong and there is something to bring in."""
    results = set(imported.rows.order_by().values_list("result", flat=True).distinct())
    return RowResult.ERROR not in results and bool(results & set(BROUGHT_IN))


@transaction.atomic
def steer(name: str, imported: Import, *, by: User) -> Import:
    """Take a step if it can be taken; the import as it is then."""
    imported = Import.objects.select_for_update().get(pk=imported.pk)
    if may_take(name, imported, by=by):
        STEPS[name].do(imported, by)
        imported.save()
    return imported


def confirm(imported: Import, by: User) -> None:
    imported.batch = Batch.objects.create(at=timezone.now(), by=by)
    imported.state, imported.done = ImportState.RUNNING, 0


def stop(imported: Import, by: User) -> None:
    imported.state = ImportState.STOPPED


def go_on(imported: Import, by: User) -> None:
    imported.state, imported.error = ImportState.RUNNING, ""


def check_again(imported: Import, by: User) -> None:
    imported.rows.all().delete()
    imported.state, imported.error = ImportState.UPLOADED, ""


def undo(imported: Import, by: User) -> None:
    imported.state, imported.undone_by, imported.error = ImportState.UNDOING, by, ""
    imported.done, imported.total = 0, rows_to_undo(imported).count()


HALTED = (ImportState.STOPPED, ImportState.FAILED)
STEPS = {
    "confirm": Step(sources=(ImportState.CHECKED,), do=confirm),
    "check": Step(sources=(ImportState.CHECKED, ImportState.FAILED), do=check_again),
    "stop": Step(sources=(ImportState.RUNNING,), do=stop, is_owners=False),
    "resume": Step(sources=HALTED, do=go_on),
    "undo": Step(sources=(ImportState.DONE, *HALTED), do=undo, is_owners=False),
}
