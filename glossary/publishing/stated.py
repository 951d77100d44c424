"""What the current versions of entries state of others: the editors' choice and its evidence."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from glossary.models import Entry, Relation, RelationKind
from glossary.publishing.related import Curated, Evidence, Kind
from glossary.publishing.relations import relations_of, targets_of

STATED = {
    RelationKind.CONFUSABLE: Kind.CONFUSABLE,
    RelationKind.BROADER: Kind.BROADER,
    RelationKind.NARROWER: Kind.NARROWER,
}
# What a relation says about the entry that it leads to, seen from there.
STATED_THERE: dict[str, Kind] = {
    RelationKind.CONFUSABLE: Kind.CONFUSABLE,
    RelationKind.BROADER: Kind.NARROWER,
    RelationKind.NARROWER: Kind.BROADER,
}


@dataclass(frozen=True, kw_only=True)
class Neighbourhood:
    """What an entry's current version states; `targets` says where relations lead, by their pk."""

    entry: int
    relations: Sequence[Relation]
    targets: Mapping[int, int]


def neighbourhoods_of(pks: Collection[int]) -> dict[int, Neighbourhood]:
    relations = relations_of(pks)
    targets = targets_of(relations)
    gone = withdrawn_among(relations, targets)
    stated: dict[int, list[Relation]] = defaultdict(list)
    for relation in relations:
        if relation.target_id not in gone:
            stated[relation.source].append(relation)
    return {pk: Neighbourhood(entry=pk, relations=stated[pk], targets=targets) for pk in pks}


def withdrawn_among(relations: Sequence[Relation], targets: Mapping[int, int]) -> set[int]:
    """Return stated targets that were withdrawn: unlike a draft, nobody may expect them."""
    absent = {
        relation.target_id
        for relation in relations
        if relation.target_id and relation.pk not in targets
    }
    if not absent:
        return set()
    return set(Entry.objects.withdrawn().filter(pk__in=absent).values_list("pk", flat=True))


def curated(around: Neighbourhood) -> list[Curated]:
    return [
        Curated(target=around.targets[relation.pk], note=reason_for(relation))
        for relation in around.relations
        if around.targets.get(relation.pk, around.entry) != around.entry
    ]


def reason_for(relation: Relation) -> str:
    """Return the editors' note, behind the kind of relation where that says something."""
    if relation.kind == RelationKind.RELATED:
        return relation.note
    return ": ".join(filter(None, [str(relation.get_kind_display()), relation.note]))


def stated_evidence(around: Neighbourhood) -> Iterator[Evidence]:
    """Yield what the relations say; a plain one makes neighbours and adds no weight."""
    for relation in around.relations:
        if relation.pk in around.targets and relation.kind in STATED:
            kind = STATED[RelationKind(relation.kind)]
            yield Evidence(target=around.targets[relation.pk], kind=kind)


def leads_in(around: Neighbourhood) -> set[tuple[int, str]]:
    """Return where the relations lead and as what; of several to one entry the first counts."""
    kinds: dict[int, str] = {}
    for relation in around.relations:
        target = around.targets.get(relation.pk, around.entry)
        if target != around.entry:
            kinds.setdefault(target, relation.kind)
    return set(kinds.items())
