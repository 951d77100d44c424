"""Documents by their designations, in the order in which readers expect them.

What is called exactly so, titles first; what begins so, by the alphabet, titles first; then names
that hold all words, short titles first. Each step is taken only as far as it is needed.
"""

import re
from collections.abc import Collection, Iterator

from glossary.search.engine import backend
from glossary.search.expression import WRITTEN, Expression, Phrase, excluded_from, in_names
from glossary.search.query import with_umlauts
from glossary.search.rows import MAX_NAME
from glossary.search.sought import Sought
from glossary.search.stems import stemmed
from glossary.search.stored import named_exactly, names_of, numbered
from glossary.search.words import index_words

NUMBER = re.compile(r"qm0*(\d{1,12})")
# A word that stands in a great many names: only so many of them are looked at.
CANDIDATES = 300
EXACT, BEGINNING, WORDS = 4.0, 3.0, 2.0
SHORTEST_STEM = 4


def by_name(sought: Sought) -> list[tuple[int, float]]:
    """Return documents and their grades, at most `sought.names`."""
    without = excluded(sought)
    found: dict[int, float] = {}
    for pk, grade in steps(sought):
        if pk not in without:
            found.setdefault(pk, grade)
        if len(found) >= sought.names:
            break
    return list(found.items())


def steps(sought: Sought) -> Iterator[tuple[int, float]]:
    query, marks, limit = sought.query, sought.marks, sought.names
    if number := NUMBER.fullmatch(query.folded):
        yield from ((pk, EXACT + 1) for pk in numbered(f"QM-{int(number[1]):04}", marks))
    written = {query.folded, with_umlauts(query.folded)}
    for pk, place in named_exactly(written, marks, limit=limit):
        yield pk, EXACT + (place == 0) / 2
    if query.last_is_prefix:
        for titles in (True, False):
            for folded in written:
                yield from (
                    (pk, BEGINNING + titles / 2)
                    for pk in backend().beginning(folded, titles=titles, marks=marks, limit=limit)
                )
    if query.units:
        expression = in_names(query, sought.languages)
        pks = backend().in_names(expression.narrowed(marks), limit=CANDIDATES)
        yield from narrowest_first(pks, expression, sought.languages)
        yield from beginning_with_stem(sought)


def narrowest_first(
    pks: Collection[int], expression: Expression, languages: Collection[str]
) -> list[tuple[int, float]]:
    """Order documents by the name that holds all words: titles before others, short ones first."""
    best: dict[int, tuple[bool, int]] = {pk: (True, MAX_NAME) for pk in pks}
    last = 0
    for pk, text, *_rest in names_of(pks):
        is_title, last = pk != last, pk
        if holds(text, expression, languages):
            best[pk] = min(best[pk], (not is_title, len(text)))
    ordered = sorted(best, key=lambda pk: (*best[pk], pk))
    return [(pk, WORDS - best[pk][0] / 2) for pk in ordered]


def holds(name: str, expression: Expression, languages: Collection[str]) -> bool:
    """Say whether one name has all words, in whatever order."""
    words = index_words(name)
    stems = {stem for language in languages for stem in stemmed(words, language)}
    written = tuple(f"{WRITTEN}{word}" for word in words)
    ways = [expression.clauses] if expression.clauses else []
    return any(
        all(any(is_in(phrase, stems, written) for phrase in clause) for clause in clauses)
        for clauses in [*ways, *(((phrase,),) for phrase in expression.instead)]
    )


def is_in(phrase: Phrase, stems: Collection[str], written: tuple[str, ...]) -> bool:
    if phrase.is_prefix:
        return any(word.startswith(phrase.words[-1]) for word in written)
    return all(stem in stems for stem in phrase.words)


def beginning_with_stem(sought: Sought) -> Iterator[tuple[int, float]]:
    """Yield titles that begin with the stem of the only word: "verifying", "Verification"."""
    if len(sought.query.words) != 1:
        return
    word = sought.query.words
    for stem in {stemmed(word, language)[0].rstrip("i") for language in sought.languages}:
        if SHORTEST_STEM <= len(stem) < len(word[0]):
            pks = backend().beginning(stem, titles=True, marks=sought.marks, limit=sought.names)
            yield from ((pk, WORDS - 0.75) for pk in pks)


def excluded(sought: Sought) -> frozenset[int]:
    """Return the documents that a minus in the query rules out by their names."""
    if not sought.query.excluded:
        return frozenset()
    expression = Expression(clauses=(excluded_from(sought.query, sought.languages),))
    return frozenset(backend().in_names(expression, limit=10_000))
