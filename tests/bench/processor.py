"""Processor time of this process and, on PostgreSQL, of the server process behind it."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Generic, TypeVar

from django.db import connection

T = TypeVar("T")


def keep_one_server_process() -> None:
    """Let one server process do all the work and stay over requests, so that it can be timed."""
    if connection.vendor == "postgresql":
        connection.settings_dict["CONN_MAX_AGE"] = None
        connection.settings_dict["OPTIONS"]["options"] = "-c max_parallel_workers_per_gather=0"


def server_clock() -> Path | None:
    """Return where Linux counts the nanoseconds of our server process; None if it is not here."""
    if connection.vendor != "postgresql":
        return None
    connection.ensure_connection()
    process = Path(f"/proc/{connection.connection.info.backend_pid}")
    is_here = (process / "comm").exists() and (process / "comm").read_text() == "postgres\n"
    return process / "schedstat" if is_here and (process / "schedstat").exists() else None


def cpu() -> float:
    """Return the seconds of processor time used so far, the server's too where it is here."""
    clock = server_clock()
    server = int(clock.read_text().split()[0]) / 1e9 if clock else 0.0
    return time.process_time() + server


@dataclass(frozen=True)
class Costs:
    """Seconds of processor time, one for each time something was done."""

    seconds: Sequence[float]

    @property
    def median(self) -> float:
        return median(self.seconds)

    @property
    def p95(self) -> float:
        return sorted(self.seconds)[int(0.95 * len(self.seconds))]

    def beyond(self, floor: float) -> "Costs":
        return Costs([seconds - floor for seconds in self.seconds])


def cost(job: Callable[[], object]) -> float:
    before = cpu()
    job()
    return cpu() - before


class Untimed(Generic[T]):
    """Passes items on and knows how long making them took, to be taken off the whole."""

    def __init__(self, items: Iterable[T]) -> None:
        self.items, self.seconds = iter(items), 0.0

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        before = time.process_time()
        try:
            return next(self.items)
        finally:
            self.seconds += time.process_time() - before
