"""The lines of the A-Z: every public name of a published term, every title of a question."""

from collections.abc import Iterator, Sequence
from operator import attrgetter

from django.db.models import F

from glossary.models import Acceptability, Designation, Entry, EntryKind, IndexLine, add_rows
from glossary.wording.collation import letter_of, sort_key

COLUMNS = ("entry_id", "position", "kind", "language", "text", "letter", "key", "is_deprecated")
columns_of = attrgetter(*COLUMNS)


def store_lines(pks: Sequence[int]) -> None:
    """Let the lines of these entries be those of their current versions.

    A withdrawn entry has none. What is there already is not written again.
    """
    lines = list(expected_lines(pks))
    stored = IndexLine.objects.filter(entry__in=pks)
    if sorted(map(columns_of, lines)) != sorted(stored.values_list(*COLUMNS)):
        stored.delete()
        add_rows(IndexLine, COLUMNS, map(columns_of, lines))


def misplaced(pks: Sequence[int]) -> list[int]:
    """Return those of these entries that do not have the lines of their current versions."""
    wanted = {columns_of(line) for line in expected_lines(pks)}
    stored = {*IndexLine.objects.filter(entry__in=pks).values_list(*COLUMNS)}
    return sorted({entry for entry, *_columns in wanted ^ stored})


def expected_lines(pks: Sequence[int]) -> Iterator[IndexLine]:
    """Yield the lines that current versions give to these entries, the title first."""
    others = other_names(pks)
    entries = Entry.objects.published().filter(pk__in=pks).order_by()
    for pk, kind, language, title in entries.values_list(
        "pk", "kind", "language", "current__title"
    ):
        names = {title: False}
        if kind == EntryKind.TERM:
            # A designation may repeat the title, whatever it says about it.
            names = names | others.get(pk, {}) | names
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


def other_names(pks: Sequence[int]) -> dict[int, dict[str, bool]]:
    """Return the public names of entries beside their titles, and whether each is deprecated.

    Names in other languages would not sort with those of the entry's own.
    """
    designations = (
        Designation.objects.filter(version__entry__in=pks, version=F("version__entry__current"))
        .exclude(acceptability=Acceptability.SEARCH_ONLY)
        .order_by("version", "position")
    )
    names: dict[int, dict[str, bool]] = {}
    for pk, own, language, term, acceptability in designations.values_list(
        "version__entry_id", "version__entry__language", "language", "term", "acceptability"
    ):
        if language in ("", own):
            is_deprecated = acceptability == Acceptability.DEPRECATED
            names.setdefault(pk, {}).setdefault(term, is_deprecated)
    return names
