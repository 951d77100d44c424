"""Reports about work: what grows old, what waits, what lacks a synonym, what nobody approved."""

from datetime import date, timedelta
from operator import attrgetter

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from glossary.models import Acceptability, Designation, Entry, State, Version, shown_name
from glossary.pages.tables import Table

OLD_DAYS = 365
WAITING_DAYS = 7


def aging_report(today: date) -> Table:
    """List published entries whose text nobody has changed for a year, the oldest first."""
    before = timezone.now() - timedelta(days=OLD_DAYS)
    old = Entry.objects.published().filter(current__published_at__lt=before)
    found = old.select_related("subject", "owner__pseudonym", "current").order_by(
        "current__published_at", "pk"
    )
    return Table(
        title=_("Unchanged for a year"),
        columns=("Number", "Title", "Subject", "Owner", "Version", "In force since", "Reviewed"),
        found=found,
        row=lambda entry: (
            entry.number,
            entry.title,
            entry.subject_name,
            shown_name(entry.owner) if entry.owner.is_active else _("no owner"),
            entry.current.label,
            timezone.localdate(entry.current.published_at),
            entry.last_reviewed,
        ),
        link=attrgetter("pk"),
    )


def waiting_report(today: date) -> Table:
    """List what has waited for a reviewer for more than a week, the longest first."""
    before = timezone.now() - timedelta(days=WAITING_DAYS)
    found = versions_with_entry(Version.objects.waiting().filter(submitted_at__lt=before))
    return Table(
        title=_("Waiting for review for more than 7 days"),
        columns=("Number", "Title", "Subject", "Submitted by", "Submitted", "Days", "Wanted by"),
        found=found,
        row=lambda version: (
            version.entry.number,
            version.title,
            version.subject.name if version.subject else "",
            shown_name(version.submitted_by),
            timezone.localdate(version.submitted_at),
            (today - timezone.localdate(version.submitted_at)).days,
            version.review_by,
        ),
        link=attrgetter("entry_id"),
    )


def synonym_report(today: date) -> Table:
    """List published terms that are known by their title alone."""
    usable = (Acceptability.PREFERRED, Acceptability.ADMITTED)
    here = Q(language="") | Q(language=F("version__entry__language"))
    named = Designation.objects.filter(here, version=OuterRef("current"), acceptability__in=usable)
    bare = Entry.objects.published().terms().filter(~Exists(named))
    found = bare.select_related("subject", "current").order_by("number")
    return Table(
        title=_("Terms without synonyms"),
        columns=("Number", "Title", "Subject"),
        found=found,
        row=lambda entry: (entry.number, entry.title, entry.subject_name),
        link=attrgetter("pk"),
    )


def unapproved_report(today: date) -> Table:
    """List what is in force without approval: published in an emergency, still owed."""
    owed = Version.objects.filter(
        state=State.PUBLISHED, exception_until__isnull=False, approved_at__isnull=True
    )
    found = versions_with_entry(owed.order_by("exception_until", "pk"))
    return Table(
        title=_("In force without approval"),
        columns=("Number", "Title", "Version", "Published by", "Approve by", "Days left"),
        found=found,
        row=lambda version: (
            version.entry.number,
            version.title,
            version.label,
            shown_name(version.published_by),
            version.exception_until,
            (version.exception_until - today).days,
        ),
        link=attrgetter("entry_id"),
    )


def versions_with_entry(versions: QuerySet[Version]) -> QuerySet[Version]:
    people = ("submitted_by__pseudonym", "published_by__pseudonym")
    return versions.select_related("entry", "subject", *people)
