"""Periodic review (T18): what is due, who looks at it, and what came of it."""

from datetime import date, timedelta
from enum import StrEnum

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from glossary.conf import options
from glossary.errors import ActionRefused, NotYours
from glossary.models import Entry, Version, roles_of
from glossary.workflow.review_dates import next_review
from glossary.workflow.steps import action, finish, locked, locked_entry, require_text, start
from glossary.workflow.transitions import APPROVERS, Action


class ReviewOutcome(StrEnum):
    """What a periodic review came to."""

    CONFIRMED = "confirmed"
    CHANGE = "change"
    WITHDRAW = "withdraw"


class Standing(StrEnum):
    """Where a published entry stands in its review cycle."""

    CURRENT = "current"
    DUE = "due"
    OVERDUE = "overdue"


@action
def confirm(
    version: Version, *, by: User, remark: str, outcome: str = ReviewOutcome.CONFIRMED
) -> Version:
    """Record a periodic review of the published version (T18).

    Confirmed: the next review date moves on, nothing else changes (W-42). The other outcomes
    say what has to follow and leave the date where it is.
    """
    entry = locked_entry(version.entry)
    version = locked(version)
    row = start(version, Action.CONFIRM, by=by)
    require_text(row, remark)
    require_reviewer(version, by=by)
    if outcome not in list(ReviewOutcome):
        raise ActionRefused(
            f"The outcome is one of: {', '.join(ReviewOutcome)}.",
            action=row.action,
            state=version.state,
        )
    today = timezone.localdate()
    before, entry.last_reviewed = entry.next_review, today
    if outcome == ReviewOutcome.CONFIRMED:
        entry.next_review = next_review(entry, today=today)
    entry.save(update_fields=["last_reviewed", "next_review"])
    version.entry = entry
    dates = (before.isoformat(), entry.next_review.isoformat())
    changes = {"outcome": ("", str(outcome)), "next_review": dates}
    return finish(version, row, by=by, reason=remark, changes=changes)


def require_reviewer(version: Version, *, by: User) -> None:
    """Reviewers and publishers review, an author only as the owner, nobody the own text (W-43)."""
    if not roles_of(by) & APPROVERS and version.entry.owner_id != by.pk:
        raise NotYours(
            "To confirm an entry is for its owner or a reviewer.",
            action=Action.CONFIRM,
            state=version.state,
        )
    wrote_it = version.contributors.filter(pk=by.pk).exists()
    if wrote_it and not options().last_author_may_confirm:
        raise NotYours(
            "You wrote the published version; somebody else confirms that it still holds.",
            action=Action.CONFIRM,
            state=version.state,
        )


def standing_of(entry: Entry, *, today: date) -> Standing:
    if entry.next_review is None or entry.next_review > lead_end(today):
        return Standing.CURRENT
    return Standing.OVERDUE if entry.next_review < today else Standing.DUE


def lead_end(today: date) -> date:
    """Return the last day whose reviews are due already."""
    return today + timedelta(days=options().review_lead_days)


def due(today: date) -> QuerySet[Entry]:
    """Return published entries within the lead time, overdue ones included, most urgent first."""
    entries = Entry.objects.published().select_related("owner", "subject", "current")
    return entries.filter(next_review__lte=lead_end(today)).order_by("next_review", "number")


def overdue(today: date) -> QuerySet[Entry]:
    return due(today).filter(next_review__lt=today)


def due_this_month(today: date) -> QuerySet[Entry]:
    """Return published entries whose review date lies in this calendar month."""
    entries = Entry.objects.published().select_related("owner", "subject", "current")
    return entries.filter(next_review__year=today.year, next_review__month=today.month).order_by(
        "next_review", "number"
    )


def never_reviewed() -> QuerySet[Entry]:
    entries = Entry.objects.published().select_related("owner", "subject", "current")
    return entries.filter(last_reviewed__isnull=True).order_by("number")
