"""Terms wanted by readers: what they searched for, and still would, without a result (E-33)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from operator import attrgetter

from django.db.models import Count, Max, Min, QuerySet, Sum
from django.db.models.functions import Lower

from glossary.models import Designation, Entry, SearchMiss, Version
from glossary.pages.link_reports import entries_wanting
from glossary.pages.tables import Table
from glossary.search import Near, nearest, search

PERIODS = (7, 30, 365)
PERIOD = 30
# What a page offers of a text that is spelt nearly like names; each costs a look at all names.
NEAR_OFFERED = 3
# The sums are made anew for each portion; a page of the list needs one.
AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A text that readers searched for in vain, on how many days, how often in all."""

    text: str
    folded: str
    language: str
    searches: int
    days: int
    first: date
    last: date

    @property
    def is_question(self) -> bool:
        return self.text.endswith("?")


def first_day(today: date, *, days: int) -> date:
    """Return the first day of a period that ends today."""
    return today - timedelta(days=days - 1)


def wanted_number(today: date, *, days: int = PERIOD) -> int:
    """Count the texts that no published name answers. One query, and therefore no search."""
    misses = SearchMiss.objects.wanted(since=first_day(today, days=days))
    return misses.values("folded", "language").distinct().count()


def wanted_texts(today: date, *, days: int = PERIOD) -> Iterator[Wanted]:
    """Yield what is searched for most first. A text that would find something now is left out."""
    misses = SearchMiss.objects.wanted(since=first_day(today, days=days))
    sums = misses.values("folded", "language").annotate(
        searches=Sum("count"), days=Count("day"), first=Min("day"), last=Max("day")
    )
    sums = sums.order_by("-searches", "-last", "folded", "language")
    for start in count(0, AT_ONCE):
        rows = list(sums[start : start + AT_ONCE])
        typed = typed_first(misses, [row["folded"] for row in rows])
        for row in rows:
            wanted = Wanted(text=typed[row["folded"], row["language"]], **row)
            if not search(wanted.text, limit=1).total:
                yield wanted
        if len(rows) < AT_ONCE:
            return


def typed_first(
    misses: QuerySet[SearchMiss], folded: Sequence[str]
) -> Mapping[tuple[str, str], str]:
    """Return how texts were typed on their first day."""
    rows = misses.filter(folded__in=folded).order_by("-day")
    return {(row.folded, row.language): row.text for row in rows}


def wanted_table(wanted: Sequence[Wanted], *, title: str) -> Table:
    return Table(
        title=title,
        columns=("Text", "Language", "Searches", "Days", "First", "Last"),
        found=wanted,
        row=attrgetter("text", "language", "searches", "days", "first", "last"),
    )


@dataclass(frozen=True, kw_only=True)
class WantedRow:
    """A wanted text with what an editor needs to decide.

    Near entries, a draft that has it, and how many entries want it in links and relations.
    """

    wanted: Wanted
    near: Sequence[Near]
    draft: Entry | None
    links: int


def wanted_rows(wanted: Sequence[Wanted], *, visible: QuerySet[Entry]) -> list[WantedRow]:
    """Return rows for a page; `visible` are the entries whose drafts may be seen."""
    drafts = open_drafts(wanted, visible=visible)
    wanting = entries_wanting([row.folded for row in wanted])
    return [
        WantedRow(
            wanted=row,
            near=nearest(row.text, limit=NEAR_OFFERED),
            draft=drafts.get(row.folded),
            links=wanting.get(row.folded, 0),
        )
        for row in wanted
    ]


def open_drafts(wanted: Sequence[Wanted], *, visible: QuerySet[Entry]) -> dict[str, Entry]:
    """Return by folded text the entry whose open version bears it as title or designation."""
    by_text = {row.text.lower(): row.folded for row in wanted}
    drafts = Version.objects.open().filter(entry__in=visible)
    titled = drafts.filter(entry__folded_title__in=by_text.values()).select_related("entry")
    named = Designation.objects.filter(version__in=drafts).annotate(lower=Lower("term"))
    named = named.filter(lower__in=by_text).select_related("version__entry")
    found = {by_text[row.lower]: row.version.entry for row in named}
    return found | {row.entry.folded_title: row.entry for row in titled}
