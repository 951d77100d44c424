"""Measure what a search costs: `python -m tests.bench.searching [--keep PATH] [ENTRIES...]`.

10,000 entries by default, 1,000 at least; 10000 100000 is the full run. Entries and documents
are made directly, in a database of the bench's own beside the one of DATABASE_URL, by default a
SQLite file that vanishes. With `--keep` it stays as PATH-ENTRIES (on PostgreSQL a database of
that name) and the next run does not fill it again: remove it when what is indexed has changed.

Times are processor time, on PostgreSQL that of the server process too where it runs on this
machine. Each query is asked once, half of them of the function, half of the site through its
WSGI handler, less what a page costs that says "ok" through the same middleware.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.urls import Resolver404, resolve  # noqa: E402

from glossary import search  # noqa: E402
from glossary.models import Entry  # noqa: E402
from tests.bench.asking import MEASURED, WARMING, Kind, Site, kinds, measured  # noqa: E402
from tests.bench.bare import published_entries  # noqa: E402
from tests.bench.documents import (  # noqa: E402
    HOLDERS,
    documents,
    rare_word,
    titles,
)
from tests.bench.processor import (  # noqa: E402
    Costs,
    Untimed,
    cpu,
    keep_one_server_process,
    server_clock,
)
from tests.bench.raw_engines import database_size, raw_engine, settle  # noqa: E402
from tests.bench.scratch import scratch_database  # noqa: E402

SEARCH, SUGGEST, HELLO = "/search/", "/search/suggest/", "/healthz"
# How much more a search may cost at the largest size than at the smallest.
RATIO = 1.5
# PostgreSQL may take so many times as long as SQLite.
ALLOWANCE = {"sqlite": 1, "postgresql": 2}
HALF = WARMING + MEASURED
MEGABYTE = 1e6


@dataclass(frozen=True)
class Row:
    """What one kind of query costs; None where there is nothing to ask yet."""

    kind: Kind
    function: Costs | None
    site: Costs | None


def main(sizes: list[int], keep: str) -> None:
    """Measure each size in a fresh process, which has not seen the queries of another one."""
    fresh = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, max_tasks_per_child=1) as processes:
        tables = [processes.submit(table, size, keep).result() for size in sizes]
    if len(sizes) > 1:
        print(f"--- {sizes[-1]:,} entries against {sizes[0]:,}, medians; wanted {RATIO} at most")
        print(*map(comparison, tables[0], tables[-1]), sep="\n")


def table(size: int, keep: str) -> list[Row]:
    """Fill a database, measure and tell."""
    keep_one_server_process()
    with scratch_database(f"{keep}-{size}" if keep else ""):
        introduce(size)
        prepare(size)
        measured_rows = rows(size)
        print(*map(line, measured_rows), sep="\n", flush=True)
        return measured_rows


def introduce(size: int) -> None:
    load = " ".join(f"{average:.1f}" for average in os.getloadavg())
    print(f"--- {size:,} entries, {connection.vendor}, Python {sys.version.split()[0]}")
    print(f"load averages {load}, {os.cpu_count()} cores")
    if connection.vendor == "postgresql" and server_clock() is None:
        print("the server runs elsewhere: its processor time is missing below")


def prepare(size: int) -> None:
    """Fill the database, unless an earlier run has, and compare its index with a raw one."""
    there = Entry.objects.count()
    if there == size:
        print("filled by an earlier run: the index is not built anew")
        return
    if there:
        raise RuntimeError(f"{there} entries are there: remove the database that was kept")
    pks = [entry.pk for entry in published_entries(titles(size))]
    empty = database_size()
    # The texts are written down, because making them again takes longer than indexing them.
    with tempfile.TemporaryFile("w+") as texts:
        made = Untimed(documents(pks, note=lambda line: print(line, file=texts)))
        before = cpu()
        search.rebuild(made)
        seconds = cpu() - before - made.seconds
        settle()
        used = database_size() - empty
        texts.seek(0)
        raw_seconds, raw_size = raw_engine(texts)
    print(f"{'build the index':<24}{seconds:8.1f} s CPU,{used / MEGABYTE:8.0f} MB")
    print(f"{'the engine as it comes':<24}{raw_seconds:8.1f} s CPU,{raw_size / MEGABYTE:8.0f} MB")
    print(f"{'that many times':<24}{seconds / raw_seconds:8.1f}      {used / raw_size:11.1f}")


def rows(size: int) -> list[Row]:
    """Measure each kind, first by the function, then by other queries of the site."""
    if search.search(rare_word(0)).total != HOLDERS:
        raise RuntimeError("the index is not complete: remove the database that was kept")
    site = Site()
    nothing = [""] * (WARMING + 5 * MEASURED)
    reading_the_clock = measured(lambda _query: None, nothing).median
    hello = measured(lambda _query: site.get(HELLO), nothing).median
    print("ms CPU, median and 95 of 100; the site beyond a hello-world, which takes ", end="")
    print(f"{(hello - reading_the_clock) * 1000:.2f} ms")
    return [row(kind, site, floors=(reading_the_clock, hello)) for kind in kinds(titles(size))]


def row(kind: Kind, site: Site, *, floors: tuple[float, float]) -> Row:
    address = SUGGEST if kind.is_suggestion else SEARCH
    function: Callable | None = getattr(search, "suggest" if kind.is_suggestion else "search", None)
    by_function = by_site = None
    if function:
        ask = measured(function, kind.queries[:HALF])
        by_function = ask.beyond(floors[0])
    if is_there(address):
        ask = measured(lambda query: site.get(address, q=query), kind.queries[HALF : 2 * HALF])
        by_site = ask.beyond(floors[1])
    return Row(kind, by_function, by_site)


def is_there(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


def line(row: Row) -> str:
    wanted = row.kind.wanted * ALLOWANCE[connection.vendor]
    return (
        f"{row.kind.name:<24}wanted {wanted:4.1f}"
        f"   function {costs(row.function, wanted)}   site {costs(row.site, wanted)}"
    )


def costs(given: Costs | None, wanted: float) -> str:
    if given is None:
        return f"{'is not there yet':<24}"
    verdict = "ok" if given.median * 1000 <= wanted else "MISSED"
    return f"{given.median * 1000:8.2f} {given.p95 * 1000:8.2f} {verdict:<6}"


def comparison(smaller: Row, larger: Row) -> str:
    parts = [
        f"{name} {after.median / before.median:6.2f}"
        for name, before, after in (
            ("function", smaller.function, larger.function),
            ("site", smaller.site, larger.site),
        )
        if before and after
    ]
    return f"{smaller.kind.name:<24}{'   '.join(parts) or 'is not there yet'}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench.searching")
    parser.add_argument("entries", nargs="*", type=int, default=[10_000])
    parser.add_argument("--keep", default="", metavar="PATH")
    given = parser.parse_args()
    main(given.entries, given.keep)
