"""Entries of the database as the quality rules see them, whole or as much as a rule needs."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from django.db.models import Prefetch, QuerySet

from glossary.models import (
    Citation,
    Entry,
    EntryKind,
    Redirect,
    Relation,
    Section,
    SectionKind,
    Version,
)
from glossary.quality.records import EntryText


def entry_text(version: Version, *, old_addresses: Sequence[str] = ()) -> EntryText:
    """Return a version, loaded with its entry and content, as the rules see it."""
    return EntryText(
        key=version.entry.number,
        kind=version.entry.kind,
        language=version.entry.language,
        content=version.content(),
        address=version.entry.get_absolute_url(),
        old_addresses=tuple(old_addresses),
    )


def current_versions() -> QuerySet[Version]:
    return Version.objects.filter(pk__in=Entry.objects.published().values("current"))


def whole_texts(entries: Collection[int]) -> list[EntryText]:
    """Return what is in force of these entries."""
    versions = current_versions().with_content().filter(entry__in=entries)
    return list(map(entry_text, versions.select_related("entry__subject").order_by("entry")))


def brief_texts(
    entries: Collection[int], *, old_addresses: Mapping[int, Sequence[str]] | None = None
) -> dict[int, EntryText]:
    """Return of what is in force only names, waivers and what defines, by key of the entry."""
    definitions = Section.objects.filter(kind__key="definition").select_related("kind")
    versions = (
        current_versions()
        .filter(entry__in=entries)
        .select_related("entry__subject", "subject")
        .prefetch_related(
            Prefetch("sections", definitions),
            Prefetch("relations", Relation.objects.none()),
            Prefetch("citations", Citation.objects.none()),
            "designations",
            "waivers",
        )
    )
    moved = old_addresses or {}
    return {
        version.entry_id: entry_text(version, old_addresses=moved.get(version.entry_id, ()))
        for version in versions.order_by("entry")
    }


def moved_from(paths: Iterable[str]) -> dict[int, list[str]]:
    """Return by entry those of these paths from which readers are led to it."""
    # Redirects are kept as they were asked for, with or without the slash at the end.
    asked = {form: path for path in paths for form in (path, path.rstrip("/"))}
    found: dict[int, list[str]] = {}
    for row in Redirect.objects.filter(path__in=asked, entry__current__isnull=False):
        found.setdefault(row.entry_id, []).append(asked[row.path])
    return found


def required_sections() -> dict[str, tuple[str, ...]]:
    """Return for each kind of entry the section kinds that the template requires."""
    return {kind: tuple(keys_of(SectionKind.objects.template_for(kind))) for kind in EntryKind}


def keys_of(kinds: Iterable[SectionKind]) -> Iterator[str]:
    return (kind.key for kind in kinds if kind.required)
