"""Atom feeds of what was published and withdrawn: of the site, a subject, an entry."""

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from glossary.conf import options
from glossary.models import Entry, Subject
from glossary.pages.changes import PublishedChange, latest_changes
from glossary.pages.versions import known_entry
from glossary.text import in_one_line


class SiteFeed(Feed):
    """Everything that readers may know of, and nothing that is still a draft."""

    feed_type = Atom1Feed

    def title(self, obj: object) -> str:
        return options().site_name

    def link(self, obj: object) -> str:
        return reverse("changes")

    def items(self, obj: object) -> list[PublishedChange]:
        return latest_changes()

    def item_title(self, item: PublishedChange) -> str:
        what = "withdrawn" if item.is_withdrawal else f"version {item.version.label}"
        return in_one_line(f"{item.version.title} ({item.entry.number}), {what}")

    def item_description(self, item: PublishedChange) -> str:
        return item.note

    def item_link(self, item: PublishedChange) -> str:
        return item.address

    def item_guid(self, item: PublishedChange) -> str:
        kind = "withdrawn" if item.is_withdrawal else "published"
        return f"urn:uuid:{item.entry.concept}:{item.version.sequence}:{kind}"

    def item_updateddate(self, item: PublishedChange) -> datetime:
        return item.at


class SubjectFeed(SiteFeed):
    """The changes of one subject."""

    def get_object(self, request: HttpRequest, slug: str) -> Subject:
        return get_object_or_404(Subject, slug=slug)

    def title(self, obj: Subject) -> str:
        return f"{obj.name} – {options().site_name}"

    def link(self, obj: Subject) -> str:
        return obj.get_absolute_url()

    def items(self, obj: Subject) -> list[PublishedChange]:
        return latest_changes(subject=obj)


class EntryFeed(SiteFeed):
    """The changes of one entry."""

    def get_object(self, request: HttpRequest, slug: str) -> Entry:
        entry = known_entry(slug)
        if entry is None:
            raise Http404
        return entry

    def title(self, obj: Entry) -> str:
        return f"{obj.title} – {options().site_name}"

    def link(self, obj: Entry) -> str:
        return reverse("versions", args=[obj.slug])

    def items(self, obj: Entry) -> list[PublishedChange]:
        return latest_changes(entry=obj)
