"""The second pass: link stored HTML to published terms, keep who mentions whom.

Nothing is rendered here. A page is written only where it has changed.
"""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from django.utils import timezone

from glossary.conf import options
from glossary.models import Publication
from glossary.publishing import link_rows
from glossary.publishing.autolink import link_terms
from glossary.publishing.explicit import NOBODY, PLACEHOLDER, Reader, resolve
from glossary.publishing.link_rows import LinkRows, MentionRow, explicit_row
from glossary.publishing.names import KnownNames, all_names, names_in
from glossary.publishing.rendering import PageSection
from glossary.publishing.sanitise import plain_text
from glossary.text import fold, meanings_url
from glossary.wording.term_index import Name

# Up to so many pages are linked with the names looked up for each; then all names are loaded.
PAGES_BY_LOOKUP = 40
PAGES_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class Page:
    """The clean sections of an entry, and what of it decides how they are linked."""

    entry: int
    language: str
    subject: int | None
    unlinked: tuple[str, ...]
    sections: Sequence[PageSection]

    @cached_property
    def texts(self) -> list[str]:
        return [plain_text(section.html) for section in self.sections]


@dataclass(frozen=True, kw_only=True)
class Linked:
    """The linked sections of an entry, and the rows about its links."""

    entry: int
    sections: list[PageSection]
    rows: LinkRows

    @property
    def broken(self) -> tuple[str, ...]:
        """The names that editors linked and that lead nowhere."""
        return tuple(link.name for link in self.rows.explicit if link.target_id is None)


def link_page(page: Page, names: KnownNames) -> Linked:
    """Link every section; a target counts as mentioned at its first place."""
    wanted = wanted_in(page.sections)
    known = resolve(wanted, reader=Reader(language=page.language, subject=page.subject))
    unlinked = frozenset(map(fold, page.unlinked))
    subject_of = ChainMap({page.entry: page.subject}, names.subject_of)
    density = options().links_per_100_words
    linked = []
    mentions: dict[int, MentionRow] = {}
    for section in page.sections:
        result = link_terms(
            section.html,
            names.index,
            own=page.entry,
            subject_of=subject_of,
            max_links_per_100_words=density,
            unlinked=unlinked,
            explicit=known,
            meanings_url=meanings_url,
        )
        linked.append(section.showing(result.html))
        for found in result.mentions:
            if found.target != NOBODY and found.target not in mentions:
                mentions[found.target] = MentionRow(
                    page.entry, found.target, found.surface, found.excerpt, section.title
                )
    explicit = [
        explicit_row(page.entry, name, section=section, target=target_of(known.get(name)))
        for name, section in wanted.items()
    ]
    rows = LinkRows(mentions=list(mentions.values()), explicit=explicit)
    return Linked(entry=page.entry, sections=linked, rows=rows)


def wanted_in(sections: Sequence[PageSection]) -> dict[str, str]:
    """Return the names that editors linked by hand, each with the section it stands in first."""
    wanted: dict[str, str] = {}
    for section in sections:
        for name in PLACEHOLDER.findall(section.html):
            wanted.setdefault(unescape(name), section.title)
    return wanted


def target_of(name: Name | None) -> int | None:
    return name.target if name else None


def link_pages(pks: Iterable[int], *, names: Mapping[str, KnownNames] | None = None) -> int:
    """Link the stored pages of these entries anew; return how many have changed.

    `names` are all names by language, for callers with many pages in several portions.
    """
    pks = sorted(pks)
    return sum(
        store(linked_pages(pks[start : start + PAGES_AT_ONCE], names=names))
        for start in range(0, len(pks), PAGES_AT_ONCE)
    )


def linked_pages(
    pks: Sequence[int], *, names: Mapping[str, KnownNames] | None = None
) -> list[Linked]:
    """Return the stored pages of these entries as they are to be linked now."""
    return [linked for _page, linked in link_all(pages_of(pks), names=names)]


def link_all(
    pages: Sequence[Page], *, names: Mapping[str, KnownNames] | None = None
) -> Iterator[tuple[Page, Linked]]:
    """Yield pages with their links: by all names of a language, or by those in each text."""
    by_language = dict(names or {})
    for page in pages:
        if page.language not in by_language and len(pages) > PAGES_BY_LOOKUP:
            by_language[page.language] = all_names(page.language)
        known = by_language.get(page.language)
        yield page, link_page(page, known or names_of(page))


def names_of(page: Page) -> KnownNames:
    """Return the names that may stand on a page."""
    return names_in("\n".join(page.texts), language=page.language)


def pages_of(pks: Sequence[int]) -> list[Page]:
    """Return what is to be linked, in the order of the entries."""
    rows = (
        Publication.objects.filter(entry__in=pks)
        .order_by("entry")
        .values_list(
            "entry_id",
            "entry__language",
            "entry__subject_id",
            "version__unlinked",
            "version__rendering__sections",
        )
    )
    return [
        Page(
            entry=entry,
            language=language,
            subject=subject,
            unlinked=tuple(unlinked),
            sections=[PageSection(**section) for section in sections],
        )
        for entry, language, subject, unlinked, sections in rows
    ]


def differing(pages: Sequence[Linked]) -> list[Linked]:
    """Return those that are stored otherwise, or whose links are."""
    others = {row.entry_id for row in moved(pages)}
    others |= link_rows.differing({page.entry: page.rows for page in pages})
    return [page for page in pages if page.entry in others]


def store(pages: Sequence[Linked]) -> int:
    """Write what has changed of some linked pages; return how many pages had."""
    changed = moved(pages)
    if changed:
        rows = Publication.objects.filter(pk__in=[row.pk for row in changed])
        # One statement for all: on PostgreSQL each takes as long as half the linking.
        Publication.objects.bulk_update(changed, ["sections"])
        rows.update(rendered_at=timezone.now())
    keep_links(pages)
    return len(changed)


def moved(pages: Sequence[Linked]) -> list[Publication]:
    """Return those stored pages whose sections are to be others, with these."""
    wanted = {page.entry: list(map(vars, page.sections)) for page in pages}
    stored = Publication.objects.filter(entry__in=wanted)
    return [
        Publication(pk=pk, entry_id=entry, sections=wanted[entry])
        for pk, entry, sections in stored.values_list("pk", "entry_id", "sections")
        if sections != wanted[entry]
    ]


def keep_links(pages: Sequence[Linked]) -> None:
    """Keep who mentions whom, and where the links lead that editors wrote."""
    link_rows.replace({page.entry: page.rows for page in pages})
