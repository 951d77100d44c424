"""What a drawing of concepts is made of: boxes with names, lines, and words beside them.

Lengths are units of the drawing, whole numbers, because templates write others with a comma
where the language does. One unit is a pixel at the narrowest.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glossary.models import RelationKind
from glossary.pages.map_text import Lettering, lettering

LETTER_SIZE = 12
LINE_HEIGHT = 15
PADDING = 5
# From the top of a line to where its letters stand.
BASELINE = 12
HEAD = 5

Point = tuple[int, int]


class Link(StrEnum):
    """How a concept relates to another, the strongest first."""

    BROADER = RelationKind.BROADER.value
    NARROWER = RelationKind.NARROWER.value
    CONFUSABLE = RelationKind.CONFUSABLE.value
    REPLACED_BY = RelationKind.REPLACED_BY.value
    REPLACES = "replaces"
    RELATED = RelationKind.RELATED.value
    MENTIONS = "mentions"
    CLOSE = "close"


LABELS: dict[Link, Promise] = {
    Link.BROADER: _("broader"),
    Link.NARROWER: _("narrower"),
    Link.CONFUSABLE: _("easily confused"),
    Link.REPLACED_BY: _("replaced by"),
    Link.REPLACES: _("replaces"),
    Link.RELATED: _("related"),
    Link.MENTIONS: _("each mentions the other"),
    Link.CLOSE: _("also close"),
}
# The same relation seen from the other end.
SEEN_THERE: dict[Link, Link] = {
    Link.BROADER: Link.NARROWER,
    Link.NARROWER: Link.BROADER,
    Link.REPLACED_BY: Link.REPLACES,
    Link.REPLACES: Link.REPLACED_BY,
}


@dataclass(frozen=True, kw_only=True)
class Concept:
    """An entry on a drawing, by its key, under the name that readers know it by."""

    key: int
    title: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of letters around `x`; they stand on `y`."""

    text: str
    x: int
    y: int


@dataclass(frozen=True, kw_only=True)
class Node:
    """A box with a name, at its upper left corner; `full_title` is empty unless it was cut."""

    url: str
    full_title: str
    lines: tuple[Line, ...]
    kind: str
    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def across(self) -> int:
        return self.x + self.width // 2

    @property
    def down(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True, kw_only=True)
class Edge:
    """All lines of one kind that belong together, what they mean, and their arrowheads."""

    kind: str
    label: str
    path: str
    heads: str = ""


def words(text: str, *, width: int, size: int = LETTER_SIZE) -> Lettering:
    return lettering(text, room=width / size)


def lines_at(written: Lettering, *, x: int, top: int) -> tuple[Line, ...]:
    return tuple(
        Line(text=text, x=x, y=top + number * LINE_HEIGHT + BASELINE)
        for number, text in enumerate(written.lines)
    )


def way(*points: Point) -> str:
    """Return the path through these points, straight from each to the next."""
    (x, y), *_others = points
    return f"M{x} {y}" + "".join(map(step, pairwise(points)))


def step(pair: tuple[Point, Point]) -> str:
    (x, y), (further_x, further_y) = pair
    if y == further_y:
        return f"H{further_x}"
    return f"V{further_y}" if x == further_x else f"L{further_x} {further_y}"


def head(x: int, y: int, *, across: int = 0, down: int = 0) -> str:
    """Return an arrowhead whose point is here; it points to the right, left, down or up."""
    back_x, back_y = x - HEAD * across, y - HEAD * down
    half = HEAD - 2
    one = f"{back_x + half * abs(down)} {back_y + half * abs(across)}"
    other = f"{back_x - half * abs(down)} {back_y - half * abs(across)}"
    return f"M{x} {y}L{one}L{other}Z"
