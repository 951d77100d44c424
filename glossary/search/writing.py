"""Keep the index: put documents in, take them out, make all of it anew.

Everything happens in the caller's transaction, so search never knows more than readers may see.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction

from glossary.models import Acceptability, DesignationType, SearchDocument, SearchName
from glossary.search.base import Row
from glossary.search.documents import Document, DocumentName
from glossary.search.engine import backend
from glossary.search.words import index_text
from glossary.text import fold

BATCH = 200
MAX_NAME = 300


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
        SearchName.objects.all().delete()
        SearchDocument.objects.all().delete()
        backend().reset()
        return index(documents)


def batches(items: Iterable) -> Iterator[list]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def write_batch(documents: Sequence[Document]) -> None:
    """Write the rows of some documents. An entry keeps its row, so its rowid in the engine."""
    rows = SearchDocument.objects.bulk_create(
        [row_for(document) for document in documents],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["title", "kind", "language", "sections"],
    )
    pairs = list(zip(rows, documents, strict=True))
    SearchName.objects.filter(document__in=rows).delete()
    SearchName.objects.bulk_create(
        name_row(row, name, position=position)
        for row, document in pairs
        for position, name in enumerate(designations(document))
    )
    backend().write(words_for(row.pk, document) for row, document in pairs)


def row_for(document: Document) -> SearchDocument:
    return SearchDocument(
        entry_id=document.entry_id,
        title=document.title[:MAX_NAME],
        kind=document.kind,
        language=document.language,
        sections=[{"title": title, "text": text} for title, text in document.sections],
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


def words_for(pk: int, document: Document) -> Row:
    """Return the words of a document. The body has the names too: a query may mix both."""
    names = " \n ".join(name.text for name in designations(document))
    texts = [part for section in document.sections for part in section]
    return Row(
        document_id=pk,
        names=index_text(names),
        body=index_text(" \n ".join([names, *texts])),
    )
