"""Documents with some of the words of a query, the best first: for questions and descriptions.

Candidates come from the words that few documents have. Words that very many have decide nothing
by themselves; where a query has no others, documents with most of them are taken.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from glossary.search.engine import backend
from glossary.search.expression import Expression, in_texts
from glossary.search.facets import marks_chosen
from glossary.search.query import Query
from glossary.search.ranking import Term, ranked, rarity_of
from glossary.search.sought import Sought
from glossary.search.stored import bags_of, document_count, marks_of
from glossary.search.terms import stems_in, terms_of, with_everyday_words

# More documents than this have a word: it is common, and as rare as if so many had it.
HOLDERS = 1_000
CANDIDATES = 400
ENOUGH = 20
# Of a longer text the beginning tells what it is about.
MOST_TERMS = 60
MOST_CLAUSES = 8
# A question has many words, and who describes a thing looks for its name.
QUESTION_SHARE = 0.7


def with_some_words(sought: Sought) -> list[tuple[int, float]]:
    """Return documents and scores, the best first, at most CANDIDATES."""
    query = sought.query
    terms = with_everyday_words(query, terms_of(query, sought.languages))[:MOST_TERMS]
    stems = stems_in(terms)
    holders = backend().holders(stems, most=HOLDERS)
    rarity = rarities(stems, holders, most=HOLDERS)
    scores = first_look(terms, holders, rarity)
    candidates = sorted(scores, key=lambda pk: (-scores[pk], pk))[:CANDIDATES]
    if len(candidates) < ENOUGH:
        candidates += [pk for pk in with_most(sought) if pk not in scores]
    marks = marks_of(candidates)
    wanted = [f" {mark} " for mark in sought.marks]
    kept = [pk for pk in candidates if pk in marks and all(one in marks[pk] for one in wanted)]
    shares = shares_of(kept, marks, query)
    return [row for row in ranked(bags_of(kept), terms, rarity, shares=shares) if row[1] > 0]


def rarities(
    stems: Iterable[str], holders: Mapping[str, Sequence[int]], *, most: int
) -> dict[str, float]:
    """Return how rare each stem is; one that more than `most` documents have is common."""
    count = document_count()
    common = rarity_of(max(most, count / 10), count)
    return {
        stem: rarity_of(len(holders[stem]), count) if stem in holders else common for stem in stems
    }


def shares_of(pks: Iterable[int], marks: Mapping[int, str], query: Query) -> dict[int, float]:
    """Return by what to multiply the scores of questions where no question was asked."""
    question = () if query.is_question else marks_chosen({"kind": "question"})
    if not question:
        return {}
    mark = f" {question[0]} "
    return {pk: QUESTION_SHARE for pk in pks if mark in marks[pk]}


def first_look(
    terms: Sequence[Term], holders: dict[str, list[int]], rarity: dict[str, float]
) -> dict[int, float]:
    """Weigh documents by which of the rarer words they have, without looking into them."""
    scores: defaultdict[int, float] = defaultdict(float)
    for term in terms:
        best: dict[int, float] = {}
        for key, share in term.keys:
            for stem in key:
                value = share * rarity[stem] / len(key)
                for pk in holders.get(stem, ()):
                    best[pk] = max(best.get(pk, 0.0), value)
        for pk, value in best.items():
            scores[pk] += term.count * value
    return scores


def with_most(sought: Sought) -> Iterator[int]:
    """Yield documents with all words, then with all but the last, and so on."""
    clauses = in_texts(sought.query, sought.languages).clauses[:MOST_CLAUSES]
    seen: set[int] = set()
    for length in range(len(clauses), 0, -1):
        for pk in backend().in_texts(Expression(clauses[:length]), limit=CANDIDATES):
            if pk not in seen:
                seen.add(pk)
                yield pk
        if len(seen) >= ENOUGH:
            return
