"""Numbers and addresses of new entries."""

import re
from collections.abc import Collection, Sequence

from glossary.models import Entry, NumberSequence, Redirect
from glossary.text import slug_for

USABLE_SLUG = re.compile(r"[a-z0-9_-]{1,110}", re.IGNORECASE)


def give_numbers(entries: Sequence[Entry]) -> None:
    """Give the next free numbers ("QM-0042") to entries that bring none in.

    One that is brought in is kept from being given out a second time (W-02).
    """
    if not entries:
        return
    NumberSequence.objects.get_or_create(name="entry")
    last = NumberSequence.objects.select_for_update().get(name="entry").last
    brought_in = [entry.number.removeprefix("QM-") for entry in entries if entry.number]
    last = max([last, *(int(digits) for digits in brought_in if digits.isdecimal())])
    for entry in entries:
        if not entry.number:
            last += 1
            entry.number = f"QM-{last:04d}"
    NumberSequence.objects.filter(name="entry").update(last=last)


def give_addresses(entries: Sequence[Entry]) -> None:
    """Give entries slugs, as near to the one they bring in or to their title as is free.

    A number is added if an entry stands there already or a redirect leads away from there.
    """
    bases = [base_for(entry) for entry in entries]
    taken = standing(bases)
    away = left_behind(bases)
    looked_up: set[str] = set()
    for entry, base in zip(entries, bases, strict=True):
        candidate, number = base, 2
        while (entry.language, candidate) in taken or candidate in away:
            if base not in looked_up:
                taken |= standing_numbered(base)
                looked_up.add(base)
            candidate, number = f"{base}-{number}", number + 1
        entry.slug = candidate
        taken.add((entry.language, candidate))


def base_for(entry: Entry) -> str:
    """Return the slug brought in where it can be one, or one made from it or the title."""
    if USABLE_SLUG.fullmatch(entry.slug):
        return entry.slug
    return slug_for(entry.slug or entry.title, fallback=entry.number)


def standing(slugs: Collection[str]) -> set[tuple[str, str]]:
    """Return language and slug of the entries that have one of these slugs."""
    return set(Entry.objects.filter(slug__in=slugs).values_list("language", "slug"))


def standing_numbered(base: str) -> set[tuple[str, str]]:
    entries = Entry.objects.filter(slug__startswith=f"{base}-")
    return set(entries.values_list("language", "slug"))


def left_behind(bases: Collection[str]) -> set[str]:
    """Return the last parts of the paths that redirects lead away from, these among them."""
    paths = Redirect.objects.values_list("path", flat=True)
    if len(bases) == 1:
        paths = paths.filter(path__contains=f"/{next(iter(bases))}")
    return {path.rstrip("/").rpartition("/")[2] for path in paths.iterator()}
