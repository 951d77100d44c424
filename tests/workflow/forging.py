"""How tests change the database past the workflow, as its owner could."""

from django.db import connection
from django.db.models import QuerySet

from glossary.guards import remove_guards
from glossary.models import ChainHead, Decision

FORGED = "Forged"


def forge(rows: QuerySet, **values: object) -> None:
    """Change rows; there must be some."""
    remove_guards(connection)
    assert rows.update(**values)


def erase(rows: QuerySet) -> None:
    remove_guards(connection)
    assert rows._raw_delete("default")


def hash_anew(*, as_format: int | None = None) -> None:
    """Make all hashes fit the rows as they are, and the head fit the last one."""
    row_hash = ""
    for row in Decision.objects.order_by("seq"):
        row.format = as_format or row.format
        row.prev_hash = row_hash
        row.row_hash = row_hash = row.computed_hash()
        row.save()
        ChainHead.objects.update(seq=row.seq, row_hash=row_hash)
