"""Two or three confusable entries side by side, section by section."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.conf import settings
from django.utils.translation import gettext as _

from glossary.models import ADDITIONAL, Entry, RelatedLink, RelationKind, SectionKind
from glossary.pages.addresses import comparison_url
from glossary.pages.descriptions import defining_sentence
from glossary.pages.links import note_of
from glossary.pages.namesakes import subject_behind, with_namesakes
from glossary.pages.placing import Placing
from glossary.text import fold

# A section is found by its kind; one that the template does not know also by its heading.
Place = tuple[str, str]
SHORT_DEFINITION = "short-definition"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What tells two of the entries apart, as each of them says it."""

    titles: tuple[str, str]
    url: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What one entry says under a heading: a stored section, a plain text, or nothing."""

    entry: Entry
    section: dict | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One heading with a cell for each entry, in their order."""

    key: str
    anchor: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Wider:
    """The same comparison with a third entry."""

    title: str
    url: str


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    """The whole page; `entries` in the order of their slugs."""

    entries: tuple[Entry, ...]
    differences: tuple[Difference, ...]
    rows: tuple[Row, ...]
    wider: tuple[Wider, ...]

    @property
    def question(self) -> str:
        """The names as somebody asks for them: "Correction or corrective action?"."""
        texts = "\n".join(entry.publication.plain_text for entry in self.entries)
        first, *others = [full_name(entry) for entry in self.entries]
        *middle, last = [within_sentence(name, texts) for name in others]
        names = {"first": ", ".join([first, *middle]), "last": last}
        return _("%(first)s or %(last)s?") % names

    @property
    def description(self) -> str:
        """What a search engine may print under the title."""
        lines = [line for difference in self.differences for line in difference.lines]
        definitions = [
            defining_sentence(entry.title, entry.current.short_definition)
            for entry in self.entries
            if entry.current.short_definition
        ]
        if lines:
            return lines[0]
        return " ".join(definitions) if len(definitions) == len(self.entries) else ""

    @property
    def has_lines(self) -> bool:
        return any(difference.lines for difference in self.differences)


def full_name(entry: Entry) -> str:
    subject = subject_behind(entry, is_namesake=entry.is_namesake)
    return f"{entry.title} ({subject})" if subject else entry.title


def within_sentence(name: str, texts: str) -> str:
    """Return a name with a small first letter if the texts write it so: "Pareto chart" stays."""
    small = name[:1].lower() + name[1:]
    return small if re.search(rf"(?<!\w){re.escape(small)}(?!\w)", texts) else name


def entries_called(slugs: Iterable[str]) -> dict[str, Entry]:
    """Return the published entries at these addresses; a shared one is that of our language."""
    entries = Entry.objects.published().filter(slug__in=slugs, publication__isnull=False)
    found: dict[str, Entry] = {}
    for entry in with_namesakes(entries.with_current()).order_by("pk"):
        if entry.slug not in found or entry.language == settings.LANGUAGE_CODE:
            found[entry.slug] = entry
    return found


def side_by_side(entries: Sequence[Entry]) -> SideBySide | None:
    """Set entries from `entries_called` side by side; None unless each is confusable with each."""
    entries = sorted(entries, key=lambda entry: entry.slug)
    notes = notes_among(entries)
    pairs = list(combinations(entries, 2))
    if not pairs or not all(is_stated(one, two, notes) for one, two in pairs):
        return None
    return SideBySide(
        entries=tuple(entries),
        differences=tuple(difference(one, two, notes) for one, two in pairs),
        rows=tuple(rows_of(entries)),
        wider=wider_than(entries) if len(entries) == 2 else (),
    )


def notes_among(entries: Sequence[Entry]) -> dict[tuple[int, int], str]:
    """Return what each of the entries says about being confused with another of them."""
    links = RelatedLink.objects.filter(
        kind=RelationKind.CONFUSABLE, entry__in=entries, target__in=entries
    )
    return {(link.entry_id, link.target_id): note_of(link) for link in links if link.target_id}


def is_stated(one: Entry, two: Entry, notes: Container[tuple[int, int]]) -> bool:
    return (one.pk, two.pk) in notes or (two.pk, one.pk) in notes


def difference(one: Entry, two: Entry, notes: dict[tuple[int, int], str]) -> Difference:
    stated = [notes.get((one.pk, two.pk), ""), notes.get((two.pk, one.pk), "")]
    lines = {fold(note): note for note in reversed(stated) if note}
    return Difference(
        titles=(full_name(one), full_name(two)),
        url=comparison_url(one.slug, two.slug),
        lines=tuple(reversed(lines.values())),
    )


def wider_than(pair: Sequence[Entry]) -> tuple[Wider, ...]:
    """Return the threesomes that a pair belongs to."""
    stated = RelatedLink.objects.filter(kind=RelationKind.CONFUSABLE, target__isnull=False)
    confused: dict[int, set[int]] = defaultdict(set)
    # Two queries, each over an index: one with OR would read the table.
    for links in (stated.filter(entry__in=pair), stated.filter(target__in=pair)):
        for entry, target in links.values_list("entry", "target"):
            confused[entry].add(target)
            confused[target].add(entry)
    thirds = confused[pair[0].pk] & confused[pair[1].pk]
    entries = with_namesakes(Entry.objects.published().filter(pk__in=thirds))
    slugs = [entry.slug for entry in pair]
    return tuple(
        Wider(title=full_name(third), url=comparison_url(*slugs, third.slug))
        for third in entries.select_related("subject").order_by("folded_title", "pk")
    )


def rows_of(entries: Sequence[Entry]) -> list[Row]:
    """Return the short definition, then every section that one of the entries has."""
    template = list(SectionKind.objects.values_list("key", flat=True))
    titles: dict[Place, str] = {}
    columns = [column_of(entry, titles) for entry in entries]
    places = sorted(titles, key=lambda place: order_in(template, place[0]))
    rows = [
        Row(
            key=key,
            anchor=key if key != ADDITIONAL else f"{key}-{number}",
            title=titles[key, heading],
            cells=tuple(
                Cell(entry=entry, section=column.get((key, heading)))
                for entry, column in zip(entries, columns, strict=True)
            ),
        )
        for number, (key, heading) in enumerate(places, start=1)
    ]
    return [*short_definitions(entries), *rows]


def order_in(template: Sequence[str], key: str) -> int:
    return template.index(key) if key in template else len(template)


def short_definitions(entries: Sequence[Entry]) -> list[Row]:
    texts = [entry.current.short_definition for entry in entries]
    if not any(texts):
        return []
    cells = [Cell(entry=entry, text=text) for entry, text in zip(entries, texts, strict=True)]
    title = _("In one phrase")
    return [Row(key=SHORT_DEFINITION, anchor=SHORT_DEFINITION, title=title, cells=tuple(cells))]


def column_of(entry: Entry, titles: dict[Place, str]) -> dict[Place, dict]:
    """Return the sections of an entry by their places; `titles` learns how they are called."""
    sections = entry.publication.sections
    texts = [section["html"] for section in sections]
    placing = Placing(name=entry.slug, address=entry.get_absolute_url(), texts=texts)
    column: dict[Place, dict] = {}
    for section in sections:
        heading = fold(section["title"]) if section["key"] == ADDITIONAL else ""
        place = (section["key"], heading)
        titles.setdefault(place, section["title"])
        before = column[place]["html"] if place in column else ""
        column[place] = {"html": before + placing.placed(section["html"])}
    return column
