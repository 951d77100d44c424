"""What follows from publishing: pages, links, related articles and search know of it."""

from collections.abc import Iterable, Sequence
from functools import partial

from django.db import transaction
from django.db.models import Q

from glossary.models import Entry, ExternalId, Mention, RelatedLink, Version
from glossary.publishing.neighbours import relate
from glossary.publishing.pipeline import link_pages, store_page
from glossary.search import containing, documents_for, index
from glossary.text import fold


def publish_pages(versions: Sequence[Version]) -> None:
    """Store, link, relate and index the pages of versions that have just become current.

    Runs in the transaction that publishes. Other pages, which may now name or expect these
    entries, follow once it has been committed.
    """
    entries = [version.entry for version in versions]
    for version in versions:
        store_page(version)
    link_pages(entries)
    index(documents_for(fresh(entries)))
    relate(entries)
    pks = [entry.pk for entry in entries]
    transaction.on_commit(partial(refresh_neighbours, pks))


def refresh_neighbours(pks: Sequence[int], *, also: Iterable[int] = ()) -> None:
    """Link and relate again the pages that concern entries which were published or withdrawn.

    `also` are entries that were concerned and could not be found any more.
    """
    changed = fresh(Entry.objects.filter(pk__in=pks))
    names = [name for entry in changed for name in names_of(entry)]
    affected = containing(names) | expecting(changed) | naming(pks) | set(also)
    entries = list(Entry.objects.published().filter(pk__in=affected - set(pks)))
    if not entries:
        return
    with transaction.atomic():
        link_pages(entries)
        relate([*entries, *changed])


def republish(entries: Iterable[Entry]) -> int:
    """Make everything derived anew from the current versions; return how many entries."""
    entries = fresh(entries)
    with transaction.atomic():
        for entry in entries:
            store_page(entry.current)
        link_pages(entries)
        index(documents_for(fresh(entries)))
        relate(entries)
    return len(entries)


def fresh(entries: Iterable[Entry]) -> list[Entry]:
    pks = [entry.pk for entry in entries]
    return list(Entry.objects.published().with_current().filter(pk__in=pks))


def names_of(entry: Entry) -> list[str]:
    return [entry.title, *(name.term for name in entry.current.designations.all())]


def expecting(entries: Sequence[Entry]) -> set[int]:
    """Return the entries that list one of these as a related article still to come."""
    titles = [fold(name) for entry in entries for name in names_of(entry)]
    slugs = [entry.slug for entry in entries]
    identifiers = ExternalId.objects.filter(entry__in=entries).values("identifier")
    waiting = RelatedLink.objects.filter(target__isnull=True).filter(
        Q(folded_title__in=titles) | Q(slug__in=slugs) | Q(external_id__in=identifiers)
    )
    return set(waiting.values_list("entry_id", flat=True))


def naming(pks: Sequence[int]) -> set[int]:
    """Return the entries that name one of these, or are named by one, or list it as related."""
    mentions = Mention.objects
    return {
        *mentions.filter(target__in=pks).values_list("source_id", flat=True),
        *mentions.filter(source__in=pks).values_list("target_id", flat=True),
        *RelatedLink.objects.filter(target__in=pks).values_list("entry_id", flat=True),
    }
