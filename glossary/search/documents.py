"""What is to be indexed: documents made from the published version of entries."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, prefetch_related_objects
from taggit.models import TaggedItem

from glossary.models import (
    Citation,
    Designation,
    Entry,
    StandardStatus,
    fetch_columns,
)
from glossary.text import slug_for
from glossary.wording.collation import letter_of

# Between the words inside and around these is no gap: "non<em>conformity</em>".
INLINE = frozenset(
    ("a", "abbr", "code", "del", "dfn", "em", "ins", "mark", "span", "strong", "sub", "sup")
)
# The rest of a start or end tag; a quoted attribute may hold ">".
REST = r"""(?:[\s/][^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*)?>"""
INLINE_TAG = re.compile(f"</?(?:{'|'.join(sorted(INLINE))}){REST}")
OTHER_TAG = re.compile(f"</?[a-z][a-z0-9]*{REST}")
BATCH = 200
# How much a word counts, by where it stands.
NAME_WEIGHT, DEFINITION_WEIGHT, TEXT_WEIGHT, SHORT_DEFINITION_WEIGHT = 3, 3, 1, 6
WEIGHTS = {"definition": DEFINITION_WEIGHT}


@dataclass(frozen=True)
class DocumentName:
    """A designation beside the title."""

    text: str
    acceptability: str = "admitted"
    type: str = "term"


@dataclass(frozen=True)
class DocumentSection:
    """The plain text of a section, and how much its words weigh."""

    title: str
    text: str
    weight: int = TEXT_WEIGHT


@dataclass(frozen=True)
class DocumentSource:
    """What is cited, with its clause; `is_current` says that it has not been replaced."""

    text: str
    is_current: bool = True


@dataclass(frozen=True)
class DocumentFacet:
    """A value by which documents can be chosen: the slug of a subject, say, and its name."""

    field: str
    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """One published entry as search sees it. It can also be chosen by kind and language."""

    entry_id: int
    title: str
    kind: str
    language: str
    number: str = ""
    slug: str = ""
    definition: str = ""
    teaser: str = ""
    changed_on: date | None = None
    names: tuple[DocumentName, ...] = ()
    sections: tuple[DocumentSection, ...] = ()
    sources: tuple[DocumentSource, ...] = ()
    facets: tuple[DocumentFacet, ...] = ()


def text_of(html: str) -> str:
    """Return the words of clean HTML on one line; what is a block of its own makes a gap."""
    text = OTHER_TAG.sub(" ", INLINE_TAG.sub("", html))
    return " ".join(unescape(text).split())


def document_for(entry: Entry) -> Document:
    """Describe a published entry by its current version and its stored page.

    For many entries `documents_for` asks the database less often.
    """
    return next(documents_for([entry]))


def documents_for(entries: Iterable[Entry]) -> Iterator[Document]:
    """Describe many published entries with a handful of queries."""
    entries = list(entries)
    rows = Citation.objects.select_related("standard").order_by("position")
    prefetch_related_objects(entries, Prefetch("current__citations", rows), "publication")
    names, tags = names_of(entries), tags_of(entries)
    return (
        described(entry, names=names.get(entry.current_id, ()), tags=tags.get(entry.pk, ()))
        for entry in entries
    )


def names_of(entries: Sequence[Entry]) -> Mapping[int, Sequence[DocumentName]]:
    """Return the designations of entries, by the keys of their current versions."""
    columns = ("version_id", "position", "term", "acceptability", "type")
    found: dict[int, list[DocumentName]] = {}
    for version, _position, *name in sorted(
        fetch_columns(
            Designation, columns, where="version_id", among=[entry.current_id for entry in entries]
        )
    ):
        found.setdefault(version, []).append(DocumentName(*name))
    return found


def tags_of(entries: Sequence[Entry]) -> Mapping[int, Sequence[DocumentFacet]]:
    """Return the tags of entries, by key; the prefetch of taggit takes twice as long."""
    kind = ContentType.objects.get_for_model(Entry)
    items = TaggedItem.objects.filter(
        content_type=kind, object_id__in=[entry.pk for entry in entries]
    )
    found: dict[int, list[DocumentFacet]] = {}
    for pk, slug, name in items.values_list("object_id", "tag__slug", "tag__name").order_by("pk"):
        found.setdefault(pk, []).append(DocumentFacet("tag", slug, name))
    return found


def described(
    entry: Entry, *, names: Sequence[DocumentName], tags: Sequence[DocumentFacet]
) -> Document:
    version = entry.current
    citations = list(version.citations.all())
    return Document(
        entry_id=entry.pk,
        number=entry.number,
        slug=entry.slug,
        title=version.title,
        kind=entry.kind,
        language=entry.language,
        definition=" ".join(version.short_definition.split()),
        teaser=entry.publication.teaser,
        changed_on=version.published_at and version.published_at.date(),
        names=tuple(names),
        sections=tuple(
            DocumentSection(
                part["title"], text_of(part["html"]), WEIGHTS.get(part["key"], TEXT_WEIGHT)
            )
            for part in entry.publication.sections
        ),
        sources=tuple(map(source_of, citations)),
        facets=(*facets_beside_tags(entry, citations), *tags),
    )


def source_of(citation: Citation) -> DocumentSource:
    standard = citation.standard
    is_current = standard is None or standard.status == StandardStatus.CURRENT
    return DocumentSource(str(citation), is_current)


def facets_beside_tags(entry: Entry, citations: Iterable[Citation]) -> Iterator[DocumentFacet]:
    """Yield by what an entry can be chosen beside its tags; all editions are one standard."""
    letter = letter_of(entry.title, language=entry.language)
    yield DocumentFacet("letter", letter, letter)
    if entry.subject:
        yield DocumentFacet("subject", entry.subject.slug, entry.subject.name)
    for name in {row.standard.designation for row in citations if row.standard}:
        yield DocumentFacet("standard", slug_for(name, fallback="standard"), name)


def published_documents() -> Iterator[Document]:
    """Describe everything that is published, a batch at a time.

    An entry without a stored page is left out: `republish` makes its page and its document.
    """
    entries = Entry.objects.published().filter(publication__isnull=False)
    pks = list(entries.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        yield from documents_for(entries.with_current().filter(pk__in=pks[start : start + BATCH]))
