"""What a reader may have meant whose words are nowhere, or stand in no name."""

from dataclasses import dataclass, replace

from glossary.search.lexicon import is_known, near_words, words_beginning_nearly
from glossary.search.query import Query, Unit

MOST_WORDS = 8
# Whoever types more words than this is found by those that are right.
MOST_UNITS = 12


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A query with words that may stand for the misspelt ones, and the text that says so."""

    query: Query
    text: str


def corrected(query: Query) -> Correction | None:
    """Return the query with near words for those that are unknown, None where none are near."""
    units = [near_unit(query, unit) for unit in query.units[:MOST_UNITS]]
    if all(unit.instead == () for unit in units):
        return None
    text = " ".join(unit.instead[0] if unit.instead else " ".join(unit.words) for unit in units)
    return Correction(query=replace(query, units=(*units, *query.units[MOST_UNITS:])), text=text)


def near_unit(query: Query, unit: Unit) -> Unit:
    if len(unit.words) > 1:
        return unit
    (word,) = unit.words
    if is_known(word):
        return unit
    near = near_words(word)
    if not near and query.last_is_prefix and unit == query.units[-1]:
        near = words_beginning_nearly(word)
    return replace(unit, instead=tuple(near[:MOST_WORDS]))
