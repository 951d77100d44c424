"""Reminders of periodic review, each once however often they are asked for (W-41, W-47).

Every occasion has a key made of the entry and its review date, or of the calendar week: a clock
that is set back, or a week without a run, changes neither.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User

from glossary.models import Entry, Role, Version
from glossary.workflow.notices import active, in_roles, send
from glossary.workflow.review_cycle import due


@dataclass(frozen=True, kw_only=True)
class Reminded:
    """How many notices were written of each kind."""

    due: int
    overdue: int
    exceptions: int


def remind(*, today: date) -> Reminded:
    """Write what is to be reminded of today and has not been yet."""
    entries = list(due(today))
    late = [entry for entry in entries if entry.next_review < today]
    return Reminded(
        due=sum(remind_of(entry) for entry in entries if entry.next_review >= today),
        overdue=remind_of_overdue(late, week=week_of(today)),
        exceptions=escalate(today),
    )


def week_of(day: date) -> str:
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def remind_of(entry: Entry) -> int:
    """Tell the owner that a review comes up; the publishers where no owner is active (W-44)."""
    line = f"“{entry.title}” is to be reviewed by {entry.next_review.isoformat()}"
    return send(
        keepers(entry),
        key=f"review:{entry.number}:{entry.next_review.isoformat()}",
        kind="review due",
        entry=entry,
        line=line,
        text=f"{line} ({entry.number}).",
    )


def keepers(entry: Entry) -> Iterable[User]:
    return [entry.owner] if entry.owner.is_active else active(in_roles(Role.PUBLISHER))


def remind_of_overdue(entries: Sequence[Entry], *, week: str) -> int:
    """Give owners their overdue entries, and publishers all of them, in one notice a week."""
    lists: dict[User, list[Entry]] = defaultdict(list)
    publishers = list(active(in_roles(Role.PUBLISHER)))
    for entry in entries:
        owner = [entry.owner] if entry.owner.is_active else []
        for person in {*owner, *publishers}:
            lists[person].append(entry)
    return sum(digest(person, overdue, week=week) for person, overdue in lists.items())


def digest(person: User, entries: Sequence[Entry], *, week: str) -> int:
    lines = [
        f"{entry.number} {entry.title}: due on {entry.next_review.isoformat()}" for entry in entries
    ]
    return send(
        [person],
        key=f"overdue:{week}",
        kind="overdue",
        entry=None,
        line=f"Overdue reviews: {len(entries)}",
        text="\n".join(["These entries should have been reviewed:", "", *lines]),
    )


def escalate(today: date) -> int:
    """Tell the publishers each week of emergency publications that nobody approved in time."""
    late = Version.objects.filter(
        exception_until__lt=today, approved_at__isnull=True, entry__current__isnull=False
    ).select_related("entry")
    written = 0
    for version in late.exclude(state="superseded"):
        line = f"“{version.title}” was published in an emergency and is still not approved"
        written += send(
            active(in_roles(Role.PUBLISHER)),
            key=f"exception:{version.entry.number}:{version.sequence}:{week_of(today)}",
            kind="exception",
            entry=version.entry,
            line=line,
            text=f"{line} ({version.entry.number}); the exception ended on "
            f"{version.exception_until.isoformat()}.",
        )
    return written
