"""Entries whose names are spelt nearly like what led nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from glossary.models import Entry
from glossary.pages.lists import listed
from glossary.pages.namesakes import subject_behind, with_namesakes
from glossary.search import nearest

NEAR_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class NearTerm:
    """An entry whose name is spelt nearly so; `subject` where another has the same title."""

    title: str
    subject: str
    url: str


def near_terms(text: str) -> tuple[NearTerm, ...]:
    """Return published entries whose names are close to a text that names nothing."""
    near = nearest(text, limit=NEAR_SHOWN)
    entries = entries_by_pk(name.entry_id for name in near)
    # Two names of one entry may both be close.
    found = dict.fromkeys(name.entry_id for name in near if name.entry_id in entries)
    return tuple(near_term(entries[pk]) for pk in found)


def near_term(entry: Entry) -> NearTerm:
    subject = subject_behind(entry, is_namesake=entry.is_namesake)
    return NearTerm(title=entry.title, subject=subject, url=entry.get_absolute_url())


def entries_by_pk(pks: Iterable[int]) -> dict[int, Entry]:
    return with_namesakes(listed(Entry.objects.published())).in_bulk(list(pks))
