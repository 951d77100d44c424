"""Where the links lead that editors write as [[name]] or [[name|shown text]].

By number, by a name borne now, or by an address the entry has or once had: so a link survives
the renaming of its target. Of several bearers the one of the same subject is meant; otherwise
the reader is shown all of them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from glossary.models import Entry, PublishedName, Redirect
from glossary.text import fold, meanings_url, slug_for
from glossary.wording.term_index import Name

NUMBER = re.compile(r"QM-\d{4,}", re.IGNORECASE)
PLACEHOLDER = re.compile(r'<a class="entry" title="([^"]*)">')
NOBODY = 0


@dataclass(frozen=True, kw_only=True)
class Reader:
    """The entry whose text is linked, as far as it decides where a name leads."""

    language: str
    subject: int | None


def resolve(wanted: Iterable[str], *, reader: Reader) -> dict[str, Name]:
    """Return for each wanted name where it leads; one that leads nowhere is left out.

    A name that several entries bear leads to the list of them: its `target` is NOBODY.
    """
    wanted = list(dict.fromkeys(wanted))
    found: dict[str, Name] = {}
    if wanted:
        found |= by_number(wanted)
        found |= by_name([name for name in wanted if name not in found], reader=reader)
        found |= by_address([name for name in wanted if name not in found], reader=reader)
    return found


def by_number(wanted: Sequence[str]) -> dict[str, Name]:
    numbers = {name: name.upper() for name in wanted if NUMBER.fullmatch(name)}
    entries = Entry.objects.published().select_related("subject")
    known = {entry.number: entry for entry in entries.filter(number__in=numbers.values())}
    return {name: name_for(known[number]) for name, number in numbers.items() if number in known}


def by_name(wanted: Sequence[str], *, reader: Reader) -> dict[str, Name]:
    folded = {name: fold(name) for name in wanted}
    rows = PublishedName.objects.filter(language=reader.language, folded__in=folded.values())
    bearers: dict[str, dict[int, Entry]] = {}
    for row in rows.select_related("entry__subject"):
        bearers.setdefault(row.folded, {})[row.entry_id] = row.entry
    return {
        name: meant(list(bearers[form].values()), reader=reader, folded=form)
        for name, form in folded.items()
        if form in bearers
    }


def meant(bearers: Sequence[Entry], *, reader: Reader, folded: str) -> Name:
    """Return the only bearer, or the only one of the reader's subject, or the list of them."""
    if len(bearers) > 1 and reader.subject:
        alike = [entry for entry in bearers if entry.subject_id == reader.subject]
        bearers = alike if len(alike) == 1 else bearers
    if len(bearers) == 1:
        return name_for(bearers[0])
    return Name(text=folded, target=NOBODY, url=meanings_url(folded))


def by_address(wanted: Sequence[str], *, reader: Reader) -> dict[str, Name]:
    """Look where the title of an entry usually stands, now or once."""
    slugs = {name: slug_for(name, fallback="") for name in wanted}
    slugs = {name: slug for name, slug in slugs.items() if slug}
    entries = Entry.objects.published().filter(language=reader.language)
    known: Mapping[str, Entry] = {
        entry.slug: entry
        for entry in entries.filter(slug__in=slugs.values()).select_related("subject")
    }
    paths = {f"/glossary/{slug}/": slug for slug in slugs.values()}
    moved = Redirect.objects.filter(path__in=paths, entry__current__isnull=False)
    known = {paths[row.path]: row.entry for row in moved.select_related("entry__subject")} | known
    return {name: name_for(known[slug]) for name, slug in slugs.items() if slug in known}


def name_for(entry: Entry) -> Name:
    return Name(text=entry.title, target=entry.pk, url=entry.get_absolute_url())
