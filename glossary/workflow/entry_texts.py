"""Entries of the database as the quality rules see them, whole or as much as a rule needs."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from django.db.models import F, prefetch_related_objects

from glossary.content import Content
from glossary.models import EntryKind, Redirect, SectionKind, Version
from glossary.quality.records import EntryText


def entry_text(version: Version) -> EntryText:
    """Return a version, loaded with its entry and content, as the rules see it."""
    return EntryText(
        key=version.entry.number,
        kind=version.entry.kind,
        language=version.entry.language,
        content=version.content(),
        address=version.entry.get_absolute_url(),
    )


def brief_texts(
    entries: Collection[int], *, old_addresses: Mapping[int, Sequence[str]] | None = None
) -> dict[int, EntryText]:
    """Return of what is in force only names, waivers and what defines, by key of the entry."""
    versions = list(
        Version.objects.filter(entry__in=entries, entry__current=F("pk"))
        .select_related("entry__subject", "subject")
        .prefetch_related("designations", "waivers")
        .order_by("entry")
    )
    # A section defines only where nothing shorter does.
    undefined = [version for version in versions if not version.short_definition.strip()]
    prefetch_related_objects(undefined, "sections__kind")
    moved = old_addresses or {}
    return {
        version.entry_id: EntryText(
            key=version.entry.number,
            kind=version.entry.kind,
            language=version.entry.language,
            content=brief_content(version, is_defined=version not in undefined),
            address=version.entry.get_absolute_url(),
            old_addresses=tuple(moved.get(version.entry_id, ())),
        )
        for version in versions
    }


def brief_content(version: Version, *, is_defined: bool) -> Content:
    sections = () if is_defined else version.sections.all()
    return Content(
        title=version.title,
        short_definition=version.short_definition,
        subject=version.subject.name if version.subject else "",
        sections=tuple(row.as_text() for row in sections if row.kind.key == "definition"),
        designations=tuple(row.as_text() for row in version.designations.all()),
        waivers=tuple(row.as_text() for row in version.waivers.all()),
    )


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
