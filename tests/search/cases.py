"""Small indexed documents, without versions and pages, and texts that mean harm."""

from itertools import count

from django.utils import timezone

from glossary.models import Entry, Subject
from glossary.search import (
    Document,
    DocumentName,
    DocumentSection,
    DocumentSource,
    index,
    search,
)
from tests.factories import edda

NUMBERS = count(1)
Names = tuple[str | DocumentName, ...]
Sections = tuple[str | tuple[str, str], ...]
Sources = tuple[str | DocumentSource, ...]


def described(
    title: str,
    *,
    names: Names = (),
    sections: Sections = (),
    kind: str = "term",
    language: str = "en",
    sources: Sources = (),
    **values,
) -> Document:
    """Make an entry and describe it; a bare string is an admitted term or an untitled section."""
    number = next(NUMBERS)
    entry = Entry.objects.create(
        number=f"QM-{number:04}",
        slug=f"entry-{number}",
        kind=kind,
        language=language,
        title=title,
        subject=Subject.objects.get_or_create(name="Fundamentals", slug="fundamentals")[0],
        owner=edda(),
        created_at=timezone.now(),
    )
    return Document(
        entry_id=entry.pk,
        number=entry.number,
        slug=entry.slug,
        title=title,
        kind=kind,
        language=language,
        names=tuple(DocumentName(name) if isinstance(name, str) else name for name in names),
        sections=tuple(
            DocumentSection("", part) if isinstance(part, str) else DocumentSection(*part)
            for part in sections
        ),
        sources=tuple(DocumentSource(s) if isinstance(s, str) else s for s in sources),
        **values,
    )


def indexed(title: str, **values) -> int:
    """Index an entry and return its id; the arguments are those of `described`."""
    document = described(title, **values)
    index([document])
    return document.entry_id


def titles(text: str, **scope) -> list[str]:
    """Return what is found with all words as they were typed."""
    return [hit.title for hit in search(text, **scope).hits if not (hit.is_near or hit.is_partial)]


def near(text: str) -> list[str]:
    """Return what is found by a name that is spelt nearly so."""
    return [hit.title for hit in search(text).hits if hit.is_near]


def partial(text: str) -> list[str]:
    """Return what has only some of the words."""
    return [hit.title for hit in search(text).hits if hit.is_partial]


HOSTILE = [
    "",
    " ",
    "\0",
    "\0\x01\x1b",
    "\ud800",
    '"',
    "'",
    '""""',
    "'; DROP TABLE glossary_entry; --",
    "%",
    "_",
    "\\",
    "%s %(x)s {} {0}",
    "*",
    "^",
    "(",
    ")))",
    "a:*",
    "!&|",
    "<->",
    "names:zz OR body:zz",
    "zz NEAR/2 zz",
    "🙂",
    "🙂🙂 🙃",
    "x" * 10_000,
    "(" * 10_000,
    '"' * 10_001,
    "zz " * 5_000,
    "zz-" * 5_000,
    " ".join(f"w{n}" for n in range(3_000)),
    "\u202e\u0000\ufeff",
    "ﷺ" * 10_000,
    "a\u0300" * 5_000,
]
