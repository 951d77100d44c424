"""What is to be indexed: documents made from the published version of entries."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from django.db.models import prefetch_related_objects

from glossary.models import Entry

# Between the words inside and around these is no gap: "non<em>conformity</em>".
INLINE = frozenset(
    ("a", "abbr", "code", "del", "dfn", "em", "ins", "mark", "span", "strong", "sub", "sup")
)
# The rest of a start or end tag; a quoted attribute may hold ">".
REST = r"""(?:[\s/][^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*)?>"""
INLINE_TAG = re.compile(f"</?(?:{'|'.join(sorted(INLINE))}){REST}")
OTHER_TAG = re.compile(f"</?[a-z][a-z0-9]*{REST}")
BATCH = 200


@dataclass(frozen=True)
class DocumentName:
    """A designation beside the title."""

    text: str
    acceptability: str = "admitted"
    type: str = "term"


@dataclass(frozen=True, kw_only=True)
class Document:
    """One published entry as search sees it; `sections` are pairs of title and plain text."""

    entry_id: int
    title: str
    kind: str
    language: str
    names: tuple[DocumentName, ...] = ()
    sections: tuple[tuple[str, str], ...] = ()


def text_of(html: str) -> str:
    """Return the words of clean HTML on one line; what is a block of its own makes a gap."""
    text = OTHER_TAG.sub(" ", INLINE_TAG.sub("", html))
    return " ".join(unescape(text).split())


def document_for(entry: Entry) -> Document:
    """Describe a published entry by its current version and its stored page.

    For many entries `documents_for` asks the database less often.
    """
    version = entry.current
    sections = [(part["title"], text_of(part["html"])) for part in entry.publication.sections]
    if version.short_definition:
        sections.insert(0, ("", " ".join(version.short_definition.split())))
    return Document(
        entry_id=entry.pk,
        title=version.title,
        kind=entry.kind,
        language=entry.language,
        names=tuple(
            DocumentName(row.term, row.acceptability, row.type)
            for row in version.designations.all()
        ),
        sections=tuple(sections),
    )


def documents_for(entries: Iterable[Entry]) -> Iterator[Document]:
    """Describe many published entries with three queries at most."""
    entries = list(entries)
    prefetch_related_objects(entries, "current__designations", "publication")
    return map(document_for, entries)


def published_documents() -> Iterator[Document]:
    """Describe everything that is published, a batch at a time.

    An entry without a stored page is left out: `republish` makes its page and its document.
    """
    entries = Entry.objects.published().filter(publication__isnull=False)
    pks = list(entries.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        yield from documents_for(entries.with_current().filter(pk__in=pks[start : start + BATCH]))
