"""Lists to work through: terms that texts want, links that lead nowhere, entries that stand alone.

What the reports on links count for auditors stands here with what an editor needs to
mend it. At most SHOWN rows are made for a page; a CSV file has all.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glossary.models import (
    Entry,
    ExplicitLink,
    ExternalAddress,
    ExternalLink,
    RelatedLink,
    SectionKind,
    Version,
)
from glossary.pages.external_links import broken_outside, external_report, place_of
from glossary.pages.link_reports import (
    alone,
    broken_report,
    links_without_target,
    orphan_report,
    relations_out_of_force,
    wanted_by_links,
    wanted_report,
)
from glossary.pages.misses import open_drafts
from glossary.pages.tables import Table
from glossary.text import fold
from glossary.workflow.readings import times_read

SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class WantedTerm:
    """A term that links and relations name and that has no entry; `draft` is one that has it."""

    text: str
    folded: str
    links: int
    relations: int
    draft: Entry | None = None


@dataclass(frozen=True, kw_only=True)
class BrokenLink:
    """A link or relation of a published entry that leads nowhere.

    `read` is how often readers open the entry in the months that are kept; `anchor` the field in
    which the link is mended while a draft is open.
    """

    entry: Entry
    name: str
    where: str
    read: int
    anchor: str
    is_open: bool = False


@dataclass(frozen=True, kw_only=True)
class LinkOutside(BrokenLink):
    """A link that leads to another site and nowhere."""

    address: ExternalAddress


@dataclass(frozen=True, kw_only=True)
class WorkList:
    """A list with its heading, and what to say when nothing is left."""

    title: Promise | str
    lead: Promise | str
    empty: Promise | str
    rows: Callable[[QuerySet[Entry]], Sequence[object]]
    table: Callable[[date], Table]


def wanted_terms(visible: QuerySet[Entry]) -> list[WantedTerm]:
    """Return what is wanted most first, with the drafts among `visible` that have it already."""
    wanted = [
        WantedTerm(text=name, folded=fold(name), links=links, relations=relations)
        for name, links, relations in wanted_by_links()[: SHOWN + 1]
    ]
    drafts = open_drafts(wanted, visible=visible)
    return [replace(term, draft=drafts.get(term.folded)) for term in wanted]


def broken_links(visible: QuerySet[Entry]) -> list[BrokenLink]:
    """Return links that lead nowhere, those of the most read entries first (E-22)."""
    links = counted(links_without_target(), of="source")
    relations = counted(relations_out_of_force(), of="entry")
    fields = fields_by_title()
    rows = [
        *(text_link(link, anchor=fields.get(link.section, "other")) for link in links),
        *map(relation_link, relations),
    ]
    rows.sort(key=lambda row: (-row.read, row.entry.number, row.name))
    rows = rows[: SHOWN + 1]
    return with_drafts(rows, visible=visible)


def fields_by_title() -> Mapping[str, str]:
    """Return where a section is written, by the title that readers see."""
    kinds = SectionKind.objects.values_list("key", "title")
    return {title: f"id_section-{key}" for key, title in kinds}


def counted(links: QuerySet, *, of: str) -> QuerySet:
    """Return the links with the entries they stand in, and how often these are read."""
    read = times_read(of, today=timezone.localdate())
    return links.select_related(of).annotate(read=read).order_by("-read", "pk")[: SHOWN + 1]


def text_link(link: ExplicitLink, *, anchor: str) -> BrokenLink:
    return BrokenLink(
        entry=link.source,
        name=link.name,
        where=link.section,
        read=link.read,
        anchor=anchor,
    )


def relation_link(link: RelatedLink) -> BrokenLink:
    return BrokenLink(
        entry=link.entry,
        name=link.title,
        where=str(_("Relations")),
        read=link.read,
        anchor="relation",
    )


def links_outside(visible: QuerySet[Entry]) -> list[BrokenLink]:
    """Return links to other sites that are broken, those of the most read entries first (E-22)."""
    fields = {"": "citation", **fields_by_title()}
    broken = broken_outside(timezone.localdate())[: SHOWN + 1]
    rows = [outside_link(link, anchor=fields.get(link.section, "other")) for link in broken]
    return with_drafts(rows, visible=visible)


def outside_link(link: ExternalLink, *, anchor: str) -> LinkOutside:
    return LinkOutside(
        entry=link.version.entry,
        name=link.address.url,
        where=place_of(link),
        read=link.read,
        anchor=anchor,
        address=link.address,
    )


def with_drafts(rows: Sequence[BrokenLink], *, visible: QuerySet[Entry]) -> list[BrokenLink]:
    """Say of which entries a draft is open that this person may see."""
    entries = visible.filter(pk__in={row.entry.pk for row in rows}).values("pk")
    opened = {*Version.objects.open().filter(entry__in=entries).values_list("entry", flat=True)}
    return [replace(row, is_open=row.entry.pk in opened) for row in rows]


def orphans(visible: QuerySet[Entry]) -> list[Entry]:
    return list(alone()[: SHOWN + 1])


WORK_LISTS = {
    "wanted-terms": WorkList(
        title=_("Terms used but not defined"),
        lead=_("What links and relations of published entries name and no entry explains."),
        empty=_("Every link and relation leads to an entry."),
        rows=wanted_terms,
        table=wanted_report,
    ),
    "broken-links": WorkList(
        title=_("Broken links"),
        lead=_(
            "Links and relations that lead to no entry. Those of the entries that are read most "
            "come first."
        ),
        empty=_("No link is broken."),
        rows=broken_links,
        table=broken_report,
    ),
    "external-links": WorkList(
        title=_("Links to other sites"),
        lead=_(
            "Addresses of other sites in published texts and sources that led nowhere when they "
            "were last looked up. Those of the entries that are read most come first."
        ),
        empty=_("No link to another site is known to be broken."),
        rows=links_outside,
        table=external_report,
    ),
    "orphans": WorkList(
        title=_("Entries without links"),
        lead=_("Published entries that name no other one and that none names."),
        empty=_("Every entry is connected with another one."),
        rows=orphans,
        table=orphan_report,
    ),
}
