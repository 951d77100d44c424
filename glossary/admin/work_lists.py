"""The lists of work on the first page of the admin: each takes one query, its count included."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from glossary.models import Decision, Role, State, Version
from glossary.workflow.review_cycle import due
from glossary.workflow.transitions import APPROVERS, EDITORS

LIST_LENGTH = 8


@dataclass(frozen=True, kw_only=True)
class WorkList:
    """One list; `page` is where its links lead, `whole` the address of all of it.

    `today` is the day from which waiting and lateness are counted.
    """

    title: str
    shown: list[Any]
    name: str
    page: str
    whole: str
    empty: str
    today: date

    @property
    def total(self) -> int:
        return self.shown[0].total if self.shown else 0

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.shown)


def work_lists(user: User, roles: frozenset[Role]) -> list[WorkList]:
    """Return what waits for this person, the most urgent list first."""
    return [
        *([waiting_for_review(user)] if roles & APPROVERS else []),
        *(writing(user) if roles & EDITORS else []),
        *([reviews_due(user, roles)] if roles & EDITORS else []),
        *(releasing(user) if roles & APPROVERS else []),
    ]


def waiting_for_review(user: User) -> WorkList:
    """List what waits, the longest first; the date by which an answer is wanted stands with it."""
    versions = Version.objects.waiting()
    own = Version.contributors.through.objects.filter(version=OuterRef("pk"), user=user)
    return work_list(
        versions.annotate(is_own=Exists(own)),
        title=_("To review"),
        state=State.IN_REVIEW,
        page="review",
        empty=_("Nothing waits for a reviewer. What authors submit appears here."),
    )


def writing(user: User) -> list[WorkList]:
    written = Version.contributors.through.objects.filter(user=user).values("version")
    mine = Version.objects.filter(Q(entry__owner=user) | Q(pk__in=written))
    comments = Decision.objects.filter(
        entry=OuterRef("entry"),
        version_sequence=OuterRef("sequence"),
        state_after=State.CHANGES_REQUESTED,
    ).order_by("-seq")
    asked = mine.filter(state=State.CHANGES_REQUESTED).annotate(
        comment=Subquery(comments.values("reason")[:1]),
        asked_by=Subquery(comments.values("actor_name")[:1]),
        asked_at=Subquery(comments.values("at")[:1]),
    )
    return [
        work_list(
            asked.order_by("saved_at", "pk"),
            title=_("Changes requested"),
            state=State.CHANGES_REQUESTED,
            page="change",
            empty=_("No reviewer waits for changes of yours."),
        ),
        work_list(
            mine.filter(state=State.DRAFT).order_by("-saved_at", "-pk"),
            title=_("My drafts"),
            state=State.DRAFT,
            page="change",
            empty=_("You have no draft. Add a term or a question to begin one."),
        ),
    ]


def releasing(user: User) -> list[WorkList]:
    approved = Version.objects.filter(state=State.APPROVED).order_by("approved_at", "pk")
    scheduled = Version.objects.filter(state=State.SCHEDULED).order_by("scheduled_for", "pk")
    owed = Version.objects.filter(
        state=State.PUBLISHED, exception_until__isnull=False, approved_at__isnull=True
    ).order_by("exception_until", "pk")
    return [
        work_list(
            approved,
            title=_("Approved, not yet published"),
            state=State.APPROVED,
            page="review",
            empty=_("Everything approved is published."),
        ),
        work_list(
            scheduled,
            title=_("Scheduled"),
            state=State.SCHEDULED,
            page="review",
            empty=_("Nothing is scheduled. Approved versions can be given a time."),
        ),
        work_list(
            owed,
            title=_("Published in an emergency, waiting for approval"),
            state=State.PUBLISHED,
            page="review",
            empty=_("Everything published is approved."),
            whole=reverse("admin:glossary_report", args=["unapproved"]),
        ),
    ]


def work_list(
    versions: QuerySet[Version], *, title: str, state: State, page: str, empty: str, whole: str = ""
) -> WorkList:
    return WorkList(
        title=title,
        shown=rows(versions.select_related("entry", "subject", "submitted_by__pseudonym")),
        name=state,
        page=page,
        whole=whole or list_of_entries(state=state),
        empty=empty,
        today=timezone.localdate(),
    )


def reviews_due(user: User, roles: frozenset[Role]) -> WorkList:
    """List the due reviews of one's own entries; publishers look after those without owner."""
    mine = Q(owner=user)
    if Role.PUBLISHER in roles:
        mine |= Q(owner__is_active=False)
    today = timezone.localdate()
    return WorkList(
        title=_("Reviews due"),
        shown=rows(due(today).filter(mine)),
        name="due",
        page="review",
        whole=list_of_entries(review="due"),
        empty=_("No entry of yours is due for its periodic review."),
        today=today,
    )


def list_of_entries(**filters: str) -> str:
    return f"{reverse('admin:glossary_entry_changelist')}?{urlencode(filters)}"


def rows(found: QuerySet) -> list[Any]:
    """Fetch the beginning of a list, each row with the length of all of it, in one query."""
    whole = found.order_by().values(same=Value(1)).annotate(number=Count("pk")).values("number")
    return list(found.annotate(total=Subquery(whole))[:LIST_LENGTH])
