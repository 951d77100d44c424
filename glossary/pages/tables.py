"""Tables for people and for spreadsheets. One record, printed as HTML or as CSV."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import QuerySet

# A spreadsheet runs a cell that begins so, unless it is nothing but a number.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
# A page with more is no longer read; the file has all.
SHOWN_ROWS = 500
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


@dataclass(frozen=True, kw_only=True)
class Table:
    """A report: what was `found`, and how one of it becomes the cells of a row.

    `link` gives the key of the entry that a row leads to. `count` says how many there are where
    `found` would have to be put together for it; a query set is only counted.
    """

    title: str
    columns: Sequence[str]
    found: QuerySet[Any] | Sequence[Any]
    row: Callable[[Any], Sequence[object]] = tuple
    link: Callable[[Any], int] | None = None
    count: Callable[[], int] | None = None

    @property
    def number(self) -> int:
        if self.count:
            return self.count()
        return self.found.count() if isinstance(self.found, QuerySet) else len(self.found)

    @property
    def is_cut(self) -> bool:
        return self.number > SHOWN_ROWS

    @property
    def rows(self) -> Iterator[Sequence[object]]:
        return (self.row(one) for one in self.found)

    @property
    def lines(self) -> list[tuple[int | None, Sequence[object]]]:
        """Return the rows that a page shows, each with the entry it leads to."""
        return [
            (self.link(one) if self.link else None, self.row(one))
            for one in self.found[:SHOWN_ROWS]
        ]


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the lines of a CSV file with a heading; no cell can start a formula."""
    for cells in chain([columns], rows):
        buffer = io.StringIO()
        csv.writer(buffer).writerow([safe_cell(cell) for cell in cells])
        yield buffer.getvalue()


def safe_cell(value: object) -> str:
    """Return the text of a cell; one that a spreadsheet would run gets a quotation mark."""
    text = "" if value is None else str(value)
    if text.lstrip(" ").startswith(RISKY) and not NUMBER.fullmatch(text):
        return f"'{text}"
    return text
