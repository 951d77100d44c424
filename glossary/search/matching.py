"""Which documents match a query, in their order: by name, by text, nearly, with some words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from glossary.search.correcting import corrected, nearly_named
from glossary.search.engine import backend
from glossary.search.expression import in_texts
from glossary.search.naming import by_name
from glossary.search.query import Query
from glossary.search.ranking import ranked, rarity_of
from glossary.search.sentences import shares_of, with_some_words
from glossary.search.stored import bags_of, document_count, marks_of, named_exactly
from glossary.search.terms import stems_in, terms_of

# So many matches are looked at for facets; more are counted, up to COUNT_LIMIT.
COUNTED = 1_000
COUNT_LIMIT = 10_000
# Of more texts that hold all words, only so many are weighed.
WEIGHED = 300
# With fewer documents than this, those with some of the words are shown, too.
FEW = 10
# Of documents with some of the words, those that come near the best one are shown.
FAIR_SHARE, MOST_PARTIAL = 0.3, 50
# A name that is spelt nearly so stands behind this many texts that hold the word as typed.
TEXTS_BEFORE_NEAR = 2

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
    marks: dict[int, list[str]] = field(default_factory=dict)
    total: int = 0
    near: frozenset[int] = frozenset()
    near_names: frozenset[str] = frozenset()
    partial: frozenset[int] = frozenset()
    meant: str = ""


def matches(
    query: Query, languages: Collection[str], *, marks: Sequence[str], needed: int
) -> Matches:
    """Find documents, at least as many as are needed if there are, by one way after the other."""
    found = direct(query, languages, marks=marks, needed=needed)
    named = bool(found.scored) and found.scored[0][1] > 1
    if not named:
        found = with_corrections(found, query, languages, marks=marks, needed=needed)
    if len(query.units) > 1 and (query.is_sentence or len(found.scored) < min(FEW, needed)):
        add_partial(found, languages, marks=marks)
    return found


def direct(
    query: Query, languages: Collection[str], *, marks: Sequence[str], needed: int
) -> Matches:
    """Return the documents with these names, then those whose text holds all words."""
    names = by_name(query, languages, marks=marks, limit=needed)
    expression = in_texts(query, languages).narrowed(marks)
    pks = backend().in_texts(expression, limit=COUNTED) if query.units else []
    known = marks_of({*pks, *(pk for pk, _grade in names)})
    scored = [row for row in names if row[0] in known]
    named = {pk for pk, _grade in scored}
    texts = [pk for pk in pks if pk in known and pk not in named]
    total = len(known)
    if len(pks) == COUNTED:
        total = max(total, backend().count(expression, limit=COUNT_LIMIT))
    if len(scored) < needed:
        scored += by_text(texts, query, languages, shares=shares_of(texts, known, query))
    return Matches(query=query, scored=scored, marks=known, total=total)


def by_text(
    pks: Sequence[int], query: Query, languages: Collection[str], *, shares: Mapping[int, float]
) -> list[Scored]:
    """Weigh texts that hold all words; beyond the first ones they keep the order of their keys."""
    terms = terms_of(query, languages)
    rarity = dict.fromkeys(stems_in(terms), 1.0)
    if len(terms) > 1:
        count = document_count()
        holders = backend().holders(list(rarity), most=COUNTED)
        rarity = {
            stem: rarity_of(
                len(holders[stem]) if stem in holders else max(COUNTED, count / 10), count
            )
            for stem in rarity
        }
    weighed = ranked(bags_of(pks[:WEIGHED]), terms, rarity, shares=shares)
    best = [(pk, score / (1 + score)) for pk, score in weighed]
    return [*best, *((pk, 0.0) for pk in pks[WEIGHED:])]


def with_corrections(
    found: Matches,
    query: Query,
    languages: Collection[str],
    *,
    marks: Sequence[str],
    needed: int,
) -> Matches:
    """Add documents with names spelt nearly so, or with the words that seem to be meant."""
    near = nearly_named(query)
    rows = named_exactly(list(near), marks, limit=needed) if near else []
    if not found.scored and not rows and (correction := corrected(query)):
        instead = direct(correction.query, languages, marks=marks, needed=needed)
        instead.meant = correction.text if instead.scored else ""
        return instead
    add_near(found, [pk for pk, _place in rows])
    found.near_names = frozenset(near)
    return found


def add_near(found: Matches, pks: Iterable[int]) -> None:
    """Put documents with nearly the same name behind the best texts that hold it as typed."""
    known = {pk for pk, _score in found.scored[:TEXTS_BEFORE_NEAR]}
    new = [pk for pk in pks if pk not in known]
    before = found.scored[:TEXTS_BEFORE_NEAR]
    score = before[-1][1] if before else 1.0
    rest = [row for row in found.scored[TEXTS_BEFORE_NEAR:] if row[0] not in new]
    found.scored = [*before, *((pk, score) for pk in new), *rest]
    found.near = frozenset(new)
    found.total += len([pk for pk in new if pk not in found.marks])
    found.marks |= marks_of(new)


def add_partial(found: Matches, languages: Collection[str], *, marks: Sequence[str]) -> None:
    """Add documents with some of the words; of a sentence they take the place of all texts."""
    whole = frozenset(found.marks)
    kept = [row for row in found.scored if row[1] > 1 or not found.query.is_sentence]
    some = with_some_words(found.query, languages, marks=marks)
    fair = [row for row in some if row[1] >= FAIR_SHARE * some[0][1]][:MOST_PARTIAL]
    known = {pk for pk, _score in kept}
    below = 0.0 if found.query.is_sentence else 1.0
    further = [(pk, score / (1 + score) - below) for pk, score in fair if pk not in known]
    known |= {pk for pk, _score in further}
    rest = [(pk, -1.0) for pk, _score in found.scored if pk not in known]
    found.scored = [*kept, *further, *rest]
    found.partial = frozenset(pk for pk, _score in fair if pk not in whole)
    found.marks |= marks_of([pk for pk, _score in fair])
