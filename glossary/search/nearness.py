"""Entries to offer where a text leads nowhere: an old address, a search in vain."""

from dataclasses import dataclass

from glossary.search.finding import suggest
from glossary.search.hits import Hit
from glossary.search.lexicon import similar_names
from glossary.search.query import parse
from glossary.search.stored import documents_of, named_exactly

MAX_CHARACTERS = 100


@dataclass(frozen=True, kw_only=True)
class Near:
    """An entry that is close to a text; `matched` is its name that is, if that is not its title."""

    entry_id: int
    title: str
    matched: str = ""


def nearest(text: str, *, limit: int = 5) -> list[Near]:
    """Return the entries that a search would find first, or else those with the closest names."""
    text = text[:MAX_CHARACTERS]
    if hits := suggest(text, limit=limit):
        return [near_of(hit) for hit in hits]
    return similarly_named(parse(text).folded, limit=limit)


def near_of(hit: Hit) -> Near:
    return Near(entry_id=hit.entry_id, title=hit.title, matched=hit.matched)


def similarly_named(folded: str, *, limit: int) -> list[Near]:
    """Return entries with names that have much in common with a text, without any word of it."""
    found: dict[int, Near] = {}
    for name in similar_names(folded, limit=limit):
        pks = [pk for pk, _place in named_exactly([name], (), limit=limit)]
        for row in documents_of(pks, with_sections=False):
            found.setdefault(row.entry_id, Near(entry_id=row.entry_id, title=row.title))
    return list(found.values())[:limit]
