"""Which engine searches: the one of the database that is connected."""

from django.db import connection

from glossary.search.base import Backend
from glossary.search.postgres import PostgresBackend
from glossary.search.sqlite import SqliteBackend

BACKENDS: dict[str, type[Backend]] = {"postgresql": PostgresBackend, "sqlite": SqliteBackend}


def backend() -> Backend:
    return BACKENDS[connection.vendor]()
