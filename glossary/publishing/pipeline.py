"""From an approved version to its stored page: render, clean, keep, link.

Rendering and linking change nothing by themselves, so a preview shows exactly what
publishing will store.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import F
from django.utils import timezone

from glossary.conf import options
from glossary.models import (
    Acceptability,
    Designation,
    DesignationType,
    Entry,
    Mention,
    Publication,
    Rendering,
    Version,
)
from glossary.publishing.autolink import MentionFound, link_terms
from glossary.publishing.guard import render_guarded
from glossary.publishing.sanitise import clean, plain_text
from glossary.text import slug_for, teaser_of
from glossary.wording.term_index import Name, TermIndex

LINKABLE = (Acceptability.PREFERRED, Acceptability.ADMITTED, Acceptability.DEPRECATED)
MAIN_SECTIONS = ("definition", "answer")


@dataclass(frozen=True, kw_only=True)
class PageSection:
    """One section of a page as it is stored: `html` is clean."""

    key: str
    anchor: str
    title: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Linked:
    """The sections with their terms linked, and the mentions found, one a target."""

    sections: list[PageSection]
    mentions: dict[int, tuple[PageSection, MentionFound]]


def render_version(version: Version) -> list[PageSection]:
    """Return the clean HTML of every section. Raise RenderingTooComplex or ContentRefused."""
    sections = list(version.sections.all())
    anchors = list(anchors_for([(row.kind.key, row.heading) for row in sections]))
    rendered = render_guarded(
        [(anchor, row.body) for anchor, row in zip(anchors, sections, strict=True)]
    )
    return [
        PageSection(key=row.kind.key, anchor=anchor, title=str(row), html=clean(html))
        for row, anchor, html in zip(sections, anchors, rendered, strict=True)
    ]


def anchors_for(names: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield an id per section that stays the same while its heading does."""
    used: dict[str, int] = {}
    for key, heading in names:
        base = slug_for(heading, fallback=key) if heading else key
        used[base] = used.get(base, 0) + 1
        yield base if used[base] == 1 else f"{base}-{used[base]}"


def link_sections(sections: Sequence[PageSection], *, index: TermIndex, own: int) -> Linked:
    """Link the terms named in each section; the first place of a target is its mention."""
    linked, mentions = [], {}
    for section in sections:
        result = link_terms(
            section.html, index, own=own, max_links_per_100_words=options().links_per_100_words
        )
        linked.append(replace(section, html=result.html))
        for mention in result.mentions:
            mentions.setdefault(mention.target, (section, mention))
    return Linked(sections=linked, mentions=mentions)


def preview(version: Version) -> list[PageSection]:
    """Return the sections as publishing this version now would show them."""
    index = term_index(version.entry.language)
    return link_sections(render_version(version), index=index, own=version.entry_id).sections


def rendered(version: Version) -> list[PageSection]:
    """Return a released version as it was rendered when it came into force."""
    stored = Rendering.objects.filter(version=version).first()
    if stored is None:
        # Released before renderings were kept.
        return render_version(Version.objects.with_content().get(pk=version.pk))
    return [PageSection(**section) for section in stored.sections]


def store_page(version: Version) -> None:
    """Store the rendered page of the current version of its entry, not yet linked."""
    version = Version.objects.with_content().get(pk=version.pk)
    sections = render_version(version)
    values = [vars(section) for section in sections]
    now = timezone.now()
    Rendering.objects.update_or_create(
        version=version, defaults={"sections": values, "rendered_at": now}
    )
    Publication.objects.update_or_create(
        entry=version.entry,
        defaults={
            "version": version,
            "title": version.heading or version.title,
            "teaser": teaser_for(version, sections),
            "plain_text": "\n\n".join(plain_text(section.html) for section in sections),
            "sections": values,
            "rendered_at": now,
        },
    )


def teaser_for(version: Version, sections: Sequence[PageSection]) -> str:
    """Return the start of the short definition, the definition or the answer."""
    if version.short_definition:
        return teaser_of(version.short_definition)
    main = [section for section in sections if section.key in MAIN_SECTIONS] or sections
    return teaser_of(plain_text(main[0].html)) if main else ""


def link_pages(entries: Iterable[Entry]) -> None:
    """Link the stored pages of these entries to all published terms and keep the mentions."""
    indexes: dict[str, TermIndex] = {}
    pages = Publication.objects.filter(entry__in=list(entries)).select_related(
        "entry", "version__rendering"
    )
    for page in pages:
        language = page.entry.language
        if language not in indexes:
            indexes[language] = term_index(language)
        link_page(page, index=indexes[language])


def link_page(page: Publication, *, index: TermIndex) -> None:
    """Store the linked sections and replace the mentions this entry makes."""
    unlinked = [PageSection(**section) for section in page.version.rendering.sections]
    linked = link_sections(unlinked, index=index, own=page.entry_id)
    values = [vars(section) for section in linked.sections]
    if values != page.sections:
        page.sections = values
        page.rendered_at = timezone.now()
        page.save(update_fields=["sections", "rendered_at"])
    Mention.objects.filter(source=page.entry_id).delete()
    Mention.objects.bulk_create(
        Mention(
            source_id=page.entry_id,
            target_id=target,
            surface=mention.surface,
            excerpt=mention.excerpt,
            section=section.title,
        )
        for target, (section, mention) in linked.mentions.items()
    )


def term_index(language: str) -> TermIndex:
    """Load the names of all published terms of a language into a matcher."""
    return TermIndex.build(published_names(language))


def published_names(language: str) -> Iterator[Name]:
    """Yield title and linkable designations of every published term.

    A synonym nobody has confirmed yet is found by search but links nothing.
    """
    terms = Entry.objects.published().terms().filter(language=language)
    urls = {}
    for entry in terms.only("pk", "kind", "slug", "title").iterator():
        urls[entry.pk] = (entry.get_absolute_url(), entry.title)
        yield name_of(entry.pk, entry.title, urls=urls, is_sign=looks_abbreviated(entry.title))
    designations = Designation.objects.filter(
        version__entry__current=F("version_id"),
        version__entry__in=terms,
        language__in=("", language),
        reviewed=True,
        acceptability__in=LINKABLE,
    ).values_list("version__entry_id", "term", "type")
    for target, term, kind in designations.iterator():
        is_sign = kind != DesignationType.TERM or looks_abbreviated(term)
        yield name_of(target, term, urls=urls, is_sign=is_sign)


def name_of(target: int, text: str, *, urls: dict[int, tuple[str, str]], is_sign: bool) -> Name:
    url, title = urls[target]
    return Name(text=text, target=target, url=url, title=title, is_abbreviation=is_sign)


def looks_abbreviated(text: str) -> bool:
    """Whether case counts when the text is looked for: QM and AQL, not Audit."""
    return len(text) > 1 and " " not in text and text.isupper()
