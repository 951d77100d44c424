"""Walk clean HTML: its tags, its blocks of text, and the way back to the bytes it came from.

A pattern is enough because only the cleaner's own output is walked: every tag is closed and
lower case, every attribute is quoted, and `<`, `>` and `&` in text are escaped. The parser of
the standard library would lose the bytes between its events.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import accumulate

TAG = re.compile(r'(</?[a-z][a-z0-9]*(?: [a-z]+="[^"]*")*>)')
TAG_NAME = re.compile(r"</?([a-z][a-z0-9]*)")
ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
ENTITY = re.compile(r"&[A-Za-z0-9#]+;")
INLINE = frozenset(
    {"a", "abbr", "code", "del", "dfn", "em", "ins", "mark", "span", "strong", "sub", "sup"}
)
# The page has the first level, its parts the second.
HEADINGS = ("h3", "h4", "h5", "h6")
# A link in a link is no HTML, code and maths are not prose, a heading is a landmark.
NOT_PROSE = frozenset({*HEADINGS, "a", "abbr", "code", "dfn", "pre"})
# Only what begins with one of these can be barred or unread; clean HTML nests well, so that the
# other elements around a place need not be known.
TRACKED = NOT_PROSE | {"span", "sup"}
# Stands between two blocks in a text; no parser of HTML lets it through.
BREAK = "\0"


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag, with the decoded attributes that matter here.

    `is_unread` are those around a footnote's number or arrow, which are no words of the text.
    """

    name: str
    is_end: bool
    href: str
    title: str
    marks: str
    is_prose: bool
    is_unread: bool
    is_tracked: bool
    shown: str


@lru_cache(maxsize=4096)
def tag_of(source: str) -> Tag:
    found = TAG_NAME.match(source)
    name = found[1] if found else ""
    attributes = {key: unescape(value) for key, value in ATTRIBUTE.findall(source)}
    marks = attributes.get("id" if name == "sup" else "class", "")
    is_number = name == "sup" and marks.startswith("fnref")
    return Tag(
        name=name,
        is_end=source[1] == "/",
        href=attributes.get("href", ""),
        title=attributes.get("title", ""),
        marks=marks,
        is_prose=name not in NOT_PROSE and not (name == "span" and marks == "math"),
        is_unread=is_number or (name == "a" and marks == "footnote-backref"),
        is_tracked=name in TRACKED,
        shown="" if name in INLINE else BREAK,
    )


@dataclass(slots=True)
class Anchor:
    """A link that stands in the HTML: which parts of the prose its two tags are."""

    tag: Tag
    opening: int
    closing: int = 0


@dataclass(slots=True)
class Prose:
    """All blocks of text of some HTML as one text, with a BREAK for each tag between two of them.

    `parts` are stretches of HTML without any tag, and the tags between them, in turn. `starts`
    and `sources` tell where each begins in the text and in the HTML.
    """

    html: str
    parts: list[str]
    text: str
    starts: list[int]
    sources: list[int]
    barred: set[int]
    anchors: list[Anchor]

    def part_at(self, position: int) -> int:
        """Return the part that holds the character of the text at this position."""
        return bisect_right(self.starts, position) - 1

    def is_prose(self, position: int) -> bool:
        return self.part_at(position) not in self.barred

    def source_of(self, position: int, part: int) -> int:
        """Return where in the HTML the character stands that is at this position of the text."""
        offset, source = position - self.starts[part], self.parts[part]
        shift = 0
        if "&" in source:
            for entity in ENTITY.finditer(source):
                decoded_start = entity.start() - shift
                if decoded_start >= offset:
                    break
                shift += len(entity.group()) - len(unescape(entity.group()))
        return self.sources[part] + offset + shift


@dataclass(slots=True)
class OpenTags:
    """The tags around a place; `barred` and `unread` count those of their kind."""

    inside: list[Tag] = field(default_factory=list)
    barred: int = 0
    unread: int = 0

    def pass_by(self, tag: Tag) -> None:
        if tag.is_end:
            if not self.inside or self.inside[-1].name != tag.name:
                return
            tag, step = self.inside.pop(), -1
        else:
            self.inside.append(tag)
            step = 1
        self.barred += 0 if tag.is_prose else step
        self.unread += step if tag.is_unread else 0


def block_around(text: str, position: int) -> tuple[int, int]:
    """Return where the block begins and ends that holds the character at this position."""
    end = text.find(BREAK, position)
    return text.rfind(BREAK, 0, position) + 1, len(text) if end < 0 else end


def prose_of(html: str) -> Prose:
    """Return the text of clean HTML in its order, without footnote marks."""
    parts = TAG.split(html)
    tags = list(map(tag_of, parts[1::2]))
    shown = parts.copy()
    shown[1::2] = [tag.shown for tag in tags]
    barred, anchors = look_inside(tags, shown)
    if "&" in html:
        shown[::2] = map(unescape, shown[::2])
    return Prose(
        html=html,
        parts=parts,
        text="".join(shown),
        starts=list(accumulate(map(len, shown), initial=0)),
        sources=list(accumulate(map(len, parts), initial=0)),
        barred=barred,
        anchors=anchors,
    )


def look_inside(tags: list[Tag], shown: list[str]) -> tuple[set[int], list[Anchor]]:
    """Return the parts that are no prose and the links; empty those parts that are not read."""
    barred: set[int] = set()
    anchors: list[Anchor] = []
    open_tags = OpenTags()
    for part, tag in enumerate(tags):
        if tag.is_tracked:
            if tag.name == "a":
                note_anchor(anchors, tag, 2 * part + 1)
            open_tags.pass_by(tag)
        if open_tags.inside:
            if open_tags.barred:
                barred.add(2 * part + 2)
            if open_tags.unread:
                shown[2 * part + 2] = ""
    return barred, anchors


def note_anchor(anchors: list[Anchor], tag: Tag, part: int) -> None:
    if not tag.is_end:
        anchors.append(Anchor(tag, part))
    elif anchors:
        anchors[-1].closing = part


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, cell, list item or heading: the text a reader sees in one piece."""

    text: str


def blocks(html: str) -> list[Block]:
    """Return the blocks of text in order, without empty ones and without footnote marks."""
    return [Block(text) for text in prose_of(html).text.split(BREAK) if text.strip()]


def addresses_of_other_sites(html: str) -> list[str]:
    """Return where the links lead that the cleaner has marked as leaving this site."""
    return [tag.href for tag in map(tag_of, TAG.findall(html)) if tag.marks == "external"]
