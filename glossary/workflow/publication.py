"""What follows from publishing, withdrawing and moving: pages, links, search, related articles.

The entry's own page, search, and up to AT_ONCE pages that name it are right in the same
transaction; for more a ripple is left to the worker.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from glossary.models import Entry, Version
from glossary.publishing.footing import Footing, dependents, footing_of
from glossary.publishing.linking import link_pages
from glossary.publishing.names import NameFacts, names_of, store_names, tick
from glossary.publishing.pipeline import store_pages
from glossary.search import documents_for, index
from glossary.workflow.concerned import Concerned
from glossary.workflow.ripples import begin, relate_entries

# Pages besides their own that a publication brings up to date itself.
AT_ONCE = 20


@dataclass(frozen=True, kw_only=True)
class Before:
    """What other pages had to go by before some entries changed."""

    names: set[NameFacts] = field(default_factory=set)
    footing: dict[int, Footing] = field(default_factory=dict)

    @classmethod
    def of(cls, pks: Sequence[int]) -> Self:
        return cls(names=names_of(pks), footing=footing_of(pks))


def publish_pages(versions: Sequence[Version]) -> None:
    """Store, link, relate and index the pages of versions that have just become current."""
    if not versions:
        return
    pks = [version.entry_id for version in versions]
    follow(pks, before=Before.of(pks), cause=cause_for(versions), versions=versions)


def cause_for(versions: Sequence[Version]) -> str:
    first = f"{versions[0].entry.number} {versions[0].title}"
    return first if len(versions) == 1 else f"{first} (+{len(versions) - 1})"


def follow(
    pks: Sequence[int], *, before: Before, cause: str, versions: Sequence[Version] = ()
) -> None:
    """Bring up to date what depends on entries that have come, changed, moved or gone.

    `versions` are those that have come into force. Names go first: the pages link them.
    """
    store_names(pks)
    changed = before.names ^ names_of(pks)
    if changed:
        tick()
    if versions:
        store_pages(versions)
        index(documents_for(published(pks)))
    concerned = Concerned.by(changed, apart_from=pks)
    few = not concerned.all_pages and len(concerned.pages) <= AT_ONCE
    at_once = concerned.pages if few else frozenset()
    footing = before.footing | footing_of(sorted(at_once))
    link_pages(at_once)
    neighbours = dependents(footing, footing_of(sorted(footing))) - {*pks}
    related = neighbours if len(neighbours) <= AT_ONCE else set(at_once)
    relate_entries({*pks, *related}, compared=pks)
    later = neighbours - related
    if later or not few:
        begin(
            cause=cause,
            names=() if few else concerned.names,
            related=sorted(later | (concerned.by_hand - at_once)),
            all_pages=concerned.all_pages,
            apart_from=pks,
        )


def published(pks: Sequence[int]) -> list[Entry]:
    return list(Entry.objects.published().with_current().filter(pk__in=pks))
