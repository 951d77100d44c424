"""Chains that lead back to where they began: of definitions, and of broader terms."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence

from glossary.quality.rules import RULES, Finding
from glossary.quality.vocabulary import Vocabulary

Graph = Sequence[frozenset[int]]


def circles(vocabulary: Vocabulary) -> Iterator[Finding]:
    """Yield each shortest circle once, at the first of its entries by title."""
    defined_by = [
        frozenset(vocabulary.named_in(entry.defining_text(), by=place))
        if entry.is_term
        else frozenset()
        for place, entry in enumerate(vocabulary.entries)
    ]
    yield from circles_in(vocabulary, defined_by)


def circles_in(vocabulary: Vocabulary, defined_by: Graph) -> Iterator[Finding]:
    """Yield the same where it is known by which entries each one is defined."""
    yield from findings(
        vocabulary,
        defined_by,
        rule="circle",
        place="short_definition",
        says="is defined by itself: {path}",
    )


def broader_circles(vocabulary: Vocabulary) -> Iterator[Finding]:
    """Yield circles of broader terms; A narrower B counts as B broader A."""
    broader: list[set[int]] = [set() for _entry in vocabulary.entries]
    for place in range(len(vocabulary.entries)):
        for _title, target in vocabulary.targets_of(place, "broader"):
            if target not in (None, place):
                broader[place].add(target)
        for _title, target in vocabulary.targets_of(place, "narrower"):
            if target not in (None, place):
                broader[target].add(place)
    yield from findings(
        vocabulary,
        [frozenset(targets) for targets in broader],
        rule="broader-circle",
        place="relations",
        says="is broader than itself: {path}",
    )


def findings(
    vocabulary: Vocabulary, graph: Graph, *, rule: str, place: str, says: str
) -> Iterator[Finding]:
    def title_of(node: int) -> str:
        return vocabulary.entries[node].title

    for circle in shortest_circles(graph, key=title_of):
        path = " → ".join(map(title_of, (*circle, circle[0])))
        yield Finding(
            rule=RULES[rule],
            key=vocabulary.entries[circle[0]].key,
            place=place,
            about=path,
            others=tuple(vocabulary.entries[node].key for node in circle[1:]),
            message=says.format(path=path),
        )


def shortest_circles(graph: Graph, *, key: Callable[[int], str]) -> list[tuple[int, ...]]:
    """Return for every node on a circle a shortest one through it, each circle once.

    A circle begins with its first node by `key`.
    """
    found = set()
    within = without_dead_ends(graph)
    for node in within:
        if circle := shortest_circle(graph, node, within=within):
            first = min(range(len(circle)), key=lambda place: (key(circle[place]), circle[place]))
            found.add(circle[first:] + circle[:first])
    return sorted(found, key=lambda circle: [key(node) for node in circle])


def without_dead_ends(graph: Graph) -> frozenset[int]:
    """Return the nodes from which one never has to stop: few are left beside the circles."""
    named_by: dict[int, list[int]] = {}
    for node, targets in enumerate(graph):
        for target in targets:
            named_by.setdefault(target, []).append(node)
    ways_on = [len(targets) for targets in graph]
    ended = [node for node, count in enumerate(ways_on) if not count]
    for node in ended:
        for before in named_by.get(node, ()):
            ways_on[before] -= 1
            if not ways_on[before]:
                ended.append(before)
    return frozenset(range(len(graph))) - frozenset(ended)


def shortest_circle(graph: Graph, start: int, *, within: frozenset[int]) -> tuple[int, ...]:
    """Return the nodes of a shortest way from `start` back to it, nothing if there is none."""
    came_from: dict[int, int] = {}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for target in sorted(graph[node] & within):
            if target == start:
                return way_to(node, came_from=came_from, start=start)
            if target not in came_from:
                came_from[target] = node
                waiting.append(target)
    return ()


def way_to(node: int, *, came_from: dict[int, int], start: int) -> tuple[int, ...]:
    way = [node]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
