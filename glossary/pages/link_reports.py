"""Reports about links: entries that stand alone, links that lead nowhere, terms that are wanted."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from operator import attrgetter, itemgetter

from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from glossary.models import Entry, ExplicitLink, Mention, RelatedLink
from glossary.pages.tables import Table
from glossary.workflow.readings import times_read


def orphan_report(today: date) -> Table:
    """List published entries that name no other and that no other names, in text or relation."""
    return Table(
        title=_("Entries without links"),
        columns=("Number", "Title", "Subject", "Next review"),
        found=alone(),
        row=lambda entry: (
            entry.number,
            entry.title,
            entry.subject_name,
            entry.next_review,
        ),
        link=attrgetter("pk"),
    )


def alone() -> QuerySet[Entry]:
    """Published entries that name no other and that no other names."""
    here = OuterRef("pk")
    mentions = Mention.objects.filter(source__current__isnull=False, target__current__isnull=False)
    stated = RelatedLink.objects.filter(
        is_curated=True, entry__current__isnull=False, target__current__isnull=False
    )
    entries = Entry.objects.published().filter(
        ~Exists(mentions.filter(source=here)),
        ~Exists(mentions.filter(target=here)),
        ~Exists(stated.filter(entry=here)),
        ~Exists(stated.filter(target=here)),
    )
    return entries.select_related("subject", "current").order_by("number")


def broken_report(today: date) -> Table:
    """List links in texts, and relations, that lead to no entry in force."""
    return Table(
        title=_("Broken links"),
        columns=("Number", "Title", "Leads to", "Stated in", "Section or kind", "Readings"),
        found=SimpleLazyObject(
            lambda: sorted([*broken_links(today), *open_relations(today)], key=most_read_first)
        ),
        row=itemgetter(1),
        link=itemgetter(0),
        count=broken_number,
    )


BrokenLine = tuple[int, tuple[str, str, str, str, str, int]]


def broken_links(today: date) -> Iterator[BrokenLine]:
    read = times_read("source", today=today)
    for link in links_without_target().select_related("source").annotate(read=read):
        source = link.source
        row = (source.number, source.title, link.name, _("text"), link.section, link.read)
        yield source.pk, row


def open_relations(today: date) -> Iterator[BrokenLine]:
    read = times_read("entry", today=today)
    for link in relations_out_of_force().select_related("entry").annotate(read=read):
        entry = link.entry
        yield entry.pk, (entry.number, entry.title, link.title, _("relation"), link.kind, link.read)


def most_read_first(line: BrokenLine) -> tuple[object, ...]:
    *facts, read = line[1]
    return (-read, *facts)


def wanted_report(today: date) -> Table:
    """Count who links to, or states a relation with, a term that has no entry; the most first."""
    return Table(
        title=_("Terms wanted by links"),
        columns=("Term", "Links in texts", "Relations"),
        found=SimpleLazyObject(wanted_by_links),
        count=wanted_by_links_number,
    )


def wanted_by_links() -> list[tuple[str, int, int]]:
    """Return each name with the entries that link to it and that relate with it."""
    wanted: dict[str, tuple[str, int, int]] = {}
    for folded, name, entries in links_by_name():
        wanted[folded] = (name, entries, 0)
    for folded, name, entries in relations_by_name():
        known = wanted.get(folded, (name, 0, 0))
        wanted[folded] = (known[0], known[1], entries)
    return sorted(wanted.values(), key=lambda row: (-row[1] - row[2], row[0].casefold()))


def entries_wanting(names: Collection[str]) -> Mapping[str, int]:
    """Count by folded name, for those of `names`, the entries that link to or relate with it."""
    links = links_without_target().filter(folded__in=names).values_list("folded", "source")
    relations = relations_without_target().filter(folded_title__in=names)
    pairs = {*links, *relations.values_list("folded_title", "entry")}
    return Counter(name for name, _entry in pairs)


def broken_number() -> int:
    """Count the lines of the report, in one query."""
    links = links_without_target().order_by().values("pk")
    return links.union(relations_out_of_force().order_by().values("pk"), all=True).count()


def wanted_by_links_number() -> int:
    """Count the terms that links and relations want, each once, in one query."""
    links = links_without_target().order_by().values("folded")
    return links.union(relations_without_target().order_by().values("folded_title")).count()


def relations_out_of_force() -> QuerySet[RelatedLink]:
    """Relations that lead to no entry, or to one that is not in force."""
    return RelatedLink.objects.filter(
        entry__current__isnull=False, target__current__isnull=True, is_curated=True
    )


def links_without_target() -> QuerySet[ExplicitLink]:
    return ExplicitLink.objects.filter(target__isnull=True, source__current__isnull=False)


def relations_without_target() -> QuerySet[RelatedLink]:
    return RelatedLink.objects.filter(
        entry__current__isnull=False, target__isnull=True, is_curated=True
    )


def links_by_name() -> Iterator[tuple[str, str, int]]:
    links = links_without_target()
    counted = links.values("folded").annotate(Min("name"), Count("source", distinct=True))
    return counted.values_list("folded", "name__min", "source__count").iterator()


def relations_by_name() -> Iterator[tuple[str, str, int]]:
    links = relations_without_target()
    counted = links.values("folded_title").annotate(Min("title"), Count("entry", distinct=True))
    return counted.values_list("folded_title", "title__min", "entry__count").iterator()
