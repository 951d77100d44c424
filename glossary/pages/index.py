"""The A-Z: every term and every name that leads to it, under its letter."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from string import ascii_uppercase

from django.db.models import F, Q, QuerySet

from glossary.models import (
    GONE_REASONS,
    Acceptability,
    Designation,
    Entry,
    EntryKind,
    State,
    Version,
)
from glossary.pages.days import end_of
from glossary.pages.namesakes import subject_behind
from glossary.text import fold, letter_of

LETTERS = ("#", *ascii_uppercase)


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A line of the index. With `see` it is another name for the entry of that title.

    `subject` tells the entry apart from others of its title.
    """

    name: str
    url: str
    subject: str = ""
    see: str = ""
    is_deprecated: bool = False

    @property
    def place(self) -> tuple[str, str, str, str]:
        return letter_of(self.name), fold(self.name), self.see, self.url


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter with its lines; `anchor` is its place on the page."""

    name: str
    anchor: str
    headings: tuple[Heading, ...] = ()

    @property
    def count(self) -> int:
        return len(self.headings)


def index_page() -> list[Letter]:
    """Return all letters in their order, those without entries too."""
    terms = current_terms()
    namesakes = Counter(entry.folded_title for entry in terms)
    shared = {title for title, bearers in namesakes.items() if bearers > 1}
    return letters_with([*title_headings(terms, shared), *name_headings(shared)])


def index_on(day: date) -> list[Letter]:
    """Return the terms that were in force at the end of a day, by their titles of that day."""
    versions = (
        Version.objects.in_force_at(end_of(day))
        .filter(entry__kind=EntryKind.TERM)
        .exclude(entry__in=closed_entries())
        .select_related("entry__subject")
        .only("title", "entry__kind", "entry__slug", "entry__subject__slug")
    )
    return letters_with(
        Heading(name=version.title, url=f"{version.entry.get_absolute_url()}?on={day}")
        for version in versions
    )


def closed_entries() -> QuerySet[Version]:
    """Return the entries whose texts are not shown any more, whatever the day."""
    gone = Version.objects.filter(state=State.WITHDRAWN, withdrawal_reason__in=GONE_REASONS)
    return gone.values("entry")


def letters_with(headings: Iterable[Heading]) -> list[Letter]:
    """Return all letters, also those without a term; nothing where there is no term at all."""
    headings = sorted(headings, key=lambda heading: heading.place)
    lines = {
        letter: tuple(members)
        for letter, members in groupby(headings, key=lambda heading: letter_of(heading.name))
    }
    return [
        Letter(name=name, anchor=anchor_for(name), headings=lines.get(name, ()))
        for name in LETTERS
        if lines
    ]


def anchor_for(letter: str) -> str:
    return "letter-signs" if letter == "#" else f"letter-{letter.lower()}"


def current_terms() -> list[Entry]:
    fields = ("kind", "slug", "title", "folded_title", "subject__name", "subject__slug")
    return list(Entry.objects.published().terms().select_related("subject").only(*fields))


def title_headings(terms: Iterable[Entry], shared: Container[str]) -> Iterator[Heading]:
    """Yield the terms; `shared` are the folded titles that several have (R-05)."""
    for entry in terms:
        yield Heading(
            name=entry.title,
            url=entry.get_absolute_url(),
            subject=subject_behind(entry, is_namesake=entry.folded_title in shared),
        )


def name_headings(shared: Container[str]) -> Iterator[Heading]:
    """Yield the public names of current terms; other languages would not sort with ours."""
    own_language = Q(language="") | Q(language=F("version__entry__language"))
    names = (
        Designation.objects.filter(
            own_language,
            version__entry__in=Entry.objects.published().terms(),
            version__entry__current=F("version"),
        )
        .exclude(acceptability=Acceptability.SEARCH_ONLY)
        .select_related("version__entry__subject")
        .only(
            "term",
            "acceptability",
            "version__entry__kind",
            "version__entry__slug",
            "version__entry__title",
            "version__entry__folded_title",
            "version__entry__subject__name",
            "version__entry__subject__slug",
        )
    )
    for name in names:
        entry = name.version.entry
        if name.term != entry.title:
            yield Heading(
                name=name.term,
                url=entry.get_absolute_url(),
                see=entry.title,
                subject=subject_behind(entry, is_namesake=entry.folded_title in shared),
                is_deprecated=name.acceptability == Acceptability.DEPRECATED,
            )
