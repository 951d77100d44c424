"""Versions at addresses of their own: the list of changes, one version, the text of a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from glossary.models import (
    ChangeClass,
    Citation,
    Entry,
    State,
    Version,
    shown_name,
)
from glossary.pages.days import end_of
from glossary.pages.names import Names, names_of
from glossary.pages.people import SignatureLine, signature_lines
from glossary.publishing.rendering import rendered

PEOPLE = ("approved_by__pseudonym", "withdrawn_by__pseudonym", "entry__owner__pseudonym")


@dataclass(frozen=True, kw_only=True)
class VersionPage:
    """One released version as it was. `on` is the day it was asked for, if it was.

    `gone` versions are not shown at all: their text is wrong, or must not be shown.
    """

    entry: Entry
    version: Version
    sections: list[dict]
    names: Names
    citations: tuple[Citation, ...]
    signatures: tuple[SignatureLine, ...]
    on: date | None = None

    @property
    def heading(self) -> str:
        return self.version.heading or self.version.title

    @property
    def is_current(self) -> bool:
        return self.version.state == State.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.version.state == State.WITHDRAWN

    @property
    def address(self) -> str:
        return version_address(self.entry, self.version)


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One version in the list of changes; `compare` leads to what it changed."""

    version: Version
    address: str
    compare: str
    approved_by: str

    @property
    def is_editorial(self) -> bool:
        return bool(self.compare) and self.version.change_class == ChangeClass.EDITORIAL


def version_address(entry: Entry, version: Version) -> str:
    return reverse("version", args=[entry.slug, version.label])


def known_entry(slug: str) -> Entry | None:
    """Return the entry of this slug that is or was published."""
    released = Version.objects.released().values("entry")
    entries = Entry.objects.filter(slug=slug, pk__in=released).select_related("subject", "current")
    return entries.order_by("pk").first()


def withdrawn_version(slug: str) -> Version | None:
    """Return the withdrawn version that readers meet at this address instead of an entry."""
    versions = Version.objects.filter(state=State.WITHDRAWN, entry__slug=slug)
    return (
        versions.select_related("entry__subject", "successor__subject", *PEOPLE)
        .order_by("pk")
        .first()
    )


def final_successor(version: Version) -> Entry | None:
    """Return where a merged entry leads in one step, however often it was merged since."""
    entry = version.successor
    while entry is not None and entry.current_id is None:
        last = Version.objects.filter(entry=entry, state=State.WITHDRAWN).first()
        entry = last.successor if last else None
    return entry


def version_labelled(entry: Entry, label: str) -> Version | None:
    """Return the released version of this number ("2.1")."""
    major, _dot, minor = label.partition(".")
    if not (major + minor).isascii() or not (major + minor).isdigit() or len(label) > 12:
        return None
    versions = Version.objects.released().filter(entry=entry, major=major, minor=minor or 0)
    return versions.select_related("entry__subject", *PEOPLE).first()


def version_on(entry: Entry, day: date) -> Version | None:
    """Return the version that was in force at the end of a day."""
    versions = Version.objects.in_force_at(end_of(day)).filter(entry=entry)
    return versions.select_related("entry__subject", *PEOPLE).first()


def version_page(version: Version, *, on: date | None = None) -> VersionPage:
    entry = version.entry
    return VersionPage(
        entry=entry,
        version=version,
        sections=[vars(section) for section in rendered(version)],
        names=names_of(version.designations.all(), language=entry.language),
        citations=tuple(version.citations.select_related("standard")),
        signatures=signature_lines(version),
        on=on,
    )


def is_closed(entry: Entry) -> bool:
    """Whether the texts of an entry are no longer shown, old ones included (W-27)."""
    last = Version.objects.filter(entry=entry, state=State.WITHDRAWN).first()
    return last is not None and last.is_gone


def change_lines(entry: Entry) -> list[ChangeLine]:
    """Return all released versions of an entry, the newest first (W-21)."""
    return list(lines_of(entry))


def lines_of(entry: Entry) -> Iterator[ChangeLine]:
    released = Version.objects.released().filter(entry=entry).select_related(*PEOPLE)
    versions = list(released)
    for version, before in zip(versions, [*versions[1:], None], strict=True):
        yield ChangeLine(
            version=version,
            address=version_address(entry, version),
            compare=reverse("compare", args=[entry.slug, before.label, version.label])
            if before
            else "",
            approved_by=shown_name(version.approved_by),
        )


def first_day(entry: Entry) -> date | None:
    """Return the day an entry was first published."""
    dates = entry.versions.filter(~Q(published_at=None)).order_by("published_at")
    return dates.values_list("published_at__date", flat=True).first()
