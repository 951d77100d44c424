"""Atom feeds (RFC 4287) of what was published and withdrawn: of the site, a subject, an entry."""

from datetime import UTC, datetime
from uuid import uuid5

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from glossary.conf import options
from glossary.models import Entry, Subject
from glossary.pages.addresses import moved_entry
from glossary.pages.changes import PublishedChange, latest_changes
from glossary.pages.subjects import known_subject
from glossary.pages.versions import known_entry
from glossary.text import in_one_line

# As with pages: caches keep the answer and ask before they use it.
ANSWERS = [require_safe, conditional_page, cache_control(public=True, no_cache=True)]


class ChangesFeed(Atom1Feed):
    """A feed that stays the same while nothing changes, even if it is empty."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else datetime.fromtimestamp(0, UTC)


@method_decorator(ANSWERS, name="__call__")
class SiteFeed(Feed):
    """Everything that readers may know of, and nothing that is still a draft."""

    feed_type = ChangesFeed

    def title(self, obj: object) -> str:
        return options().site_name

    def subtitle(self, obj: object) -> str:
        return _("What was published and what was withdrawn, the newest first.")

    def author_name(self, obj: object) -> str:
        return options().site_name

    def link(self, obj: object) -> str:
        return reverse("changes")

    def items(self, obj: object) -> list[PublishedChange]:
        return latest_changes()

    def item_title(self, item: PublishedChange) -> str:
        names = {
            "title": item.version.title,
            "number": item.entry.number,
            "label": item.version.label,
        }
        if item.is_withdrawal:
            return in_one_line(_("%(title)s (%(number)s), withdrawn") % names)
        return in_one_line(_("%(title)s (%(number)s), version %(label)s") % names)

    def item_description(self, item: PublishedChange) -> str:
        # Django says that summaries are HTML; a note is text.
        return escape(item.note)

    def item_link(self, item: PublishedChange) -> str:
        return item.address

    def item_guid(self, item: PublishedChange) -> str:
        what = "withdrawn" if item.is_withdrawal else "published"
        return lasting_id(item.entry, f"{item.version.sequence}:{what}")

    def item_updateddate(self, item: PublishedChange) -> datetime:
        return item.at


class SubjectFeed(SiteFeed):
    """The changes of one subject."""

    def get_object(self, request: HttpRequest, slug: str) -> Subject:
        subject = known_subject(slug)
        if subject is None:
            raise Http404
        return subject

    def title(self, obj: Subject) -> str:
        return f"{obj.name} – {options().site_name}"

    def link(self, obj: Subject) -> str:
        return obj.get_absolute_url()

    def items(self, obj: Subject) -> list[PublishedChange]:
        return latest_changes(subject=obj)


class EntryFeed(SiteFeed):
    """The changes of one entry; who follows it is led along when it is renamed."""

    def __call__(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        try:
            return super().__call__(request, slug=slug)
        except Http404:
            moved = moved_entry(reverse("term", args=[slug]))
            if moved is None:
                raise
            return redirect("entry-feed", moved.slug, permanent=True)

    def get_object(self, request: HttpRequest, slug: str) -> Entry:
        entry = known_entry(slug)
        if entry is None:
            raise Http404
        return entry

    def feed_guid(self, obj: Entry) -> str:
        return lasting_id(obj, "changes")

    def title(self, obj: Entry) -> str:
        return f"{obj.title} – {options().site_name}"

    def link(self, obj: Entry) -> str:
        return reverse("versions", args=[obj.slug])

    def items(self, obj: Entry) -> list[PublishedChange]:
        return latest_changes(entry=obj)


def lasting_id(entry: Entry, what: str) -> str:
    """Return an identifier that outlasts a renaming. Languages share concepts, never numbers."""
    return uuid5(entry.concept, f"{entry.number}:{what}").urn
