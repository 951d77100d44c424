"""By what results can be narrowed: values with how many of the matches have them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from glossary.search.stored import rows_of

BY_KEY = "SELECT id, field, value, label FROM glossary_searchfacet WHERE id IN ({pks})"
BY_VALUE = "SELECT id FROM glossary_searchfacet WHERE field = %s AND value = %s"
# Field, value and label by mark.
Labels = Mapping[str, tuple[str, str, str]]


class Facet(NamedTuple):
    """A value of a field and the number of matches that have it."""

    field: str
    value: str
    label: str
    count: int


def marks_chosen(chosen: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return the marks of what was chosen, None where no document has one of them."""
    marks: list[str] = []
    for field, value in chosen.items():
        if value:
            rows = rows_of(BY_VALUE, [field, value])
            if not rows:
                return None
            marks.append(f"_{rows[0][0]}")
    return tuple(marks)


def labels_of(marks: Iterable[str]) -> Labels:
    pks = ",".join(mark[1:] for mark in marks)
    rows = rows_of(BY_KEY.format(pks=pks)) if pks else []
    return {f"_{pk}": (field, value, label) for pk, field, value, label in rows}


def counted(marks: Iterable[str]) -> Counter[str]:
    """Count marks; those of each document stand between blanks."""
    return Counter("".join(marks).split())


def facets_from(counts: Mapping[str, int], labels: Labels) -> tuple[Facet, ...]:
    """Return all facets, by field and then the most frequent first."""
    facets = [Facet(*labels[mark], count) for mark, count in counts.items() if mark in labels]
    return tuple(
        sorted(facets, key=lambda facet: (facet.field, -facet.count, facet.label.casefold()))
    )
