"""Where everything stands on the drawing of one concept's neighbourhood.

The drawing follows ISO 704: broader concepts above and narrower ones below as a tree of slanted
lines, others to the sides as lines with arrowheads. Two columns of boxes leave a lane between
them. In its middle runs the trunk of the tree; beside it each group on a side has a rail of its
own, so that no line ever crosses a box. It is narrow because telephones are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from glossary.pages.map_parts import (
    LINE_HEIGHT,
    PADDING,
    Concept,
    Edge,
    Line,
    Link,
    Node,
    Point,
    head,
    lines_at,
    way,
    words,
)

WIDTH = 328
MIDDLE = WIDTH // 2
BOX_WIDTH = 130
LEFT_EDGE = 1
RIGHT_EDGE = WIDTH - BOX_WIDTH - 1
OWN_WIDTH = 188
# Its letters are 14 high and bold, which makes them wider.
OWN_LETTER_SIZE = 15
GAP = 8
FAN = 20
# Rails stand so far from the middle at most: an arrowhead has to fit between rail and box.
LANE = 32
OWN = "own"
LEFT = (Link.CONFUSABLE,)
RIGHT = (Link.REPLACED_BY, Link.REPLACES, Link.RELATED)
EITHER = (Link.MENTIONS, Link.CLOSE)
# Seen from the concept: the line ends in an arrowhead there, here, or at both ends.
HEADS_THERE = (Link.REPLACED_BY, Link.RELATED, Link.MENTIONS)
HEADS_HERE = (Link.REPLACES, Link.RELATED, Link.MENTIONS)


@dataclass(frozen=True, kw_only=True)
class Group:
    """The concepts that relate to one in the same way, under the words for it."""

    link: Link
    label: str
    concepts: Sequence[Concept]


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A whole drawing; `captions` say how the boxes beside them relate."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    captions: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the drawing that ends at `bottom`."""

    bottom: int
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    captions: tuple[Line, ...] = ()


def neighbourhood(own: Concept, groups: Sequence[Group]) -> Drawing:
    """Draw a concept among the groups of its neighbours; no link has two groups."""
    by_link = {group.link: group for group in groups if group.concepts}
    above = tree_above(by_link.get(Link.BROADER), top=0)
    middle = own_part(own, top=above.bottom)
    sides = sides_below(middle.nodes[0], by_link)
    floor = max(part.bottom for part in (middle, *sides))
    below = tree_below(by_link.get(Link.NARROWER), top=floor, trunk_from=middle.bottom)
    parts = (above, middle, *sides, below)
    return Drawing(
        width=WIDTH,
        height=below.bottom + 1,
        nodes=tuple(chain.from_iterable(part.nodes for part in parts)),
        edges=tuple(chain.from_iterable(part.edges for part in parts)),
        captions=tuple(chain.from_iterable(part.captions for part in parts)),
    )


