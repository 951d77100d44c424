"""From versions to their stored pages, and a preview that shows exactly what would be stored."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.utils import timezone

from glossary.errors import ContentRefused
from glossary.models import Publication, Section, Version
from glossary.publishing import link_rows
from glossary.publishing.linking import (
    Linked,
    Page,
    keep_links,
    link_all,
    link_page,
    names_of,
)
from glossary.publishing.names import KnownNames
from glossary.publishing.rendering import (
    PageSection,
    Rendered,
    keep_renderings,
    kept_pages,
    render_unsaved,
    render_version,
    render_versions,
)
from glossary.publishing.sanitise import plain_text
from glossary.text import teaser_of

MAIN_SECTIONS = ("definition", "answer")
# What a stored page is, but for when it was made.
COLUMNS = ("version_id", "title", "teaser", "plain_text", "sections")
columns_of = attrgetter(*COLUMNS)


@dataclass(frozen=True, kw_only=True)
class Made:
    """The page of a current version as it is to be stored, and its links."""

    publication: Publication
    linked: Linked

    @property
    def entry(self) -> int:
        return self.linked.entry


def preview(version: Version) -> Linked:
    """Return the page as publishing this version now would show it; nothing is kept."""
    return linked_now(page_of(version, render_version(version)))


def preview_unsaved(version: Version, rows: Sequence[Section]) -> Linked:
    """Return the page as `preview` would, if the version held these sections.

    Neither version nor entry need be stored.
    """
    return linked_now(page_of(version, render_unsaved(version, rows)))


def linked_now(page: Page) -> Linked:
    return link_page(page, names_of(page))


def page_of(version: Version, sections: Sequence[PageSection]) -> Page:
    return Page(
        entry=version.entry_id,
        language=version.entry.language,
        subject=version.subject_id,
        unlinked=tuple(version.unlinked),
        sections=sections,
    )


def store_pages(versions: Sequence[Version]) -> None:
    """Store the linked pages of versions that are current now; their names are stored already."""
    store_made(make_pages(versions))


def make_pages(
    versions: Sequence[Version],
    *,
    names: Mapping[str, KnownNames] | None = None,
    fresh: bool = False,
) -> list[Made]:
    """Return the linked pages of versions that are current now, to be stored.

    HTML that is kept is used again, unless it is to be rendered `fresh`.
    """
    versions = list(versions)
    kept = {} if fresh else kept_pages(version.pk for version in versions)
    kept |= rendered_now([version for version in versions if version.pk not in kept], fresh=fresh)
    pages = [page_of(version, kept[version.pk]) for version in versions]
    return [
        Made(publication=publication(version, page, linked), linked=linked)
        for version, (page, linked) in zip(versions, link_all(pages, names=names), strict=True)
    ]


def store_made(pages: Sequence[Made]) -> None:
    """Store pages and their links."""
    Publication.objects.bulk_create(
        [page.publication for page in pages],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["version", "title", "teaser", "plain_text", "sections", "rendered_at"],
    )
    keep_links([page.linked for page in pages])


def differing_pages(pages: Sequence[Made]) -> list[Made]:
    """Return those that are stored otherwise, or whose links are."""
    rows = {page.entry: page.linked.rows for page in pages}
    stored = {
        pk: tuple(columns)
        for pk, *columns in Publication.objects.filter(entry__in=rows).values_list(
            "entry_id", *COLUMNS
        )
    }
    others = link_rows.differing(rows)
    return [
        page
        for page in pages
        if page.entry in others or columns_of(page.publication) != stored.get(page.entry)
    ]


def rendered_now(versions: Sequence[Version], *, fresh: bool) -> dict[int, list[PageSection]]:
    """Render versions and keep what comes of it; return it by version."""
    if not versions:
        return {}
    loaded = list(Version.objects.with_content().filter(pk__in=[one.pk for one in versions]))
    pages = list(zip(loaded, accepted(render_versions(loaded, fresh=fresh)), strict=True))
    keep_renderings(pages)
    return {version.pk: sections for version, sections in pages}


def accepted(pages: Iterable[Rendered]) -> Iterator[list[PageSection]]:
    """Yield the pages. Raise what was refused: it was not when the version was submitted."""
    for page in pages:
        if isinstance(page, ContentRefused):
            raise page
        yield page


def publication(version: Version, page: Page, linked: Linked) -> Publication:
    return Publication(
        entry=version.entry,
        version=version,
        title=version.heading or version.title,
        teaser=teaser_for(version, page.sections),
        plain_text="\n\n".join(page.texts),
        sections=list(map(vars, linked.sections)),
        rendered_at=timezone.now(),
    )


def teaser_for(version: Version, sections: Sequence[PageSection]) -> str:
    """Return the start of the short definition, the definition or the answer."""
    if version.short_definition:
        return teaser_of(version.short_definition)
    main = [section for section in sections if section.key in MAIN_SECTIONS] or sections
    return teaser_of(plain_text(main[0].html)) if main else ""
