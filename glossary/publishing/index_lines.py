"""The lines of the A-Z: every public name of a published term, every title of a question."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from glossary.models import (
    Acceptability,
    Entry,
    EntryKind,
    IndexLine,
    add_rows,
    fetch_columns,
)
from glossary.wording.collation import letter_of, sort_key

COLUMNS = ("entry_id", "position", "kind", "language", "text", "letter", "key", "is_deprecated")
columns_of = attrgetter(*COLUMNS)
DESIGNATIONS = "current__designations"
# Of the entry, then of one of its designations; an entry without any has one row.
FACTS = (
    "pk", "kind", "language", "current__title",
    f"{DESIGNATIONS}__term", f"{DESIGNATIONS}__language", f"{DESIGNATIONS}__acceptability",
)  # fmt: skip


def store_lines(pks: Sequence[int]) -> None:
    """Let the lines of these entries be those of their current versions.

    A withdrawn entry has none. What is there already is not written again.
    """
    lines = list(expected_lines(pks))
    if sorted(map(columns_of, lines)) != sorted(stored_lines(pks)):
        IndexLine.objects.filter(entry__in=pks).delete()
        add_rows(IndexLine, COLUMNS, map(columns_of, lines))


def misplaced(pks: Sequence[int]) -> list[int]:
    """Return those of these entries that do not have the lines of their current versions."""
    wanted = {columns_of(line) for line in expected_lines(pks)}
    return sorted({entry for entry, *_columns in wanted ^ {*stored_lines(pks)}})


def stored_lines(pks: Sequence[int]) -> list[tuple]:
    return fetch_columns(IndexLine, COLUMNS, where="entry_id", among=pks)


def expected_lines(pks: Sequence[int]) -> Iterator[IndexLine]:
    """Yield the lines that current versions give to these entries, the title first."""
    rows = Entry.objects.published().filter(pk__in=pks).order_by("pk", f"{DESIGNATIONS}__position")
    for entry, members in groupby(rows.values_list(*FACTS), key=lambda row: row[:4]):
        pk, kind, language, title = entry
        others = {} if kind == EntryKind.QUESTION else other_names(members, language=language)
        # A designation may repeat the title, whatever it says about it.
        names = {title: False} | others | {title: False}
        for position, (text, is_deprecated) in enumerate(names.items()):
            yield IndexLine(
                entry_id=pk,
                position=position,
                kind=kind,
                language=language,
                text=text,
                letter=letter_of(text, language=language),
                key=sort_key(text, language=language),
                is_deprecated=is_deprecated,
            )


def other_names(rows: Iterable[Sequence], *, language: str) -> dict[str, bool]:
    """Return the public names beside the title, and whether each is deprecated.

    Names in other languages would not sort with those of the entry's own.
    """
    names: dict[str, bool] = {}
    for *_entry, term, own, acceptability in rows:
        if term and own in ("", language) and acceptability != Acceptability.SEARCH_ONLY:
            names.setdefault(term, acceptability == Acceptability.DEPRECATED)
    return names
