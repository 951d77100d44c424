"""What an engine is asked for: stems and written words, not yet in the language of an engine."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from glossary.search.query import Query, Unit, with_umlauts
from glossary.search.stems import stemmed

# Before words that are kept as they were written; no word begins like this.
WRITTEN = "="
SHORTEST_PREFIX = 2


class Phrase(NamedTuple):
    """Words side by side; the last may go on where `is_prefix`."""

    words: tuple[str, ...]
    is_prefix: bool = False


# One of these must be there.
Clause = tuple[Phrase, ...]


class Expression(NamedTuple):
    """All of `clauses` or one of `instead`, none of `excluded`, and all of `marks`.

    Where there are neither clauses nor `instead`, nothing is found.
    """

    clauses: tuple[Clause, ...]
    instead: Clause = ()
    excluded: Clause = ()
    marks: tuple[str, ...] = ()

    def narrowed(self, marks: Iterable[str]) -> "Expression":
        return self._replace(marks=tuple(marks))


def in_texts(query: Query, languages: Collection[str]) -> Expression:
    """Return what a document must hold in its names and text together."""
    return Expression(
        clauses=tuple(clause_for(unit, languages) for unit in query.units),
        instead=stems_of((query.joined,), languages) if query.joined else (),
        excluded=excluded_from(query, languages),
    )


def in_names(query: Query, languages: Collection[str]) -> Expression:
    """Return what the names of a document must hold; there the last word may be unfinished."""
    expression = in_texts(query, languages)
    # One letter alone would be found in half of all names.
    if not query.last_is_prefix or len(query.folded) < SHORTEST_PREFIX or not expression.clauses:
        return expression
    *before, last = expression.clauses
    words = tuple(f"{WRITTEN}{word}" for word in query.units[-1].words)
    return expression._replace(clauses=(*before, (*last, Phrase(words, is_prefix=True))))


def excluded_from(query: Query, languages: Collection[str]) -> Clause:
    return tuple(phrase for unit in query.excluded for phrase in clause_for(unit, languages))


def clause_for(unit: Unit, languages: Collection[str]) -> Clause:
    """Return the ways in which documents may hold a word or phrase."""
    phrases = [*stems_of(unit.words, languages), *stems_of(unit.instead, languages, apart=True)]
    if unit.joined:
        phrases += stems_of((unit.joined,), languages)
    plain = tuple(map(with_umlauts, unit.words))
    if plain != unit.words:
        phrases += stems_of(plain, languages)
    return tuple(dict.fromkeys(phrases))


def stems_of(
    words: tuple[str, ...], languages: Collection[str], *, apart: bool = False
) -> tuple[Phrase, ...]:
    """Return words as a phrase in each language, or `apart` each as one."""
    if not words:
        return ()
    found = dict.fromkeys(tuple(stemmed(words, language)) for language in languages)
    if apart:
        return tuple(dict.fromkeys(Phrase((stem,)) for stems in found for stem in stems))
    return tuple(map(Phrase, found))
