"""The words of a document, taken apart once for the engine, the bag and the list of words."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from glossary.models import Acceptability, DesignationType
from glossary.search.bags import keys_of_sources
from glossary.search.documents import (
    NAME_WEIGHT,
    SHORT_DEFINITION_WEIGHT,
    TEXT_WEIGHT,
    Document,
    DocumentName,
)
from glossary.search.expression import WRITTEN
from glossary.search.stems import stemmed
from glossary.search.words import index_words

# Between texts that must not be read as one.
APART = " \n "


class Analysis:
    """Words and stems of a document.

    `names` are the words of its names and `words` all its words; `in_names` and `in_texts` what
    the engine is given: the names also as they are written, the texts with the names, because a
    query may mix both.
    """

    def __init__(self, document: Document) -> None:
        self.sources = document.sources
        self.names = index_words(APART.join(name.text for name in designations(document)))
        parts = {NAME_WEIGHT: self.names}
        for weight, text in texts_of(document):
            parts[weight] = [*parts.get(weight, ()), *index_words(text)]
        self.words = set(chain.from_iterable(parts.values()))
        self.stems = {weight: stemmed(words, document.language) for weight, words in parts.items()}
        names = stemmed(self.names, document.language)
        self.in_names = [*names, *map(WRITTEN.__add__, self.names)]
        self.in_texts = list(chain.from_iterable(self.stems.values()))

    def weights(self) -> Counter[str]:
        """Return how much each stem, and each clause that is cited, weighs in this document."""
        weights: Counter[str] = Counter()
        for weight, stems in self.stems.items():
            counts = Counter(stems)
            if weight != TEXT_WEIGHT:
                counts = Counter({stem: weight * count for stem, count in counts.items()})
            weights.update(counts)
        weights.update(keys_of_sources(self.sources))
        return weights


def texts_of(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the texts of a document with the weight of their words, those of one weight as one."""
    by_weight: dict[int, list[str]] = {SHORT_DEFINITION_WEIGHT: [document.definition]}
    for section in document.sections:
        by_weight.setdefault(section.weight, []).extend((section.title, section.text))
    by_weight.setdefault(TEXT_WEIGHT, []).extend(source.text for source in document.sources)
    yield from ((weight, APART.join(texts)) for weight, texts in by_weight.items())


def designations(document: Document) -> Iterator[DocumentName]:
    """Yield the title as the preferred designation, then the others."""
    yield DocumentName(document.title, Acceptability.PREFERRED, DesignationType.TERM)
    yield from document.names
