"""Walk clean HTML: its tags, its blocks of text, and the way back to the bytes it came from.

A pattern is enough because only the cleaner's own output is walked: every tag is closed and
lower case, every attribute is quoted, and `<`, `>` and `&` in text are escaped. The parser of
the standard library would lose the bytes between its events.
"""

import html as html_entities
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

TAG = re.compile(r'<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?: [a-z]+="[^"]*")*)>')
ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
ENTITY = re.compile(r"&[A-Za-z0-9#]+;")
INLINE = frozenset(
    {"a", "abbr", "code", "del", "dfn", "em", "ins", "mark", "span", "strong", "sub", "sup"}
)
# The page has the first level, its parts the second.
HEADINGS = ("h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag as it stands in the HTML."""

    source: str
    name: str
    is_end: bool = False

    def attribute(self, name: str) -> str:
        """Return the decoded value, empty where the tag has no such attribute."""
        found = dict(ATTRIBUTE.findall(self.source))
        return html_entities.unescape(found.get(name, ""))

    @property
    def is_footnote_mark(self) -> bool:
        """Say whether it holds a footnote's number or arrow, which are no words of the text."""
        if self.name == "sup":
            return self.attribute("id").startswith("fnref")
        return self.name == "a" and self.attribute("class") == "footnote-backref"

    @property
    def is_maths(self) -> bool:
        return self.name == "span" and self.attribute("class") == "math"


def pieces(html: str) -> Iterator[Tag | str]:
    """Yield tags and the still escaped text between them; joined, they are the HTML again."""
    position = 0
    for match in TAG.finditer(html):
        if match.start() > position:
            yield html[position : match.start()]
        yield Tag(match.group(), match["name"], bool(match["end"]))
        position = match.end()
    if position < len(html):
        yield html[position:]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text between two tags: where it stands in its block and in the HTML.

    `inside` are the names of the tags around it ("math" for such a span), `href` the target
    of the link around it.
    """

    start: int
    end: int
    source: str
    source_start: int
    inside: tuple[str, ...]
    href: str = ""

    def source_offset(self, offset: int) -> int:
        """Return where in the HTML the character stands that is `offset` characters into it."""
        shift = 0
        for entity in ENTITY.finditer(self.source):
            decoded_start = entity.start() - shift
            if decoded_start >= offset:
                break
            shift += len(entity.group()) - len(html_entities.unescape(entity.group()))
        return self.source_start + offset + shift


@dataclass(slots=True)
class Block:
    """A paragraph, cell, list item or heading: the text a reader sees in one piece."""

    text: str = ""
    runs: list[Run] = field(default_factory=list)

    def run_at(self, position: int) -> Run:
        """Return the run that holds the character at this position."""
        return self.runs[bisect_right(self.runs, position, key=lambda run: run.start) - 1]


def blocks(html: str) -> list[Block]:
    """Return the blocks of text in order, without empty ones and without footnote marks."""
    found = [Block()]
    inside: list[Tag] = []
    position = 0
    for piece in pieces(html):
        source = piece.source if isinstance(piece, Tag) else piece
        if isinstance(piece, str):
            if not any(tag.is_footnote_mark for tag in inside if tag.name in ("a", "sup")):
                add_run(found[-1], piece, position=position, inside=inside)
        else:
            enter_or_leave(piece, inside)
            if piece.name not in INLINE and found[-1].runs:
                found.append(Block())
        position += len(source)
    return [block for block in found if block.text.strip()]


def add_run(block: Block, source: str, *, position: int, inside: list[Tag]) -> None:
    text = html_entities.unescape(source)
    run = Run(
        start=len(block.text),
        end=len(block.text) + len(text),
        source=source,
        source_start=position,
        inside=tuple("math" if tag.is_maths else tag.name for tag in inside),
        href=next((tag.attribute("href") for tag in inside if tag.name == "a"), ""),
    )
    block.runs.append(run)
    block.text += text


def enter_or_leave(tag: Tag, inside: list[Tag]) -> None:
    if tag.name in ("br", "hr"):
        return
    if not tag.is_end:
        inside.append(tag)
    elif inside and inside[-1].name == tag.name:
        inside.pop()
