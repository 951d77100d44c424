"""Keep the index: put documents in, take them out, make all of it anew.

Everything happens in the caller's transaction, so search never knows more than readers may see.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from django.db import transaction

from glossary.models import (
    SearchBag,
    SearchDocument,
    SearchFacet,
    SearchName,
    SearchWord,
)
from glossary.search.analysis import Analysis, designations
from glossary.search.bags import bag_of
from glossary.search.base import Row
from glossary.search.documents import Document, DocumentFacet, DocumentName
from glossary.search.engine import backend
from glossary.text import fold

BATCH = 200
MAX_NAME = 300
UPDATED = (
    *("number", "slug", "title", "folded", "kind", "language", "definition", "teaser"),
    *("changed_on", "marks", "sections"),
)
# Shorter words and those with digits are never taken for a misspelling of one another.
SHORTEST_WORD = 4
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
    texts = [Analysis(document) for document in documents]
    SearchBag.objects.bulk_create(
        [bag_of(row, text.weights()) for row, text in zip(rows, texts, strict=True)],
        update_conflicts=True,
        unique_fields=["document"],
        update_fields=["length", "words"],
    )
    backend().write(
        Row(document_id=row.pk, names=text.in_names, body=text.in_texts, marks=row.marks.split())
        for row, text in zip(rows, texts, strict=True)
    )
    backend().remember(words_of(texts))


def words_of(texts: Iterable[Analysis]) -> dict[str, bool]:
    """Return the words that a misspelt one may have meant, and whether they stand in names."""
    in_names = {word for text in texts for word in text.names}
    words = in_names.union(*(text.words for text in texts))
    return {
        word: word in in_names
        for word in sorted(words)
        if len(word) >= SHORTEST_WORD and word.isalpha()
    }


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
        teaser=document.teaser,
        changed_on=document.changed_on,
        marks=f" {' '.join(own)} ",
        sections=sections,
    )


def name_row(row: SearchDocument, name: DocumentName, *, position: int) -> SearchName:
    return SearchName(
        document=row,
        text=name.text[:MAX_NAME],
        folded=fold(name.text)[:MAX_NAME],
        acceptability=name.acceptability,
        type=name.type,
        position=position,
    )
