"""Bring the pages up to date that have to follow a change, a portion at a time.

A ripple can be stopped at any moment and goes on behind the last portion that was done. Each
portion is a transaction; if something in it fails, its pages are done one by one, so that one
page that cannot be linked keeps no other from being right.
"""

import gc
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Self

from django.db import DatabaseError, transaction
from django.utils import timezone

from glossary.errors import GlossaryError
from glossary.models import Publication, Ripple
from glossary.publishing.footing import dependents, footing_of
from glossary.publishing.linking import link_pages
from glossary.publishing.names import KnownNames, all_names, ticks
from glossary.publishing.neighbours import relate
from glossary.search import similar
from glossary.workflow.concerned import pages_with

PORTION = 50
Progress = Callable[[Ripple], None]
Step = Callable[[Sequence[int]], None]


def begin(
    *,
    cause: str,
    names: Sequence[str],
    related: Sequence[int],
    all_pages: bool,
    apart_from: Sequence[int],
) -> Ripple:
    """Leave work to the worker, in the caller's transaction.

    The pages of `apart_from` are right already. Where all pages wait already, once is enough.
    """
    waiting = Ripple.objects.filter(all_pages=True, position=0, finished_at__isnull=True).first()
    if all_pages and waiting:
        waiting.apart_from = sorted({*waiting.apart_from} & {*apart_from})
        waiting.save(update_fields=["apart_from"])
        return waiting
    return Ripple.objects.create(
        apart_from=sorted(apart_from),
        cause=cause[:300],
        names=list(names),
        related=list(related),
        all_pages=all_pages,
        created_at=timezone.now(),
    )


def run_waiting(*, progress: Progress | None = None) -> int:
    """Finish every ripple that waits, the oldest first; return how many pages were done."""
    done = 0
    while ripple := Ripple.objects.filter(finished_at__isnull=True).order_by("pk").first():
        done += run(ripple, progress=progress)
    return done


def run(ripple: Ripple, *, progress: Progress | None = None) -> int:
    """Go through what is not done of a ripple yet; return how many pages there were."""
    work = Work.of(ripple)
    kept = Kept()
    count = 0
    while (done := do_portion(ripple.pk, work, kept)) is not None:
        count += done
        if progress and done:
            ripple.refresh_from_db()
            progress(ripple)
    return count


@dataclass(frozen=True, kw_only=True)
class Work:
    """The entries to be linked and then those to be related, each in the order of their keys.

    A few pages are related as they are linked. Where all are linked that would relate each of
    them again and again, because every page names many: there `related` follows at the end.
    """

    linked: Sequence[int]
    related: Sequence[int] = ()

    @classmethod
    def of(cls, ripple: Ripple) -> Self:
        if ripple.all_pages:
            pages = sorted(Publication.objects.values_list("entry", flat=True))
            right = {*ripple.apart_from}
            return cls(linked=[pk for pk in pages if pk not in right], related=pages)
        pages = pages_with(ripple.names) - {*ripple.apart_from}
        return cls(linked=sorted(pages | {*ripple.related}))


@transaction.atomic
def do_portion(pk: int, work: Work, kept: "Kept") -> int | None:
    """Do the next portion and return its size, None if there is none. Two workers take turns."""
    ripple = Ripple.objects.select_for_update().get(pk=pk)
    pks = work.related if ripple.is_relating else work.linked
    start = bisect_right(pks, ripple.position)
    portion = pks[start : start + PORTION]
    if portion:
        do = step_for(ripple, kept)
        ripple.error = "\n".join(filter(None, [ripple.error, *attempt(portion, do)]))
        ripple.position, ripple.done = portion[-1], ripple.done + len(portion)
    elif work.related and not ripple.is_relating:
        ripple.is_relating, ripple.position = True, 0
    else:
        ripple.finished_at = ripple.finished_at or timezone.now()
    ripple.total = len(work.linked) + len(work.related)
    ripple.save(update_fields=["position", "is_relating", "done", "error", "total", "finished_at"])
    return None if ripple.finished_at else len(portion)


def step_for(ripple: Ripple, kept: "Kept") -> Step:
    """Return what is done with a portion of the ripple now."""
    if ripple.is_relating:
        return relate_entries
    if ripple.all_pages:
        return partial(link_again, kept=kept)
    return partial(bring_up_to_date, kept=kept)


class Kept:
    """All names of each language, loaded when they are first needed and when they have changed."""

    def __init__(self) -> None:
        self.ticks = -1
        self.names: dict[str, KnownNames] = {}

    def forget(self) -> None:
        self.ticks, self.names = -1, {}
        gc.unfreeze()

    def for_languages(self, languages: Sequence[str]) -> dict[str, KnownNames]:
        """Return the names as they are now; call while the pages are locked."""
        now = ticks()
        if now != self.ticks:
            self.names, self.ticks = {}, now
        for language in languages:
            if language not in self.names:
                gc.unfreeze()
                self.names[language] = all_names(language)
                gc.freeze()
        return self.names


def attempt(pks: Sequence[int], do: Step) -> list[str]:
    """Do a portion, if need be page by page; return what went wrong."""
    try:
        with transaction.atomic():
            do(pks)
    except (GlossaryError, DatabaseError) as error:
        if len(pks) == 1:
            return [f"{pks[0]}: {error}"]
        return [problem for pk in pks for problem in attempt([pk], do)]
    return []


def link_again(pks: Sequence[int], *, kept: Kept) -> None:
    """Link these pages with the names of now.

    The pages are locked before the names are looked at: a publication that has got one of them
    is waited for, and one that comes later does it again.
    """
    pages = Publication.objects.filter(entry__in=pks).order_by("pk")
    list(pages.select_for_update().values_list("pk", flat=True))
    languages = set(pages.values_list("entry__language", flat=True))
    link_pages(pks, names=kept.for_languages(sorted(languages)))


def bring_up_to_date(pks: Sequence[int], *, kept: Kept) -> None:
    """Link these pages, and relate whom that concerns."""
    footing = footing_of(pks)
    link_again(pks, kept=kept)
    relate_entries({*pks, *dependents(footing, footing_of(pks))})


def relate_entries(pks: Iterable[int], *, compared: Iterable[int] = ()) -> None:
    """Store the related articles of those of these entries that are published.

    The texts of those in `compared` are looked up anew; for others the last comparison holds.
    """
    asked = {*compared}
    relate(pks, compare=lambda few: similar([pk for pk in few if pk in asked]))
