"""Which documents match a query, in their order: by name, by text, nearly, with some words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from glossary.search.correcting import corrected
from glossary.search.engine import backend
from glossary.search.expression import in_texts
from glossary.search.lexicon import near_names
from glossary.search.naming import by_name
from glossary.search.query import Query
from glossary.search.ranking import ranked
from glossary.search.sentences import rarities, shares_of, with_some_words
from glossary.search.sought import Sought
from glossary.search.stored import bags_of, marks_of, named_exactly
from glossary.search.terms import stems_in, terms_of

# So many matches are looked at for facets; more are counted, up to COUNT_LIMIT.
COUNTED = 500
COUNT_LIMIT = 10_000
# Of more texts that hold all words, only so many are weighed.
WEIGHED = 200
# With fewer documents than this, those with some of the words are shown, too.
FEW = 10
# Of documents with some of the words, those that come near the best one are shown.
FAIR_SHARE, MOST_PARTIAL = 0.3, 50
# A name that is spelt nearly so stands behind this many texts that hold the word as typed.
TEXTS_BEFORE_NEAR = 2
# Words that so many texts hold are meant.
TOO_MANY_TO_BE_WRONG = 50

Scored = tuple[int, float]


@dataclass(kw_only=True)
class Matches:
    """Documents in their order, with scores; `marks` are those of all that were looked at.

    `total` counts all of them; `partial` have only some of the words; `near` are documents that
    bear one of `near_names`, folded names spelt nearly like the query, and `meant` is what the
    reader seems to have meant.
    """

    query: Query
    scored: list[Scored] = field(default_factory=list)
    marks: dict[int, str] = field(default_factory=dict)
    total: int = 0
    near: frozenset[int] = frozenset()
    near_names: frozenset[str] = frozenset()
    partial: frozenset[int] = frozenset()
    meant: str = ""


def matches(sought: Sought) -> Matches:
    """Find documents, at least the first ones if there are, by one way after the other."""
    found = direct(sought)
    named = bool(found.scored) and found.scored[0][1] > 1
    if not named and found.total < TOO_MANY_TO_BE_WRONG:
        found = with_corrections(found, sought)
    few = len(found.scored) < (min(FEW, sought.first) if sought.counts else 1)
    if len(sought.query.units) > 1 and (sought.query.is_sentence or few):
        add_partial(found, sought.with_query(found.query))
    return found


def direct(sought: Sought) -> Matches:
    """Return the documents with these names, then those whose text holds all words."""
    names = by_name(sought)
    pks: list[int] = []
    if sought.query.units and (sought.counts or len(names) < sought.first):
        expression = in_texts(sought.query, sought.languages).narrowed(sought.marks)
        pks = backend().in_texts(expression, limit=COUNTED)
    known = marks_of({*pks, *(pk for pk, _grade in names)})
    scored = [row for row in names if row[0] in known]
    total = len(known)
    if len(pks) == COUNTED and sought.counts:
        total = max(total, backend().count(expression, limit=COUNT_LIMIT))
    if len(scored) < sought.first:
        named = {pk for pk, _grade in scored}
        texts = [pk for pk in pks if pk in known and pk not in named]
        scored += by_text(texts, sought, known)
    return Matches(query=sought.query, scored=scored, marks=known, total=total)


def by_text(pks: Sequence[int], sought: Sought, marks: Mapping[int, str]) -> list[Scored]:
    """Weigh texts that hold all words; beyond the first ones they keep the order of their keys."""
    terms = terms_of(sought.query, sought.languages)
    stems = stems_in(terms)
    if len(terms) > 1:
        holders = backend().holders(stems, most=COUNTED)
        rarity = rarities(stems, holders, most=COUNTED)
    else:
        rarity = dict.fromkeys(stems, 1.0)
    first, rest = pks[:WEIGHED], pks[WEIGHED:]
    shares = shares_of(first, marks, sought.query)
    weighed = ranked(bags_of(first), terms, rarity, shares=shares)
    return [*((pk, score / (1 + score)) for pk, score in weighed), *((pk, 0.0) for pk in rest)]


def with_corrections(found: Matches, sought: Sought) -> Matches:
    """Add documents with names spelt nearly so, or with the words that seem to be meant."""
    near = near_names(sought.query.folded)
    rows = named_exactly(near, sought.marks, limit=sought.names) if near else []
    if not found.scored and not rows and (correction := corrected(sought.query)):
        instead = direct(sought.with_query(correction.query))
        instead.meant = correction.text if instead.scored else ""
        return instead
    add_near(found, [pk for pk, _place in rows])
    found.near_names = frozenset(near)
    return found


def add_near(found: Matches, pks: Iterable[int]) -> None:
    """Put documents with nearly the same name behind the best texts that hold it as typed."""
    before = found.scored[:TEXTS_BEFORE_NEAR]
    known = {pk for pk, _score in before}
    new = [pk for pk in pks if pk not in known]
    score = before[-1][1] if before else 1.0
    rest = [row for row in found.scored[TEXTS_BEFORE_NEAR:] if row[0] not in new]
    found.scored = [*before, *((pk, score) for pk in new), *rest]
    found.near = frozenset(new)
    found.total += len([pk for pk in new if pk not in found.marks])
    found.marks |= marks_of(new)


def add_partial(found: Matches, sought: Sought) -> None:
    """Add documents with some of the words; of a sentence they take the place of all texts."""
    whole = frozenset(found.marks)
    is_sentence = sought.query.is_sentence
    kept = [row for row in found.scored if row[1] > 1 or not is_sentence]
    some = with_some_words(sought)
    fair = [row for row in some if row[1] >= FAIR_SHARE * some[0][1]][:MOST_PARTIAL]
    known = {pk for pk, _score in kept}
    below = 0.0 if is_sentence else 1.0
    further = [(pk, score / (1 + score) - below) for pk, score in fair if pk not in known]
    known |= {pk for pk, _score in further}
    rest = [(pk, -1.0) for pk, _score in found.scored if pk not in known]
    found.scored = [*kept, *further, *rest]
    found.partial = frozenset(pk for pk, _score in fair if pk not in whole)
    found.marks |= marks_of([pk for pk, _score in fair])
