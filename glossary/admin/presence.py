"""Who else has the page of an entry open, in words."""

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from glossary.models import Entry, Presence, shown_name
from glossary.workflow.presence import is_idle, others_at


def sentences(entry: Entry, *, by: User) -> list[str]:
    return [sentence(presence) for presence in others_at(entry, by=by)]


def sentence(presence: Presence) -> str:
    facts = {
        "name": shown_name(presence.person),
        "time": localtime(presence.since).strftime("%H:%M"),
    }
    if is_idle(presence, now=timezone.now()):
        return _("%(name)s has had this page open since %(time)s, but is not typing.") % facts
    return _("%(name)s has been editing since %(time)s.") % facts
