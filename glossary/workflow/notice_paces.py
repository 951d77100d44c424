"""How soon each person wants mail about what: at once, once a day, or not at all (E-32)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from glossary.models import NoticePace, Pace
from glossary.workflow.transitions import Action

# Daily mails are due at six in the morning, when the nightly commands have run.
MORNING = time(6)


@dataclass(frozen=True, kw_only=True)
class Event:
    """What a person can choose a pace for: several kinds of notices that belong together."""

    name: str
    title: str
    kinds: frozenset[str]


EVENTS = (
    Event(
        name="to review",
        title=_("A version waits for my review"),
        kinds=frozenset({Action.SUBMIT}),
    ),
    Event(
        name="answers",
        title=_("A reviewer answers what I wrote"),
        kinds=frozenset(
            {Action.REQUEST_CHANGES, Action.SIGN, Action.APPROVE, Action.REVOKE, Action.RATIFY}
        ),
    ),
    Event(
        name="releases",
        title=_("What I wrote is scheduled, published or withdrawn"),
        kinds=frozenset(
            {Action.PUBLISH, Action.RELEASE, Action.SCHEDULE, Action.UNSCHEDULE, Action.WITHDRAW}
        ),
    ),
    Event(
        name="periodic reviews",
        title=_("Periodic reviews that are due or overdue"),
        kinds=frozenset({"review due", "overdue"}),
    ),
    Event(
        name="emergencies",
        title=_("Something was published without approval"),
        kinds=frozenset({Action.PUBLISH_UNAPPROVED, "exception"}),
    ),
    Event(
        name="failures",
        title=_("A publication failed at its set time"),
        kinds=frozenset({"failed"}),
    ),
)
EVENT_OF = {str(kind): event.name for event in EVENTS for kind in event.kinds}


def mail_times(people: Iterable[User], *, kind: str, now: datetime) -> dict[int, datetime | None]:
    """Return by account when a notice of this kind is mailed; None: not at all."""
    addressed = {person.pk for person in people if person.email}
    chosen = NoticePace.objects.filter(person__in=addressed, event=EVENT_OF.get(kind, ""))
    paces = dict(chosen.values_list("person", "pace")) if addressed else {}
    at = {Pace.AT_ONCE: now, Pace.DAILY: next_morning(now), Pace.OFF: None}
    return {pk: at[Pace(paces.get(pk, Pace.AT_ONCE))] for pk in addressed}


def next_morning(now: datetime) -> datetime:
    here = timezone.localtime(now)
    day = here.date() if here.time() < MORNING else here.date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, MORNING))


def paces_of(person: User) -> dict[str, str]:
    """Return the pace of each event, by its name."""
    chosen = dict(NoticePace.objects.filter(person=person).values_list("event", "pace"))
    return {event.name: chosen.get(event.name, Pace.AT_ONCE.value) for event in EVENTS}


@transaction.atomic
def set_paces(person: User, paces: Mapping[str, str]) -> None:
    """Keep what a person has chosen; it holds for notices written from now on."""
    for event, pace in paces.items():
        NoticePace.objects.update_or_create(person=person, event=event, defaults={"pace": pace})
