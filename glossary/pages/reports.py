"""Reports for quality managers and auditors: who may do what, what is due, what is owed."""

from collections.abc import Callable
from datetime import date
from operator import attrgetter

from django.contrib.auth.models import User
from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _

from glossary.models import (
    RELEASED_STATES,
    Citation,
    Entry,
    Role,
    StandardStatus,
    State,
    Version,
    shown_name,
)
from glossary.pages.external_links import external_report
from glossary.pages.link_reports import broken_report, orphan_report, wanted_report
from glossary.pages.reading_reports import least_read_report, most_read_report
from glossary.pages.tables import Table
from glossary.pages.work_reports import (
    aging_report,
    synonym_report,
    unapproved_report,
    waiting_report,
)
from glossary.workflow.review_cycle import due, due_this_month, never_reviewed, overdue

REVIEW_COLUMNS = ("Number", "Title", "Subject", "Owner", "Next review", "Last reviewed")


def access_report(today: date) -> Table:
    """Say who may do what, when they last came and last did something (W-35)."""
    people = User.objects.prefetch_related("groups").annotate(last_action=Max("decisions__at"))
    return Table(
        title=_("Who may do what"),
        columns=("Account", "Name", "Roles", "Active", "Superuser", "Last login", "Last action"),
        found=people.order_by("username"),
        row=lambda person: (
            person.get_username(),
            shown_name(person),
            ", ".join(sorted(group.name for group in person.groups.all())),
            "yes" if person.is_active else "no",
            "yes" if person.is_superuser else "no",
            moment(person.last_login),
            moment(person.last_action),
        ),
    )


def moment(value: object) -> str:
    return f"{value:%Y-%m-%d %H:%M}" if value else ""


def review_table(title: str, entries: QuerySet[Entry]) -> Table:
    """Return entries with their review dates; an owner who has left is none (W-44)."""
    return Table(
        title=title,
        columns=REVIEW_COLUMNS,
        found=entries.select_related("owner__pseudonym", "subject", "current"),
        row=lambda entry: (
            entry.number,
            entry.title,
            entry.subject_name,
            shown_name(entry.owner) if entry.owner.is_active else _("no owner"),
            entry.next_review,
            entry.last_reviewed,
        ),
        link=attrgetter("pk"),
    )


def due_report(today: date) -> Table:
    return review_table(_("Due for review"), due(today))


def month_report(today: date) -> Table:
    return review_table(_("Due this month"), due_this_month(today))


def overdue_report(today: date) -> Table:
    return review_table(_("Overdue reviews"), overdue(today))


def never_report(today: date) -> Table:
    return review_table(_("Never reviewed"), never_reviewed())


def subject_report(today: date) -> Table:
    """Count the reviews of each subject (W-45)."""
    counts: dict[str, list[int]] = {}
    for column, entries in enumerate(
        (Entry.objects.published(), due(today), overdue(today), never_reviewed())
    ):
        for name, number in entries.order_by().values_list("subject__name").annotate(Count("pk")):
            counts.setdefault(name or "", [0, 0, 0, 0])[column] = number
    return Table(
        title=_("Reviews by subject"),
        columns=("Subject", "Published", "Due", "Overdue", "Never reviewed"),
        found=[(name, *numbers) for name, numbers in sorted(counts.items())],
    )


def sources_report(today: date) -> Table:
    """List published entries that rest on a replaced edition of a standard (W-06)."""
    replaced = Citation.objects.filter(
        standard__status=StandardStatus.REPLACED, version__state=State.PUBLISHED
    ).select_related("standard", "version__entry")
    return Table(
        title=_("Sources that were replaced"),
        columns=("Number", "Title", "Source", "Clause", "Read on", "Licence"),
        found=replaced.order_by("standard", "version__entry__number"),
        row=lambda citation: (
            citation.version.entry.number,
            citation.version.title,
            str(citation.standard),
            citation.clause,
            citation.accessed,
            citation.licence,
        ),
        link=attrgetter("version.entry_id"),
    )


def exceptions_report(today: date) -> Table:
    """List what was published in an emergency and whether it was approved afterwards (T13)."""
    rushed = Version.objects.filter(exception_until__isnull=False, state__in=RELEASED_STATES)
    people = ("published_by__pseudonym", "approved_by__pseudonym")
    return Table(
        title=_("Published in an emergency"),
        columns=("Number", "Title", "Version", "Published by", "Approve by", "Approved by"),
        found=rushed.select_related("entry", *people).order_by("exception_until", "pk"),
        row=lambda version: (
            version.entry.number,
            version.title,
            version.label,
            shown_name(version.published_by),
            version.exception_until,
            shown_name(version.approved_by) or (late(version, today) or _("waiting")),
        ),
        link=attrgetter("entry_id"),
    )


def late(version: Version, today: date) -> str:
    return _("overdue") if version.exception_until < today else ""


LOOKING = frozenset({Role.AUDITOR, Role.PUBLISHER})
REPORTS: dict[str, tuple[Callable[[date], Table], frozenset[Role]]] = {
    "due": (due_report, LOOKING | {Role.REVIEWER}),
    "this-month": (month_report, LOOKING | {Role.REVIEWER}),
    "overdue": (overdue_report, LOOKING | {Role.REVIEWER}),
    "never-reviewed": (never_report, LOOKING | {Role.REVIEWER}),
    "by-subject": (subject_report, LOOKING | {Role.REVIEWER}),
    "waiting": (waiting_report, LOOKING | {Role.REVIEWER}),
    "unchanged": (aging_report, LOOKING | {Role.REVIEWER}),
    "without-synonyms": (synonym_report, LOOKING | {Role.REVIEWER}),
    "without-links": (orphan_report, LOOKING | {Role.REVIEWER}),
    "broken-links": (broken_report, LOOKING | {Role.REVIEWER}),
    "external-links": (external_report, LOOKING | {Role.REVIEWER}),
    "wanted-terms": (wanted_report, LOOKING | {Role.REVIEWER}),
    "most-read": (most_read_report, LOOKING | {Role.REVIEWER}),
    "least-read": (least_read_report, LOOKING | {Role.REVIEWER}),
    "replaced-sources": (sources_report, LOOKING | {Role.REVIEWER}),
    "unapproved": (unapproved_report, LOOKING),
    "emergencies": (exceptions_report, LOOKING),
    "access": (access_report, frozenset({Role.AUDITOR, Role.ADMIN})),
}
