"""Which pages a change of names concerns."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.db.models import Q

from glossary.models import Entry, ExplicitLink
from glossary.publishing.names import NameFacts
from glossary.search import containing
from glossary.text import fold

# More names than this are not looked for one by one: every page is gone through.
NAMES_LOOKED_FOR = 300


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """The pages that hold one of some names; `all_pages` where there are too many names to look.

    `by_hand` are those among them that link the changed entries by hand, under whatever name.
    """

    names: tuple[str, ...]
    pages: frozenset[int]
    by_hand: frozenset[int]
    all_pages: bool = False

    @classmethod
    def by(
        cls,
        changed: Collection[NameFacts],
        *,
        moved: Mapping[int, Collection[str]],
        apart_from: Sequence[int],
    ) -> Self:
        """`moved` are the addresses, old and new, of entries that have come, moved or gone."""
        names = tuple(sorted({facts.text for facts in changed}))
        if len(names) > NAMES_LOOKED_FOR:
            return cls(names=(), pages=frozenset(), by_hand=frozenset(), all_pages=True)
        by_hand = frozenset(linking_by_hand(changed, moved)) - {*apart_from}
        return cls(
            names=names,
            pages=by_hand | (pages_with(names) - {*apart_from}),
            by_hand=by_hand,
        )


def linking_by_hand(changed: Iterable[NameFacts], moved: Mapping[int, Collection[str]]) -> set[int]:
    """Return the entries with links by hand that lead to these, or may do so now.

    An entry that comes may have been linked before, by an address or by its number.
    """
    targets = {facts.entry for facts in changed} | moved.keys()
    if not targets:
        return set()
    numbers = Entry.objects.filter(pk__in=moved).order_by().values_list("number", flat=True)
    leading = Q(target__in=targets) | Q(slug__in=set().union(*moved.values()))
    leading |= Q(folded__in=[fold(number) for number in numbers])
    return set(ExplicitLink.objects.filter(leading).values_list("source_id", flat=True))


def pages_with(names: Iterable[str]) -> set[int]:
    """Return the published entries that name one of these in their text, or link it by hand."""
    names = list(names)
    if not names:
        return set()
    stated = ExplicitLink.objects.filter(folded__in={fold(name) for name in names})
    return containing(names) | set(stated.values_list("source_id", flat=True))
