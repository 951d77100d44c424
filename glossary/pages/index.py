"""The A-Z of one language: every term and every name that leads to it, under its letter."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, groupby

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from glossary.models import GONE_REASONS, EntryKind, IndexLine, State, Version
from glossary.pages.days import end_of
from glossary.pages.letters import (
    ON_ONE_PAGE,
    Asked,
    Counts,
    Letter,
    anchor_for,
    counts_now,
    language_for,
    languages_in,
    letters_of,
)
from glossary.pages.namesakes import namesakes, subject_behind
from glossary.wording.collation import letter_of, sort_key

# A letter with more lines has several pages.
PAGE_LENGTH = 400
IN_ORDER = ("key", "entry_id", "position")


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A line of the index. With `see` it is another name for the entry of that title.

    `subject` tells the entry apart from others of its title. `number` is that of the entry, empty
    in the A-Z of a day.
    """

    letter: str
    name: str
    url: str
    number: str = ""
    subject: str = ""
    see: str = ""
    is_deprecated: bool = False


@dataclass(frozen=True, kw_only=True)
class Section:
    """Lines under their letter."""

    name: str
    anchor: str
    headings: tuple[Heading, ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One of the pages of a letter, by its first and last name."""

    number: int
    first: str
    last: str


@dataclass(frozen=True, kw_only=True)
class LanguageLink:
    """Another language that there are terms in."""

    tag: str
    url: str


@dataclass(frozen=True, kw_only=True)
class IndexPage:
    """What is to be seen of the A-Z: all of it, one letter, or only the letters.

    `page` is set where a letter is open, `parts` where it has several pages.
    """

    asked: Asked
    language: str
    others: tuple[LanguageLink, ...]
    letters: tuple[Letter, ...]
    sections: tuple[Section, ...] = ()
    page: Page | None = None
    parts: tuple[Part, ...] = ()

    @property
    def total(self) -> int:
        return sum(letter.count for letter in self.letters)

    @property
    def is_overview(self) -> bool:
        """Whether only the letters are shown: one of them is to be opened."""
        return self.total > ON_ONE_PAGE and not self.asked.letter

    @property
    def all_letters(self) -> str:
        return self.asked.url()

    @property
    def address(self) -> str:
        """Return where this page stands, whatever else its address said."""
        return self.asked.url(letter=self.asked.letter)

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(chain.from_iterable(section.headings for section in self.sections))


def index_page(asked: Asked) -> IndexPage | None:
    """Return what the address asks for; None where there is no such language or letter."""
    then = headings_on(asked.on) if asked.on else {}
    counts = counts_of(then) if asked.on else counts_now()
    language = language_for(counts, asked.language)
    letters = letters_of(counts, language, asked) if language else ()
    if language is None or (asked.letter and not any(one.is_open for one in letters)):
        return None
    others = [one for one in languages_in(counts) if one != language]
    page = IndexPage(
        asked=asked,
        language=language,
        others=tuple(LanguageLink(tag=one, url=asked.url(language=one)) for one in others),
        letters=letters,
    )
    if page.is_overview:
        return page
    if asked.on:
        shown = [one for one in then.get(language, ()) if asked.letter in ("", one.letter)]
        return replace(page, sections=sections_of(shown))
    lines = IndexLine.objects.filter(kind=EntryKind.TERM, language=language)
    return one_letter(page, lines) if asked.letter else all_letters(page, lines)


def all_letters(page: IndexPage, lines: QuerySet[IndexLine]) -> IndexPage:
    return replace(page, sections=sections_of(headings_of(lines.order_by(*IN_ORDER))))


def one_letter(page: IndexPage, lines: QuerySet[IndexLine]) -> IndexPage:
    """Add the lines of the open letter, where there are many those of one page."""
    lines = lines.filter(letter=page.asked.letter).order_by(*IN_ORDER)
    found = Paginator(lines, PAGE_LENGTH).get_page(page.asked.number)
    sections = sections_of(headings_of(found.object_list))
    parts = parts_of(lines, found.paginator) if found.has_other_pages() else ()
    return replace(page, page=found, sections=sections, parts=parts)


def parts_of(lines: QuerySet[IndexLine], paginator: Paginator) -> tuple[Part, ...]:
    """Return the pages of a letter with the names they begin and end with."""
    ends = [(page.start_index(), page.end_index()) for page in paginator]
    numbered = lines.annotate(place=Window(RowNumber(), order_by=IN_ORDER))
    at_ends = numbered.filter(place__in={place for pair in ends for place in pair})
    names = dict(at_ends.values_list("place", "text"))
    return tuple(
        Part(number=number, first=names.get(first, ""), last=names.get(last, ""))
        for number, (first, last) in enumerate(ends, start=1)
    )


def headings_of(lines: QuerySet[IndexLine]) -> Iterator[Heading]:
    """Yield the lines as they are printed; titles that several entries have get their subjects."""
    fields = ("kind", "number", "slug", "title", "subject__name", "subject__slug")
    lines = lines.select_related("entry__subject").annotate(is_namesake=namesakes("entry__"))
    for line in lines.only(
        "letter", "text", "position", "is_deprecated", *(f"entry__{name}" for name in fields)
    ):
        yield Heading(
            letter=line.letter,
            name=line.text,
            url=line.entry.get_absolute_url(),
            number=line.entry.number,
            subject=subject_behind(line.entry, is_namesake=line.is_namesake),
            see=line.entry.title if line.position else "",
            is_deprecated=line.is_deprecated,
        )


def sections_of(headings: Iterable[Heading]) -> tuple[Section, ...]:
    return tuple(
        Section(name=letter, anchor=anchor_for(letter), headings=tuple(members))
        for letter, members in groupby(headings, key=lambda heading: heading.letter)
    )


def headings_on(day: date) -> dict[str, list[Heading]]:
    """Return the terms that were in force at the end of a day, by language and in order.

    They stand under their titles of that day.
    """
    versions = (
        Version.objects.in_force_at(end_of(day))
        .filter(entry__kind=EntryKind.TERM)
        .exclude(entry__in=closed_entries())
    )
    rows = versions.values_list("entry__language", "title", "entry__slug")
    found: dict[str, list[Heading]] = {}
    for language, title, slug in sorted(rows, key=lambda row: sort_key(row[1], language=row[0])):
        url = f"{reverse('term', args=[slug])}?on={day}"
        letter = letter_of(title, language=language)
        found.setdefault(language, []).append(Heading(letter=letter, name=title, url=url))
    return found


def counts_of(headings: Mapping[str, Iterable[Heading]]) -> Counts:
    return Counter((language, one.letter) for language, lines in headings.items() for one in lines)


def closed_entries() -> QuerySet[Version]:
    """Return the entries whose texts are not shown any more, whatever the day."""
    gone = Version.objects.filter(state=State.WITHDRAWN, withdrawal_reason__in=GONE_REASONS)
    return gone.values("entry")
