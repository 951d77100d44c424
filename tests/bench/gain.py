"""Normalised discounted cumulative gain of rankings against graded judgements. Pure."""

from collections.abc import Collection, Mapping, Sequence
from math import log2

CUT = 10


def ndcg(
    ranking: Sequence[int], gains: Mapping[int, float], *, aside: Collection[int] = ()
) -> float:
    """Return nDCG at the cut: gains as they are, divided by log2(rank + 1), over the best order.

    A document that nobody has judged gains nothing; one that is set aside takes no place. The
    order is taken as it was given, so whoever ranks decides between equal scores. The best order
    is that of all judged documents.
    """
    best = sorted(gains.values(), reverse=True)
    return discounted([gains.get(pk, 0) for pk in ranking if pk not in aside]) / discounted(best)


def discounted(gains: Sequence[float]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains[:CUT], 1))
