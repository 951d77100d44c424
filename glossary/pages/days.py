"""Days in the site's time zone, as readers type and read them."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def day_from(text: str) -> date | None:
    """Return the day that an address names ("2026-03-01"), or None for what is none."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def end_of(day: date) -> datetime:
    """Return the last moment of a day: what came into force that day was in force by then."""
    if day >= date.max - timedelta(days=1):
        day = date.max - timedelta(days=2)
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(
        microseconds=1
    )
