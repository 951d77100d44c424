"""Three texts into one: what both began with, what somebody else made of it, what I made of it.

What only one side changed is taken over, field by field, section by section, row by row. Where
both changed the same, my text stands and the place is named. No database, no HTML.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from glossary.content import (
    PARTS,
    CitationText,
    Content,
    DesignationText,
    RelationText,
    SectionText,
    WaiverText,
)

Key = tuple[str, ...]
# What tells the rows of a list apart, besides how many of that name stand before.
NAMES: Mapping[type, Callable[..., Key]] = {
    str: lambda text: (text,),
    SectionText: lambda row: (row.kind, row.heading),
    DesignationText: lambda row: (row.term, row.language),
    RelationText: lambda row: (row.kind, row.number or row.title),
    CitationText: lambda row: (row.standard, row.edition, row.clause, row.source),
    WaiverText: lambda row: (row.rule, row.about),
}
LISTS = (*PARTS, "tags", "unlinked")
SINGLE_FIELDS = tuple(field.name for field in fields(Content) if field.name not in LISTS)


class Take(StrEnum):
    """Whose text is to stand where both changed the same."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A place that both sides changed, each in another way.

    `place` is a field of Content; in a list, `key` names the row. A row that is not there is None.
    """

    place: str
    key: Key = ()
    base: object = None
    theirs: object = None
    mine: object = None


@dataclass(frozen=True, kw_only=True)
class Merged:
    """One text of three. Where there is a conflict it says what I typed."""

    content: Content
    conflicts: tuple[Conflict, ...]


def merge(*, base: Content, theirs: Content, mine: Content) -> Merged:
    """Take over from each side what the other left as it was."""
    values: dict[str, object] = {}
    conflicts: list[Conflict] = []
    for name in SINGLE_FIELDS:
        sides = (getattr(base, name), getattr(theirs, name), getattr(mine, name))
        values[name], is_conflict = merged_value(*sides)
        if is_conflict:
            conflicts.append(conflict_of(name, (), sides))
    for name in LISTS:
        values[name], found = merged_rows(name, base=base, theirs=theirs, mine=mine)
        conflicts += found
    return Merged(content=replace(mine, **values), conflicts=tuple(conflicts))


def merged_value(base: object, theirs: object, mine: object) -> tuple[object, bool]:
    """Return what stands now, and whether both sides changed it differently."""
    if mine in (theirs, base):
        return theirs, False
    return mine, theirs != base


def conflict_of(place: str, key: Key, sides: tuple[object, object, object]) -> Conflict:
    base, theirs, mine = sides
    return Conflict(place=place, key=key, base=base, theirs=theirs, mine=mine)


def merged_rows(
    place: str, *, base: Content, theirs: Content, mine: Content
) -> tuple[tuple[object, ...], list[Conflict]]:
    was, other, own = (named_rows(getattr(side, place)) for side in (base, theirs, mine))
    kept: dict[Key, object] = {}
    conflicts = []
    for key in dict.fromkeys([*own, *other, *was]):
        sides = (was.get(key), other.get(key), own.get(key))
        value, is_conflict = merged_value(*sides)
        if value is not None:
            kept[key] = value
        if is_conflict:
            conflicts.append(conflict_of(place, key, sides))
    # Whoever moved rows decides their order; where both did, I do.
    first, second = (other, own) if [*own] == [*was] else (own, other)
    return tuple(kept[key] for key in in_order(first, second) if key in kept), conflicts


def named_rows(rows: Iterable[object]) -> dict[Key, object]:
    """Name each row by what tells it apart and by how many of that name stand before it."""
    found: dict[Key, object] = {}
    counts: dict[Key, int] = {}
    for row in rows:
        name = NAMES[type(row)](row)
        counts[name] = counts.get(name, 0) + 1
        found[*name, str(counts[name])] = row
    return found


def in_order(first: Iterable[Key], second: Iterable[Key]) -> list[Key]:
    """Return all keys in the first order; those only in the second follow who stood before them."""
    order = list(first)
    place = -1
    for key in second:
        if key in order:
            place = order.index(key)
        else:
            place += 1
            order.insert(place, key)
    return order


def with_choices(
    content: Content, other: Content, choices: Mapping[tuple[str, Key], Take]
) -> Content:
    """Return the content with the other side's text at the chosen places."""
    for (place, key), take in choices.items():
        if take != Take.MINE:
            content = with_other_part(content, other, place=place, key=key, take=take)
    return content


def with_other_part(
    content: Content, other: Content, *, place: str, key: Key, take: Take
) -> Content:
    if place in SINGLE_FIELDS:
        return replace(content, **{place: getattr(other, place)})
    own, theirs = named_rows(getattr(content, place)), named_rows(getattr(other, place))
    value = theirs.get(key)
    if take == Take.BOTH:
        value = both(theirs.get(key), own.get(key))
    order = in_order(own, theirs)
    rows = {**own, key: value}
    kept = [rows[one] for one in order if rows.get(one) is not None]
    return replace(content, **{place: tuple(kept)})


def both(theirs: object, mine: object) -> object:
    """Return two texts of a section, one after the other; of other rows, mine."""
    if isinstance(theirs, SectionText) and isinstance(mine, SectionText):
        return replace(mine, body=f"{theirs.body.rstrip()}\n\n{mine.body.lstrip()}")
    return mine or theirs


def is_place(place: str, key: Sequence[str]) -> bool:
    """Whether a place can be one of a Content: what names it may come from anywhere."""
    return place in LISTS if key else place in SINGLE_FIELDS
