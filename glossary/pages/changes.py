"""What was published and withdrawn, the newest first: for the page, the feeds and nobody else."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, QuerySet, When

from glossary.models import Entry, State, Subject, Version
from glossary.pages.versions import version_address

PAGE_LENGTH = 50
FEED_LENGTH = 30


@dataclass(frozen=True, kw_only=True)
class PublishedChange:
    """One version that came into force, or went out of it without another one following."""

    version: Version
    at: datetime
    address: str

    @property
    def entry(self) -> Entry:
        return self.version.entry

    @property
    def is_withdrawal(self) -> bool:
        return self.version.state == State.WITHDRAWN

    @property
    def note(self) -> str:
        version = self.version
        return version.withdrawal_explanation if self.is_withdrawal else version.change_note


def changed_versions(
    *, entry: Entry | None = None, subject: Subject | None = None
) -> QuerySet[Version]:
    """Return the released versions in the order in which readers noticed them.

    A withdrawn one stands where it was withdrawn: readers ask what happened to the entry.
    """
    versions = Version.objects.released().select_related("entry__subject")
    if entry:
        versions = versions.filter(entry=entry)
    if subject:
        versions = versions.filter(entry__subject=subject)
    at = Case(When(state=State.WITHDRAWN, then=F("withdrawn_at")), default=F("published_at"))
    return versions.annotate(changed_at=at).order_by("-changed_at", "-pk")


def changes_page(number: int) -> Page:
    """Return one page of all changes; a number too large means the last page."""
    page = Paginator(changed_versions(), PAGE_LENGTH).get_page(number)
    page.object_list = list(map(change_of, page.object_list))
    return page


def latest_changes(
    *, entry: Entry | None = None, subject: Subject | None = None
) -> list[PublishedChange]:
    versions = changed_versions(entry=entry, subject=subject)[:FEED_LENGTH]
    return list(map(change_of, versions))


def change_of(version: Version) -> PublishedChange:
    entry = version.entry
    is_withdrawal = version.state == State.WITHDRAWN
    address = entry.get_absolute_url() if is_withdrawal else version_address(entry, version)
    return PublishedChange(version=version, at=version.changed_at, address=address)
