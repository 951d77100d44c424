"""Which published entries the relations of versions lead to, stated or described."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from glossary.models import Entry, ExternalId, Relation, SearchName
from glossary.text import fold


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """What is published under the ids, address ends and names that some relations describe."""

    by_identifier: dict[tuple[str, str], int]
    systems_of: dict[int, set[str]]
    by_slug: dict[str, list[int]]
    by_name: dict[tuple[str, bool], list[int]]
    entries: dict[int, Entry]


def targets_of(relations: Sequence[Relation]) -> dict[int, Entry]:
    """Return the target of every relation (by its pk) that leads to a published entry.

    A described entry is known by its external id, then by the end of its address, then by
    title, then by synonym. Several of one name: the one of the described subject, else none.
    The relations come with `version` fetched; the number of queries does not depend on theirs.
    """
    known = candidates_for(relations)
    found = {}
    for relation in relations:
        target = relation.target_id or described(relation, known)
        if target in known.entries:
            found[relation.pk] = known.entries[target]
    return found


def slug_in(address: str) -> str:
    """Return the last part of an address: it outlives a change of the site."""
    return address.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1][:120]


def candidates_for(relations: Sequence[Relation]) -> Candidates:
    sources = {relation.version.entry_id for relation in relations}
    identifiers = {relation.external_id for relation in relations} - {""}
    systems_of: dict[int, set[str]] = defaultdict(set)
    for source, system in ExternalId.objects.filter(entry__in=sources).values_list(
        "entry", "system"
    ):
        systems_of[source].add(system)
    by_identifier = {
        (row.system, row.identifier): row.entry_id
        for row in ExternalId.objects.filter(identifier__in=identifiers)
    }
    slugs = {slug_in(relation.address) for relation in relations} - {""}
    by_slug = grouped(Entry.objects.published().filter(slug__in=slugs).values_list("slug", "pk"))
    by_name = names_in(relations)
    wanted = {relation.target_id for relation in relations} | set(by_identifier.values())
    for pks in (*by_slug.values(), *by_name.values()):
        wanted.update(pks)
    return Candidates(
        by_identifier=by_identifier,
        systems_of=systems_of,
        by_slug=by_slug,
        by_name=by_name,
        entries=Entry.objects.published().with_current().in_bulk(wanted - {None}),
    )


def names_in(relations: Sequence[Relation]) -> dict[tuple[str, bool], list[int]]:
    """Return entries by folded name, titles and synonyms apart."""
    folded = {fold(relation.title) for relation in relations if relation.title}
    rows = SearchName.objects.filter(folded__in=folded).values_list(
        "folded", "position", "document__entry"
    )
    return grouped(((name, position == 0), entry) for name, position, entry in rows)


def grouped(rows: Iterable[tuple]) -> dict:
    groups: dict = defaultdict(list)
    for key, entry in rows:
        if entry not in groups[key]:
            groups[key].append(entry)
    return groups


def described(relation: Relation, known: Candidates) -> int | None:
    """Return the entry a description leads to, if exactly one fits."""
    for system in sorted(known.systems_of.get(relation.version.entry_id, ())):
        if (system, relation.external_id) in known.by_identifier:
            return known.by_identifier[system, relation.external_id]
    folded = fold(relation.title)
    for pks in (
        known.by_slug.get(slug_in(relation.address), []),
        known.by_name.get((folded, True), []),
        known.by_name.get((folded, False), []),
    ):
        if one := only_one(pks, relation, known):
            return one
    return None


def only_one(pks: Sequence[int], relation: Relation, known: Candidates) -> int | None:
    language = relation.version.entry.language
    fitting = [known.entries[pk] for pk in pks if pk in known.entries]
    fitting = [entry for entry in fitting if entry.language == language]
    if len(fitting) > 1 and relation.subject:
        same = relation.subject.casefold()
        fitting = [entry for entry in fitting if same == str(entry.subject or "").casefold()]
    return fitting[0].pk if len(fitting) == 1 else None
