"""The clean HTML of a version, rendered once and kept.

What did not change is not rendered again: a section's HTML is known by the hash of its text,
its anchor and the dialect, and taken from this version or from the one in force before it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.utils import timezone

from glossary.errors import ContentRefused
from glossary.models import Rendering, Section, Version
from glossary.publishing.guard import render_pages
from glossary.publishing.sanitise import clean
from glossary.text import slug_for

# To be counted up when the dialect or the policy of the cleaner changes: then nothing that was
# rendered before is taken for the same again.
DIALECT = 2


@dataclass(frozen=True, kw_only=True)
class PageSection:
    """One section of a page as it is stored: `html` is clean, `source` the hash it came from."""

    key: str
    anchor: str
    title: str
    html: str
    source: str = ""


Rendered = list[PageSection] | ContentRefused


def render_version(version: Version, *, fresh: bool = False) -> list[PageSection]:
    """Return the clean HTML of every section. Raise RenderingTooComplex or ContentRefused.

    Load the version with its content; what is kept of it and of its entry's current version is
    used again, unless everything is to be rendered `fresh`.
    """
    (page,) = render_versions([version], fresh=fresh)
    if isinstance(page, ContentRefused):
        raise page
    return page


def render_versions(versions: Sequence[Version], *, fresh: bool = False) -> list[Rendered]:
    """Return for each version what `render_version` returns or raises."""
    drafts = [Draft.of(version) for version in versions]
    known = {} if fresh else known_html(drafts)
    missing = {
        draft: [source for source in draft.sources if source not in known] for draft in drafts
    }
    pages = render_pages(
        [[draft.texts[source] for source in sources] for draft, sources in missing.items()]
    )
    results: list[Rendered] = []
    for (draft, sources), page in zip(missing.items(), pages, strict=True):
        if isinstance(page, ContentRefused):
            results.append(page)
            continue
        new = {source: clean(html) for source, html in zip(sources, page, strict=True)}
        results.append(draft.sections(known | new))
    return results


@dataclass(frozen=True, kw_only=True, eq=False)
class Draft:
    """The sections of a version on their way to HTML; `sources` are the hashes of their texts."""

    version: Version
    rows: Sequence[Section]
    anchors: Sequence[str]
    sources: Sequence[str]

    @classmethod
    def of(cls, version: Version) -> Self:
        rows = list(version.sections.all())
        anchors = list(anchors_for([(row.kind.key, row.heading) for row in rows]))
        sources = [
            source_hash(row.body, anchor=anchor) for row, anchor in zip(rows, anchors, strict=True)
        ]
        return cls(version=version, rows=rows, anchors=anchors, sources=sources)

    @property
    def texts(self) -> dict[str, tuple[str, str]]:
        """Anchor and Markdown by source."""
        bodies = [row.body for row in self.rows]
        return dict(zip(self.sources, zip(self.anchors, bodies, strict=True), strict=True))

    def sections(self, html: Mapping[str, str]) -> list[PageSection]:
        return [
            PageSection(
                key=row.kind.key, anchor=anchor, title=str(row), html=html[source], source=source
            )
            for row, anchor, source in zip(self.rows, self.anchors, self.sources, strict=True)
        ]


def anchors_for(names: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield an id per section that stays the same while its heading does."""
    used: dict[str, int] = {}
    for key, heading in names:
        base = slug_for(heading, fallback=key) if heading else key
        used[base] = used.get(base, 0) + 1
        yield base if used[base] == 1 else f"{base}-{used[base]}"


def source_hash(body: str, *, anchor: str) -> str:
    return hashlib.sha256(f"{DIALECT}\n{anchor}\n{body}".encode()).hexdigest()


def known_html(drafts: Sequence[Draft]) -> dict[str, str]:
    """Return the HTML of those sections that were rendered before, by their hashes."""
    sources = {source for draft in drafts for source in draft.sources}
    versions = {draft.version.pk for draft in drafts}
    versions |= {draft.version.entry.current_id for draft in drafts}
    stored = Rendering.objects.filter(version__in=versions - {None})
    return {
        section["source"]: section["html"]
        for sections in stored.values_list("sections", flat=True)
        for section in sections
        if section.get("source") in sources
    }


def keep_renderings(rendered: Sequence[tuple[Version, list[PageSection]]]) -> None:
    """Keep what was rendered beside its version; a second time replaces the first."""
    now = timezone.now()
    Rendering.objects.bulk_create(
        [
            Rendering(
                version=version,
                sections=list(map(vars, sections)),
                dialect=DIALECT,
                rendered_at=now,
            )
            for version, sections in rendered
        ],
        update_conflicts=True,
        unique_fields=["version"],
        update_fields=["sections", "dialect", "rendered_at"],
    )


def kept_pages(versions: Iterable[int]) -> dict[int, list[PageSection]]:
    """Return what is kept of versions whose text is fixed, in the dialect of now, by version."""
    rows = Rendering.objects.filter(version__in=versions, dialect=DIALECT)
    return {
        version: [PageSection(**section) for section in sections]
        for version, sections in rows.values_list("version_id", "sections")
    }


def rendered(version: Version) -> list[PageSection]:
    """Return a released version as it was rendered when it came into force."""
    stored = Rendering.objects.filter(version=version).first()
    if stored is None:
        # Released before renderings were kept.
        return render_version(Version.objects.with_content().get(pk=version.pk))
    return [PageSection(**section) for section in stored.sections]
