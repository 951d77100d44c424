"""Make everything that is derived from published versions anew, in portions and processes.

A portion is looked at first, and nothing is locked while it is worked out what should be stored.
Only what differs is written then, in a transaction that looks again if something has changed
meanwhile. So processes work side by side on both databases, and nobody waits for them long.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from glossary.models import Entry, Publication
from glossary.publishing.index_lines import misplaced, store_lines
from glossary.publishing.linking import Linked, differing, linked_pages, store
from glossary.publishing.names import KnownNames, misnamed, store_names, tick, ticks
from glossary.publishing.neighbours import unlike
from glossary.publishing.pipeline import Made, differing_pages, make_pages, store_made
from glossary.search import Document, documents_for, outdated, refresh, similar
from glossary.workflow.ripples import Kept, relate_entries

PORTION = 100
T = TypeVar("T")
Step = Callable[[Sequence[int]], int]
# How many pages of how many are done, and what is done to them.
Progress = Callable[[str, int, int], None]
# All names by language, in each process.
kept = Kept()


def rebuild(
    pks: Iterable[int], *, links_only: bool = False, processes: int = 1, progress: Progress
) -> int:
    """Render (what has changed), link, index and relate these published entries anew.

    Names first, because every page needs all of them; related articles last, because they rest
    on the links. Return how many entries there were.
    """
    # Not in the query: a database takes some ten thousand keys, and these may be all.
    pks = sorted({*pks}.intersection(Entry.objects.published().values_list("pk", flat=True)))
    steps: dict[str, Step] = {"links": relink}
    if not links_only:
        steps = {"names": renew_names, "pages": renew_pages, "related": renew_related}
    with names_kept():
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
        yield from map(step, portions)
        return
    # A connection must not be shared by two processes.
    close_connections()
    # Forked, because starting anew takes as long as five hundred pages.
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        waiting = [pool.submit(step, portion) for portion in portions]
        for future in as_completed(waiting):
            yield future.result()


@contextmanager
def names_kept() -> Iterator[None]:
    """Let the steps inside share the names they load, and forget them afterwards."""
    kept.forget()
    try:
        yield
    finally:
        kept.forget()


def renew_names(pks: Sequence[int]) -> int:
    """Store the names, and the lines of the A-Z, of those entries that have others."""
    if wrong := misnamed(pks):
        with transaction.atomic():
            store_names(wrong)
            tick()
    if wrong := misplaced(pks):
        with transaction.atomic():
            store_lines(wrong)
    return len(pks)


def renew_pages(pks: Sequence[int]) -> int:
    """Store the pages, links and search documents that differ."""
    return renew(pks, look=pages_to_write, write=write_pages)


def relink(pks: Sequence[int]) -> int:
    """Store the pages that differ in their links alone."""
    return renew(pks, look=pages_to_link, write=store)


def renew_related(pks: Sequence[int]) -> int:
    """Relate those entries anew whose lists differ."""
    if others := unlike(pks, compare=similar):
        relate_entries(others, compared=others)
    return len(pks)


def renew(
    pks: Sequence[int],
    *,
    look: Callable[[Sequence[int]], list[T]],
    write: Callable[[list[T]], object],
) -> int:
    """Write what differs; what was seen before the pages were locked may not be so any more."""
    before = state_of(pks)
    if found := look(pks):
        with locked(pks):
            if state_of(pks) != before:
                found = look(pks)
            write(found)
    return len(pks)


@contextmanager
def locked(pks: Sequence[int]) -> Iterator[None]:
    """Keep these pages from being published or linked by somebody else."""
    pages = Publication.objects.filter(entry__in=pks).order_by("pk")
    with transaction.atomic():
        list(pages.select_for_update().values_list("pk", flat=True))
        yield


def state_of(pks: Sequence[int]) -> tuple[int, set[tuple]]:
    """Return what changes with the names, with a publication, and when a page is linked again."""
    entries = Entry.objects.filter(pk__in=pks)
    return ticks(), {*entries.values_list("pk", "current_id", "publication__rendered_at")}


def pages_to_link(pks: Sequence[int]) -> list[Linked]:
    return differing(linked_pages(pks, names=names_for(pks)))


def pages_to_write(pks: Sequence[int]) -> list[Made]:
    pages = made_pages(pks)
    texts = {document.entry_id for document in outdated(documents_of(pages))}
    others = {page.entry for page in differing_pages(pages)}
    return [page for page in pages if page.entry in texts | others]


def write_pages(pages: Sequence[Made]) -> None:
    store_made(pages)
    refresh(documents_of(pages))


def made_pages(pks: Sequence[int], *, fresh: bool = False) -> list[Made]:
    """Return the pages of those of these entries that are published, to be stored."""
    entries = Entry.objects.published().select_related("current", "subject").filter(pk__in=pks)
    for entry in entries:
        entry.current.entry = entry
    versions = [entry.current for entry in entries]
    return make_pages(versions, names=names_for(pks), fresh=fresh)


def documents_of(pages: Sequence[Made]) -> list[Document]:
    """Return the search documents that belong to pages, be they stored or not."""
    return list(documents_for([page.publication.entry for page in pages]))


def names_for(pks: Sequence[int]) -> dict[str, KnownNames]:
    languages = Entry.objects.filter(pk__in=pks).values_list("language", flat=True)
    return kept.for_languages(sorted(set(languages)))


def close_connections() -> None:
    """Leave nothing open that two processes would share after a fork."""
    connections.close_all()
    for wrapper in connections.all(initialized_only=True):
        if wrapper.vendor == "postgresql":
            wrapper.close_pool()


def processes_for(database: BaseDatabaseWrapper) -> int:
    """Return how many processes pay; nobody else can open a database in memory."""
    if database.vendor == "sqlite" and database.is_in_memory_db():
        return 1
    return os.cpu_count() or 1