def box(concept: Concept, *, kind: str, x: int, top: int) -> Node:
    written = words(concept.title, width=BOX_WIDTH - 2 * PADDING)
    return Node(
        url=concept.url,
        full_title=concept.title if written.is_cut else "",
        lines=lines_at(written, x=x + BOX_WIDTH // 2, top=top + PADDING),
        kind=kind,
        x=x,
        y=top,
        width=BOX_WIDTH,
        height=len(written.lines) * LINE_HEIGHT + 2 * PADDING,
    )


def own_part(own: Concept, *, top: int) -> Part:
    written = words(own.title, width=OWN_WIDTH - 4 * PADDING, size=OWN_LETTER_SIZE)
    node = Node(
        url=own.url,
        full_title=own.title if written.is_cut else "",
        lines=lines_at(written, x=MIDDLE, top=top + PADDING + 3),
        kind=OWN,
        x=MIDDLE - OWN_WIDTH // 2,
        y=top + 1,
        width=OWN_WIDTH,
        height=len(written.lines) * LINE_HEIGHT + 2 * PADDING + 4,
    )
    return Part(bottom=node.bottom, nodes=(node,))


def tree_above(group: Group | None, *, top: int) -> Part:
    """Draw broader concepts from `top` on, the first the nearest; their trunk leads down."""
    if group is None:
        return Part(bottom=top)
    caption = caption_over(group, x=MIDDLE, top=top)
    floor, nodes, forks = caption.bottom, [], []
    for pair in reversed(pairs_in(group)):
        row = row_of(group, pair, top=floor)
        nodes += row
        floor = max(node.bottom for node in row) + FAN
        forks += [((node.across, node.bottom), (MIDDLE, floor)) for node in row]
    first_fork = min(fork for _box, (_x, fork) in forks)
    trunk = way((MIDDLE, first_fork), (MIDDLE, floor + 1))
    edge = Edge(kind=group.link, label=group.label, path=trunk + fan(forks))
    return Part(bottom=floor, nodes=tuple(nodes), edges=(edge,), captions=caption.captions)


def tree_below(group: Group | None, *, top: int, trunk_from: int) -> Part:
    """Draw narrower concepts from `top` on; their trunk begins higher up, at the concept."""
    if group is None:
        return Part(bottom=top)
    floor, last_fork, nodes, forks = top, top, [], []
    for pair in pairs_in(group):
        row = row_of(group, pair, top=floor + FAN)
        nodes += row
        forks += [((MIDDLE, floor), (node.across, node.y)) for node in row]
        last_fork, floor = floor, max(node.bottom for node in row)
    trunk = way((MIDDLE, trunk_from), (MIDDLE, last_fork))
    edge = Edge(kind=group.link, label=group.label, path=trunk + fan(forks))
    caption = caption_over(group, x=MIDDLE, top=floor + 4)
    return Part(bottom=caption.bottom, nodes=tuple(nodes), edges=(edge,), captions=caption.captions)


def pairs_in(group: Group) -> list[Sequence[Concept]]:
    return [group.concepts[start : start + 2] for start in range(0, len(group.concepts), 2)]


def fan(forks: Iterable[tuple[Point, Point]]) -> str:
    return "".join(way(*fork) for fork in forks)


def row_of(group: Group, pair: Sequence[Concept], *, top: int) -> list[Node]:
    """Draw two boxes in a row; the only one of its group stands in the middle."""
    places = (MIDDLE - BOX_WIDTH // 2,) if len(group.concepts) == 1 else (LEFT_EDGE, RIGHT_EDGE)
    return [
        box(concept, kind=group.link, x=x, top=top)
        for concept, x in zip(pair, places, strict=False)
    ]


def caption_over(group: Group, *, x: int, top: int) -> Part:
    written = words(group.label, width=BOX_WIDTH + GAP)
    height = len(written.lines) * LINE_HEIGHT
    return Part(bottom=top + height + 2, captions=lines_at(written, x=x, top=top))


def sides_below(own: Node, by_link: Mapping[Link, Group]) -> list[Part]:
    """Draw what is confusable on the left and what is related on the right."""
    left = [by_link[link] for link in LEFT if link in by_link]
    right = [by_link[link] for link in RIGHT if link in by_link]
    for link in EITHER:
        if link in by_link:
            (left if length(left) <= length(right) else right).append(by_link[link])
    if not left or not right:
        left, right = in_halves(left or right)
    return [
        *column(left, own=own, side=-1),
        *column(right, own=own, side=1),
    ]


def length(groups: Sequence[Group]) -> int:
    return sum(len(group.concepts) for group in groups)


def in_halves(groups: Sequence[Group]) -> tuple[list[Group], list[Group]]:
    """Divide what would stand on one side alone; a single group of several stands on both."""
    if len(groups) == 1 and len(groups[0].concepts) > 1:
        group, middle = groups[0], (len(groups[0].concepts) + 1) // 2
        first, second = (
            Group(link=group.link, label=group.label, concepts=concepts)
            for concepts in (group.concepts[:middle], group.concepts[middle:])
        )
        return [first], [second]
    return list(groups[1:]), list(groups[:1])


def column(groups: Sequence[Group], *, own: Node, side: int) -> list[Part]:
    """Draw groups below each other; the rail of the upper one is the nearer to the boxes."""
    parts, top = [], own.bottom + FAN
    for number, group in enumerate(groups, start=1):
        rail = LANE - LANE * number // (len(groups) + 1)
        part = side_group(group, own=own, top=top, side=side, rail=MIDDLE + side * rail)
        parts.append(part)
        top = part.bottom + GAP
    return parts


def side_group(group: Group, *, own: Node, top: int, side: int, rail: int) -> Part:
    """Draw a group in one column, every box with a branch from the rail to its inner edge."""
    x = RIGHT_EDGE if side > 0 else LEFT_EDGE
    caption = caption_over(group, x=x + BOX_WIDTH // 2, top=top)
    nodes: list[Node] = []
    floor = caption.bottom
    for concept in group.concepts:
        nodes.append(box(concept, kind=group.link, x=x, top=floor))
        floor = nodes[-1].bottom + GAP
    edge = x if side > 0 else x + BOX_WIDTH
    path = way((rail, own.bottom), (rail, nodes[-1].down))
    path += "".join(way((rail, node.down), (edge, node.down)) for node in nodes)
    heads = head(rail, own.bottom, down=-1) if group.link in HEADS_HERE else ""
    if group.link in HEADS_THERE:
        heads += "".join(head(edge, node.down, across=side) for node in nodes)
    return Part(
        bottom=floor,
        nodes=tuple(nodes),
        edges=(Edge(kind=group.link, label=group.label, path=path, heads=heads),),
        captions=caption.captions,
    )
