"""The size and cost of an index over the same texts when the engine is used as it comes."""

import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.db import connection

from tests.bench.processor import Untimed, cpu

Built = tuple[float, int]
TABLE = """CREATE TABLE bench_raw (id integer PRIMARY KEY, body text NOT NULL,
    words tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED)"""


def raw_engine(texts: Iterable[str]) -> Built:
    """Build one FTS5 table, or a tsvector with a GIN index, that keeps the texts as well.

    Return the seconds of processor time without the making of the texts, and the bytes.
    """
    build = raw_sqlite if connection.vendor == "sqlite" else raw_postgres
    rows = Untimed(enumerate(texts))
    before = cpu()
    size = build(rows)
    return cpu() - before - rows.seconds, size


def raw_sqlite(rows: Iterable[tuple[int, str]]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "raw.sqlite3"
        database = sqlite3.connect(path)
        with database:
            database.execute("CREATE VIRTUAL TABLE raw USING fts5(body, tokenize = 'porter')")
            database.executemany("INSERT INTO raw (rowid, body) VALUES (?, ?)", rows)
        database.close()
        return path.stat().st_size


def raw_postgres(rows: Iterable[tuple[int, str]]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        with cursor.copy("COPY bench_raw (id, body) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute("CREATE INDEX bench_raw_words ON bench_raw USING gin (words)")
        cursor.execute("SELECT pg_total_relation_size('bench_raw')")
        size = cursor.fetchone()[0]
        cursor.execute("DROP TABLE bench_raw")
    return size


def database_size() -> int:
    """Return the bytes in use, without what is left free inside the file."""
    if connection.vendor == "postgresql":
        return number("SELECT pg_database_size(current_database())")
    pages = number("PRAGMA page_count") - number("PRAGMA freelist_count")
    return pages * number("PRAGMA page_size")


def number(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def settle() -> None:
    """Do what PostgreSQL's autovacuum would do within a minute."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
