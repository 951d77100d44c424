"""Make everything that is derived from published versions anew, in portions and processes."""

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_context

import django
from django.db import connections, transaction

from glossary.models import Entry, Publication
from glossary.publishing.index_lines import store_lines
from glossary.publishing.linking import link_pages
from glossary.publishing.names import KnownNames, all_names, names_of, store_names, tick
from glossary.publishing.pipeline import store_pages
from glossary.search import documents_for, index
from glossary.workflow.ripples import relate_entries

PORTION = 100
Step = Callable[[Sequence[int]], int]
# How many pages of how many are done, and what is done to them.
Progress = Callable[[str, int, int], None]


# All names by language, loaded once in each process and step: nothing changes them meanwhile.
loaded: dict[str, KnownNames] = {}


def rebuild(
    pks: Iterable[int], *, links_only: bool = False, processes: int = 1, progress: Progress
) -> int:
    """Render (what has changed), link, index and relate these published entries anew.

    Names first, because every page needs all of them; related articles last, because they rest
    on the links. Return how many entries there were.
    """
    wanted = Entry.objects.published().filter(pk__in=list(pks))
    pks = sorted(wanted.values_list("pk", flat=True))
    steps: dict[str, Step] = {"links": relink}
    if not links_only:
        for portion in portions_of(pks):
            renew_names(portion)
        steps = {"pages": renew_pages, "related": renew_related}
    for name, step in steps.items():
        done = 0
        for count in run(step, portions_of(pks), processes=processes):
            done += count
            progress(name, done, len(pks))
    return len(pks)


def portions_of(pks: Sequence[int]) -> list[Sequence[int]]:
    return [pks[start : start + PORTION] for start in range(0, len(pks), PORTION)]


def run(step: Step, portions: Sequence[Sequence[int]], *, processes: int) -> Iterator[int]:
    """Do the portions here, or in so many processes; yield how many entries each had."""
    if min(processes, len(portions)) <= 1:
        with all_loaded():
            yield from map(step, portions)
        return
    # A connection must not be shared by two processes.
    connections.close_all()
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=django.setup) as pool:
        waiting = [pool.submit(step, portion) for portion in portions]
        for future in as_completed(waiting):
            yield future.result()


@contextmanager
def all_loaded() -> Iterator[None]:
    """Let the steps inside share the names they load, and forget them afterwards."""
    loaded.clear()
    try:
        yield
    finally:
        loaded.clear()
        gc.unfreeze()


@transaction.atomic
def renew_names(pks: Sequence[int]) -> int:
    before = names_of(pks)
    store_names(pks)
    store_lines(pks)
    if names_of(pks) != before:
        tick()
    return len(pks)


@transaction.atomic
def renew_pages(pks: Sequence[int], *, fresh: bool = False) -> int:
    """Store linked pages and search documents; `fresh` renders what was kept, too."""
    entries = Entry.objects.published().with_current().filter(pk__in=pks)
    current = [entry.current for entry in entries]
    for entry in entries:
        entry.current.entry = entry
    store_pages(current, names=names_for({entry.language for entry in entries}), fresh=fresh)
    index(documents_for(entries.all()))
    return len(pks)


def names_for(languages: Iterable[str]) -> dict[str, KnownNames]:
    """Return all names of these languages, loaded at most once."""
    for language in {*languages} - loaded.keys():
        loaded[language] = all_names(language)
        gc.freeze()
    return loaded


@transaction.atomic
def relink(pks: Sequence[int]) -> int:
    pages = Publication.objects.filter(entry__in=pks)
    link_pages(pks, names=names_for(pages.values_list("entry__language", flat=True)))
    return len(pks)


@transaction.atomic
def renew_related(pks: Sequence[int]) -> int:
    relate_entries(pks, compared=pks)
    return len(pks)


def processes_for(vendor: str) -> int:
    """Return how many processes pay: SQLite lets one write at a time."""
    return (os.cpu_count() or 1) if vendor == "postgresql" else 1
