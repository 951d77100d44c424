"""Tables for people and for spreadsheets. One record, printed as HTML or as CSV."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

# A spreadsheet runs a cell that begins so, unless it is nothing but a number.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


@dataclass(frozen=True, kw_only=True)
class Table:
    """A report. `links` are addresses of the rows, in their order; empty where there are none."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    links: Sequence[str] = ()

    @property
    def lines(self) -> list[tuple[str, Sequence[object]]]:
        links = self.links or [""] * len(self.rows)
        return list(zip(links, self.rows, strict=True))


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
