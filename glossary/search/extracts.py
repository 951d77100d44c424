"""Show why a text was found: the passage and its matching words, and the name that matched.

Pure. The engine's stemmer is out of reach here, so words are compared by their beginning and a
list of endings. A mark too many does no harm; the text itself is never mark-up.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from glossary.search.query import Query
from glossary.search.words import HYPHENS

LENGTH = 240
BEFORE = 60
# Further words and places change neither the passage nor what readers see of it.
MAX_WORDS = 20
MAX_PLACES = 50
SHORTEST_STEM = 3
ENDINGS = sorted(
    ("s", "e", "es", "ed", "d", "er", "ers", "or", "ors", "ing", "ings", "y", "ies", "ied", "ly")
    + ("al", "ally", "ion", "ions", "ional", "ate", "ated", "ates", "ating", "ation", "ations")
    + ("ator", "ators", "ement", "ements", "ment", "ments", "able", "ability", "ance", "ances")
    + ("ence", "ent", "ity", "ities", "ive", "ively", "ness"),
    key=len,
    reverse=True,
)


ALL_ENDINGS = frozenset(("", *ENDINGS))
SHORT_ENDINGS = frozenset(("", "s", "es"))


class Fragment(NamedTuple):
    """A piece of an extract; templates put the matching ones into <mark>."""

    text: str
    is_match: bool


@dataclass(frozen=True)
class Extract:
    """A passage and the title of the section it was taken from."""

    section: str = ""
    fragments: tuple[Fragment, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a word stands in a text; `word` is its number in the query."""

    start: int
    end: int
    word: int


class Plain(dict[int, str]):
    """Small letters without accents one for one, so that places stay what they were.

    All hyphens, also the soft one, become the plain one.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = unicodedata.normalize("NFKD", char)[0].lower()[:1]
        self[code] = "-" if char in HYPHENS or char == "\u00ad" else plain
        return self[code]


PLAIN = Plain()


@dataclass(frozen=True)
class Marker:
    """Finds the words of one query in texts."""

    query: Query

    @cached_property
    def forms(self) -> list["Forms"]:
        """The forms of each word of the query."""
        words = list(dict.fromkeys(self.query.shown_words))[:MAX_WORDS]
        last = self.query.words[-1] if self.query.last_is_prefix else ""
        return [Forms(word, is_prefix=word == last) for word in words]

    def places(self, text: str) -> list[Place]:
        """Return where words of the query stand in a text, in the order of the text."""
        plain = text.lower() if text.isascii() else text.translate(PLAIN)
        places = [
            Place(start, end, word)
            for word, forms in enumerate(self.forms)
            for start, end in islice(forms.places(plain), MAX_PLACES)
        ]
        places.sort(key=lambda place: (place.start, -place.end))
        return without_overlaps(places)

    def matched_words(self, text: str) -> int:
        """Return how many different words of the query stand in a text."""
        return len({place.word for place in self.places(text)})


def without_overlaps(places: Iterable[Place]) -> list[Place]:
    """Leave out what begins inside the place before; "non" also begins "non-conforming"."""
    kept: list[Place] = []
    for place in places:
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


class Forms:
    """The forms of a word in texts: its stem and an ending, or whatever follows a prefix."""

    def __init__(self, word: str, *, is_prefix: bool) -> None:
        self.word, self.is_prefix = word, is_prefix
        is_short = len(word) <= SHORTEST_STEM
        self.stem = word if is_short else stem_of(word)
        self.endings = SHORT_ENDINGS if is_short else ALL_ENDINGS
        # It begins with a letter, which is looked for quickly; what stands before comes second.
        first = re.escape(self.stem[0])
        self.pattern = re.compile(rf"{first}(?<![^\W_]{first}){spelt(self.stem)}([^\W_]*)")

    def places(self, plain: str) -> Iterator[tuple[int, int]]:
        # Most texts have no such word; looking for its stem as it stands is quicker.
        if self.stem in plain or "-" in plain:
            for match in self.pattern.finditer(plain):
                if match[1] in self.endings or self.goes_on(match[1]):
                    yield match.span()

    def goes_on(self, rest: str) -> bool:
        return self.is_prefix and (self.stem + rest).startswith(self.word)


def spelt(word: str) -> str:
    """Return a pattern for what follows the first letter, hyphens or not between the letters."""
    return "".join(f"-?{re.escape(letter)}" for letter in word[1:])


def stem_of(word: str) -> str:
    """Return a word without its longest ending ("negotiat"), roughly as a stemmer would."""
    if word.endswith("ss"):
        return word
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def extract(sections: Iterable[tuple[str, str]], marker: Marker) -> Extract:
    """Return the passage that holds the most words of the query, or the start of the text."""
    best: tuple[int, str, str, list[Place]] | None = None
    for title, text in sections:
        places = marker.places(text)
        count = len({place.word for place in places})
        if text and (best is None or count > best[0]):
            best = (count, title, text, places)
        if best and best[0] and best[0] == len(marker.forms):
            break
    if best is None:
        return Extract()
    _count, title, text, places = best
    return Extract(title, cut_out(text, places, around=densest(places)))


def densest(places: Sequence[Place]) -> int:
    """Return where the passage with the most different words begins; 0 where there is none."""
    best, where = 0, 0
    for position, place in enumerate(places):
        until = place.start + LENGTH - BEFORE
        words = {other.word for other in places[position:] if other.end <= until}
        if len(words) > best:
            best, where = len(words), place.start
    return where


def cut_out(text: str, places: Sequence[Place], *, around: int) -> tuple[Fragment, ...]:
    """Cut a passage at whole words and divide it into matching and other pieces."""
    start = 0 if around <= BEFORE else text.rfind(" ", 0, around - BEFORE) + 1
    start = start if around - start <= LENGTH // 2 else around
    end = len(text)
    if start + LENGTH < end:
        blank = text.rfind(" ", start + LENGTH // 2, start + LENGTH)
        end = blank if blank > 0 else start + LENGTH
    pieces = ["… " if start else ""]
    fragments: list[Fragment] = []
    position = start
    for place in places:
        if start <= place.start and place.end <= end:
            pieces.append(text[position : place.start])
            fragments.append(Fragment("".join(pieces), False))
            fragments.append(Fragment(text[place.start : place.end], True))
            pieces, position = [], place.end
    pieces += [text[position:end], " …" if end < len(text) else ""]
    fragments.append(Fragment("".join(pieces), False))
    return tuple(fragment for fragment in fragments if fragment.text)


class Designated(NamedTuple):
    """A designation of a document as it was indexed."""

    text: str
    folded: str
    acceptability: str
    type: str


def matched_name(
    names: Sequence[Designated], marker: Marker, *, near: Collection[str] = ()
) -> Designated | None:
    """Return the designation beside the title that explains a hit, None where the title does.

    `names` begins with the title; `near` are folded names spelt nearly like the query.
    """
    title, *others = names
    folded = marker.query.folded
    if title.folded == folded:
        return None
    for name in others:
        if name.folded == folded:
            return name
    if title.folded.startswith(folded) or title.folded in near:
        return None
    for name in others:
        if name.folded.startswith(folded) or name.folded in near:
            return name
    counts = [marker.matched_words(name.text) for name in names]
    best = counts.index(max(counts))
    return None if best == 0 else names[best]
