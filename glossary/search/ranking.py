"""How well documents match: BM25 over bags of words that are weighed by where they stand.

Robertson and Zaragoza, The Probabilistic Relevance Framework (2009): a word counts the more, the
fewer documents have it; more often counts less and less (K1), and less in long documents (B).
The same on every database, because the figures come from our own bags.
"""

from collections.abc import Mapping, Sequence
from math import log
from typing import NamedTuple

from glossary.search.bags import weight_in
from glossary.search.stored import Bag

K1, B = 4.0, 0.5


class Term(NamedTuple):
    """A word in the forms bags may have: the key of each, and how far it counts as that word.

    A key is made of stems: one, or those of a phrase. `count` is how often the word was asked.
    """

    keys: tuple[tuple[tuple[str, ...], float], ...]
    count: int = 1


def ranked(
    bags: Sequence[Bag],
    terms: Sequence[Term],
    rarity: Mapping[str, float],
    *,
    shares: Mapping[int, float],
) -> list[tuple[int, float]]:
    """Return documents and scores, the best first.

    `rarity` is the weight of each stem; `shares` by which the scores of some are multiplied.
    """
    if not bags:
        return []
    usual = sum(bag.length for bag in bags) / len(bags) or 1
    scores = []
    for bag in bags:
        room = K1 * (1 - B + B * bag.length / usual)
        whole = sum(score(bag, term, rarity, room) for term in terms)
        scores.append((bag.document_id, whole * shares.get(bag.document_id, 1.0)))
    return sorted(scores, key=lambda row: (-row[1], row[0]))


def score(bag: Bag, term: Term, rarity: Mapping[str, float], room: float) -> float:
    """Return what the best form of a word contributes."""
    best = 0.0
    for key, share in term.keys:
        value = 0.0
        for stem in key:
            if weight := weight_in(bag.words, stem):
                value += rarity.get(stem, 0.0) * weight * (K1 + 1) / (weight + room)
        best = max(best, share * value / len(key))
    return term.count * best


def rarity_of(holders: float, documents: int) -> float:
    """Return the inverse document frequency, always above 0."""
    return log(1 + max(documents - holders, 0) / (holders + 0.5) + 0.5 / (holders + 0.5))
