"""Entries whose names are spelt nearly like what led nowhere."""

from dataclasses import dataclass

from glossary.models import Entry
from glossary.pages.lists import listed_as
from glossary.pages.namesakes import subject_behind
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
    return tuple(map(near_term, listed_as(name.entry_id for name in near)))


def near_term(entry: Entry) -> NearTerm:
    subject = subject_behind(entry, is_namesake=entry.is_namesake)
    return NearTerm(title=entry.title, subject=subject, url=entry.get_absolute_url())
