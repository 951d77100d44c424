"""How to cite a version of an entry: ISO 690, APA and BibTeX.

Each names the version and its permanent address, so that whoever follows it later finds the text
that was cited and not the one in force by then.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from glossary.models import Entry, Version

# What TeX would take for a command; the words of a title keep their capitals by double braces.
TEX_ESCAPES = {ord(sign): f"\\{sign}" for sign in "&%$#_{}"} | {
    ord("\\"): r"\textbackslash{}",
    ord("~"): r"\textasciitilde{}",
    ord("^"): r"\textasciicircum{}",
}


@dataclass(frozen=True, kw_only=True)
class Cited:
    """What every style of citation says of a version. `address` is absolute and permanent."""

    title: str
    author: str
    glossary: str
    number: str
    label: str
    day: date
    address: str

    @property
    def iso_690(self) -> str:
        """Return the reference to a contribution in an online resource (ISO 690:2021)."""
        author = f"{self.author}. " if self.author else ""
        return (
            f"{author}{ended(self.title)} In: {self.glossary} [online]. Version {self.label}, "
            f"{self.day.day} {self.day:%B %Y}. {self.number}. Available from: {self.address}"
        )

    @property
    def apa(self) -> str:
        """Return the reference to an entry of a reference work, version in brackets (APA 7)."""
        return (
            f"{ended(self.author or self.glossary)} ({self.day:%Y, %B} {self.day.day}). "
            f"{self.title} ({self.number}, Version {self.label}). In {self.glossary}. "
            f"{self.address}"
        )

    @property
    def bibtex(self) -> str:
        """Return an entry that plain BibTeX and biblatex both read."""
        fields = {
            "author": f"{{{tex(self.author or self.glossary)}}}",
            "title": f"{{{tex(self.title)}}}",
            "howpublished": tex(self.glossary),
            "note": f"{self.number}, version {self.label}",
            "year": f"{self.day:%Y}",
            "month": f"{self.day.month}",
            "url": self.address,
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{{self.number}-v{self.label},\n{lines}\n}}"


def cited(entry: Entry, version: Version, *, glossary: str, site: str) -> Cited:
    """Return how to cite a released version. `site` is scheme and host.

    References are in English whatever the language of the page, as the three styles are here.
    """
    return Cited(
        title=version.heading or version.title,
        author=version.byline,
        glossary=glossary,
        number=entry.number,
        label=version.label,
        day=timezone.localdate(version.published_at),
        address=site + reverse("number-version", args=[entry.number, version.label]),
    )


def ended(words: str) -> str:
    """Return words with a full stop, unless they end in a sign that does for one."""
    return words if words.endswith((".", "?", "!")) else f"{words}."


def tex(words: str) -> str:
    return words.translate(TEX_ESCAPES)
