"""A matcher without any table, for comparing: each stretch of a text with each name."""

from collections.abc import Iterator, Sequence

from glossary.wording.readings import Name, spellings
from glossary.wording.standing import stands_alone
from glossary.wording.term_index import LONGEST_COMPOUND
from glossary.wording.words import HYPHENS, Wording, inflections

Found = tuple[int, int, tuple[int, ...]]


def slow_matches(names: Sequence[Name], text: str) -> list[Found]:
    """Return places and targets, trying all ends from behind at every token."""
    wording = Wording(text)
    count = len(wording.keys)
    found: list[Found] = []
    start = 0
    while start < count:
        ends = (end for end in range(count, start, -1) if bearers_of(names, wording, start, end))
        end = next(ends, 0)
        if end:
            targets = bearers_of(names, wording, start, end)
            found.append((wording.start_of(start), wording.end_of(end - 1), targets))
        start = end or start + 1
    return found


def bearers_of(names: Sequence[Name], wording: Wording, start: int, end: int) -> tuple[int, ...]:
    if not stands_alone(wording, start, end):
        return ()
    surface = wording.surface(start, end)
    for key in ways_to_read(wording, start, end):
        for is_meant in (is_sign, is_signs_plural, is_written, is_inflected):
            targets = {name.target for name in names if is_meant(name, key, surface)}
            if targets:
                return tuple(sorted(targets))
    return ()


def ways_to_read(wording: Wording, start: int, end: int) -> Iterator[str]:
    """Yield the words with blanks at their hyphens, then without."""
    yield from continued(wording, wording.keys[start], range(start + 1, end), width=1)


def continued(wording: Wording, read: str, rest: range, *, width: int) -> Iterator[str]:
    if not rest:
        yield read
        return
    gap, key = wording.gaps[rest[0]], wording.keys[rest[0]]
    yield from continued(wording, f"{read} {key}" if gap else read + key, rest[1:], width=1)
    if gap in HYPHENS and width < LONGEST_COMPOUND:
        yield from continued(wording, read + key, rest[1:], width=width + 1)


def is_sign(name: Name, key: str, surface: str) -> bool:
    is_read = key in map("".join, spellings(name.text))
    return name.is_exact and is_read and surface == surface_of(name)


def is_signs_plural(name: Name, key: str, surface: str) -> bool:
    is_read = key.removesuffix("s") in map("".join, spellings(name.text))
    return name.is_exact and is_read and surface == f"{surface_of(name)}s"


def surface_of(name: Name) -> str:
    wording = Wording(name.text)
    return wording.surface(0, len(wording.keys))


def is_written(name: Name, key: str, surface: str) -> bool:
    return not name.is_exact and key in map("".join, spellings(name.text))


def is_inflected(name: Name, key: str, surface: str) -> bool:
    if name.is_exact:
        return False
    for pieces in spellings(name.text):
        last = pieces[-1].removeprefix(" ")
        before = "".join(pieces).removesuffix(last)
        if key.startswith(before) and last in inflections(key[len(before) :]):
            return True
    return False
