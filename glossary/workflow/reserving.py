"""Reserving a draft, and letting it go (E-07): an offer to those who write together, no duty.

It is no step of the life cycle. Reserving and giving back decide nothing, and leave no more than
presence does; only a publisher who lets go what somebody else holds is on record.
"""

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from glossary.errors import ActionRefused, NotYours
from glossary.models import Reservation, Role, Version, roles_of, shown_name
from glossary.workflow.notices import send
from glossary.workflow.record import record_entry
from glossary.workflow.reservations import reservations_of
from glossary.workflow.steps import action, locked, start
from glossary.workflow.transitions import Action

RELEASE = "release reservation"


@action
def reserve(version: Version, *, by: User) -> Reservation:
    """Leave a draft to this person, who may save it. Raise Reserved if somebody else has it."""
    version = locked(version)
    start(version, Action.SAVE, by=by)
    now = timezone.now()
    reservation, _is_new = Reservation.objects.update_or_create(
        entry=version.entry, defaults={"person": by, "since": now, "active_at": now}
    )
    return reservation


@action
def release(version: Version, *, by: User, reason: str = "") -> None:
    """Let a reserved draft go. What somebody else holds is for a publisher, who gives a reason."""
    version = locked(version)
    reservation = reservations_of([version.entry_id]).get(version.entry_id)
    if reservation is None:
        raise ActionRefused(_("This draft is not reserved any more."), action=RELEASE)
    if reservation.person_id != by.pk:
        take_away(reservation, version, by=by, reason=reason.strip())
    reservation.delete()


def take_away(reservation: Reservation, version: Version, *, by: User, reason: str) -> None:
    """Record that somebody loses a reservation, and tell that person."""
    if Role.PUBLISHER not in roles_of(by):
        raise NotYours(
            _("What somebody else has reserved is released by a publisher."), action=RELEASE
        )
    if not reason:
        raise ActionRefused(
            _("To release what somebody else has reserved, give a reason."), action=RELEASE
        )
    person, since = reservation.person, reservation.since.isoformat()
    changes = {"reserved by": (person.get_username(), ""), "reserved since": (since, "")}
    record_entry(version.entry, action=RELEASE, by=by, reason=reason, changes=changes)
    line = f"{shown_name(by)} released “{version.title}”, which you had reserved"
    send(
        [person],
        key=f"{RELEASE}:{version.entry.number}:{since}",
        kind=RELEASE,
        entry=version.entry,
        line=line,
        text=f"{line} ({version.entry.number})\n\n{reason}",
    )
