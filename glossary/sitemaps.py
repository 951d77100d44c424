"""What search engines are to know of, and when each page last changed what it shows.

Pages change when a version comes into force and when it goes out of it, so the versions tell
when. Nothing here makes an object of a row: there may be a hundred thousand.
"""

from datetime import date, datetime
from functools import cached_property

from django.contrib.sitemaps import Sitemap
from django.db.models import Count, DateTimeField, F, Max, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag

from glossary.models import Entry, EntryKind, Version
from glossary.pages.addresses import comparison_url
from glossary.pages.pairs import each_pair_once
from glossary.pages.standards import register
from glossary.pages.subjects import SubjectNode, subject_tree

# So many addresses are in one file.
FILE_LENGTH = 10_000
# A path, and the day on which the page there last changed if that is known.
Place = tuple[str, date | None]


def last_change(prefix: str = "") -> Max:
    """Return when something last came into force or went out of it, among versions at `prefix`."""
    ends = [F(f"{prefix}{name}") for name in ("withdrawn_at", "superseded_at", "published_at")]
    return Max(Coalesce(*ends, output_field=DateTimeField()))


def latest(*moments: datetime | date | None) -> date | None:
    """Return the last of some days, as they are called in the site's time zone."""
    days = [
        timezone.localdate(moment) if isinstance(moment, datetime) else moment
        for moment in moments
        if moment
    ]
    return max(days, default=None)


class Entries(Sitemap):
    """The published entries of one kind. A periodic review is a change: the page names its day."""

    limit = FILE_LENGTH
    kind = EntryKind.TERM

    def items(self) -> QuerySet:
        entries = Entry.objects.published().filter(kind=self.kind).order_by("pk")
        return entries.values_list(
            "slug", "subject__slug", "current__published_at", "last_reviewed"
        )

    def location(self, item: tuple) -> str:
        return reverse("term", args=[item[0]])

    def lastmod(self, item: tuple) -> date | None:
        return latest(*item[2:])

    def get_latest_lastmod(self) -> date | None:
        versions = Version.objects.released().filter(entry__kind=self.kind).order_by()
        reviews = Entry.objects.published().filter(kind=self.kind)
        reviewed = reviews.aggregate(day=Max("last_reviewed"))["day"]
        return latest(versions.aggregate(at=last_change())["at"], reviewed)


class Questions(Entries):
    """The published questions."""

    kind = EntryKind.QUESTION

    def location(self, item: tuple) -> str:
        return reverse("question", args=[item[1], item[0]])


class Comparisons(Sitemap):
    """The pairs of terms that are easily confused, each once."""

    limit = FILE_LENGTH
    moments = ("entry__current__published_at", "target__current__published_at")

    def items(self) -> QuerySet:
        pairs = each_pair_once().order_by("pk")
        return pairs.values_list("entry__slug", "target__slug", *self.moments)

    def location(self, item: tuple) -> str:
        return comparison_url(*item[:2])

    def lastmod(self, item: tuple) -> date | None:
        return latest(*item[2:])

    def get_latest_lastmod(self) -> date | None:
        return latest(*each_pair_once().aggregate(*map(Max, self.moments)).values())


class Places(Sitemap):
    """Pages that are few enough to be put together as a list; `places` of each kind makes it."""

    limit = FILE_LENGTH

    @cached_property
    def listed(self) -> list[Place]:
        return self.places()

    def items(self) -> list[Place]:
        return self.listed

    def location(self, item: Place) -> str:
        return item[0]

    def lastmod(self, item: Place) -> date | None:
        return item[1]

    def get_latest_lastmod(self) -> date | None:
        return latest(*(day for _path, day in self.listed))


class Subjects(Places):
    """The subjects: each shows its entries and how many its parts have."""

    def places(self) -> list[Place]:
        versions = Version.objects.released().order_by().values_list("subject")
        changes = dict(versions.annotate(at=last_change()))
        found: list[Place] = []
        for node in subject_tree():
            changed_in(node, changes, found)
        return found


def changed_in(
    node: SubjectNode, changes: dict[int | None, datetime], found: list[Place]
) -> date | None:
    """Add a subject and its parts to those found; return when any of them last changed."""
    parts = [changed_in(part, changes, found) for part in node.parts]
    day = latest(changes.get(node.subject.pk), *parts)
    found.append((node.subject.get_absolute_url(), day))
    return day


class Tags(Places):
    """The tags of published entries."""

    def places(self) -> list[Place]:
        used = Tag.objects.exclude(slug="").order_by("pk").values_list("slug")
        tags = used.annotate(at=last_change("entry__versions__"), alive=Count("entry__current"))
        return [(reverse("tag", args=[slug]), latest(at)) for slug, at, alive in tags if alive]


class Standards(Places):
    """The editions of standards; that one is registered anew has no date."""

    def places(self) -> list[Place]:
        slugs = register().order_by("pk").values_list("slug")
        cited = slugs.annotate(at=last_change("citations__version__"))
        return [(reverse("standard", args=[slug]), latest(at)) for slug, at in cited]


class Overviews(Places):
    """The ways in: each shows, or counts, all that is published."""

    def places(self) -> list[Place]:
        at = Version.objects.released().order_by().aggregate(at=last_change())["at"]
        names = ("index", "subjects", "questions", "tags", "changes")
        # The home page has another word each day.
        undated = ("home", "standards", "confusable")
        return [
            *((reverse(name), latest(at)) for name in names),
            *((reverse(name), None) for name in undated),
        ]


SECTIONS = {
    "terms": Entries,
    "questions": Questions,
    "subjects": Subjects,
    "tags": Tags,
    "standards": Standards,
    "comparisons": Comparisons,
    "overviews": Overviews,
}
