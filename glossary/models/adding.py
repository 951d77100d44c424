"""Add many rows to a table at once, without an instance of each.

Django takes longer to make an instance, and a statement with a place for every value of every row,
than a database takes to store them.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from django.db import connection, models, transaction

# What the databases take as it is; the values of other fields are prepared by the field.
PLAIN = (
    models.AutoField,
    models.BooleanField,
    models.CharField,
    models.ForeignKey,
    models.IntegerField,
    models.TextField,
)
Row = Sequence[object]


def add_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Add rows with these columns, named as their attributes are ("entry_id").

    A column that is not named gets its default, the same in all rows. The database gives the
    keys; its constraints and triggers hold as for any other row.
    """
    rows = prepared(model, tuple(columns), rows)
    if rows:
        # Outside a transaction SQLite would make one of every row.
        with transaction.atomic(savepoint=False):
            write = copy if connection.vendor == "postgresql" else insert
            write(model, rows)


def prepared(model: type[models.Model], columns: tuple[str, ...], rows: Iterable[Row]) -> list[Row]:
    """Return whole rows in the order of `filled`, as the database takes them."""
    defaults, order, unlike = layout(model, columns)
    wholes = ((*row, *defaults) for row in rows)
    if not unlike:
        return [tuple([whole[place] for place in order]) for whole in wholes]
    found = []
    for whole in wholes:
        values = [whole[place] for place in order]
        for place, prepare in unlike:
            values[place] = prepare(values[place], connection)
        found.append(tuple(values))
    return found


Prepare = Callable[[object, object], Any]


@cache
def layout(
    model: type[models.Model], columns: tuple[str, ...]
) -> tuple[Row, list[int], list[tuple[int, Prepare]]]:
    """Return the defaults to be put behind a row, the order of the values, what to prepare."""
    fields = filled(model)
    missing = [field for field in fields if field.attname not in columns]
    names = [*columns, *(field.attname for field in missing)]
    return (
        tuple(field.get_default() for field in missing),
        [names.index(field.attname) for field in fields],
        [
            (place, field.get_db_prep_save)
            for place, field in enumerate(fields)
            if not isinstance(field, PLAIN)
        ],
    )


def filled(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def names_of(model: type[models.Model]) -> tuple[str, str]:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in filled(model))
    return quote(model._meta.db_table), columns


def insert(model: type[models.Model], rows: Sequence[Row]) -> None:
    table, columns = names_of(model)
    places = ", ".join(["%s"] * len(rows[0]))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)


def copy(model: type[models.Model], rows: Sequence[Row]) -> None:
    table, columns = names_of(model)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as stream:
            for row in rows:
                stream.write_row(row)
