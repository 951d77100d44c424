"""Gather what entries have to do with each other and store their related articles."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from glossary.conf import options
from glossary.models import Citation, Entry, Mention, RelatedLink, Relation, RelationKind
from glossary.publishing.related import (
    CURATED_AT_LEAST,
    Curated,
    Evidence,
    Kind,
    RelatedFound,
    rank_related,
)
from glossary.publishing.relations import slug_in, targets_of
from glossary.text import fold, teaser_of

# Enough to choose the best from; a tag or subject that thousands share says little anyway.
CANDIDATES = 200
KINDS = {
    RelationKind.CONFUSABLE: Kind.CONFUSABLE,
    RelationKind.BROADER: Kind.BROADER,
    RelationKind.NARROWER: Kind.NARROWER,
}


@dataclass(frozen=True, kw_only=True)
class Neighbourhood:
    """The relations of an entry's current version; `targets` says where they lead, by their pk."""

    entry: Entry
    relations: Sequence[Relation]
    targets: dict[int, Entry]


def relate(entries: Sequence[Entry]) -> None:
    """Store the related articles of these published and indexed entries anew.

    What the editors chose is worked out for all of them first, because the other side of a
    chosen relation is evidence too and must not depend on the order of the entries.
    """
    neighbourhoods = neighbourhoods_of(entries)
    chosen_by = defaultdict(set)
    for around in neighbourhoods:
        for choice in curated(around):
            chosen_by[choice.target].add(around.entry.pk)
    for around in neighbourhoods:
        evidence = [
            *stated_evidence(around),
            *chosen_elsewhere(around.entry, here=chosen_by[around.entry.pk], among=neighbourhoods),
            *gathered_evidence(around.entry),
        ]
        limit = max(options().related_limit, len(around.relations))
        store(around, rank_related(curated(around), evidence, own=around.entry.pk, limit=limit))


def neighbourhoods_of(entries: Sequence[Entry]) -> list[Neighbourhood]:
    fresh = Entry.objects.published().with_current().prefetch_related("tags")
    fresh = fresh.filter(pk__in=[entry.pk for entry in entries])
    relations = list(
        Relation.objects.filter(version__entry__in=fresh, version=F("version__entry__current"))
        .select_related("version__entry")
        .order_by("version", "position")
    )
    targets = targets_of(relations)
    stated: dict[int, list[Relation]] = defaultdict(list)
    for relation in relations:
        stated[relation.version.entry_id].append(relation)
    return [
        Neighbourhood(entry=entry, relations=stated[entry.pk], targets=targets) for entry in fresh
    ]


def curated(around: Neighbourhood) -> list[Curated]:
    return [
        Curated(target=around.targets[relation.pk].pk, note=reason_for(relation))
        for relation in around.relations
        if relation.pk in around.targets
    ]


def reason_for(relation: Relation) -> str:
    """Return the editors' note, behind the kind of relation where that says something."""
    if relation.kind == RelationKind.RELATED:
        return relation.note
    return ": ".join(filter(None, [str(relation.get_kind_display()), relation.note]))


def stated_evidence(around: Neighbourhood) -> Iterator[Evidence]:
    for relation in around.relations:
        if relation.pk in around.targets and relation.kind in KINDS:
            kind = KINDS[RelationKind(relation.kind)]
            yield Evidence(target=around.targets[relation.pk].pk, kind=kind)


def chosen_elsewhere(
    entry: Entry, *, here: set[int], among: Sequence[Neighbourhood]
) -> Iterator[Evidence]:
    """Yield who names this entry: by what was just worked out, and for others as stored."""
    stored = RelatedLink.objects.filter(target=entry, is_curated=True).exclude(
        entry__in=[around.entry.pk for around in among]
    )
    for pk in sorted({*here, *first(stored, "entry")}):
        yield Evidence(target=pk, kind=Kind.CHOSEN_THERE)


