"""What the reader typed, understood as far as possible. Pure, and it never refuses a text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from glossary.search.words import is_compound, word_groups, words_of
from glossary.text import fold

MAX_CHARACTERS = 10_000
MAX_WORDS = 200
MAX_FOLDED = 300
# Below two letters a prefix would match half of all names.
SHORTEST_PREFIX = 2
# At most this many words are also tried as one: "non conformity".
LONGEST_JOINED = 4
SHORTEST_REST = 4
LONGEST_SPLIT_OFF = 5
# Controls and lone surrogates: no database keeps them.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
# Beside other words these say nothing: "what is a nonconformity".
FILLERS = frozenset(
    ("a", "an", "and", "are", "at", "by", "do", "does", "for", "how", "i", "in", "is", "it")
    + ("of", "on", "or", "the", "to", "was", "what", "which", "who", "why", "with")
)


@dataclass(frozen=True, kw_only=True)
class Unit:
    """Words that must stand side by side: one word, a hyphenated one or a quoted phrase."""

    words: tuple[str, ...]

    @property
    def joined(self) -> str:
        """The same as one word ("nonconformity"), empty where that makes no sense."""
        return "".join(self.words) if is_compound(self.words) else ""


@dataclass(frozen=True, kw_only=True)
class Query:
    """A text to search for. `folded` is its form for exact look-ups of names.

    `last_is_prefix` says that the reader may still be typing the last word.
    """

    text: str
    folded: str
    units: tuple[Unit, ...] = ()
    last_is_prefix: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for unit in self.units for word in unit.words)

    @property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        return tuple(unit.words for unit in self.units if len(unit.words) > 1)

    @property
    def joined(self) -> str:
        """All words as one, for what the reader divides and the text does not."""
        is_short = 2 <= len(self.words) <= LONGEST_JOINED
        return "".join(self.words) if is_short and is_compound(self.words) else ""

    @property
    def is_empty(self) -> bool:
        return not self.folded


def parse(text: str) -> Query:
    """Understand a text. What is too long is cut silently; signs and quotes never fail."""
    text = UNPRINTABLE.sub(" ", text[:MAX_CHARACTERS])
    is_open = bool(words_of(text[-1:]))
    text = " ".join(text.split())
    # One letter may stand for eighteen (U+FDFA), so the length is limited once more.
    composed = unicodedata.normalize("NFKC", text)[:MAX_CHARACTERS]
    typed = list(units_in(composed.translate(QUOTATION_MARKS)))
    units = limited(without_fillers(dict.fromkeys(typed)))
    # A last word that was dropped, or stands twice, is no beginning of a word.
    is_last = is_open and bool(units) and typed[-1] == units[-1] and typed.count(units[-1]) == 1
    return Query(
        text=text,
        folded=fold(text[:MAX_FOLDED])[:MAX_FOLDED],
        units=units,
        last_is_prefix=is_last and len(units[-1].words[-1]) >= SHORTEST_PREFIX,
    )


def units_in(text: str) -> Iterator[Unit]:
    """Yield words and phrases in their order. A quotation mark without its twin is ignored."""
    pieces = text.split('"')
    for position, piece in enumerate(pieces):
        is_quoted = position % 2 == 1 and position < len(pieces) - 1
        groups = [words_of(piece)] if is_quoted else word_groups(piece)
        yield from (Unit(words=group) for group in groups if group)


def without_fillers(units: Iterable[Unit]) -> list[Unit]:
    units = list(units)
    telling = [unit for unit in units if len(unit.words) > 1 or unit.words[0] not in FILLERS]
    return telling or units


def limited(units: list[Unit]) -> tuple[Unit, ...]:
    """Return the first units with at most 200 words together."""
    kept: list[Unit] = []
    left = MAX_WORDS
    for unit in units:
        words = unit.words[:left]
        if not words:
            break
        kept.append(Unit(words=words))
        left -= len(words)
    return tuple(kept)


def spellings(phrase: str) -> set[tuple[str, ...]]:
    """Return the word sequences under which a text may hold a phrase.

    Hyphens may be there, be blanks or be missing, and the last word may stand in another
    number. The engine's stemming covers most plurals, but not "lens" and "lenses".
    """
    groups = list(word_groups(phrase))
    if not groups:
        return set()
    apart = tuple(word for group in groups for word in group)
    together = tuple("".join(group) for group in groups)
    sequences = {apart, together, ("".join(apart),), *splits(together)}
    return {(*sequence[:-1], last) for sequence in sequences for last in numbers_of(sequence[-1])}


def splits(sequence: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a single word in two: a text may say "non conformance" for "nonconformance"."""
    if len(sequence) == 1:
        word = sequence[0]
        for length in range(2, min(LONGEST_SPLIT_OFF, len(word) - SHORTEST_REST) + 1):
            yield word[:length], word[length:]


def numbers_of(word: str) -> set[str]:
    """Return the word and what could be its plural or singular, right or wrong."""
    forms = {word, f"{word}s", f"{word}es"}
    if word.endswith("y"):
        forms.add(f"{word[:-1]}ies")
    if word.endswith("ies"):
        forms.add(f"{word[:-3]}y")
    if word.endswith("s"):
        forms.add(word[:-1])
    if word.endswith("es"):
        forms.add(word[:-2])
    return {form for form in forms if form}
