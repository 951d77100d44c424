"""Bring the pages up to date that have to follow a change, a portion at a time.

A ripple can be stopped at any moment and goes on behind the last portion that was done. Each
portion is a transaction; if something in it fails, its pages are done one by one, so that one
page that cannot be linked keeps no other from being right.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

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
    """Go through the pages of a ripple that are not done yet; return how many there were."""
    pages = pages_of(ripple)
    kept = Kept()
    count = 0
    while portion := do_portion(ripple.pk, pages, kept):
        count += len(portion)
        if progress:
            ripple.refresh_from_db()
            progress(ripple)
    return count


def pages_of(ripple: Ripple) -> list[int]:
    """Return the entries concerned in the order of their keys."""
    if ripple.all_pages:
        pages = set(Publication.objects.values_list("entry", flat=True))
    else:
        pages = pages_with(ripple.names)
    return sorted(pages - {*ripple.apart_from} | {*ripple.related})


@transaction.atomic
def do_portion(pk: int, pages: Sequence[int], kept: "Kept") -> Sequence[int]:
    """Do the next portion, or note that there is none. Two workers take turns at the row."""
    ripple = Ripple.objects.select_for_update().get(pk=pk)
    start = bisect_right(pages, ripple.position)
    portion = pages[start : start + PORTION]
    errors = attempt(portion, kept) if portion else []
    ripple.error = "\n".join(filter(None, [ripple.error, *errors]))
    ripple.total, ripple.done = len(pages), start + len(portion)
    if portion:
        ripple.position = portion[-1]
    else:
        ripple.finished_at = ripple.finished_at or timezone.now()
    ripple.save(update_fields=["position", "done", "error", "total", "finished_at"])
    return portion


class Kept:
    """All names of each language, loaded when they are first needed and when they have changed."""

    def __init__(self) -> None:
        self.ticks = -1
        self.names: dict[str, KnownNames] = {}

    def for_languages(self, languages: Sequence[str]) -> dict[str, KnownNames]:
        """Return the names as they are now; call while the pages are locked."""
        now = ticks()
        if now != self.ticks:
            self.names, self.ticks = {}, now
        for language in languages:
            if language not in self.names:
                self.names[language] = all_names(language)
        return self.names


def attempt(pks: Sequence[int], kept: Kept) -> list[str]:
    """Do a portion, if need be page by page; return what went wrong."""
    try:
        bring_up_to_date(pks, kept)
    except (GlossaryError, DatabaseError) as error:
        if len(pks) == 1:
            return [f"{pks[0]}: {error}"]
        return [problem for pk in pks for problem in attempt([pk], kept)]
    return []


@transaction.atomic
def bring_up_to_date(pks: Sequence[int], kept: Kept) -> None:
    """Link these pages with the names of now, and relate whom that concerns.

    The pages are locked before the names are looked at: a publication that has got one of them
    is waited for, and one that comes later does it again.
    """
    pages = Publication.objects.filter(entry__in=pks).order_by("pk")
    list(pages.select_for_update().values_list("pk", flat=True))
    languages = set(pages.values_list("entry__language", flat=True))
    footing = footing_of(pks)
    link_pages(pks, names=kept.for_languages(sorted(languages)))
    relate_entries({*pks, *dependents(footing, footing_of(pks))})


def relate_entries(pks: Iterable[int], *, compared: Iterable[int] = ()) -> None:
    """Store the related articles of those of these entries that are published.

    The texts of those in `compared` are looked up anew; for others the last comparison holds.
    """
    asked = {*compared}
    relate(pks, compare=lambda few: similar([pk for pk in few if pk in asked]))
