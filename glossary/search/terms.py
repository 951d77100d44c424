"""The words of a query as they are weighed."""

from collections.abc import Collection

from glossary.search.everyday import meant_by
from glossary.search.expression import clause_for
from glossary.search.query import Query, Unit
from glossary.search.ranking import Term

# What a reader may have meant counts less than what he or she said.
EVERYDAY_SHARE = 0.7
# Longer texts are no descriptions of a thing.
MAX_CHARACTERS = 500


def terms_of(query: Query, languages: Collection[str]) -> list[Term]:
    return [term_for(unit, languages) for unit in query.units]


def term_for(unit: Unit, languages: Collection[str]) -> Term:
    keys = [(phrase.words, 1.0) for phrase in clause_for(unit, languages)]
    if len(unit.words) > 1 and all(word.isdecimal() for word in unit.words):
        # A clause that is cited: "8.4" and not "8.4.1".
        keys.insert(0, ((".".join(unit.words),), 1.0))
    return Term(tuple(keys), unit.count)


def with_everyday_words(query: Query, terms: list[Term]) -> list[Term]:
    """Return the terms of a query with what its English words may mean in a glossary."""
    places = {
        unit.words[0]: place for place, unit in enumerate(query.units) if len(unit.words) == 1
    }
    widened = list(terms)
    for words, meant in meant_by(query.text[:MAX_CHARACTERS]):
        further = tuple(((stem,), EVERYDAY_SHARE) for stem in meant)
        if len(words) == 1 and words[0] in places:
            place = places[words[0]]
            term = widened[place]
            widened[place] = term._replace(keys=(*term.keys, *further))
        elif len(words) > 1:
            widened.append(Term(further))
    return widened


def stems_in(terms: Collection[Term]) -> list[str]:
    """Return all stems that occur in the keys of terms, each once."""
    return list(dict.fromkeys(stem for term in terms for key, _share in term.keys for stem in key))
