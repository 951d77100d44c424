"""What follows from publishing, withdrawing and moving: pages, links, search, related articles.

The entry's own page, search, and up to AT_ONCE pages that name it are right in the same
transaction; for more a ripple is left to the worker.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self

from glossary.models import Entry, Version
from glossary.publishing.footing import NONE, Footing, dependents, footing_of
from glossary.publishing.index_lines import store_lines
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


@contextmanager
def pages_following(versions: Iterable[Version]) -> Iterator[list[Version]]:
    """Let pages follow when the block has put these versions in force.

    The block adds to the list what it has put in force. What pages went by is taken before:
    afterwards the entries are already what they have become. They are locked, so that nobody
    else changes them in between.
    """
    entries = Entry.objects.filter(pk__in=[version.entry_id for version in versions])
    pks = list(entries.select_for_update().order_by("pk").values_list("pk", flat=True))
    before = Before.of(pks)
    released: list[Version] = []
    yield released
    if released:
        follow(pks, before=before, cause=cause_for(released), versions=released)


def cause_for(versions: Sequence[Version]) -> str:
    first = f"{versions[0].entry.number} {versions[0].title}"
    return first if len(versions) == 1 else f"{first} (+{len(versions) - 1})"


def follow(
    pks: Sequence[int], *, before: Before, cause: str, versions: Sequence[Version] = ()
) -> None:
    """Bring up to date what depends on entries that have come, changed, moved or gone.

    `versions` are those that have come into force. Names go first: the pages link them.
    """
    changed = before.names ^ store_names(pks)
    if changed:
        tick()
    store_lines(pks)
    if versions:
        store_pages(versions)
        index(documents_for([version.entry for version in versions]))
    else:
        link_pages(pks)
    after = footing_of(pks)
    moved = moved_between(before.footing, after)
    concerned = Concerned.by(changed, moved=moved, apart_from=pks)
    few = not concerned.all_pages and len(concerned.pages) <= AT_ONCE
    at_once = concerned.pages if few else frozenset()
    footing = before.footing | footing_of(sorted(at_once))
    link_pages(at_once)
    neighbours = dependents(footing, after | footing_of(sorted(at_once))) - {*pks}
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


def moved_between(
    before: Mapping[int, Footing], after: Mapping[int, Footing]
) -> dict[int, frozenset[str]]:
    """Return the addresses, old and new, of entries that have come, moved or gone."""
    addresses = {
        pk: (before.get(pk, NONE).addresses, after.get(pk, NONE).addresses)
        for pk in before.keys() | after.keys()
    }
    return {pk: old | new for pk, (old, new) in addresses.items() if old != new}
