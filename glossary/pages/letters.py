"""The letters of the A-Z with their counts, and the addresses they stand at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode

from glossary.models import EntryKind, IndexLine
from glossary.wording.collation import SIGNS, letters_in_order

# So many lines are still one page, all letters below each other.
ON_ONE_PAGE = 1_000

# How many lines there are, by language and letter.
Counts = Mapping[tuple[str, str], int]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an address asks of the A-Z. Empty is the language of the site, all letters, today."""

    language: str = ""
    letter: str = ""
    number: int = 1
    on: date | None = None

    def url(self, *, language: str = "", letter: str = "") -> str:
        """Return the address of a letter, of the same day; no letter is all of them."""
        day = str(self.on) if self.on else ""
        query = {"on": day, "language": language or self.language, "letter": letter}
        encoded = urlencode({name: value for name, value in query.items() if value})
        return f"{reverse('index')}?{encoded}" if encoded else reverse("index")


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter and how many lines stand under it; `url` leads there, on this page or another."""

    name: str
    count: int
    url: str
    is_open: bool = False

    @property
    def anchor(self) -> str:
        return anchor_for(self.name)


def anchor_for(letter: str) -> str:
    return "letter-signs" if letter == SIGNS else f"letter-{letter.lower()}"


def counts_now() -> Counts:
    """Return how many names of terms there are."""
    lines = IndexLine.objects.filter(kind=EntryKind.TERM).order_by()
    rows = lines.values_list("language", "letter").annotate(count=Count("pk"))
    return {(language, letter): count for language, letter, count in rows}


def languages_in(counts: Counts) -> list[str]:
    return sorted({language for language, _letter in counts})


def in_language(counts: Counts, language: str) -> dict[str, int]:
    return {letter: count for (one, letter), count in counts.items() if one == language}


def language_for(counts: Counts, asked: str) -> str | None:
    """Return the language asked for, else that of the site, else the one with most names."""
    known = languages_in(counts)
    if asked:
        return asked if asked in known else None
    if not known or settings.LANGUAGE_CODE in known:
        return settings.LANGUAGE_CODE
    return max(known, key=lambda language: sum(in_language(counts, language).values()))


def letters_of(counts: Counts, language: str, asked: Asked) -> tuple[Letter, ...]:
    """Return all letters of a language, those without a name too; nothing where there is no name.

    Few names stand on one page: then letters are places on it.
    """
    here = in_language(counts, language)
    is_one_page = sum(here.values()) <= ON_ONE_PAGE and not asked.letter
    return tuple(
        Letter(
            name=name,
            count=here.get(name, 0),
            url=f"#{anchor_for(name)}" if is_one_page else asked.url(letter=name),
            is_open=name == asked.letter,
        )
        for name in letters_in_order(set(here), language=language)
        if here
    )


def letters_from_elsewhere() -> list[Letter]:
    """Return the letters as another page links them."""
    counts = counts_now()
    asked = Asked()
    letters = letters_of(counts, language_for(counts, "") or "", asked)
    return [
        Letter(name=one.name, count=one.count, url=f"{asked.url()}{one.url}")
        if one.url.startswith("#")
        else one
        for one in letters
    ]
