"""Which entries have texts like that of one: those that share its most telling words.

A word tells the more, the fewer documents have it. Only words of the names and of how the text
begins are looked at, and only those that few documents have, so that the cost does not depend
on the size of the glossary.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from glossary.models import SearchDocument, SearchName
from glossary.search.engine import backend
from glossary.search.query import FILLERS
from glossary.search.stems import stemmed
from glossary.search.words import words_of

# A definition says what an entry is about; what follows says much else.
CHARACTERS = 1_200
NAME_WEIGHT = 3
SHORTEST_WORD = 4
# So many words of a document are looked up, and so many of the rarest of these are used.
WORDS_ASKED = 20
WORDS_USED = 10
# More documents than this have a word: it does not tell.
HOLDERS = 60
# One word in common may be chance.
WORDS_SHARED = 2
# Documents of other languages are found too, and then left out.
RANKED = 5
PLAIN = FILLERS | frozenset(
    ("about", "after", "also", "been", "before", "being", "between", "both", "each", "from")
    + ("have", "into", "more", "most", "must", "only", "other", "over", "same", "should", "some")
    + ("such", "than", "that", "their", "them", "then", "there", "these", "they", "this", "those")
    + ("under", "used", "what", "when", "where", "which", "while", "will", "with", "without")
)


@dataclass(frozen=True, kw_only=True)
class Text:
    """What is compared of a document: the stems of its words, the most frequent first."""

    entry_id: int
    language: str
    words: tuple[str, ...]


def similar(entry_ids: Iterable[int], *, limit: int = 10) -> dict[int, list[int]]:
    """Return for indexed entries the entries of the same language with texts most like theirs."""
    texts = texts_of(list(entry_ids))
    words = list(dict.fromkeys(word for text in texts.values() for word in text.words))
    holders = backend().holders(words, most=HOLDERS)
    ranked = {pk: ranked_for(pk, text, holders)[: limit * RANKED] for pk, text in texts.items()}
    others = SearchDocument.objects.filter(pk__in={pk for pks in ranked.values() for pk in pks})
    known = {
        pk: (entry, language)
        for pk, entry, language in others.values_list("pk", "entry", "language")
    }
    return {
        text.entry_id: [
            known[pk][0] for pk in ranked[own] if pk in known and known[pk][1] == text.language
        ][:limit]
        for own, text in texts.items()
    }


def texts_of(entry_ids: Sequence[int]) -> dict[int, Text]:
    """Return what is compared, by the keys of the documents."""
    documents = SearchDocument.objects.filter(entry__in=entry_ids)
    rows = list(documents.values_list("pk", "entry", "language", "definition", "sections"))
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in SearchName.objects.filter(document__in=[pk for pk, *_ in rows]).values_list(
        "document", "text"
    ):
        names[pk].append(name)
    return {
        pk: Text(
            entry_id=entry,
            language=language,
            words=tuple(stemmed(telling_words(names[pk], definition, sections), language)),
        )
        for pk, entry, language, definition, sections in rows
    }


def telling_words(
    names: Iterable[str], definition: str, sections: Iterable[Mapping[str, str]]
) -> tuple[str, ...]:
    """Return the words that are looked up: those of the names, then the most frequent."""
    counts: Counter[str] = Counter()
    for word in words_in(" ".join(names)):
        counts[word] += NAME_WEIGHT
    counts.update(words_in(beginning_of(definition, sections)))
    # Of words as frequent, the first come first.
    return tuple(word for word, _count in counts.most_common(WORDS_ASKED))


def words_in(text: str) -> Iterator[str]:
    for word in words_of(text):
        if len(word) >= SHORTEST_WORD and word not in PLAIN and not word.isdecimal():
            yield word


def beginning_of(definition: str, sections: Iterable[Mapping[str, str]]) -> str:
    return " ".join([definition, *(section["text"] for section in sections)])[:CHARACTERS]


def ranked_for(own: int, text: Text, holders: Mapping[str, Sequence[int]]) -> list[int]:
    """Return the documents that share the rarest words, the most like it first."""
    # Forms of one word ("audit", "audits") have the same holders and count once.
    found = {(word[:SHORTEST_WORD], tuple(sorted(holders.get(word, ())))) for word in text.words}
    rarest = sorted((len(pks), pks) for _start, pks in found if len(pks) > 1)[:WORDS_USED]
    scores: dict[int, float] = defaultdict(float)
    shared: Counter[int] = Counter()
    for count, pks in rarest:
        weight = log(2 * HOLDERS / count)
        for pk in pks:
            scores[pk] += weight
            shared[pk] += 1
    close = [pk for pk in scores if pk != own and shared[pk] >= WORDS_SHARED]
    return sorted(close, key=lambda pk: (-scores[pk], pk))
