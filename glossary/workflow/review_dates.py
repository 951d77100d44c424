"""When a published entry is to be looked at again (W-40)."""

from datetime import date

from django.utils import timezone

from glossary.conf import options
from glossary.models import Entry
from glossary.workflow.numbering import months_after


def interval_of(entry: Entry) -> int:
    """Return the months between reviews: the entry's own, its subject's, or the site's."""
    subject = entry.subject.review_interval_months if entry.subject else None
    return entry.review_interval_months or subject or options().review_interval_months


def reviewed_from(entry: Entry) -> date:
    """Return the day from which the next review counts: the last review or publication."""
    published = timezone.localdate(entry.current.published_at)
    return max(published, entry.last_reviewed) if entry.last_reviewed else published


def next_review(entry: Entry, *, today: date) -> date:
    return months_after(today, interval_of(entry))
