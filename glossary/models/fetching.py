"""Read plain columns of some rows by a statement of our own.

Django takes longer to put a query with joins together than a database takes to answer it. So this
is for what every publication reads. Values come as the database has them: JSON and times are for
Django, and SQLite's truth values are numbers.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from django.db import connection, models

# No database takes any number of values in one statement.
KEYS_AT_ONCE = 3_000


def fetch_rows(
    statement: str, keys: Iterable[object], *, first: Sequence[object] = ()
) -> list[tuple]:
    """Return the rows of a statement with one `IN ({})`, for some keys at a time.

    `first` are the values of the places before. An order holds among the rows of one key.
    """
    keys = list(keys)
    rows: list[tuple] = []
    for start in range(0, len(keys), KEYS_AT_ONCE):
        part = keys[start : start + KEYS_AT_ONCE]
        with connection.cursor() as cursor:
            cursor.execute(statement.format(", ".join(["%s"] * len(part))), [*first, *part])
            rows += cursor.fetchall()
    return rows


def fetch_columns(
    model: type[models.Model], columns: Sequence[str], *, where: str, among: Iterable[object]
) -> list[tuple]:
    """Return columns of the rows that have one of these values in the column `where`.

    Columns are named as their attributes are ("entry_id").
    """
    return fetch_rows(statement_for(model, tuple(columns), where), among)


@cache
def statement_for(model: type[models.Model], columns: tuple[str, ...], where: str) -> str:
    fields = {field.attname: field.column for field in model._meta.concrete_fields}
    quote = connection.ops.quote_name
    listed = ", ".join(quote(fields[name]) for name in columns)
    table, key = quote(model._meta.db_table), quote(fields[where])
    return f"SELECT {listed} FROM {table} WHERE {key} IN ({{}})"
