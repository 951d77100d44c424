"""Keep the index: put documents in, take them out, make all of it anew.

Everything happens in the caller's transaction, so search never knows more than readers may see.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from django.db import transaction

from glossary.models import (
    Acceptability,
    DesignationType,
    SearchBag,
    SearchDocument,
    SearchFacet,
    SearchName,
    SearchWord,
)
from glossary.search.bags import bag_of, keys_of_sources
from glossary.search.base import Row
from glossary.search.documents import (
    NAME_WEIGHT,
    SHORT_DEFINITION_WEIGHT,
    Document,
    DocumentFacet,
    DocumentName,
)
from glossary.search.engine import backend
from glossary.search.expression import WRITTEN
from glossary.search.stems import stemmed
from glossary.search.words import index_words
from glossary.text import fold

BATCH = 200
MAX_NAME = 300
UPDATED = [
    "number", "slug", "title", "folded", "kind", "language", "definition", "changed_on", "marks",
    "sections",
]  # fmt: skip
# Shorter words and those with digits are never taken for a misspelling of one another.
SHORTEST_WORD = 4
# Some builds of SQLite take no more parameters than 32,000.
WORDS_AT_ONCE = 10_000
# The title under which passages from the sources are shown.
SOURCES = "Sources"


def index(documents: Iterable[Document]) -> int:
    """Put documents into the index, replacing what it knew of their entries; return how many."""
    count = 0
    for batch in batches(documents):
        # Of two documents of one entry the later one counts.
        latest = list({document.entry_id: document for document in batch}.values())
        with transaction.atomic():
            write_batch(latest)
        count += len(latest)
    return count


def remove(entry_ids: Iterable[int]) -> None:
    """Take entries out of the index."""
    with transaction.atomic():
        for batch in batches(entry_ids):
            pks = list(SearchDocument.objects.filter(entry__in=batch).values_list("pk", flat=True))
            backend().erase(pks)
            SearchDocument.objects.filter(pk__in=pks).delete()


def rebuild(documents: Iterable[Document]) -> int:
    """Empty the index, put these documents in and return how many."""
    with transaction.atomic():
        for model in (SearchName, SearchBag, SearchDocument, SearchWord, SearchFacet):
            model.objects.all().delete()
        backend().reset()
        return index(documents)


def batches(items: Iterable) -> Iterator[list]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def write_batch(documents: Sequence[Document]) -> None:
    """Write the rows of some documents. An entry keeps its row, so its rowid in the engine."""
    marks = marks_for(chain.from_iterable(map(facets_of, documents)))
    rows = SearchDocument.objects.bulk_create(
        [row_for(document, marks) for document in documents],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=UPDATED,
    )
    pairs = list(zip(rows, documents, strict=True))
    SearchName.objects.filter(document__in=rows).delete()
    SearchName.objects.bulk_create(
        name_row(row, name, position=position)
        for row, document in pairs
        for position, name in enumerate(designations(document))
    )
    texts = [Texts(document) for document in documents]
    SearchBag.objects.bulk_create(
        [text.bag(row) for row, text in zip(rows, texts, strict=True)],
        update_conflicts=True,
        unique_fields=["document"],
        update_fields=["length", "words"],
    )
    backend().write(text.engine_row(row) for row, text in zip(rows, texts, strict=True))
    remember(texts)


def facets_of(document: Document) -> Iterator[DocumentFacet]:
    yield DocumentFacet("kind", document.kind, document.kind)
    yield DocumentFacet("language", document.language, document.language)
    yield from document.facets


def marks_for(facets: Iterable[DocumentFacet]) -> dict[tuple[str, str], str]:
    """Return the mark of each facet, by field and value; their labels are brought up to date."""
    labels = {(facet.field, facet.value): facet.label for facet in facets}
    rows = SearchFacet.objects.filter(value__in={value for _field, value in labels})
    known = {(row.field, row.value): row for row in rows}
    changed = [
        SearchFacet(field=field, value=value, label=label)
        for (field, value), label in labels.items()
        if (field, value) not in known or known[field, value].label != label
    ]
    SearchFacet.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["field", "value"], update_fields=["label"]
    )
    known |= {(row.field, row.value): row for row in changed}
    return {key: f"_{known[key].pk}" for key in labels}


def row_for(document: Document, marks: Mapping[tuple[str, str], str]) -> SearchDocument:
    own = [marks[facet.field, facet.value] for facet in facets_of(document)]
    sections = [{"title": part.title, "text": part.text} for part in document.sections]
    if document.sources:
        sections.append({"title": SOURCES, "text": "; ".join(document.sources)})
    return SearchDocument(
        entry_id=document.entry_id,
        number=document.number,
        slug=document.slug,
        title=document.title[:MAX_NAME],
        folded=fold(document.title)[:MAX_NAME],
        kind=document.kind,
        language=document.language,
        definition=document.definition,
        changed_on=document.changed_on,
        marks=f" {' '.join(own)} ",
        sections=sections,
    )


def designations(document: Document) -> Iterator[DocumentName]:
    """Yield the title as the preferred designation, then the others."""
    yield DocumentName(document.title, Acceptability.PREFERRED, DesignationType.TERM)
    yield from document.names


def name_row(row: SearchDocument, name: DocumentName, *, position: int) -> SearchName:
    return SearchName(
        document=row,
        text=name.text[:MAX_NAME],
        folded=fold(name.text)[:MAX_NAME],
        acceptability=name.acceptability,
        type=name.type,
        position=position,
    )


class Texts:
    """The words of a document, analysed once for the engine, the bag and the list of words."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.names = index_words(" \n ".join(name.text for name in designations(document)))
        parts = [(document.definition, SHORT_DEFINITION_WEIGHT)]
        parts += [(f"{part.title} \n {part.text}", part.weight) for part in document.sections]
        self.parts = [(index_words(text), weight) for text, weight in parts]
        self.sources = index_words(" \n ".join(document.sources))

    def stems(self, words: Sequence[str]) -> list[str]:
        return stemmed(words, self.document.language)

    def bag(self, row: SearchDocument) -> SearchBag:
        weights: Counter[str] = Counter()
        for words, weight in [(self.names, NAME_WEIGHT), *self.parts, (self.sources, 1)]:
            for stem, count in Counter(self.stems(words)).items():
                weights[stem] += count * weight
        weights.update(keys_of_sources(self.document.sources))
        return bag_of(row, weights)

    def engine_row(self, row: SearchDocument) -> Row:
        """Return the words for the engine. The body has the names too: a query may mix both."""
        names = self.stems(self.names)
        body = [*names, *chain.from_iterable(self.stems(words) for words, _weight in self.parts)]
        return Row(
            document_id=row.pk,
            names=[*names, *(f"{WRITTEN}{word}" for word in self.names)],
            body=[*body, *self.stems(self.sources)],
            marks=row.marks.split(),
        )


def remember(texts: Iterable[Texts]) -> None:
    """Keep the words of documents as those that a misspelt word may have meant."""
    in_names: set[str] = set()
    others: set[str] = set()
    for text in texts:
        in_names.update(text.names)
        others.update(chain.from_iterable(words for words, _weight in text.parts))
    rows = [
        SearchWord(word=word, in_names=word in in_names)
        for word in sorted(in_names | others)
        if len(word) >= SHORTEST_WORD and word.isalpha()
    ]
    known: dict[str, bool] = {}
    for start in range(0, len(rows), WORDS_AT_ONCE):
        part = [row.word for row in rows[start : start + WORDS_AT_ONCE]]
        known |= dict(SearchWord.objects.filter(word__in=part).values_list("word", "in_names"))
    new = [row for row in rows if row.word not in known]
    SearchWord.objects.bulk_create(new, ignore_conflicts=True)
    risen = [row.word for row in rows if row.in_names and known.get(row.word) is False]
    if risen:
        SearchWord.objects.filter(word__in=risen).update(in_names=True)
