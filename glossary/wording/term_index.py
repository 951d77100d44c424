"""The matcher: which names of entries occur in a text, longest first, whole words only.

A trie over folded words. Case, accents, hyphens and the plural or possessive ending of the
last word do not count for a term; abbreviations and symbols must stand there as written.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

from glossary.wording.words import Token, inflections, split_prefix, tokens

# At most this many words of a text may be one hyphenated word of a name: "e-mail", "re-use".
LONGEST_COMPOUND = 3
# Directly behind or before a word these make it part of something else: "C++", "example.com".
ATTACHED = frozenset("+#")
CONNECTING = frozenset(".@_&\\")


@dataclass(frozen=True, kw_only=True)
class Name:
    """One word or sign for one entry. `title` is the entry's own, for whoever shows the link."""

    text: str
    target: int
    url: str
    title: str = ""
    is_abbreviation: bool = False

    @property
    def is_exact(self) -> bool:
        """Say whether case counts: "AIM" is not "aim"."""
        return self.is_abbreviation or not any(map(str.isalpha, self.text))


@dataclass(frozen=True, slots=True)
class Match:
    """The place of a name in a text and the entries that bear it, each once, by target."""

    start: int
    end: int
    candidates: tuple[Name, ...]


@dataclass(slots=True)
class Node:
    """One step in the trie; `names` are those that end here."""

    steps: dict[str, "Node"] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)


# The position behind a match and who bears the name; nobody where nothing was found.
Longest = tuple[int, tuple[Name, ...]]


class TermIndex:
    """All names that may be linked. Build it once, match many texts."""

    def __init__(self) -> None:
        self.root = Node()
        self.targets_by_url: dict[str, int] = {}

    @classmethod
    def build(cls, names: Iterable[Name]) -> Self:
        index = cls()
        for name in names:
            index.add(name)
        return index

    def add(self, name: Name) -> None:
        self.targets_by_url[name.url] = name.target
        for keys in spellings(name):
            node = self.root
            for key in keys:
                if key not in node.steps:
                    node.steps[key] = Node()
                node = node.steps[key]
            node.names.append(name)

    def target_of(self, url: str) -> int | None:
        """Return the entry that lives at an address, for links that editors set themselves."""
        return self.targets_by_url.get(url)

    def matches(self, text: str) -> Iterator[Match]:
        """Yield what occurs in the text, left to right, longest first, never overlapping."""
        found = tokens(text)
        position = 0
        while position < len(found):
            start = position
            position += 1
            if not self.may_begin_at(found, start):
                continue
            end, candidates = self.longest_at(found, start)
            if candidates:
                yield Match(found[start].start, found[end - 1].end, candidates)
                position = end

    def may_begin_at(self, found: Sequence[Token], position: int) -> bool:
        """Pass over the many words that no name begins with before anything is built."""
        if position + 1 < len(found) and found[position + 1].gap == "-":
            return True
        key, steps = found[position].key, self.root.steps
        return key in steps or not steps.keys().isdisjoint(inflections(key))

    def longest_at(self, found: Sequence[Token], start: int) -> Longest:
        """Return the token behind the longest name that begins at `start`, and its bearers."""
        best: Longest = (start, ())
        open_paths = [(self.root, start, False)]
        while open_paths:
            node, position, is_inflected = open_paths.pop()
            if node.names and position > best[0] and stands_alone(found, start, position):
                bearers = bearers_of(node, found[start:position])
                best = (position, bearers) if bearers else best
            if is_inflected:
                # Only the last word of a name may be.
                continue
            for key, width in keys_at(found, position, is_first=position == start):
                # What is pushed last is tried first: the word as it is written.
                for form in (*inflected_keys(key), key):
                    if form in node.steps:
                        open_paths.append((node.steps[form], position + width, form != key))
        return best


def spellings(name: Name) -> set[tuple[str, ...]]:
    """Return the key sequences of a name: as written, and with or without its hyphens."""
    parts = tokens(name.text)
    if not parts:
        return set()
    written = {tuple(key_of(part, parts[i - 1] if i else None) for i, part in enumerate(parts))}
    if all(part.is_word for part in parts):
        if any(part.gap == "-" for part in parts):
            written.add(joined_at_hyphens(parts))
        if len(parts) == 1 and (split := split_prefix(parts[0].key)):
            written.add(split)
    return written


def inflected_keys(key: str) -> tuple[str, ...]:
    """Return the steps for the other forms of a word; behind a sign they keep the gap's mark."""
    if key.startswith(" "):
        return tuple(f" {form}" for form in inflections(key[1:]))
    return inflections(key)


def key_of(token: Token, previous: Token | None) -> str:
    """Return what a trie step is called. Beside a sign a gap counts: "a.b" is not "a. b"."""
    if previous is None or (token.is_word and previous.is_word):
        return token.key
    return f" {token.key}" if token.gap else token.key


def joined_at_hyphens(parts: Sequence[Token]) -> tuple[str, ...]:
    joined: list[str] = []
    for part in parts:
        if part.gap == "-" and joined:
            joined[-1] += part.key
        else:
            joined.append(part.key)
    return tuple(joined)


def keys_at(found: Sequence[Token], position: int, *, is_first: bool) -> Iterator[tuple[str, int]]:
    """Yield the keys a text offers here and how many tokens each takes."""
    if position >= len(found):
        return
    first = found[position]
    yield key_of(first, None if is_first else found[position - 1]), 1
    compound = first.key
    for width in range(2, LONGEST_COMPOUND + 1):
        following = position + width - 1
        if following >= len(found) or found[following].gap != "-":
            return
        compound += found[following].key
        yield compound, width


def bearers_of(node: Node, matched: Sequence[Token]) -> tuple[Name, ...]:
    """Return one name for each entry that bears the matched words, abbreviations first."""
    surface = "".join(token.text for token in matched)
    exact = [name for name in node.names if name.is_exact and is_written_as(name, surface)]
    bearers = exact or [name for name in node.names if not name.is_exact]
    by_target = {name.target: name for name in reversed(bearers)}
    return tuple(by_target[target] for target in sorted(by_target))


def is_written_as(name: Name, surface: str) -> bool:
    """Compare an abbreviation letter by letter; "KPIs" are "KPI"."""
    written = "".join(token.text for token in tokens(name.text))
    return surface in (written, f"{written}s")


def stands_alone(found: Sequence[Token], start: int, end: int) -> bool:
    """Say whether a match is a whole word: not "conformance" in "non-conformance"."""
    if found[start].gap == "-" or (end < len(found) and found[end].gap == "-"):
        return False
    return not (is_continued(found, end) or is_continuation(found, start))


def is_continued(found: Sequence[Token], end: int) -> bool:
    """Say whether what follows belongs to the matched word: "C++", "example.com"."""
    if end >= len(found) or found[end].gap:
        return False
    last, after = found[end - 1], found[end]
    if after.is_word or not last.is_word:
        return after.is_word or after.text == last.text
    return after.text in ATTACHED or (after.text in CONNECTING and is_adjacent_word(found, end + 1))


def is_continuation(found: Sequence[Token], start: int) -> bool:
    """Say whether the match belongs to what stands before it."""
    if start == 0 or found[start].gap:
        return False
    first, before = found[start], found[start - 1]
    if before.is_word or not first.is_word:
        return before.is_word or before.text == first.text
    return before.text in CONNECTING and start > 1 and found[start - 2].is_word and before.gap == ""


def is_adjacent_word(found: Sequence[Token], position: int) -> bool:
    return position < len(found) and found[position].is_word and not found[position].gap
