"""What the reader typed, understood as far as possible. Pure, and it never refuses a text."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from glossary.search.words import HYPHENS, is_compound, word_groups, words_of
from glossary.text import fold

MAX_CHARACTERS = 10_000
MAX_WORDS = 200
MAX_FOLDED = 300
# At most this many words are also tried as one: "non conformity".
LONGEST_JOINED = 4
SHORTEST_REST = 4
LONGEST_SPLIT_OFF = 5
# Controls and lone surrogates: no database keeps them.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
# A minus is a minus where something stands behind it and nothing before it.
PIECE = re.compile(
    rf'(?P<minus>(?<!\S)[{HYPHENS}](?=["\w]))?(?:"(?P<phrase>[^"]*)"|(?P<plain>[^\s"]+))'
)
# Umlauts that somebody has written out: "Qualitaet".
WRITTEN_OUT = re.compile("ae|oe|ue")
# Beside other words these say nothing: "what is a nonconformity".
FILLERS = frozenset(
    ("a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can")
    + ("clause", "could", "did", "do", "does", "for", "from", "had", "has", "have", "he", "her")
    + ("his", "how", "i", "if", "in", "into", "is", "it", "its", "me", "my", "of", "on", "or")
    + ("our", "shall", "she", "should", "so", "some", "than", "that", "the", "their", "them")
    + ("then", "there", "these", "they", "this", "those", "to", "us", "vs", "was", "we", "were")
    + ("what", "when", "where", "which", "who", "whom", "whose", "why", "will", "with", "would")
    + ("you", "your")
)
# With one of these a question begins; so does what ends in a question mark.
INTERROGATIVES = frozenset(
    ("am", "are", "can", "could", "did", "do", "does", "had", "has", "have", "how", "is", "may")
    + ("must", "shall", "should", "was", "were", "what", "when", "where", "which", "who", "whose")
    + ("why", "will", "would")
)
# So many words that say something are a sentence: hardly any text holds them all.
SENTENCE = 5


@dataclass(frozen=True, kw_only=True)
class Unit:
    """Words that must stand side by side: one word, a hyphenated one or a quoted phrase.

    `count` is how often it was typed; `instead` are words that may stand for it, because it
    seems to be misspelt.
    """

    words: tuple[str, ...]
    count: int = 1
    is_excluded: bool = False
    instead: tuple[str, ...] = ()

    @property
    def joined(self) -> str:
        """The same as one word ("nonconformity"), empty where that makes no sense."""
        return "".join(self.words) if is_compound(self.words) else ""


@dataclass(frozen=True, kw_only=True)
class Query:
    """A text to search for. `folded` is its form for exact look-ups of names.

    `last_is_prefix` says that the reader may still be typing the last word; `excluded` is what
    must not be there ("audit -internal").
    """

    text: str
    folded: str
    units: tuple[Unit, ...] = ()
    excluded: tuple[Unit, ...] = ()
    last_is_prefix: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for unit in self.units for word in unit.words)

    @property
    def shown_words(self) -> tuple[str, ...]:
        """The words that an extract marks."""
        return tuple(word for unit in self.units for word in unit.instead or unit.words)

    @property
    def joined(self) -> str:
        """All words as one, for what the reader divides and the text does not."""
        is_short = 2 <= len(self.words) <= LONGEST_JOINED
        return "".join(self.words) if is_short and is_compound(self.words) else ""

    @property
    def is_question(self) -> bool:
        first, _blank, rest = self.text.partition(" ")
        return self.text.endswith("?") or (bool(rest) and first.casefold() in INTERROGATIVES)

    @property
    def is_sentence(self) -> bool:
        return len(self.units) >= SENTENCE or (self.is_question and len(self.units) > 1)

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
    wanted = [unit for unit in typed if not unit.is_excluded]
    excluded = [unit for unit in typed if unit.is_excluded]
    if not wanted:
        # "-miss" alone asks for something.
        wanted, excluded = [replace(unit, is_excluded=False) for unit in excluded], []
    units = limited(without_fillers(counted(wanted)))
    # A last word that was dropped, or stands twice, is no beginning of a word.
    is_last = is_open and bool(units) and typed[-1] == units[-1]
    plain = " ".join(word for unit in wanted for word in unit.words) if excluded else text
    return Query(
        text=text,
        folded=fold(plain[:MAX_FOLDED])[:MAX_FOLDED],
        units=units,
        excluded=limited(excluded),
        last_is_prefix=is_last,
    )


def counted(units: Iterable[Unit]) -> list[Unit]:
    """Return each unit once, with how often it is there."""
    return [replace(unit, count=count) for unit, count in Counter(units).items()]


def units_in(text: str) -> Iterator[Unit]:
    """Yield words and phrases in their order. A quotation mark without its twin is ignored."""
    if text.count('"') % 2:
        text = " ".join(text.rsplit('"', 1))
    for piece in PIECE.finditer(text):
        is_excluded = bool(piece["minus"])
        groups = word_groups(piece["plain"]) if piece["plain"] else [words_of(piece["phrase"])]
        yield from (Unit(words=group, is_excluded=is_excluded) for group in groups if group)


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
        kept.append(replace(unit, words=words))
        left -= len(words)
    return tuple(kept)


def with_umlauts(text: str) -> str:
    """Return "qualitat" for "qualitaet", as "Qualität" is kept; often it is no word at all."""
    return WRITTEN_OUT.sub(lambda match: match.group()[0], text)


def spellings(phrase: str) -> set[tuple[str, ...]]:
    """Return the word sequences under which a text may hold a phrase.

    Hyphens may be there, be blanks or be missing, and the last word may stand in another
    number. Stemming covers most plurals, but not "lens" and "lenses".
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
