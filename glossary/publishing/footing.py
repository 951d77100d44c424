"""Which entries must be related again because others were published, changed or withdrawn.

What the list of an entry depends on is taken of the changed entries before and after: their
footing. Only entries that can see a difference depend on it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from glossary.models import Entry, ExternalId, Mention, RelatedLink, SearchDocument
from glossary.publishing.evidence import (
    ABOUT,
    CITING,
    CITING_MOST,
    Clause,
    clauses_in,
    few_each,
    stored_about,
)

Lead = tuple[int, str]


@dataclass(frozen=True, kw_only=True)
class Footing:
    """What the lists of other entries can depend on; that of an unpublished entry is empty.

    `filing` is language, subject and tags. `relations` lead where they did when the entry was
    related last: relating it finds those where they lead now. `names` are folded, `addresses`
    are the slug and the ids in other systems: by these a relation finds what it describes.
    """

    is_published: bool = False
    filing: tuple = ()
    clauses: frozenset[Clause] = frozenset()
    relations: frozenset[Lead] = frozenset()
    mentions: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()


NONE = Footing()


@dataclass(frozen=True, kw_only=True)
class Change:
    """One entry before and after."""

    pk: int
    before: Footing
    after: Footing

    @property
    def is_moved(self) -> bool:
        """Whether it is filed elsewhere, has come or has gone: all around it can see that."""
        return (self.before.is_published, self.before.filing) != (
            self.after.is_published,
            self.after.filing,
        )

    @property
    def is_renamed(self) -> bool:
        return (self.before.names, self.before.addresses) != (
            self.after.names,
            self.after.addresses,
        )

    @property
    def is_gone(self) -> bool:
        return self.before.is_published and not self.after.is_published

    def touched(self, facts: str) -> frozenset:
        """Return the mentions, relations or clauses that changed; all where the entry moved."""
        before, after = getattr(self.before, facts), getattr(self.after, facts)
        return before | after if self.is_moved else before ^ after


def footing_of(pks: Collection[int]) -> dict[int, Footing]:
    """Return the footing of those of the entries that are published, as stored now."""
    about = stored_about(pks, *ABOUT)
    clauses = clauses_in(about)
    return {
        pk: Footing(
            is_published=True,
            filing=(language, subject, frozenset(tag for tag, *_ in about["tags"][pk])),
            clauses=frozenset(clauses.get(pk, ())),
            relations=frozenset((target, kind) for target, kind, _ in about["leads"][pk]),
            mentions=frozenset(target for target, *_ in about["mentions"][pk]),
            names=frozenset(name for _, name, _ in about["names"][pk]),
            addresses=frozenset([slug, *(identifier for _, identifier, _ in about["ids"][pk])]),
        )
        for pk, [(subject, language, slug)] in about["filing"].items()
    }


def dependents(before: Mapping[int, Footing], after: Mapping[int, Footing]) -> set[int]:
    """Return the entries whose lists can differ, the changed ones among them.

    A name that thousands of texts hold makes a large set: it is for the caller to divide. Pages
    that are linked again afterwards have a footing of their own, to be compared as well.
    """
    changes = [
        Change(pk=pk, before=before.get(pk, NONE), after=after.get(pk, NONE))
        for pk in before.keys() | after.keys()
        if before.get(pk, NONE) != after.get(pk, NONE)
    ]
    if not changes:
        return set()
    found = {change.pk for change in changes}
    for change in changes:
        found |= change.touched("mentions")
        found |= {target for target, _kind in change.touched("relations")}
    found |= citing({clause for change in changes for clause in change.touched("clauses")}, changes)
    found |= leading_to({change.pk for change in changes if change.is_moved})
    found |= listing({change.pk for change in changes if change.is_gone})
    return found | describing(
        [change for change in changes if change.is_moved or change.is_renamed]
    )


def citing(clauses: Collection[Clause], changes: Collection[Change]) -> set[int]:
    """Return who cites these clauses, unless so many do that none sees the other for it.

    These changes may have taken a clause across that limit: then all who cite it see that.
    """
    few = few_each(CITING, sorted(clauses), most=CITING_MOST + len(changes))
    return {pk for rows in few.rows.values() for (pk,) in rows}


def leading_to(pks: Collection[int]) -> set[int]:
    """Return the entries that name these, or that state a relation to them."""
    if not pks:
        return set()
    links = RelatedLink.objects.filter(target__in=pks, is_curated=True)
    return {
        *Mention.objects.filter(target__in=pks).values_list("source_id", flat=True),
        *links.values_list("entry_id", flat=True),
    }


def listing(pks: Collection[int]) -> set[int]:
    """Return the entries that list these for whatever reason."""
    if not pks:
        return set()
    return set(RelatedLink.objects.filter(target__in=pks).values_list("entry_id", flat=True))


def describing(changes: Collection[Change]) -> set[int]:
    """Return the entries with relations that these changes may lead elsewhere.

    A relation to the entry itself, and the second one to another, have no row to be found by
    their name: so who has the same name, and who relates with that one, is looked at as well.
    """
    if not changes:
        return set()
    both = [footing for change in changes for footing in (change.before, change.after)]
    names = {name for footing in both for name in footing.names}
    addresses = {address for footing in both for address in footing.addresses}
    namesakes = known_as(names, addresses)
    stated = RelatedLink.objects.filter(is_curated=True).filter(
        Q(folded_title__in=names)
        | Q(slug__in=addresses)
        | Q(external_id__in=addresses)
        | Q(target__in=namesakes.union(change.pk for change in changes))
    )
    return namesakes.union(stated.values_list("entry_id", flat=True))


def known_as(names: Collection[str], addresses: Collection[str]) -> set[int]:
    """Return the published entries that have one of these names, slugs or ids elsewhere."""
    named = SearchDocument.objects.filter(names__folded__in=names)
    placed = Entry.objects.published().filter(slug__in=addresses)
    elsewhere = ExternalId.objects.filter(identifier__in=addresses)
    return {
        *named.values_list("entry_id", flat=True),
        *placed.order_by().values_list("pk", flat=True),
        *elsewhere.values_list("entry_id", flat=True),
    }
