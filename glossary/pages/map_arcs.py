"""Where everything stands on the drawing of many concepts and the relations among them.

One concept below the other. Narrower ones stand indented below their broader one, as in a table
of contents. What is easily confused is joined by arcs on the left, everything else by arcs on the
right. Arcs can cross each other but no box, and the order keeps them short.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from django.utils.translation import gettext as _

from glossary.pages.map_layout import HEADS_THERE, Drawing
from glossary.pages.map_parts import (
    LABELS,
    LINE_HEIGHT,
    PADDING,
    Concept,
    Edge,
    Link,
    Node,
    Point,
    head,
    lines_at,
    way,
    words,
)

WIDTH = 328
LEFT_ARCS = 52
RIGHT_ARCS = 86
RIGHT = WIDTH - RIGHT_ARCS
INDENT = 14
DEEPEST = 4
GAP = 4
PAUSE = 14
# From the top of a narrower concept's box to where its branch comes in, above the arcs.
BRANCH = 7
# From one end of an arc to the next on the same box, at most.
PORT = 5
# How far the middle of a Bézier curve is from its ends, of how far its two handles are.
REACH = 0.75
LEFT = (Link.CONFUSABLE,)
WEIGHTS: dict[Link, int] = {Link.CONFUSABLE: 3, Link.RELATED: 2}


@dataclass(frozen=True, order=True)
class Bond:
    """`other` is to `one` what the link says; every pair has one bond at most."""

    one: int
    other: int
    link: Link


@dataclass(frozen=True, kw_only=True)
class Place:
    """A concept in the order of the drawing, under `parent` where it is narrower than that."""

    key: int
    parent: int | None
    depth: int


Block = tuple[Place, ...]


def arcs(concepts: Sequence[Concept], bonds: Sequence[Bond]) -> Drawing:
    """Draw concepts in the best order for their bonds; equal ones stay in the order given."""
    by_key = {concept.key: concept for concept in concepts}
    groups = arranged([concept.key for concept in concepts], bonds)
    nodes: dict[int, Node] = {}
    parents: dict[int, int] = {}
    top = 1
    for group in groups:
        for place in group:
            node = box(by_key[place.key], depth=place.depth, top=top)
            nodes[place.key] = node
            top = node.bottom + GAP
            if place.parent is not None:
                parents[place.key] = place.parent
        top += PAUSE
    return Drawing(
        width=WIDTH,
        height=max(1, top - PAUSE - GAP + 1),
        nodes=tuple(nodes.values()),
        edges=tuple(edges(nodes, parents, bonds)),
        captions=(),
    )


def box(concept: Concept, *, depth: int, top: int) -> Node:
    x = LEFT_ARCS + INDENT * min(depth, DEEPEST)
    written = words(concept.title, width=RIGHT - x - 2 * PADDING)
    return Node(
        url=concept.url,
        full_title=concept.title if written.is_cut else "",
        lines=lines_at(written, x=x + PADDING, top=top + PADDING - 1),
        kind="line",
        x=x,
        y=top,
        width=RIGHT - x,
        height=len(written.lines) * LINE_HEIGHT + 2 * PADDING - 1,
    )


def arranged(keys: Sequence[int], bonds: Sequence[Bond]) -> list[list[Place]]:
    """Return the concepts in groups that no bond joins, the largest first, singles in the last."""
    blocks = trees(keys, bonds)
    number_of = {place.key: number for number, block in enumerate(blocks) for place in block}
    joined: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for bond in bonds:
        one, other = number_of[bond.one], number_of[bond.other]
        if one != other:
            weight = WEIGHTS.get(bond.link, 1)
            joined[one][other] += weight
            joined[other][one] += weight
    groups = sorted(
        components(len(blocks), joined),
        key=lambda group: -sum(len(blocks[number]) for number in group),
    )
    ordered = [
        [place for number in in_line(group, joined, blocks) for place in blocks[number]]
        for group in groups
    ]
    alone = [place for group in ordered if len(group) == 1 for place in group]
    together = [group for group in ordered if len(group) > 1]
    return [*together, alone] if alone else together


def trees(keys: Sequence[int], bonds: Iterable[Bond]) -> list[Block]:
    """Return each concept with all that are narrower, outermost first; a circle is cut."""
    parents = parents_in(bonds)
    children: dict[int | None, list[int]] = defaultdict(list)
    for key in keys:
        children[parents.get(key)].append(key)
    return [tuple(below(key, None, 0, children)) for key in children[None]]


def parents_in(bonds: Iterable[Bond]) -> dict[int, int]:
    """Return the broader concept of each, the first if it has several, none that is below it."""
    parents: dict[int, int] = {}
    for bond in sorted(bonds):
        if bond.link == Link.BROADER and bond.one not in parents:
            above: int | None = bond.other
            while above is not None and above != bond.one:
                above = parents.get(above)
            if above is None:
                parents[bond.one] = bond.other
    return parents


def below(
    key: int, parent: int | None, depth: int, children: Mapping[int | None, list[int]]
) -> Iterator[Place]:
    yield Place(key=key, parent=parent, depth=depth)
    for child in children.get(key, ()):
        yield from below(child, key, depth + 1, children)


def components(count: int, joined: Mapping[int, Mapping[int, int]]) -> list[list[int]]:
    groups, seen = [], set()
    for start in range(count):
        group, waiting = [], [start]
        while waiting:
            number = waiting.pop()
            if number not in seen:
                seen.add(number)
                group.append(number)
                waiting += joined.get(number, ())
        if group:
            groups.append(sorted(group))
    return groups


def in_line(
    group: Sequence[int], joined: Mapping[int, Mapping[int, int]], blocks: Sequence[Block]
) -> list[int]:
    """Order blocks so that those joined strongly stand close: each is put where it costs least."""
    strongest = sorted(group, key=lambda number: (-sum(joined[number].values()), number))
    line: list[int] = []
    for number in strongest:
        tries = [[*line[:at], number, *line[at:]] for at in range(len(line) + 1)]
        line = min(tries, key=lambda order: cost(order, joined, blocks))
    return line


def cost(
    order: Sequence[int], joined: Mapping[int, Mapping[int, int]], blocks: Sequence[Block]
) -> int:
    middles, top = {}, 0
    for number in order:
        size = len(blocks[number])
        middles[number] = 2 * top + size
        top += size
    return sum(
        weight * abs(middles[number] - middles[other])
        for number in order
        for other, weight in joined[number].items()
        if number < other and other in middles
    )


def edges(
    nodes: Mapping[int, Node], parents: Mapping[int, int], bonds: Sequence[Bond]
) -> Iterator[Edge]:
    if parents:
        yield Edge(kind="branch", label=_("narrower, indented"), path=branches(nodes, parents))
    rest = [bond for bond in bonds if parents.get(bond.one) != bond.other]
    yield from side_edges(nodes, [bond for bond in rest if bond.link in LEFT], side=-1)
    yield from side_edges(nodes, [bond for bond in rest if bond.link not in LEFT], side=1)


def branches(nodes: Mapping[int, Node], parents: Mapping[int, int]) -> str:
    """Return a trunk for each parent, down to the last of its children, and their branches."""
    trunks: dict[int, int] = {}
    paths = []
    for key, parent in parents.items():
        x, y = nodes[parent].x + INDENT // 2, nodes[key].y + BRANCH
        paths.append(way((x, y), (nodes[key].x, y)))
        trunks[parent] = max(y, trunks.get(parent, 0))
    for parent, y in trunks.items():
        x = nodes[parent].x + INDENT // 2
        paths.append(way((x, nodes[parent].bottom), (x, y)))
    return "".join(paths)


def side_edges(nodes: Mapping[int, Node], bonds: Sequence[Bond], *, side: int) -> Iterator[Edge]:
    """Yield the arcs on one side, those of each link together."""
    ends = ends_of(nodes, bonds, side=side)
    longest = max((abs(start - stop) for start, stop in ends.values()), default=1)
    for link in Link:
        paths, heads = [], []
        for bond in bonds:
            if bond.link == link:
                start, stop = ends[bond]
                xs = (nodes[bond.one].x, nodes[bond.other].x) if side < 0 else (RIGHT, RIGHT)
                paths.append(arc((xs[0], start), (xs[1], stop), side=side, longest=longest))
                heads += [head(RIGHT, y, across=-1) for y in (start, stop)]
        if paths:
            shown = "".join(heads) if link in HEADS_THERE else ""
            yield Edge(kind=link, label=str(LABELS[link]), path="".join(paths), heads=shown)


def ends_of(
    nodes: Mapping[int, Node], bonds: Sequence[Bond], *, side: int
) -> dict[Bond, tuple[int, int]]:
    """Return at which heights arcs begin and end: at a box with several, below each other.

    Above come those that lead up, the nearest first, then those that lead down, the nearest last:
    so they leave the box without crossing.
    """
    far: dict[int, list[tuple[int, Bond]]] = defaultdict(list)
    for bond in bonds:
        distance = nodes[bond.other].y - nodes[bond.one].y
        far[bond.one].append((distance, bond))
        far[bond.other].append((-distance, bond))
    heights: dict[tuple[int, Bond], int] = {}
    for key, found in far.items():
        found.sort(key=lambda end: (end[0] > 0, -end[0], end[1]))
        node = nodes[key]
        middle = node.down if side > 0 else (node.y + BRANCH + node.bottom) // 2
        room = min(PORT, (node.bottom - middle - 2) * 2 // max(1, len(found) - 1))
        for number, (_distance, bond) in enumerate(found):
            heights[key, bond] = middle + room * (2 * number - len(found) + 1) // 2
    return {bond: (heights[bond.one, bond], heights[bond.other, bond]) for bond in bonds}


def arc(start: Point, stop: Point, *, side: int, longest: int) -> str:
    """Return the arc between two boxes; the farther they are apart, the farther out it goes."""
    (x, y), (other_x, other_y) = start, stop
    edge, room = (RIGHT, RIGHT_ARCS) if side > 0 else (LEFT_ARCS, LEFT_ARCS)
    out = edge + side * int((room - 2) / REACH * sqrt(abs(y - other_y) / longest))
    curve = f"C{out} {y} {out} {other_y} {edge} {other_y}"
    begin = f"M{x} {y}H{edge}" if x != edge else f"M{x} {y}"
    return begin + curve + (f"H{other_x}" if other_x != edge else "")
