"""Which drafts are left to one person for a while, and the refusal of everybody else (E-07)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from glossary.errors import Reserved
from glossary.models import Reservation, shown_name
from glossary.workflow.transitions import ROWS, Action, Transition

# A working day with its meetings; who went home without releasing it does not stop the others
# tomorrow.
ENDS_AFTER = timedelta(hours=8)
# What is for one person meanwhile. What reviewers and publishers decide is not among it.
WRITING = frozenset({Action.SAVE, Action.SUBMIT, Action.DISCARD})


def reservations_of(entries: Collection[int]) -> dict[int, Reservation]:
    """Return the reservations that hold, by the key of their entry."""
    lately = timezone.now() - ENDS_AFTER
    held = Reservation.objects.filter(entry__in=entries, active_at__gte=lately)
    return {row.entry_id: row for row in held.select_related("person__pseudonym")}


def reserved_from(by: User, entries: Collection[int]) -> Mapping[int, Reservation]:
    """Return those that somebody else holds."""
    held = reservations_of(entries).items()
    return {pk: reservation for pk, reservation in held if reservation.person_id != by.pk}


def require_free(row: Transition, reservation: Reservation | None, *, by: User) -> None:
    """Raise Reserved while somebody else writes the draft."""
    if reservation and reservation.person_id != by.pk:
        raise Reserved(
            sentence(reservation),
            person=shown_name(reservation.person),
            since=reservation.since,
            action=row.action,
            state=str(row.source or ""),
        )


def sentence(reservation: Reservation) -> str:
    """Say to the others who has it, since when, and what they can do."""
    facts = {"name": shown_name(reservation.person), "time": begin_of(reservation)}
    return (
        _(
            "Reserved by %(name)s since %(time)s. Nobody else can save, submit or discard this "
            "draft meanwhile; ask %(name)s or a publisher to release it."
        )
        % facts
    )


def begin_of(reservation: Reservation) -> str:
    """Return the time at which it was reserved, with the day if that was not today."""
    since = timezone.localtime(reservation.since)
    return date_format(since, "H:i" if since.date() == timezone.localdate() else "Y-m-d H:i")


def keep_reserved(reservations: Iterable[Reservation], *, by: User) -> None:
    """Note that a person is still at work on the drafts that he or she has reserved."""
    own = [reservation.pk for reservation in reservations if reservation.person_id == by.pk]
    if own:
        Reservation.objects.filter(pk__in=own).update(active_at=timezone.now())


def ends_writing(row: Transition) -> bool:
    """Whether the text could be saved before this step and cannot be afterwards."""
    return (Action.SAVE, row.source) in ROWS and (Action.SAVE, row.target) not in ROWS


def end_reservations(entries: Collection[int]) -> None:
    """Let drafts go that are not written any more."""
    if entries:
        Reservation.objects.filter(entry__in=entries).delete()
