"""How the glossary grows and when its reviews fall due, month by month: one query each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Case, Count, Value, When
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from glossary.models import Entry, State, Version
from glossary.pages.charts import Chart, Point, column_chart

MONTHS = 12
NEVER = MONTHS


def month_after(day: date, months: int = 1) -> date:
    """Return the first day of the month so many months later (or, below zero, earlier)."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def months_around(today: date, *, first: int) -> list[date]:
    """Return the first days of twelve months, `first` of them counted from this one."""
    return [month_after(today, first + number) for number in range(MONTHS)]


def month_point(month: date, number: int) -> Point:
    return Point(label=format_date(month, "F Y"), short=format_date(month, "M")[:1], number=number)


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def growth(today: date) -> list[Chart]:
    """Count what was published, in work and withdrawn at the end of each of twelve months.

    Versions that were discarded are left out of all months: the day is not kept with them.
    """
    months = months_around(today, first=1 - MONTHS)
    lives = lives_by_month(months)
    ends = range(MONTHS)
    return [
        column_chart(title, [month_point(months[end], count(lives, end)) for end in ends])
        for title, count in (
            (_("Published"), published_at_end),
            (_("In work"), open_at_end),
            (_("Withdrawn"), withdrawn_at_end),
        )
    ]


@dataclass(frozen=True, kw_only=True)
class Lives:
    """How many versions went through their states in the same months.

    Each is the place of a month, -1 for one before all of them, NEVER for what did not happen.
    """

    began: int
    published: int
    withdrawn: int
    superseded: int
    number: int


def lives_by_month(months: Sequence[date]) -> list[Lives]:
    """Sum up versions by the months of their dates: the months are told apart by comparing."""
    versions = Version.objects.exclude(state=State.DISCARDED).order_by()
    places = {
        "began": place_of("created_at", months),
        "published": place_of("published_at", months),
        "withdrawn": place_of("withdrawn_at", months),
        "superseded": place_of("superseded_at", months),
    }
    grouped = versions.annotate(**places).values(*places).annotate(number=Count("pk"))
    return [Lives(**row) for row in grouped]


def place_of(column: str, months: Sequence[date]) -> Case:
    """Return the place of the month in which a moment lies."""
    ends = [start_of(months[0]), *(start_of(month_after(month)) for month in months)]
    never = When(**{f"{column}__isnull": True}, then=Value(NEVER))
    cases = [
        When(**{f"{column}__lt": end}, then=Value(place))
        for place, end in enumerate(ends, start=-1)
    ]
    return Case(never, *cases, default=Value(NEVER))


def published_at_end(lives: Sequence[Lives], month: int) -> int:
    return sum(
        life.number
        for life in lives
        if life.published <= month < min(life.withdrawn, life.superseded)
    )


def open_at_end(lives: Sequence[Lives], month: int) -> int:
    return sum(life.number for life in lives if life.began <= month < life.published)


def withdrawn_at_end(lives: Sequence[Lives], month: int) -> int:
    return sum(life.number for life in lives if life.withdrawn <= month < life.superseded)


def review_load(today: date) -> Chart:
    """Count the reviews that fall due in each of the next twelve months, the overdue ones first."""
    months = months_around(today, first=0)
    numbers = numbers_by_month(months, today=today)
    late = Point(label=_("Overdue"), short="!", number=numbers.get(-1, 0), is_marked=True)
    points = [month_point(month, numbers.get(place, 0)) for place, month in enumerate(months)]
    return column_chart(_("Reviews due"), [late, *points])


def numbers_by_month(months: Sequence[date], *, today: date) -> dict[int, int]:
    """Count by the place of the month; -1 is what should have been reviewed before today."""
    ends = [today, *(month_after(month) for month in months)]
    cases = [When(next_review__lt=end, then=Value(place)) for place, end in enumerate(ends, -1)]
    entries = Entry.objects.published().filter(next_review__lt=ends[-1])
    counted = entries.order_by().annotate(place=Case(*cases)).values("place")
    return dict(counted.annotate(number=Count("pk")).values_list("place", "number"))
