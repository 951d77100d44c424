"""Writing what a reader's page does not depend on, without keeping the reader waiting."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# So long a reader waits, for what is not for the reader, while somebody else writes into SQLite.
PATIENCE_MS = 100


@contextmanager
def impatient() -> Iterator[None]:
    """Give up soon where SQLite's one writer is somebody else, an import perhaps."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (patience,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
