"""The A-Z: every term and every name that leads to it, under its letter."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from string import ascii_uppercase

from django.db.models import F, Q

from glossary.models import Acceptability, Designation, Entry
from glossary.text import fold, letter_of

LETTERS = ("#", *ascii_uppercase)


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A line of the index. With `see` it is another name for the entry of that title."""

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
    headings = sorted([*title_headings(), *name_headings()], key=lambda heading: heading.place)
    lines = {
        letter: tuple(members)
        for letter, members in groupby(headings, key=lambda heading: letter_of(heading.name))
    }
    return [
        Letter(name=name, anchor=anchor_for(name), headings=lines.get(name, ())) for name in LETTERS
    ]


def anchor_for(letter: str) -> str:
    return "letter-signs" if letter == "#" else f"letter-{letter.lower()}"


def title_headings() -> Iterator[Heading]:
    """Yield the terms. Where several share a title, the subject tells them apart (R-05)."""
    fields = ("kind", "slug", "title", "folded_title", "subject__name", "subject__slug")
    terms = list(Entry.objects.published().terms().select_related("subject").only(*fields))
    namesakes = Counter(entry.folded_title for entry in terms)
    for entry in terms:
        is_shared = namesakes[entry.folded_title] > 1
        yield Heading(
            name=entry.title,
            url=entry.get_absolute_url(),
            subject=entry.subject.name if entry.subject and is_shared else "",
        )


def name_headings() -> Iterator[Heading]:
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
                is_deprecated=name.acceptability == Acceptability.DEPRECATED,
            )
