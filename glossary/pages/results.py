"""What search found, with the entries behind it, and what is near when nothing was found."""

from collections.abc import Iterable
from dataclasses import dataclass

from glossary.models import Acceptability, Entry, EntryKind
from glossary.pages.lists import listed
from glossary.pages.namesakes import subject_behind, with_namesakes
from glossary.search import Hit, nearest, search

RESULTS_PER_PAGE = 20
NEAR_SHOWN = 5
# Deeper pages help nobody and would let a robot make the database count for ever.
LAST_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Result:
    """A hit and its entry. A search-only name helps to find the entry and stays hidden."""

    entry: Entry
    hit: Hit

    @property
    def shows_match(self) -> bool:
        return bool(self.hit.matched) and not self.is_hidden_match

    @property
    def is_hidden_match(self) -> bool:
        return self.hit.matched_as == Acceptability.SEARCH_ONLY


@dataclass(frozen=True, kw_only=True)
class NearTerm:
    """An entry whose name is spelt nearly so; `subject` where another has the same title."""

    title: str
    subject: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ResultsPage:
    """One page of results; `near` is filled only where nothing was found."""

    text: str
    kind: str
    results: tuple[Result, ...] = ()
    near: tuple[NearTerm, ...] = ()
    total: int = 0
    page: int = 1

    @property
    def last_page(self) -> int:
        return min(LAST_PAGE, max(1, -(-self.total // RESULTS_PER_PAGE)))

    @property
    def previous_page(self) -> int:
        return self.page - 1

    @property
    def next_page(self) -> int:
        return self.page + 1 if self.page < self.last_page else 0


def results_page(text: str, *, kind: str = "", page: int = 1) -> ResultsPage:
    """Search and fetch the entries found in one query. Unknown kinds and pages are mended."""
    kind = kind if kind in EntryKind.values else ""
    page = min(max(page, 1), LAST_PAGE)
    if not text.strip():
        return ResultsPage(text=text, kind=kind)
    found = search(text, kind=kind, limit=RESULTS_PER_PAGE, offset=(page - 1) * RESULTS_PER_PAGE)
    entries = entries_by_pk(hit.entry_id for hit in found.hits)
    results = tuple(
        Result(entry=entries[hit.entry_id], hit=hit)
        for hit in found.hits
        if hit.entry_id in entries
    )
    near = () if found.total else near_terms(text)
    return ResultsPage(
        text=text, kind=kind, results=results, near=near, total=found.total, page=page
    )


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
