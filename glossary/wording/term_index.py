"""The matcher: which names of entries occur in a text, longest first, whole words only.

One table over folded names. Case, accents, hyphens and the plural or possessive ending of the
last word do not count for a term; abbreviations and symbols must stand there as written.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, chain, compress, count
from typing import Self

from glossary.wording.readings import (
    Name,
    Pieces,
    inflected,
    piece,
    readings,
    respelt,
    short_form,
    spellings,
)
from glossary.wording.standing import stands_alone
from glossary.wording.words import HYPHENS, Wording

__all__ = ["Match", "Name", "Place", "TermIndex"]

# At most this many words of a text may be one hyphenated word of a name: "e-mail", "re-use".
LONGEST_COMPOUND = 3


@dataclass(frozen=True, slots=True)
class Match:
    """The place of a name in a text and the entries that bear it, each once, by target."""

    start: int
    end: int
    candidates: tuple[Name, ...]


# The first token of a match, the one behind it, and who bears the name.
Place = tuple[int, int, tuple[Name, ...]]
# The position behind the longest match and who bears the name; nobody where nothing was found.
Longest = tuple[int, tuple[Name, ...]]


@dataclass(slots=True)
class Signs:
    """Bearers of a key of whom some count only as written; `terms` are the others."""

    exact: dict[str, tuple[Name, ...]]
    terms: tuple[Name, ...] = ()


# Most keys have one bearer, who stands there himself: a tuple for each would be one more object
# that every look-up has to fetch and every round of the garbage collector has to visit.
Slot = Name | tuple[Name, ...] | Signs
Table = dict[str, Slot]


class TermIndex:
    """All names that may be linked. Build it once, match many texts.

    `table` has every form of every name and `beginnings` the starts of names of several words.
    `openings` are the first tokens of all of them, each with what it is by itself, and `pairs`
    the first two tokens.
    """

    def __init__(self) -> None:
        self.table: Table = {}
        self.beginnings: set[str] = set()
        self.openings: dict[str, Slot | None] = {}
        self.pairs: set[str] = set()
        self.targets_by_url: dict[str, int] = {}

    @classmethod
    def build(cls, names: Iterable[Name]) -> Self:
        """Make the matcher. What is written wins over other forms, those over short forms."""
        index = cls()
        forms: Table = {}
        short_forms: Table = {}
        for name in names:
            index.targets_by_url[name.url] = name.target
            for reading in readings(name):
                index.add(reading, written=index.table, forms=forms)
                if short := short_form(reading):
                    index.add(short, written=short_forms, forms=short_forms)
        for key, slot in forms.items():
            index.table[key] = merged(index.table.get(key), slot)
        for key, slot in short_forms.items():
            # Several entries with the same rest: none of them is meant without doubt.
            if key not in index.table and borne_by_one(slot):
                index.table[key] = slot
        keys = chain(index.table, index.beginnings)
        index.openings = {key: index.table.get(key) for key in keys if " " not in key}
        index.pairs.update(key for key in index.table if key.count(" ") == 1)
        return index

    def add(self, name: Name, *, written: Table, forms: Table) -> None:
        is_exact = name.is_exact
        for pieces in spellings(name.text):
            self.note_beginnings(pieces)
            if is_exact:
                enter_sign("".join(pieces), name, into=written)
                enter_sign("".join(pieces) + "s", name, into=forms)
                continue
            enter("".join(pieces), name, into=written)
            for form in inflected(pieces):
                enter(form, name, into=forms)
            if other := respelt(pieces):
                self.note_beginnings(other)
                for form in ("".join(other), *inflected(other)):
                    enter(form, name, into=forms)

    def note_beginnings(self, pieces: Pieces) -> None:
        if len(pieces) > 1:
            self.beginnings.update(accumulate(pieces[:-1]))
            self.pairs.add(pieces[0] + pieces[1])

    def target_of(self, url: str) -> int | None:
        """Return the entry that lives at an address, for links that editors set themselves."""
        return self.targets_by_url.get(url)

    def matches(self, text: str) -> Iterator[Match]:
        """Yield what occurs in the text, left to right, longest first, never overlapping."""
        wording = Wording(text)
        for start, end, candidates in self.places(wording):
            yield Match(wording.start_of(start), wording.end_of(end - 1), candidates)

    def places(self, wording: Wording) -> list[Place]:
        """Return the matches as positions of tokens, for those who need few of the places."""
        openings, pairs, gaps = self.openings, self.pairs, wording.gaps
        keys = [*wording.keys, ""]
        hyphenated = wording.hyphenated()
        starts = list(compress(count(), map(openings.__contains__, wording.keys)))
        if hyphenated:
            starts = sorted({*starts, *(place - 1 for place in hyphenated)})
        places: list[Place] = []
        behind = 0
        for start in starts:
            if start < behind:
                continue
            key, end = keys[start], start + 1
            after = gaps[end]
            if hyphenated and end in hyphenated:
                end, candidates = self.branching_at(wording, start)
            # With most words names of several words begin, but none that goes on like this.
            elif (f"{key} {keys[end]}" if after else key + keys[end]) in pairs:
                end, candidates = self.longest_at(wording, start)
            # Between two blanks, as most words are, nothing has to be asked.
            elif (slot := openings[key]) is not None and (
                gaps[start] == " " == after or stands_alone(wording, start, end)
            ):
                candidates = bearers(slot, wording, start, end)
            else:
                continue
            if candidates:
                places.append((start, end, candidates))
                behind = end
        return places

    def longest_at(self, wording: Wording, start: int) -> Longest:
        """Return the position behind the longest name that begins at `start`, and its bearers."""
        keys, gaps, table, beginnings = wording.keys, wording.gaps, self.table, self.beginnings
        longest: Longest = (start, ())
        key, position = keys[start], start + 1
        while True:
            if (slot := table.get(key)) and stands_alone(wording, start, position):
                found = bearers(slot, wording, start, position)
                longest = (position, found) if found else longest
            if key not in beginnings or position == len(keys):
                return longest
            gap = gaps[position]
            if gap in HYPHENS:
                return self.branching_at(wording, start)
            key += f" {keys[position]}" if gap else keys[position]
            position += 1

    def branching_at(self, wording: Wording, start: int) -> Longest:
        """Return the same where hyphens and blanks between words leave several ways to read."""
        longest: Longest = (start, ())
        # How a name may go on: what was read, the next position, tokens of the open compound.
        paths = [(wording.keys[start], start + 1, 1)]
        while paths:
            key, position, width = paths.pop()
            is_longer = position > longest[0] and key in self.table
            if is_longer and stands_alone(wording, start, position):
                found = bearers(self.table[key], wording, start, position)
                longest = (position, found) if found else longest
            if position == len(wording.keys):
                continue
            gap, following = wording.gaps[position], wording.keys[position]
            if gap in HYPHENS and width < LONGEST_COMPOUND:
                paths.append((key + following, position + 1, width + 1))
            # What is pushed last is tried first: the words as they are written.
            if key in self.beginnings:
                paths.append((key + piece(gap, following), position + 1, 1))
        return longest


def enter(key: str, name: Name, *, into: Table) -> None:
    """Add an entry to those who bear a key."""
    slot = into.setdefault(key, name)
    if isinstance(slot, Signs):
        slot.terms = with_name(slot.terms, name)
    elif slot is not name:
        into[key] = with_name(terms_of(slot), name)


def terms_of(slot: Slot) -> tuple[Name, ...]:
    """Return who bears a key however it is written."""
    if isinstance(slot, Name):
        return (slot,)
    return slot.terms if isinstance(slot, Signs) else slot


def enter_sign(key: str, name: Name, *, into: Table) -> None:
    """Add an entry whose name counts only as it is written; "KPIs" are "KPI"."""
    slot = into.get(key)
    if not isinstance(slot, Signs):
        slot = into[key] = Signs({}, terms_of(slot) if slot else ())
    written = Wording(name.text)
    surface = written.surface(0, len(written.keys))
    for form in (surface, f"{surface}s"):
        slot.exact[form] = with_name(slot.exact.get(form, ()), name)


def with_name(names: tuple[Name, ...], name: Name) -> tuple[Name, ...]:
    """Return the bearers in the order of their entries, each with the name that came first."""
    if any(other.target == name.target for other in names):
        return names
    return tuple(sorted((*names, name), key=lambda bearer: bearer.target))


def merged(strong: Slot | None, weak: Slot) -> Slot:
    """Return the bearers of a key, the weak ones where there is no strong one."""
    if strong is None:
        return weak
    if not isinstance(weak, Signs):
        if isinstance(strong, Signs):
            return Signs(strong.exact, strong.terms or terms_of(weak))
        return strong
    exact = strong.exact if isinstance(strong, Signs) else {}
    return Signs(weak.exact | exact, terms_of(strong) or weak.terms)


def borne_by_one(slot: Slot) -> bool:
    exact = slot.exact.values() if isinstance(slot, Signs) else ()
    return len(terms_of(slot)) <= 1 and all(len(names) == 1 for names in exact)


def bearers(slot: Slot, wording: Wording, start: int, end: int) -> tuple[Name, ...]:
    """Return who is meant by the words as they stand in the text, abbreviations first."""
    if isinstance(slot, Name):
        return (slot,)
    if isinstance(slot, tuple):
        return slot
    return slot.exact.get(wording.surface(start, end)) or slot.terms
