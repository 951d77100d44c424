"""One edition of a standard: its clauses and the published entries that cite them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from glossary.models import Entry, Standard, place_anchor
from glossary.pages.lists import PAGE_LENGTH, listed_as
from glossary.pages.namesakes import with_namesakes
from glossary.pages.standards import Edition, current_citations, editions_of, register

# So many entries are named at a clause; a page of its own has all of them.
SHOWN = 12
WHOLE = "whole"
NUMBERS_AND_WORDS = re.compile(r"\d+|[^\W\d_]+")
# "Annex A" and "A.2" stand together, and "Clause 8" is 8.
BESIDE_NUMBERS = {"annex", "appendix", "clause", "section"}
IN_FRONT = {"foreword", "introduction"}


@dataclass(frozen=True, kw_only=True)
class Place:
    """A clause, or the whole standard where `number` is empty, with the first entries citing it.

    `title` is empty where the register does not have the clause. `pks` are those of all entries.
    """

    number: str
    title: str
    anchor: str
    pks: Sequence[int]
    entries: tuple[Entry, ...]

    @property
    def level(self) -> int:
        """Return 1 for a clause, 2 for one in it; 0 for the whole standard."""
        return len(clause_order(self.number))

    @property
    def entry_count(self) -> int:
        return len(self.pks)

    @property
    def has_more(self) -> bool:
        return self.entry_count > len(self.entries)


@dataclass(frozen=True, kw_only=True)
class StandardPage:
    """The clauses of the register in their order, then other places that entries cite."""

    standard: Standard
    clauses: tuple[Place, ...]
    others: tuple[Place, ...]
    editions: tuple[Edition, ...]

    @property
    def is_cited(self) -> bool:
        return any(place.pks for place in (*self.clauses, *self.others))


@dataclass(frozen=True, kw_only=True)
class PlacePage:
    """One page of all entries that cite a place."""

    standard: Standard
    place: Place
    page: Page
    entries: Sequence[Entry]

    @property
    def above(self) -> tuple[Standard, ...]:
        return (self.standard,)

    @property
    def name(self) -> str:
        return ", ".join(filter(None, [str(self.standard), self.place.number]))

    @property
    def address(self) -> str:
        return f"{self.standard.get_absolute_url()}?{urlencode({'place': self.place.anchor})}"


def clause_order(number: str) -> tuple[tuple[int, int, str], ...]:
    """Return what sorts clauses as people count them: 8.4, 8.10, then Annex A."""
    words = NUMBERS_AND_WORDS.findall(number.casefold())
    return tuple(
        (1, int(word), "") if word.isdecimal() else (0 if word in IN_FRONT else 2, 0, word)
        for word in words
        if word not in BESIDE_NUMBERS
    )


def standard_page(slug: str) -> StandardPage | None:
    """Return the page of an edition; None where the register has no such one."""
    standard = register().filter(slug=slug).first()
    if standard is None:
        return None
    clauses, others = places_of(standard)
    siblings = register().filter(designation=standard.designation).exclude(pk=standard.pk)
    return StandardPage(
        standard=standard,
        clauses=clauses,
        others=others,
        editions=tuple(editions_of(siblings, {})),
    )


def place_page(slug: str, *, anchor: str, number: int) -> PlacePage | None:
    """Return one page of the entries that cite a place; None where nothing cites it."""
    standard = register().filter(slug=slug).first()
    if standard is None:
        return None
    clauses, others = places_of(standard)
    place = next((one for one in (*clauses, *others) if one.anchor == anchor and one.pks), None)
    if place is None:
        return None
    page = Paginator(place.pks, PAGE_LENGTH).get_page(number)
    entries = listed_as(page.object_list)
    return PlacePage(standard=standard, place=place, page=page, entries=entries)


def places_of(standard: Standard) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """Return the clauses of the register and the other places that are cited, each in order."""
    clauses = sorted(standard.clauses.all(), key=lambda one: clause_order(one.number))
    titles = {clause.anchor: (clause.number, clause.title) for clause in clauses}
    cited = cited_places(standard)
    others = sorted(cited.keys() - titles.keys(), key=lambda one: clause_order(cited[one][0]))
    titles |= {anchor: (cited[anchor][0], "") for anchor in others}
    entries = entries_by_pk(pk for _number, pks in cited.values() for pk in pks[:SHOWN])
    places = [
        place_at(anchor, number, title, cited.get(anchor, (number, []))[1], entries)
        for anchor, (number, title) in titles.items()
    ]
    return tuple(places[: len(clauses)]), tuple(places[len(clauses) :])


def cited_places(standard: Standard) -> dict[str, tuple[str, list[int]]]:
    """Return the number of each cited place and the entries that cite it, by title."""
    citations = current_citations().filter(
        standard=standard, version__entry__index_lines__position=0
    )
    rows = citations.order_by("version__entry__index_lines__key", "version__entry_id")
    found: dict[str, tuple[str, dict[int, None]]] = {}
    for clause, entry in rows.values_list("clause", "version__entry_id"):
        anchor = place_anchor(clause) if clause else WHOLE
        found.setdefault(anchor, (clause, {}))[1][entry] = None
    return {anchor: (number, list(pks)) for anchor, (number, pks) in found.items()}


def entries_by_pk(pks: Iterable[int]) -> dict[int, Entry]:
    """Fetch what the name and the address of these entries need, in one query."""
    fields = ("kind", "slug", "title", "language", "subject__name", "subject__slug")
    entries = Entry.objects.published().filter(pk__in={*pks}).select_related("subject")
    return {entry.pk: entry for entry in with_namesakes(entries).only(*fields)}


def place_at(
    anchor: str, number: str, title: str, pks: Sequence[int], entries: Mapping[int, Entry]
) -> Place:
    shown = tuple(entries[pk] for pk in pks[:SHOWN] if pk in entries)
    return Place(number=number, title=title, anchor=anchor, pks=pks, entries=shown)
