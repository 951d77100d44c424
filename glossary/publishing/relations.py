"""Which published entries the relations of versions lead to, stated or described."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from glossary.models import (
    Entry,
    ExternalId,
    Relation,
    SearchDocument,
    SearchName,
    fetch_columns,
)
from glossary.text import fold


@dataclass(frozen=True, kw_only=True)
class Published:
    """What a description can tell of a published entry."""

    language: str
    subject: str


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """What is published under the ids, address ends and names that some relations describe."""

    by_identifier: dict[tuple[str, str], int]
    systems_of: dict[int, set[str]]
    by_slug: dict[str, list[int]]
    by_name: dict[tuple[str, bool], list[int]]
    entries: dict[int, Published]


def relations_of(pks: Collection[int]) -> list[Relation]:
    """Return the relations of the published versions of these entries.

    Each has `source` and `language` of its entry beside its own fields.
    """
    entries = fetch_columns(Entry, ("current_id", "id", "language"), where="id", among=pks)
    current = {version: (entry, language) for version, entry, language in entries if version}
    relations = list(
        Relation.objects.filter(version__in=current).order_by("version_id", "position")
    )
    for relation in relations:
        relation.source, relation.language = current[relation.version_id]
    return relations


def targets_of(relations: Sequence[Relation]) -> dict[int, int]:
    """Return, by the pk of the relation, the published entry that it leads to.

    A described entry is known by its external id, then by the end of its address, then by
    title, then by synonym. Several of one name: the one of the described subject, else none.
    The relations are those of `relations_of`; the number of queries does not depend on theirs.
    """
    if not relations:
        return {}
    known = candidates_for(relations)
    found = {}
    for relation in relations:
        target = relation.target_id or described(relation, known)
        if target in known.entries:
            found[relation.pk] = target
    return found


def slug_in(address: str) -> str:
    """Return the last part of an address: it outlives a change of the site."""
    return address.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1][:120]


def candidates_for(relations: Sequence[Relation]) -> Candidates:
    open_ones = [relation for relation in relations if not relation.target_id]
    systems_of, by_identifier = identified(open_ones)
    slugs = {slug_in(relation.address) for relation in open_ones} - {""}
    published = Entry.objects.published()
    by_slug = grouped(published.filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}
    by_name = names_in(open_ones)
    wanted = {relation.target_id for relation in relations} | set(by_identifier.values())
    for pks in (*by_slug.values(), *by_name.values()):
        wanted.update(pks)
    rows = published.filter(pk__in=wanted - {None}).order_by()
    rows = rows.values_list("pk", "language", "subject__name")
    return Candidates(
        by_identifier=by_identifier,
        systems_of=systems_of,
        by_slug=by_slug,
        by_name=by_name,
        entries={
            pk: Published(language=language, subject=subject or "")
            for pk, language, subject in rows
        },
    )


def identified(
    relations: Sequence[Relation],
) -> tuple[dict[int, set[str]], dict[tuple[str, str], int]]:
    """Return the systems each source comes from, and who has the described ids in a system."""
    described_ones = [relation for relation in relations if relation.external_id]
    systems_of: dict[int, set[str]] = defaultdict(set)
    if not described_ones:
        return systems_of, {}
    sources = {relation.source for relation in described_ones}
    for source, system in ExternalId.objects.filter(entry__in=sources).values_list(
        "entry", "system"
    ):
        systems_of[source].add(system)
    systems = set().union(*systems_of.values())
    identifiers = {relation.external_id for relation in described_ones}
    rows = ExternalId.objects.filter(system__in=systems, identifier__in=identifiers)
    return systems_of, {
        (system, identifier): entry
        for system, identifier, entry in rows.values_list("system", "identifier", "entry")
    }


def names_in(relations: Sequence[Relation]) -> dict[tuple[str, bool], list[int]]:
    """Return entries by folded name, titles and synonyms apart."""
    folded = {fold(relation.title) for relation in relations if relation.title}
    columns = ("folded", "position", "document_id")
    rows = fetch_columns(SearchName, columns, where="folded", among=folded)
    documents = {document for _name, _position, document in rows}
    entries = dict(fetch_columns(SearchDocument, ("id", "entry_id"), where="id", among=documents))
    return grouped(((name, position == 0), entries[document]) for name, position, document in rows)


def grouped(rows: Iterable[tuple]) -> dict:
    groups: dict = defaultdict(list)
    for key, entry in rows:
        if entry not in groups[key]:
            groups[key].append(entry)
    return groups


def described(relation: Relation, known: Candidates) -> int | None:
    """Return the entry a description leads to, if exactly one fits."""
    for system in sorted(known.systems_of.get(relation.source, ())):
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
    fitting = [
        pk for pk in pks if pk in known.entries and known.entries[pk].language == relation.language
    ]
    if len(fitting) > 1 and relation.subject:
        same = relation.subject.casefold()
        fitting = [pk for pk in fitting if same == known.entries[pk].subject.casefold()]
    return fitting[0] if len(fitting) == 1 else None
