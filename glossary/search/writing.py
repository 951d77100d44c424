"""Keep the index: put documents in, take them out, make all of it anew.

Everything happens in the caller's transaction, so search never knows more than readers may see.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from glossary.models import Acceptability, DesignationType, SearchDocument, SearchName
from glossary.search.base import Row
from glossary.search.documents import Document, DocumentName
from glossary.search.engine import backend
from glossary.search.words import index_text
from glossary.text import fold

BATCH = 200
MAX_NAME = 300
COLUMNS = ("title", "kind", "language", "sections")
columns_of = attrgetter(*COLUMNS)


class NameRow(NamedTuple):
    """The columns of a `SearchName` but its key and its document."""

    position: int
    text: str
    folded: str
    acceptability: str
    type: str


def index(documents: Iterable[Document]) -> int:
    """Put documents into the index, replacing what it knew of their entries; return how many."""
    count = 0
    for batch in batches(documents):
        # Of two documents of one entry the later one counts.
        latest = list({document.entry_id: document for document in batch}.values())
        with transaction.atomic(savepoint=False):
            write_batch(latest)
        count += len(latest)
    return count


def refresh(documents: Iterable[Document]) -> int:
    """Put those documents into the index that it knows otherwise; return how many.

    What the engine made of their words is taken to be as it was: `rebuild` makes that anew.
    """
    return index(outdated(list(documents)))


def outdated(documents: Sequence[Document]) -> list[Document]:
    """Return those of which the stored rows are other ones."""
    entries = [document.entry_id for document in documents]
    rows = SearchDocument.objects.filter(entry__in=entries)
    stored = {pk: tuple(columns) for pk, *columns in rows.values_list("entry_id", *COLUMNS)}
    names = stored_names(SearchName.objects.filter(document__entry__in=entries))
    return [
        document
        for document in documents
        if columns_of(row_for(document)) != stored.get(document.entry_id)
        or name_rows(document) != names[document.entry_id]
    ]


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
        update_fields=COLUMNS,
    )
    pairs = list(zip(rows, documents, strict=True))
    keep_names(pairs)
    backend().write(words_for(row.pk, document) for row, document in pairs)


def keep_names(pairs: Sequence[tuple[SearchDocument, Document]]) -> None:
    """Let documents have the names they are to have; most have them already."""
    stored = stored_names(SearchName.objects.filter(document__in=[row for row, _ in pairs]))
    changed = [pair for pair in pairs if name_rows(pair[1]) != stored[pair[1].entry_id]]
    if changed:
        SearchName.objects.filter(document__in=[row for row, _ in changed]).delete()
        SearchName.objects.bulk_create(
            SearchName(document=row, **name._asdict())
            for row, document in changed
            for name in name_rows(document)
        )


def stored_names(names: QuerySet[SearchName]) -> Mapping[int, list[NameRow]]:
    """Return the rows of names by the entries of their documents."""
    found: dict[int, list[NameRow]] = defaultdict(list)
    for entry, *columns in names.values_list("document__entry", *NameRow._fields):
        found[entry].append(NameRow(*columns))
    return defaultdict(list, {entry: sorted(rows) for entry, rows in found.items()})


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


def name_rows(document: Document) -> list[NameRow]:
    return [
        NameRow(
            position=position,
            text=name.text[:MAX_NAME],
            folded=fold(name.text)[:MAX_NAME],
            acceptability=name.acceptability,
            type=name.type,
        )
        for position, name in enumerate(designations(document))
    ]


def words_for(pk: int, document: Document) -> Row:
    """Return the words of a document. The body has the names too: a query may mix both."""
    names = " \n ".join(name.text for name in designations(document))
    texts = [part for section in document.sections for part in section]
    return Row(
        document_id=pk,
        names=index_text(names),
        body=index_text(" \n ".join([names, *texts])),
    )
