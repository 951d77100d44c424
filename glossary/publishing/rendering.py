"""The clean HTML of a version, rendered once and kept.

What did not change is not rendered again: a section's HTML is known by the hash of its text,
its anchor and the dialect, and taken from this version or from the one in force before it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from itertools import chain
from typing import Self

from django.utils import timezone

from glossary.errors import ContentRefused
from glossary.models import Rendering, Section, Version
from glossary.publishing.guard import render_pages
from glossary.publishing.sanitise import clean
from glossary.text import slug_for

# To be counted up when the dialect or the policy of the cleaner changes: then nothing that was
# rendered before is taken for the same again.
DIALECT = 3
# So many pages of a portion go to one renderer: few, so that two of them share it.
PAGES_A_TURN = 25


@dataclass(frozen=True, kw_only=True)
class PageSection:
    """One section of a page as it is stored: `html` is clean, `source` the hash it came from."""

    key: str
    anchor: str
    title: str
    html: str
    source: str = ""

    def showing(self, html: str) -> Self:
        """Return the same section with other HTML; `replace` takes three times as long."""
        return type(self)(
            key=self.key, anchor=self.anchor, title=self.title, html=html, source=self.source
        )


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


def render_versions(
    versions: Sequence[Version], *, fresh: bool = False, begun: "Begun | None" = None
) -> list[Rendered]:
    """Return for each version what `render_version` returns or raises.

    What was `begun` is waited for, and used where the text is still the same.
    """
    return render_drafts([Draft.of(version) for version in versions], fresh=fresh, begun=begun)


def render_unsaved(version: Version, rows: Sequence[Section]) -> list[PageSection]:
    """Return what `render_version` would, if the version held these sections; no row is read."""
    (page,) = render_drafts([Draft.holding(version, rows)])
    if isinstance(page, ContentRefused):
        raise page
    return page


def render_drafts(
    drafts: "Sequence[Draft]", *, fresh: bool = False, begun: "Begun | None" = None
) -> list[Rendered]:
    known = {} if fresh else known_of(drafts, begun=begun)
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
    """The sections of a version on their way to HTML.

    `texts` are anchor and Markdown of each by `source`, the hash of both.
    """

    version: Version
    rows: Sequence[Section]
    texts: Mapping[str, tuple[str, str]]

    @classmethod
    def of(cls, version: Version) -> Self:
        return cls.holding(version, list(version.sections.all()))

    @classmethod
    def holding(cls, version: Version, rows: Sequence[Section]) -> Self:
        return cls(
            version=version,
            rows=rows,
            texts=texts_of((row.kind.key, row.heading, row.body) for row in rows),
        )

    @property
    def sources(self) -> list[str]:
        return list(self.texts)

    def sections(self, html: Mapping[str, str]) -> list[PageSection]:
        return [
            PageSection(
                key=row.kind.key, anchor=anchor, title=str(row), html=html[source], source=source
            )
            for row, (source, (anchor, _body)) in zip(self.rows, self.texts.items(), strict=True)
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


@dataclass(frozen=True, kw_only=True)
class Begun:
    """Texts that are on their way through the renderers, by page and by their hashes."""

    sources: Sequence[Sequence[str]]
    parts: Sequence[Future[list[list[str] | ContentRefused]]]

    def html(self) -> dict[str, str]:
        """Wait, and return the clean HTML of the pages that were not refused, by source."""
        pages = chain.from_iterable(part.result() for part in self.parts)
        return {
            source: clean(html)
            for sources, page in zip(self.sources, pages, strict=True)
            if not isinstance(page, ContentRefused)
            for source, html in zip(sources, page, strict=True)
        }


def begin_rendering(versions: Sequence[Version], *, executor: Executor) -> Begun:
    """Let the executor render versions that `render_versions` is going to ask for.

    It speaks to the renderer only, never to the database. A version may be changed meanwhile:
    HTML is found by the hash of its text, so nothing that is out of date is ever used.
    """
    parts: defaultdict[int, list[tuple[str, str, str]]] = defaultdict(list)
    rows = Section.objects.filter(version__in=versions).order_by("version", "position")
    columns = ("version_id", "kind__key", "heading", "body")
    for version, key, heading, body in rows.values_list(*columns):
        parts[version].append((key, heading, body))
    drafted = [texts_of(page) for page in parts.values()]
    known = known_html({source for texts in drafted for source in texts}, versions=versions)
    missing = [
        {source: text for source, text in texts.items() if source not in known} for texts in drafted
    ]
    pages = [list(texts.values()) for texts in missing]
    parts = [
        executor.submit(render_pages, pages[start : start + PAGES_A_TURN])
        for start in range(0, len(pages), PAGES_A_TURN)
    ]
    return Begun(sources=[list(texts) for texts in missing], parts=parts)


def texts_of(parts: Iterable[tuple[str, str, str]]) -> dict[str, tuple[str, str]]:
    """Return anchor and Markdown by source, of sections given as kind, heading and Markdown."""
    parts = list(parts)
    anchors = anchors_for([(key, heading) for key, heading, _body in parts])
    return {
        source_hash(body, anchor=anchor): (anchor, body)
        for anchor, (_key, _heading, body) in zip(anchors, parts, strict=True)
    }


def known_of(drafts: Sequence[Draft], *, begun: Begun | None) -> dict[str, str]:
    sources = {source for draft in drafts for source in draft.sources}
    html = begun.html() if begun else {}
    if sources <= html.keys():
        return html
    return html | known_html(sources, versions=[draft.version for draft in drafts])


def known_html(sources: Collection[str], *, versions: Iterable[Version]) -> dict[str, str]:
    """Return the HTML of those sections that were rendered before, by their hashes."""
    pks = {pk for version in versions for pk in (version.pk, version.entry.current_id)}
    stored = Rendering.objects.filter(version__in=pks - {None})
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
