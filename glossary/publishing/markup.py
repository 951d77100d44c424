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

    source: str
    name: str
    is_end: bool
    href: str
    title: str
    marks: str
    is_prose: bool
    is_unread: bool
    is_break: bool
    is_tracked: bool


@lru_cache(maxsize=4096)
def tag_of(source: str) -> Tag:
    found = TAG_NAME.match(source)
    name = found[1] if found else ""
    attributes = {key: unescape(value) for key, value in ATTRIBUTE.findall(source)}
    marks = attributes.get("id" if name == "sup" else "class", "")
    is_number = name == "sup" and marks.startswith("fnref")
    return Tag(
        source=source,
        name=name,
        is_end=source[1] == "/",
        href=attributes.get("href", ""),
        title=attributes.get("title", ""),
        marks=marks,
        is_prose=name not in NOT_PROSE and not (name == "span" and marks == "math"),
        is_unread=is_number or (name == "a" and marks == "footnote-backref"),
        is_break=name not in INLINE,
        is_tracked=name in TRACKED,
    )


@dataclass(slots=True)
class Run:
    """A stretch of text between two tags: where it stands in the whole text and in the HTML."""

    start: int
    end: int
    source: str
    source_start: int
    is_prose: bool

    def source_offset(self, offset: int) -> int:
        """Return where in the HTML the character stands that is `offset` characters into it."""
        shift = 0
        if "&" in self.source:
            for entity in ENTITY.finditer(self.source):
                decoded_start = entity.start() - shift
                if decoded_start >= offset:
                    break
                shift += len(entity.group()) - len(unescape(entity.group()))
        return self.source_start + offset + shift


@dataclass(slots=True)
class Anchor:
    """A link that stands in the HTML: its text's place, and the places of its two tags."""

    tag: Tag
    start: int
    opening: int
    end: int = 0
    closing: int = 0


@dataclass(slots=True)
class Prose:
    """All blocks of text of some HTML as one text, with a BREAK between two of them."""

    text: str = ""
    runs: list[Run] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)

    def run_at(self, position: int) -> Run:
        """Return the run that holds the character at this position."""
        return self.runs[bisect_right(self.starts, position) - 1]


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
    prose, open_tags, texts = Prose(), OpenTags(), [""]
    runs, starts = prose.runs, prose.starts
    length = position = 0
    parts = TAG.split(html)
    parts.append("")
    for source, markup in zip(parts[::2], parts[1::2], strict=True):
        if source and not open_tags.unread:
            text = unescape(source) if "&" in source else source
            end = length + len(text)
            # Most of the white space is that between two tags, and no name begins there.
            if not (runs and text.isspace()):
                starts.append(length)
                runs.append(Run(length, end, source, position, not open_tags.barred))
            texts.append(text)
            length = end
        position += len(source)
        if not markup:
            break
        tag = tag_of(markup)
        if tag.is_tracked:
            if tag.name == "a":
                note_anchor(prose.anchors, tag, length=length, position=position)
            open_tags.pass_by(tag)
        if tag.is_break and texts[-1] not in ("", BREAK):
            texts.append(BREAK)
            length += 1
        position += len(markup)
    prose.text = "".join(texts)
    return prose


def note_anchor(anchors: list[Anchor], tag: Tag, *, length: int, position: int) -> None:
    if not tag.is_end:
        anchors.append(Anchor(tag, length, position))
    elif anchors:
        anchors[-1].end, anchors[-1].closing = length, position


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, cell, list item or heading: the text a reader sees in one piece."""

    text: str


def blocks(html: str) -> list[Block]:
    """Return the blocks of text in order, without empty ones and without footnote marks."""
    return [Block(text) for text in prose_of(html).text.split(BREAK) if text.strip()]
