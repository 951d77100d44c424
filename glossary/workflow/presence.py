"""Who has the page of an entry open (E-07). It locks nothing and is forgotten at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from glossary.models import Entry, Presence

# Pages report every ten seconds; one that was not heard of for so long is closed.
GONE_AFTER = timedelta(seconds=30)
IDLE_AFTER = timedelta(minutes=2)


def be_present(entry: Entry, *, by: User, is_active: bool) -> None:
    """Note that a person has the page open, and whether anything was typed since the last time."""
    now = timezone.now()
    Presence.objects.filter(entry=entry, seen_at__lt=now - GONE_AFTER).delete()
    seen = {"seen_at": now} | ({"active_at": now} if is_active else {})
    begun = {"since": now, "seen_at": now, "active_at": now}
    Presence.objects.update_or_create(entry=entry, person=by, defaults=seen, create_defaults=begun)


def others_at(entry: Entry, *, by: User) -> Sequence[Presence]:
    """Return who else has the page open, who came first foremost."""
    present = Presence.objects.filter(entry=entry, seen_at__gte=timezone.now() - GONE_AFTER)
    return present.exclude(person=by).select_related("person__pseudonym")


def is_idle(presence: Presence, *, now: datetime) -> bool:
    return presence.active_at < now - IDLE_AFTER


def forget_presences() -> None:
    """Delete what pages left behind whose entry nobody has opened since."""
    Presence.objects.filter(seen_at__lt=timezone.now() - GONE_AFTER).delete()
