"""Change columns of many rows in one statement, and walk through many in chunks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, Model
from django.db.models.sql.compiler import SQLCompiler

CHUNK = 200
T = TypeVar("T")


class ByKey(Expression):
    """What each row gets, by its primary key: CASE id WHEN 1 THEN 'a' WHEN 2 THEN 'b' END.

    Django's own Case takes longer to be put together than the database takes to carry it out.
    """

    def __init__(self, values: Mapping[int, object], *, output_field: Field) -> None:
        super().__init__(output_field=output_field)
        self.by_key = values

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list]:
        field = self.output_field
        key = connection.ops.quote_name(field.model._meta.pk.column)
        params: list[object] = []
        for pk, value in self.by_key.items():
            params += (pk, field.get_db_prep_save(value, connection))
        sql = f"CASE {key} {'WHEN %s THEN %s ' * len(self.by_key)}END"
        if connection.features.requires_casted_case_in_updates:
            sql = f"CAST({sql} AS {field.cast_db_type(connection)})"
        return sql, params


def update_rows(rows: Sequence[Model], columns: Mapping[str, Sequence[object]]) -> None:
    """Set columns of rows that exist; `columns` holds for each column a value a row."""
    if not rows or not columns:
        return
    model, pks = type(rows[0]), [row.pk for row in rows]
    values = {
        name: value_for(model._meta.get_field(name), pks=pks, values=values)
        for name, values in columns.items()
    }
    model._base_manager.filter(pk__in=pks).update(**values)


def value_for(field: Field, *, pks: Sequence[int], values: Sequence[object]) -> object:
    first = values[0]
    if all(value == first for value in values):
        return first
    return ByKey(dict(zip(pks, values, strict=True)), output_field=field)


def columns_of(rows: Sequence[Model], names: Iterable[str]) -> dict[str, list[object]]:
    """Return columns of rows as they stand in memory; foreign keys are named by their `_id`."""
    return {name: [getattr(row, name) for row in rows] for name in names}


def chunks(items: Iterable[T], *, size: int = CHUNK) -> Iterator[list[T]]:
    """Yield the items in lists short enough for one statement."""
    walk = iter(items)
    while chunk := list(islice(walk, size)):
        yield chunk
