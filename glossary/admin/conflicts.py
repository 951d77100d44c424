"""Places that two people changed at once: beside each other, and what was chosen (E-08)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from django.http import QueryDict

from glossary.content import Content, SectionText
from glossary.models import SectionKind
from glossary.pages.differences import label_for
from glossary.workflow.diff import Change, Mark, Piece, text_diff
from glossary.workflow.merging import (
    SINGLE_FIELDS,
    Conflict,
    Key,
    Take,
    is_place,
    named_rows,
)

PREFIX = "choice:"
TAKES = frozenset(map(str, Take))
Choices = Mapping[tuple[str, Key], Take]


@dataclass(frozen=True, kw_only=True)
class ConflictRow:
    """A place in three columns; `name` is that of its radio buttons, `take` which one is set.

    `is_reopened` says that base and own text stand in the form only: the page comes back with
    errors in other places.
    """

    name: str
    label: str
    base: str
    theirs: tuple[Piece, ...]
    mine: tuple[Piece, ...]
    take: Take = Take.MINE
    is_section: bool = False
    is_reopened: bool = False


def conflict_rows(conflicts: Iterable[Conflict]) -> list[ConflictRow]:
    titles = dict(SectionKind.objects.values_list("key", "title"))
    return [conflict_row(conflict, titles) for conflict in conflicts]


def conflict_row(conflict: Conflict, titles: dict[str, str]) -> ConflictRow:
    base = words_of(conflict.base)
    return ConflictRow(
        name=PREFIX + json.dumps([conflict.place, *conflict.key], ensure_ascii=False),
        label=label_of(conflict.place, conflict.key, titles),
        base=base,
        theirs=text_diff(base, words_of(conflict.theirs)),
        mine=text_diff(base, words_of(conflict.mine)),
        is_section=conflict.place == "sections",
    )


def label_of(place: str, key: Key, titles: dict[str, str]) -> str:
    """Name the place as the difference does, a row of a list by its own words besides."""
    is_section = place == "sections"
    change = Change(
        place=key[0] if is_section else place,
        mark=Mark.CHANGED,
        pieces=(),
        heading=key[1] if is_section else "",
        is_section=is_section,
    )
    label = label_for(change, titles)
    row = " · ".join(filter(None, key[:-1]))
    return label if is_section or not row else f"{label}: {row}"


def words_of(value: object) -> str:
    """Return a field, a section or a row as text that differs whenever it does."""
    if value is None:
        return ""
    if isinstance(value, SectionText):
        return value.body
    if isinstance(value, str):
        return value
    if not hasattr(value, "__dataclass_fields__"):
        return str(value)
    said = ((field.name, getattr(value, field.name)) for field in fields(value))
    return "\n".join(f"{name}: {text}" for name, text in said if text not in ("", None))


def sent_choices(posted: QueryDict) -> Choices:
    """Return what was chosen at which place; names that were made up are left out."""
    return dict(choices_in(posted))


def choices_in(posted: QueryDict) -> Iterator[tuple[tuple[str, Key], Take]]:
    for name, value in posted.items():
        if not name.startswith(PREFIX) or value not in TAKES:
            continue
        try:
            parts = json.loads(name.removeprefix(PREFIX))
        except (ValueError, RecursionError):
            continue
        if isinstance(parts, list) and parts and all(isinstance(part, str) for part in parts):
            place, *key = parts
            if is_place(place, key):
                yield (place, tuple(key)), Take(value)


def reopened_rows(choices: Choices, theirs: Content) -> list[ConflictRow]:
    """Return the places again with what was chosen: the form has errors and comes back first."""
    titles = dict(SectionKind.objects.values_list("key", "title"))
    return [
        ConflictRow(
            name=PREFIX + json.dumps([place, *key], ensure_ascii=False),
            label=label_of(place, key, titles),
            base="",
            theirs=text_diff("", words_of(part_of(theirs, place, key))),
            mine=(),
            take=take,
            is_section=place == "sections",
            is_reopened=True,
        )
        for (place, key), take in choices.items()
    ]


def part_of(content: Content, place: str, key: Key) -> object:
    if place in SINGLE_FIELDS:
        return getattr(content, place)
    return named_rows(getattr(content, place)).get(key)
