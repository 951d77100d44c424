"""The rows that are kept of a document beside the engine's index."""

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import NamedTuple

from glossary.models import SearchDocument
from glossary.search.analysis import designations
from glossary.search.documents import Document
from glossary.search.marking import Marks, own_marks
from glossary.text import fold

MAX_NAME = 300
# The title under which passages from the sources are shown.
SOURCES = "Sources"
COLUMNS = (
    *("number", "slug", "title", "folded", "kind", "language", "definition", "teaser"),
    *("changed_on", "marks", "sections"),
)
columns_of = attrgetter(*COLUMNS)


class NameRow(NamedTuple):
    """The columns of a `SearchName` but its key and its document."""

    position: int
    text: str
    folded: str
    acceptability: str
    type: str


def document_row(document: Document, marks: Marks) -> SearchDocument:
    sections = [{"title": part.title, "text": part.text} for part in document.sections]
    if document.sources:
        sections.append(
            {"title": SOURCES, "text": "; ".join(source.text for source in document.sources)}
        )
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
        marks=own_marks(document, marks),
        sections=sections,
    )


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


def differing(
    documents: Iterable[Document],
    marks: Marks,
    *,
    stored: Mapping[int, tuple],
    names: Mapping[int, list[NameRow]],
) -> list[Document]:
    """Return those documents of which other rows are stored; both are given by entry."""
    return [
        document
        for document in documents
        if columns_of(document_row(document, marks)) != stored.get(document.entry_id)
        or name_rows(document) != names.get(document.entry_id)
    ]
