"""Version numbers and dates of review: pure rules."""

from calendar import monthrange
from datetime import date

from glossary.models import ChangeClass, Version


def next_label(previous: Version | None, change_class: str) -> tuple[int, int]:
    """Return the number of the next version: 1.0, then N+1.0 (major) or N.M+1 (others)."""
    if previous is None or previous.major is None or previous.minor is None:
        return 1, 0
    if change_class == ChangeClass.MAJOR:
        return previous.major + 1, 0
    return previous.major, previous.minor + 1


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or that month's last day (31 January + 1)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
