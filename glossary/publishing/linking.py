"""The second pass: link stored HTML to published terms, keep who mentions whom.

Nothing is rendered here. A page is written only where it has changed.
"""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape

from django.utils import timezone

from glossary.conf import options
from glossary.models import ExplicitLink, Mention, Publication, add_rows
from glossary.publishing.autolink import MentionFound, link_terms
from glossary.publishing.explicit import NOBODY, PLACEHOLDER, Reader, resolve
from glossary.publishing.names import KnownNames, all_names, names_in
from glossary.publishing.rendering import PageSection
from glossary.publishing.sanitise import plain_text
from glossary.text import fold, meanings_url, slug_for
from glossary.wording.term_index import Name

# Up to so many pages are linked with the names looked up for each; then all names are loaded.
PAGES_BY_LOOKUP = 40
PAGES_AT_ONCE = 200
MENTION = ("source_id", "target_id", "surface", "excerpt", "section")
EXPLICIT = ("source_id", "name", "folded", "slug", "section", "target_id")


@dataclass(frozen=True, kw_only=True)
class Page:
    """The clean sections of an entry, and what of it decides how they are linked."""

    entry: int
    language: str
    subject: int | None
    unlinked: tuple[str, ...]
    sections: Sequence[PageSection]

    @property
    def text(self) -> str:
        return "\n".join(plain_text(section.html) for section in self.sections)


@dataclass(frozen=True, kw_only=True)
class Explicit:
    """A link that the editors wrote: the name, the section, the entry it leads to, if any."""

    name: str
    section: str
    target: int | None


@dataclass(frozen=True, kw_only=True)
class Linked:
    """The linked sections, the mentions found (one a target) and the editors' own links."""

    sections: list[PageSection]
    mentions: dict[int, tuple[str, MentionFound]]
    explicit: list[Explicit]


def link_page(page: Page, names: KnownNames) -> Linked:
    """Link every section; a target counts as mentioned at its first place."""
    wanted = wanted_in(page.sections)
    known = resolve(wanted, reader=Reader(language=page.language, subject=page.subject))
    unlinked = frozenset(map(fold, page.unlinked))
    subject_of = ChainMap({page.entry: page.subject}, names.subject_of)
    linked = []
    mentions: dict[int, tuple[str, MentionFound]] = {}
    for section in page.sections:
        result = link_terms(
            section.html,
            names.index,
            own=page.entry,
            subject_of=subject_of,
            max_links_per_100_words=options().links_per_100_words,
            unlinked=unlinked,
            explicit=known,
            meanings_url=meanings_url,
        )
        linked.append(replace(section, html=result.html))
        for mention in result.mentions:
            if mention.target != NOBODY:
                mentions.setdefault(mention.target, (section.title, mention))
    explicit = [
        Explicit(name=name, section=section, target=target_of(known.get(name)))
        for name, section in wanted.items()
    ]
    return Linked(sections=linked, mentions=mentions, explicit=explicit)


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
        store(list(link_all(pages_of(pks[start : start + PAGES_AT_ONCE]), names=names)))
        for start in range(0, len(pks), PAGES_AT_ONCE)
    )


def link_all(
    pages: Sequence[Page], *, names: Mapping[str, KnownNames] | None = None
) -> Iterator[tuple[Page, Linked]]:
    """Yield pages with their links: by all names of a language, or by those in each text."""
    by_language = dict(names or {})
    for page in pages:
        if page.language not in by_language and len(pages) > PAGES_BY_LOOKUP:
            by_language[page.language] = all_names(page.language)
        known = by_language.get(page.language)
        yield page, link_page(page, known or names_in(page.text, language=page.language))


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


def store(results: Sequence[tuple[Page, Linked]]) -> int:
    """Write what has changed of some linked pages; return how many pages had."""
    pks = [page.entry for page, _linked in results]
    stored = dict(Publication.objects.filter(entry__in=pks).values_list("entry_id", "sections"))
    now = timezone.now()
    changed = 0
    for page, linked in results:
        sections = list(map(vars, linked.sections))
        if sections != stored.get(page.entry):
            changed += 1
            Publication.objects.filter(entry=page.entry).update(sections=sections, rendered_at=now)
    keep_links(results)
    return changed


def keep_links(results: Sequence[tuple[Page, Linked]]) -> None:
    """Keep who mentions whom, and where the links lead that editors wrote."""
    pks = [page.entry for page, _linked in results]
    mentions = [row for page, linked in results for row in mention_rows(page, linked)]
    explicit = [row for page, linked in results for row in explicit_rows(page, linked)]
    replace_rows(Mention, pks, MENTION, mentions)
    replace_rows(ExplicitLink, pks, EXPLICIT, explicit)


def mention_rows(page: Page, linked: Linked) -> Iterator[tuple]:
    for target, (section, mention) in linked.mentions.items():
        yield page.entry, target, mention.surface, mention.excerpt, section


def explicit_rows(page: Page, linked: Linked) -> Iterator[tuple]:
    for link in linked.explicit:
        slug = slug_for(link.name, fallback="")
        yield page.entry, link.name, fold(link.name), slug, link.section, link.target or None


def replace_rows(
    model: type, sources: Sequence[int], columns: Sequence[str], rows: Sequence[tuple]
) -> None:
    """Let the rows of these sources be exactly `rows`; what is there already is not touched."""
    there = {
        values: pk
        for pk, *values_list in model.objects.filter(source__in=sources).values_list("pk", *columns)
        if (values := tuple(values_list))
    }
    wanted = dict.fromkeys(rows)
    gone = [pk for values, pk in there.items() if values not in wanted]
    if gone:
        model.objects.filter(pk__in=gone).delete()
    add_rows(model, columns, [values for values in wanted if values not in there])
