"""Which published entries the relations of a version lead to, stated or described."""

from collections.abc import Sequence

from django.db.models import F, Q

from glossary.models import Designation, Entry, ExternalId, Relation
from glossary.text import fold


def targets_of(relations: Sequence[Relation], *, entry: Entry) -> dict[int, Entry]:
    """Return the target of every relation (by its pk) that leads to a published entry.

    A described entry is known by its external id, then by the end of its address, then by
    title or synonym. Several of one name: the one of the described subject, else none.
    """
    found = {}
    for relation in relations:
        candidates = stated(relation) if relation.target_id else described(relation, entry)
        if candidates:
            found[relation.pk] = candidates[0]
    return found


def slug_in(address: str) -> str:
    """Return the last part of an address: it outlives a change of the site."""
    return address.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1][:120]


def stated(relation: Relation) -> Sequence[Entry]:
    return Entry.objects.published().with_current().filter(pk=relation.target_id)


def described(relation: Relation, entry: Entry) -> Sequence[Entry]:
    others = Entry.objects.published().with_current().filter(language=entry.language)
    if relation.external_id:
        systems = entry.external_ids.values("system")
        known = ExternalId.objects.filter(identifier=relation.external_id, system__in=systems)
        if by_id := others.filter(pk__in=known.values("entry")):
            return by_id
    slug = slug_in(relation.address)
    if slug and (by_slug := others.filter(slug=slug)):
        return by_slug
    return only_one([*others.filter(named(relation.title))], subject=relation.subject)


def named(title: str) -> Q:
    """Match entries that bear this name as title or as a designation of their current version."""
    synonyms = Designation.objects.filter(
        version=F("version__entry__current"), term__iexact=title
    ).values("version__entry")
    return Q(folded_title=fold(title)) | Q(pk__in=synonyms)


def only_one(candidates: list[Entry], *, subject: str) -> list[Entry]:
    if len(candidates) > 1 and subject:
        same = [entry for entry in candidates if entry.subject and entry.subject.name == subject]
        candidates = same or candidates
    return candidates if len(candidates) == 1 else []
