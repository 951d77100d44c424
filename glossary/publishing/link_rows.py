"""The rows about links of some pages: who mentions whom, and where links of editors lead."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from django.db.models import Model

from glossary.models import ExplicitLink, Mention, add_rows, fetch_columns
from glossary.text import fold, slug_for


class MentionRow(NamedTuple):
    """The columns of a `Mention` but its key."""

    source_id: int
    target_id: int
    surface: str
    excerpt: str
    section: str


class ExplicitRow(NamedTuple):
    """The columns of an `ExplicitLink` but its key."""

    source_id: int
    name: str
    folded: str
    slug: str
    section: str
    target_id: int | None


class LinkRows(NamedTuple):
    """The rows of one page or of some."""

    mentions: Sequence[MentionRow]
    explicit: Sequence[ExplicitRow]


Row = TypeVar("Row", MentionRow, ExplicitRow)


def explicit_row(source: int, name: str, *, section: str, target: int | None) -> ExplicitRow:
    return ExplicitRow(
        source, name, fold(name), slug_for(name, fallback=""), section, target or None
    )


def differing(pages: Mapping[int, LinkRows]) -> set[int]:
    """Return those of these sources that have other rows in store."""
    mentions = rows_of(Mention, MentionRow, pages)
    explicit = rows_of(ExplicitLink, ExplicitRow, pages)
    return {
        pk
        for pk, rows in pages.items()
        if mentions[pk].keys() != {*rows.mentions} or explicit[pk].keys() != {*rows.explicit}
    }


def replace(pages: Mapping[int, LinkRows]) -> None:
    """Let the rows of these sources be exactly these; what is there already is not touched."""
    replace_rows(Mention, MentionRow, {pk: rows.mentions for pk, rows in pages.items()})
    replace_rows(ExplicitLink, ExplicitRow, {pk: rows.explicit for pk, rows in pages.items()})


def replace_rows(model: type[Model], row: type[Row], wanted: Mapping[int, Sequence[Row]]) -> None:
    there = rows_of(model, row, wanted)
    gone = [there[pk][one] for pk, rows in wanted.items() for one in there[pk].keys() - {*rows}]
    if gone:
        model._default_manager.filter(pk__in=gone).delete()
    new = (one for pk, rows in wanted.items() for one in dict.fromkeys(rows))
    add_rows(model, row._fields, [one for one in new if one not in there[one.source_id]])


def rows_of(
    model: type[Model], row: type[Row], sources: Iterable[int]
) -> Mapping[int, dict[Row, int]]:
    """Return what is stored, by source: each row with its key."""
    found: dict[int, dict[Row, int]] = defaultdict(dict)
    columns = ("id", *row._fields)
    for pk, *values in fetch_columns(model, columns, where="source_id", among=sources):
        one = row(*values)
        found[one.source_id][one] = pk
    return found
