"""Keep the index: put documents in, take them out, make all of it anew.

Everything happens in the caller's transaction, so search never knows more than readers may see.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db import transaction

from glossary.models import (
    SearchBag,
    SearchDocument,
    SearchFacet,
    SearchName,
    SearchWord,
    add_rows,
    fetch_columns,
)
from glossary.search.analysis import Analysis
from glossary.search.bags import bag_of
from glossary.search.base import Row
from glossary.search.documents import Document
from glossary.search.engine import backend
from glossary.search.lexicon import lexicon
from glossary.search.marking import marks_by_facet
from glossary.search.rows import COLUMNS, NameRow, differing, document_row, name_rows

BATCH = 200
# Shorter words and those with digits are never taken for a misspelling of one another.
SHORTEST_WORD = 4


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
    stored = SearchDocument.objects.filter(entry__in=entries)
    rows = list(stored.values_list("pk", "entry_id", *COLUMNS))
    names = stored_names([pk for pk, *_columns in rows])
    return differing(
        documents,
        marks_by_facet(documents, adds=False),
        stored={entry: tuple(columns) for _pk, entry, *columns in rows},
        names={entry: names.get(pk, []) for pk, entry, *_columns in rows},
    )


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
    marks = marks_by_facet(documents, adds=True)
    rows = SearchDocument.objects.bulk_create(
        [document_row(document, marks) for document in documents],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=COLUMNS,
    )
    keep_names(list(zip(rows, documents, strict=True)))
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
    lexicon.note_languages(document.language for document in documents)


def keep_names(pairs: Sequence[tuple[SearchDocument, Document]]) -> None:
    """Let documents have the names they are to have; most have them already."""
    stored = stored_names([row.pk for row, _document in pairs])
    changed = [
        (row.pk, names)
        for row, document in pairs
        if (names := name_rows(document)) != stored.get(row.pk)
    ]
    if changed:
        SearchName.objects.filter(document__in=[pk for pk, _names in changed]).delete()
        rows = ((pk, *name) for pk, names in changed for name in names)
        add_rows(SearchName, ("document_id", *NameRow._fields), rows)


def stored_names(pks: Sequence[int]) -> Mapping[int, list[NameRow]]:
    """Return the rows of names of these documents, by document."""
    found: dict[int, list[NameRow]] = defaultdict(list)
    columns = ("document_id", *NameRow._fields)
    for pk, *values in fetch_columns(SearchName, columns, where="document_id", among=pks):
        found[pk].append(NameRow(*values))
    return {pk: sorted(rows) for pk, rows in found.items()}


def words_of(texts: Iterable[Analysis]) -> dict[str, bool]:
    """Return the words that a misspelt one may have meant, and whether they stand in names."""
    in_names = {word for text in texts for word in text.names}
    words = in_names.union(*(text.words for text in texts))
    return {
        word: word in in_names
        for word in sorted(words)
        if len(word) >= SHORTEST_WORD and word.isalpha()
    }
