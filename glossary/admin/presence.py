"""Who else has the page of an entry open, or has reserved its draft, in words."""

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from glossary.admin.desk import Desk
from glossary.models import Presence, Reservation, shown_name
from glossary.workflow import reservations
from glossary.workflow.presence import is_idle, others_at


def sentences(desk: Desk) -> list[str]:
    present = [sentence(presence) for presence in others_at(desk.entry, by=desk.person)]
    return [reserved(desk.reservation, by=desk.person), *present] if desk.reservation else present


def reserved(reservation: Reservation, *, by: User) -> str:
    if reservation.person_id != by.pk:
        return reservations.sentence(reservation)
    time = reservations.begin_of(reservation)
    return _("Reserved for you since %s. Release it when others may go on.") % time


def sentence(presence: Presence) -> str:
    facts = {
        "name": shown_name(presence.person),
        "time": localtime(presence.since).strftime("%H:%M"),
    }
    if is_idle(presence, now=timezone.now()):
        return _("%(name)s has had this page open since %(time)s, but is not typing.") % facts
    return _("%(name)s has been editing since %(time)s.") % facts
