"""How often entries are read, for the reports of the editors (E-34).

Each process counts in its memory and writes what it has counted about once a minute, with a
request that comes by: a page costs no statement of its own. What a process has counted since is
lost when it ends.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from threading import Lock
from time import monotonic

from django.db import DatabaseError, connection, transaction
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from glossary.conf import options
from glossary.models import Reading
from glossary.workflow.patience import impatient

log = logging.getLogger(__name__)
WRITE_AFTER_SECONDS = 60
# Django's own upsert cannot add to what is there, and fails for an entry that has gone meanwhile.
ADD = """
    INSERT INTO glossary_reading (entry_id, month, count)
    SELECT id, %s, %s FROM glossary_entry WHERE id = %s
    ON CONFLICT (entry_id, month) DO UPDATE SET count = glossary_reading.count + excluded.count
"""


class Tally:
    """The readings that this process has counted and not yet written."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.clock = clock
        self.lock = Lock()
        self.forget()

    def forget(self) -> None:
        self.counts: Counter[int] = Counter()
        self.since = self.clock()

    def add(self, entry: int) -> None:
        """Count one reading, and write them all when the last time is long ago."""
        with self.lock:
            self.counts[entry] += 1
            if self.clock() - self.since < WRITE_AFTER_SECONDS:
                return
            counted = self.counts
            self.forget()
        if not written(counted):
            with self.lock:
                self.counts.update(counted)


tally = Tally()


def note_reading(entry: int) -> None:
    """Count a reading of the entry with this key."""
    if options().reading_months:
        tally.add(entry)


def written(counted: Mapping[int, int]) -> bool:
    """Add to the counts of this month. A failure is logged: no reader's page depends on it."""
    month = timezone.localdate().replace(day=1)
    # In the order of their keys: two processes that write at once do not block each other.
    rows = [(month, number, entry) for entry, number in sorted(counted.items())]
    try:
        with impatient(), transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(ADD, rows)
    except DatabaseError as error:
        log.warning("readings were not written yet: %s", type(error).__name__)
        return False
    return True


def first_month(today: date) -> date:
    """Return the first month whose readings are kept and reported; this one is the last."""
    months = today.year * 12 + today.month - max(options().reading_months, 1)
    return date(months // 12, months % 12 + 1, 1)


def times_read(entry: str, *, today: date) -> Coalesce:
    """Return, to annotate with, how often the entry that this field names was read lately.

    That is in the months whose readings are kept.
    """
    kept = Reading.objects.filter(entry=OuterRef(entry), month__gte=first_month(today)).order_by()
    return Coalesce(Subquery(kept.values("entry").annotate(sum=Sum("count")).values("sum")), 0)


def forget_readings() -> int:
    """Delete the counts of months that are no longer kept, and return how many went."""
    old = Reading.objects.filter(month__lt=first_month(timezone.localdate()))
    deleted, _by_model = old.delete()
    return deleted
