"""Which pages a change of names concerns."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from django.db.models import Q

from glossary.models import BrokenLink
from glossary.publishing.names import NameFacts
from glossary.search import containing
from glossary.text import fold, slug_for

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
    def by(cls, changed: Collection[NameFacts], *, apart_from: Sequence[int]) -> Self:
        names = tuple(sorted({facts.text for facts in changed}))
        if len(names) > NAMES_LOOKED_FOR:
            return cls(names=(), pages=frozenset(), by_hand=frozenset(), all_pages=True)
        stated = BrokenLink.objects.filter(target__in=[facts.entry for facts in changed])
        by_hand = frozenset(stated.values_list("source_id", flat=True)) - {*apart_from}
        pages = by_hand | (pages_with(names) - {*apart_from})
        return cls(names=names, pages=pages, by_hand=by_hand)


def pages_with(names: Iterable[str]) -> set[int]:
    """Return the published entries that name one of these in their text, or link it by hand."""
    names = list(names)
    if not names:
        return set()
    forms = {fold(name) for name in names}
    forms |= {fold(slug) for name in names if (slug := slug_for(name, fallback=""))}
    stated = BrokenLink.objects.filter(Q(folded__in=forms))
    return containing(names) | set(stated.values_list("source_id", flat=True))