def gathered_evidence(entry: Entry) -> Iterator[Evidence]:
    """Yield what mentions, citations, tags and the subject say."""
    for pk in first(Mention.objects.filter(source=entry), "target"):
        yield Evidence(target=pk, kind=Kind.MENTIONS)
    for pk in first(Mention.objects.filter(target=entry), "source"):
        yield Evidence(target=pk, kind=Kind.MENTIONED_BY)
    yield from shared_clauses(entry)
    others = Entry.objects.published().filter(language=entry.language).exclude(pk=entry.pk)
    for tag in entry.tags.all():
        for pk in first(others.filter(tags=tag), "pk"):
            yield Evidence(target=pk, kind=Kind.SHARED_TAGS, names=(tag.name,))
    if entry.subject_id:
        for pk in first(others.filter(subject=entry.subject_id), "pk"):
            yield Evidence(target=pk, kind=Kind.SAME_SUBJECT)


def shared_clauses(entry: Entry) -> Iterator[Evidence]:
    """Yield entries that cite the same clause; the same standard alone would join everything."""
    own = Citation.objects.filter(version=entry.current_id, standard__isnull=False)
    for citation in own.exclude(clause="").select_related("standard"):
        others = Citation.objects.filter(
            version=F("version__entry__current"),
            standard__designation=citation.standard.designation,
            clause=citation.clause,
        ).exclude(version__entry=entry)
        name = f"{citation.standard.designation}, {citation.clause}"
        for pk in first(others, "version__entry"):
            yield Evidence(target=pk, kind=Kind.SHARED_STANDARDS, names=(name,))


def first(rows: QuerySet, field: str) -> QuerySet:
    """Return the primary keys of the first candidates, the same at every call."""
    return rows.order_by(field).values_list(field, flat=True)[:CANDIDATES]


def store(around: Neighbourhood, found: Sequence[RelatedFound]) -> None:
    """Replace the stored links: what the editors named in their order, then the computed."""
    by_target = {link.target: link for link in found}
    rows = []
    for relation in around.relations:
        target = around.targets.get(relation.pk)
        if target is None:
            rows.append(expected_row(around.entry, relation))
        elif target.pk in by_target:
            rows.append(found_row(around.entry, by_target.pop(target.pk), relation=relation))
    rows += [found_row(around.entry, link) for link in by_target.values()]
    once: dict[tuple[int | None, str], RelatedLink] = {}
    for row in rows:
        once.setdefault((row.target_id, row.folded_title), row)
    with_titles(list(once.values()))
    for position, row in enumerate(once.values()):
        row.position = position
    RelatedLink.objects.filter(entry=around.entry).delete()
    RelatedLink.objects.bulk_create(once.values())


def expected_row(entry: Entry, relation: Relation) -> RelatedLink:
    """Return the row of an article that the glossary does not have yet."""
    title = relation.title
    return RelatedLink(
        entry=entry,
        title=title,
        folded_title=fold(title)[:300],
        subject=relation.subject,
        slug=slug_in(relation.address),
        external_id=relation.external_id,
        teaser=teaser_of(relation.teaser),
        relevance=rated(relation.rating) or CURATED_AT_LEAST,
        reason=reason_for(relation) or _("chosen by the editors"),
        is_curated=True,
        kind=relation.kind,
    )


def found_row(entry: Entry, link: RelatedFound, *, relation: Relation | None = None) -> RelatedLink:
    rating = rated(relation.rating) if relation else 0
    return RelatedLink(
        entry=entry,
        target_id=link.target,
        relevance=rating or link.relevance,
        reason=link.reason[:500],
        is_curated=link.is_curated,
        kind=relation.kind if relation else "",
    )


def with_titles(rows: Sequence[RelatedLink]) -> None:
    """Fill in what the found entries are called and how their pages begin."""
    wanted = [row.target_id for row in rows if row.target_id]
    targets = Entry.objects.with_current().in_bulk(wanted)
    for row in rows:
        if row.target_id:
            target = targets[row.target_id]
            row.title = target.publication.title
            row.folded_title = target.folded_title
            row.subject = target.subject.name if target.subject else ""
            row.teaser = target.publication.teaser


def rated(rating: str) -> int:
    """Return a source's own mark ("7/10") as a relevance from 1 to 10, 0 where there is none."""
    mark = re.fullmatch(r"(\d+)/(\d+)", rating)
    if not mark or not int(mark[2]):
        return 0
    return max(1, min(10, round(int(mark[1]) * 10 / int(mark[2]))))
