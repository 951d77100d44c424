"""All words and names of the index in memory, for words that are spelt wrongly.

Loaded when first needed; then only what has come since. Words that have gone stay: whoever takes
one for what was meant asks the index next and finds nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from threading import Lock
from time import monotonic

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Levenshtein

from glossary.search.stored import each_row, languages, rows_of

NEWEST = """
    SELECT (SELECT max(id) FROM glossary_searchword), (SELECT max(id) FROM glossary_searchname)
"""
WORDS = "SELECT id, word, in_names FROM glossary_searchword WHERE id > %s"
NAMES = "SELECT id, folded FROM glossary_searchname WHERE id > %s"
# Another transaction may bring rows with smaller keys than those that are there already.
OVERLAP = 1_000
ONE_EDIT_FROM, TWO_EDITS_FROM = 4, 8
MOST_FOUND = 30
LANGUAGES_KEPT_SECONDS = 60
# Of 100; below this two names have little in common.
LEAST_ALIKE = 65


class Shelf:
    """Texts by their length and first letter, so that only those are compared that can be near."""

    def __init__(self) -> None:
        self.known: set[str] = set()
        self.by_length: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(
            lambda: defaultdict(list)
        )

    def add(self, text: str) -> None:
        if text and text not in self.known:
            self.known.add(text)
            self.by_length[len(text)][text[0]].append(text)

    def near(self, text: str, *, edits: int) -> list[tuple[str, int]]:
        """Return the texts at most so many edits away, with their distance, the nearest first.

        An edit is a letter too many, too few or wrong, or two that have changed places. Hardly
        anybody misses the first letter: those with another are looked at where no other is near.
        """
        lengths = range(len(text) - edits, len(text) + edits + 1)
        shelves = [self.by_length[length] for length in lengths if length in self.by_length]
        first = text[:1]
        found = near_among([shelf[first] for shelf in shelves if first in shelf], text, edits)
        if not found:
            # Copied, because another thread may be adding a letter.
            others = [
                row for shelf in shelves for letter, row in list(shelf.items()) if letter != first
            ]
            found = near_among(others, text, edits)
        return sorted(found, key=lambda row: (row[1], row[0]))

    def near_beginnings(self, text: str) -> list[str]:
        """Return the texts that begin with the same letter and something one edit away."""
        beginnings: defaultdict[str, list[str]] = defaultdict(list)
        for shelf in list(self.by_length.values()):
            for other in shelf.get(text[:1], ()):
                beginnings[other[: len(text)]].append(other)
        rows = process.extract(
            text, list(beginnings), scorer=OSA.distance, score_cutoff=1, limit=MOST_FOUND
        )
        return [other for beginning, _distance, _place in rows for other in beginnings[beginning]]


def near_among(rows: Iterable[list[str]], text: str, edits: int) -> list[tuple[str, int]]:
    """Return texts and distances. Levenshtein counts two that changed places twice, but quickly."""
    most = 2 if edits == 1 else edits + 1
    found = [
        (other, OSA.distance(text, other))
        for row in rows
        for other, _distance, _place in process.extract(
            text, row, scorer=Levenshtein.distance, score_cutoff=most, limit=MOST_FOUND
        )
    ]
    return [row for row in found if row[1] <= edits]


class Lexicon:
    """The words of names, those of texts, and the folded names."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.forget()

    def forget(self) -> None:
        self.newest_word = self.newest_name = 0
        self.in_names, self.in_texts, self.names = Shelf(), Shelf(), Shelf()
        self.languages: tuple[str, ...] = ()
        self.looked_at = 0.0

    def all_languages(self) -> tuple[str, ...]:
        """Return the languages of all documents; a new one may be missed for a minute."""
        now = monotonic()
        if not self.languages or now > self.looked_at + LANGUAGES_KEPT_SECONDS:
            self.languages, self.looked_at = languages(), now
        return self.languages

    def note_languages(self, spoken: Iterable[str]) -> None:
        """Look again where this process has just brought a new language."""
        if not {*spoken} <= {*self.languages}:
            self.languages = ()

    def refresh(self) -> None:
        """Load what has come since the last time."""
        newest_word, newest_name = (newest or 0 for newest in rows_of(NEWEST)[0])
        with self.lock:
            if newest_word < self.newest_word or newest_name < self.newest_name:
                # The index has been made anew from its beginning.
                self.forget()
            if newest_word > self.newest_word:
                for _pk, word, in_names in each_row(WORDS, [self.newest_word - OVERLAP]):
                    (self.in_names if in_names else self.in_texts).add(word)
                self.newest_word = newest_word
            if newest_name > self.newest_name:
                for _pk, folded in each_row(NAMES, [self.newest_name - OVERLAP]):
                    self.names.add(folded)
                self.newest_name = newest_name


lexicon = Lexicon()


def edits_for(text: str) -> int:
    """Return how many wrong letters a text may have."""
    return (len(text) >= ONE_EDIT_FROM) + (len(text) >= TWO_EDITS_FROM)


def near_words(word: str) -> list[str]:
    """Return the words that a misspelt one may have meant, those of names first."""
    lexicon.refresh()
    edits = edits_for(word)
    if not edits or not word.isalpha():
        return []
    for shelf in (lexicon.in_names, lexicon.in_texts):
        for distance in range(1, edits + 1):
            if found := [other for other, away in shelf.near(word, edits=distance) if away]:
                return found
    return []


def words_beginning_nearly(word: str) -> list[str]:
    """Return words of names that begin nearly like an unfinished one."""
    lexicon.refresh()
    return lexicon.in_names.near_beginnings(word) if len(word) >= ONE_EDIT_FROM else []


def near_names(folded: str) -> list[str]:
    """Return the folded names that a misspelt one may have meant, the nearest first.

    Another figure is never a misspelling: "ISO 9001" is not "ISO 9004".
    """
    lexicon.refresh()
    return known_near(folded)


def near_any(folded: Iterable[str], *, most: int) -> set[str]:
    """Return the folded names nearest to each of these, `most` of each."""
    lexicon.refresh()
    return {name for one in folded for name in known_near(one)[:most]}


def known_near(folded: str) -> list[str]:
    edits = edits_for(folded)
    found = lexicon.names.near(folded, edits=edits) if edits else []
    return [name for name, _distance in found if digits_in(name) == digits_in(folded)]


def similar_names(folded: str, *, limit: int) -> list[str]:
    """Return the folded names that have most in common with a text, whatever their length."""
    lexicon.refresh()
    if len(folded) < ONE_EDIT_FROM:
        return []
    rows = process.extract(
        folded,
        sorted(lexicon.names.known),
        scorer=fuzz.ratio,
        score_cutoff=LEAST_ALIKE,
        limit=limit,
    )
    return [name for name, _score, _place in rows if len(name) >= ONE_EDIT_FROM]


def digits_in(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def is_known(word: str) -> bool:
    lexicon.refresh()
    return word in lexicon.in_names.known or word in lexicon.in_texts.known
