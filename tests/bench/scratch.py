"""A database of a bench's own, on the server of DATABASE_URL but beside the one named there."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def scratch_database(kept: str = "") -> Iterator[None]:
    """Make and migrate a database, work in it, and let it vanish.

    One that is `kept`, by the path of its file or on PostgreSQL by its name, stays and is found
    by the next run as this one leaves it.
    """
    given = connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory() as folder:
        is_file = connection.vendor == "sqlite"
        passing = str(Path(folder) / "bench.sqlite3") if is_file else "qmglossary_bench"
        connection.settings_dict["TEST"]["NAME"] = kept or passing
        known = {"verbosity": 0, "keepdb": bool(kept)}
        connection.creation.create_test_db(autoclobber=True, serialize=False, **known)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(given, **known)
