"""Reports about readers: which entries they read most, and which hardly at all (E-34)."""

from datetime import date, timedelta
from operator import attrgetter

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from glossary.models import Entry
from glossary.pages.tables import Table
from glossary.workflow.readings import times_read

# An entry is given so long to find its readers.
NEW_DAYS = 30


def most_read_report(today: date) -> Table:
    """List published entries that were read, the most read first."""
    found = entries_with_readings(today).filter(read__gt=0).order_by("-read", "number")
    return reading_table(_("Most read"), found)


def least_read_report(today: date) -> Table:
    """List published entries that have had their time, the least read first."""
    before = timezone.now() - timedelta(days=NEW_DAYS)
    old = entries_with_readings(today).filter(current__published_at__lt=before)
    return reading_table(_("Least read"), old.order_by("read", "number"))


def entries_with_readings(today: date) -> QuerySet[Entry]:
    """Published entries; `read` is how often, in the months whose readings are kept."""
    entries = Entry.objects.published().select_related("subject", "current")
    return entries.annotate(read=times_read("pk", today=today))


def reading_table(title: str, entries: QuerySet[Entry]) -> Table:
    return Table(
        title=title,
        columns=("Number", "Title", "Subject", "Readings", "In force since"),
        found=entries,
        row=lambda entry: (
            entry.number,
            entry.title,
            entry.subject_name,
            entry.read,
            timezone.localdate(entry.current.published_at),
        ),
        link=attrgetter("pk"),
    )
