"""The difference between two contents, first by block, then by word. No database, no HTML.

Only what changed is listed. Texts are returned as they are; whoever shows them escapes them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import StrEnum

from glossary.content import PARTS, Content, SectionText

# Comparing texts that repeat themselves takes far longer than their length suggests. Above
# these limits a block, or the whole text, is shown as replaced (W-22). A million pairs of
# words take a quarter of a second at worst.
TOKEN_LIMIT = 2_000
PAIR_LIMIT = 2_000_000
BLOCK_LIMIT = 500
TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
BLANK_LINES = re.compile(r"(\n[^\S\n]*\n\s*)")
PLAIN_FIELDS = tuple(field.name for field in fields(Content) if field.name not in PARTS)


class Mark(StrEnum):
    """What happened to a text on the way from the old content to the new one."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of text that is the same, added or removed."""

    mark: Mark
    text: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """What changed at one place.

    `place` is a field of Content, the key of a section kind, or the name of a part such as
    "relations". `heading` is that of a section; `before` is its old heading if it moved.
    """

    place: str
    mark: Mark
    pieces: tuple[Piece, ...]
    heading: str = ""
    before: str = ""
    is_section: bool = False


def content_diff(old: Content | None, new: Content) -> list[Change]:
    """Return the changes from `old` (None: nothing yet) to `new`: fields, sections, parts."""
    old = old or Content(title="")
    return [
        *field_changes(old, new),
        *section_changes(old.sections, new.sections),
        *part_changes(old, new),
    ]


def field_changes(old: Content, new: Content) -> Iterator[Change]:
    for name in PLAIN_FIELDS:
        before, after = as_words(getattr(old, name)), as_words(getattr(new, name))
        if before != after:
            yield Change(place=name, mark=mark_for(before, after), pieces=text_diff(before, after))


def as_words(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value or "")


def mark_for(before: str, after: str) -> Mark:
    if before == after:
        return Mark.SAME
    if not before:
        return Mark.ADDED
    return Mark.CHANGED if after else Mark.REMOVED


def section_changes(old: Sequence[SectionText], new: Sequence[SectionText]) -> Iterator[Change]:
    """Yield changed sections in the new order, then the removed ones."""
    before, after = keyed(old), keyed(new)
    renamed = renamed_sections(before, after)
    stayed = in_same_order(
        [key for key in before if key in after], [key for key in after if key in before]
    )
    for key, section in after.items():
        source = renamed.get(key, key)
        body = before[source].body if source in before else ""
        has_moved = key in renamed or (key in before and key not in stayed)
        if has_moved or body != section.body:
            mark = mark_for(body, section.body)
            yield section_change(
                section,
                mark=Mark.MOVED if mark == Mark.SAME else mark,
                pieces=text_diff(body, section.body),
                before=before[source].heading if key in renamed else "",
            )
    for key, section in before.items():
        if key not in after and key not in renamed.values():
            yield section_change(section, mark=Mark.REMOVED, pieces=text_diff(section.body, ""))


def section_change(
    section: SectionText, *, mark: Mark, pieces: tuple[Piece, ...], before: str = ""
) -> Change:
    return Change(
        place=section.kind,
        heading=section.heading,
        mark=mark,
        pieces=pieces,
        before=before,
        is_section=True,
    )


SectionKey = tuple[str, str, int]


def keyed(sections: Iterable[SectionText]) -> dict[SectionKey, SectionText]:
    """Name each section by kind, heading and how many of that name stand before it."""
    found: dict[SectionKey, SectionText] = {}
    counts: dict[tuple[str, str], int] = {}
    for section in sections:
        name = (section.kind, section.heading)
        counts[name] = counts.get(name, 0) + 1
        found[*name, counts[name]] = section
    return found


def renamed_sections(
    before: dict[SectionKey, SectionText], after: dict[SectionKey, SectionText]
) -> dict[SectionKey, SectionKey]:
    """Return, for sections that only have a new name, the new key with the old one."""
    gone = {section.body: key for key, section in before.items() if key not in after}
    return {
        key: gone.pop(section.body)
        for key, section in after.items()
        if key not in before and section.body in gone
    }


def in_same_order(old: Sequence[SectionKey], new: Sequence[SectionKey]) -> set[SectionKey]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return {
        key
        for match in matcher.get_matching_blocks()
        for key in old[match.a : match.a + match.size]
    }


def part_changes(old: Content, new: Content) -> Iterator[Change]:
    """Yield designations, relations and citations that were removed or added, row by row."""
    for name in PARTS:
        if name == "sections":
            continue
        before = [row_words(row) for row in getattr(old, name)]
        after = [row_words(row) for row in getattr(new, name)]
        kept = {*before} & {*after}
        pieces = (
            *(Piece(mark=Mark.REMOVED, text=row) for row in before if row not in kept),
            *(Piece(mark=Mark.ADDED, text=row) for row in after if row not in kept),
        )
        if pieces:
            yield Change(place=name, mark=Mark.CHANGED, pieces=pieces)
        elif before != after:
            same = tuple(Piece(mark=Mark.SAME, text=row) for row in after)
            yield Change(place=name, mark=Mark.MOVED, pieces=same)


def row_words(row: object) -> str:
    """Return a row as one line that differs whenever the row does."""
    values = vars(row)
    reviewed = values.get("reviewed", True)
    words = [value for value in values.values() if isinstance(value, str) and value]
    return " · ".join(words if reviewed else [*words, "not confirmed"])


def text_diff(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of a text; their same and added texts together are the new one."""
    before, after = BLANK_LINES.split(old), BLANK_LINES.split(new)
    if len(before) + len(after) > BLOCK_LIMIT:
        return tuple(joined(replaced(old, new)))
    return tuple(joined(block_pieces(before, after)))


def block_pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    pairs = 0
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was, now = "".join(before[i:j]), "".join(after[k:m])
        words_was, words_now = TOKEN.findall(was), TOKEN.findall(now)
        if tag == "equal":
            yield Piece(mark=Mark.SAME, text=now)
            continue
        pairs += len(words_was) * len(words_now)
        if pairs > PAIR_LIMIT or len(words_was) + len(words_now) > TOKEN_LIMIT:
            yield from replaced(was, now)
        else:
            yield from word_pieces(words_was, words_now)


def word_pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(mark=Mark.SAME, text="".join(after[k:m]))
        else:
            yield from replaced("".join(before[i:j]), "".join(after[k:m]))


def replaced(was: str, now: str) -> Iterator[Piece]:
    if was == now:
        yield Piece(mark=Mark.SAME, text=now)
        return
    yield Piece(mark=Mark.REMOVED, text=was)
    yield Piece(mark=Mark.ADDED, text=now)


def joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Leave out empty pieces and join neighbours of the same mark."""
    waiting: Piece | None = None
    for piece in pieces:
        if waiting and piece.text and piece.mark == waiting.mark:
            waiting = Piece(mark=piece.mark, text=waiting.text + piece.text)
        elif piece.text:
            if waiting:
                yield waiting
            waiting = piece
    if waiting:
        yield waiting
