"""Small published entries made row by row: what relates them, without the life cycle.

The version in force is a draft here, because the guards would not let its parts be changed.
"""

from collections.abc import Iterable
from itertools import count

from django.utils import timezone

from glossary.models import (
    Citation,
    Entry,
    Mention,
    RelatedLink,
    Relation,
    RelationKind,
    Standard,
    Subject,
    Version,
)
from glossary.search import Document, DocumentName, index, remove
from glossary.text import fold
from tests.factories import edda

NUMBERS = count(1)
Row = tuple[int | None, str, int, str, str]


def subject(name: str) -> Subject:
    return Subject.objects.get_or_create(name=name, slug=name.lower())[0]


def in_force(title: str, *, filed: str = "Audit", tags: Iterable[str] = (), **values) -> Entry:
    """Return a published and indexed entry; `values` are columns of Entry."""
    number = next(NUMBERS)
    columns = {"kind": "term", "language": "en", "slug": f"entry-{number}"} | values
    entry = Entry.objects.create(
        number=f"QM-7{number:05d}",
        title=title,
        folded_title=fold(title),
        subject=subject(filed),
        owner=edda(),
        created_at=timezone.now(),
        next_review=timezone.now().date(),
        **columns,
    )
    entry.current = Version.objects.create(
        entry=entry,
        sequence=1,
        title=title,
        created_at=timezone.now(),
        created_by=edda(),
        saved_at=timezone.now(),
    )
    entry.save()
    entry.tags.set(tags)
    known_as(entry, title)
    return entry


def known_as(entry: Entry, title: str, *synonyms: str) -> None:
    names = tuple(map(DocumentName, synonyms))
    index(
        [
            Document(
                entry_id=entry.pk,
                title=title,
                names=names,
                kind=entry.kind,
                language=entry.language,
            )
        ]
    )


def take_away(entry: Entry) -> None:
    """Withdraw an entry: its own rows go, those of others wait until they are made anew."""
    Entry.objects.filter(pk=entry.pk).update(current=None)
    RelatedLink.objects.filter(entry=entry).delete()
    Mention.objects.filter(source=entry).delete()
    remove([entry.pk])


def name(source: Entry, target: Entry) -> None:
    Mention.objects.get_or_create(source=source, target=target, surface=target.title)


def state(source: Entry, target: Entry | str, *, kind: str = RelationKind.RELATED, **values):
    """Add a relation: stated to an entry, described by a title."""
    if isinstance(target, Entry):
        values |= {"target": target, "title": target.title}
    else:
        values["title"] = target
    position = Relation.objects.filter(version=source.current).count()
    Relation.objects.create(version=source.current, position=position, kind=kind, **values)


def cite(entry: Entry, clause: str, *, standard: str = "ISO 9001", edition: str = "2015") -> None:
    cited = Standard.objects.get_or_create(designation=standard, edition=edition)[0]
    position = Citation.objects.filter(version=entry.current).count()
    Citation.objects.create(version=entry.current, position=position, standard=cited, clause=clause)


def related(entry: Entry) -> list[str]:
    """Return the titles in the list of an entry, those still to come in brackets."""
    links = RelatedLink.objects.filter(entry=entry).select_related("target").order_by("position")
    return [link.target.title if link.target else f"({link.title})" for link in links]


def reasons(entry: Entry) -> dict[str, str]:
    links = RelatedLink.objects.filter(entry=entry, target__isnull=False)
    return {link.target.title: link.reason for link in links.select_related("target")}


def strong_rows() -> dict[int, list[Row]]:
    """Return all lists without the rows that only fill a place."""
    rows: dict[int, list[Row]] = {}
    for link in RelatedLink.objects.order_by("entry", "position"):
        if link.is_curated or link.relevance > 2:
            row = (link.target_id, link.folded_title, link.relevance, link.reason, link.kind)
            rows.setdefault(link.entry_id, []).append(row)
    return rows
