"""Bags of words: how often each stem stands in a document, weighed by where it stands.

As text, " stem:weight stem:weight ", because only a few stems of many bags are ever looked up:
finding them in a text is quicker than reading it into a dictionary.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from glossary.models import SearchBag, SearchDocument
from glossary.search.documents import DocumentSource

# "8.4": the words of a clause side by side would also be those of "8.4.1".
CLAUSE = re.compile(r"\d+(?:\.\d+)+")
CURRENT_WEIGHT = 3


def bag_of(row: SearchDocument, weights: Mapping[str, int]) -> SearchBag:
    words = "".join(f" {stem}:{weight}" for stem, weight in weights.items())
    return SearchBag(document=row, length=sum(weights.values()), words=f"{words} ")


def weight_in(words: str, key: str) -> int:
    """Return the weight of a stem in the text of a bag, 0 where it does not occur."""
    start = words.find(f" {key}:")
    if start < 0:
        return 0
    start += len(key) + 2
    return int(words[start : words.index(" ", start)])


def keys_of_sources(sources: Iterable[DocumentSource]) -> Counter[str]:
    """Return the clauses that are cited as keys of their own; those of old editions count less."""
    keys: Counter[str] = Counter()
    for source in sources:
        weight = CURRENT_WEIGHT if source.is_current else 1
        keys |= Counter(dict.fromkeys(CLAUSE.findall(source.text), weight))
    return keys
