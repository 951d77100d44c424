"""The lists of work on the first page of the admin: one query each."""

from dataclasses import dataclass

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from glossary.admin.proving import ProvingLoginForm
from glossary.admin.reports import report_names
from glossary.admin.rights import roles_in
from glossary.conf import options
from glossary.models import Decision, Entry, Feedback, Notice, Role, State, Version
from glossary.pages.misses import wanted_number
from glossary.workflow.review_cycle import due
from glossary.workflow.transitions import APPROVERS, EDITORS

LIST_LENGTH = 20


@dataclass(frozen=True, kw_only=True)
class WorkList:
    """One list; `page` is where its links lead, `state` what the full list is filtered by."""

    title: str
    versions: list[Version]
    state: State
    page: str
    empty: str

    @property
    def is_cut(self) -> bool:
        return len(self.versions) > LIST_LENGTH

    @property
    def shown(self) -> list[Version]:
        return self.versions[:LIST_LENGTH]


def work_lists(user: User, roles: frozenset[Role]) -> list[WorkList]:
    """Return what waits for this person, the most urgent list first."""
    return [
        *([waiting_for_review(user)] if roles & APPROVERS else []),
        *(writing(user) if roles & EDITORS else []),
        *(releasing(user) if roles & APPROVERS else []),
    ]


def waiting_for_review(user: User) -> WorkList:
    return WorkList(
        title=_("Waiting for review"),
        versions=rows(Version.objects.waiting(), user=user),
        state=State.IN_REVIEW,
        page="review",
        empty=_("Nothing waits for a reviewer."),
    )


def writing(user: User) -> list[WorkList]:
    written = Version.contributors.through.objects.filter(user=user).values("version")
    mine = Version.objects.filter(Q(entry__owner=user) | Q(pk__in=written)).order_by("-saved_at")
    return [
        WorkList(
            title=_("Changes requested"),
            versions=rows(mine.filter(state=State.CHANGES_REQUESTED), user=user),
            state=State.CHANGES_REQUESTED,
            page="change",
            empty=_("No reviewer waits for changes of yours."),
        ),
        WorkList(
            title=_("My drafts"),
            versions=rows(mine.filter(state=State.DRAFT), user=user),
            state=State.DRAFT,
            page="change",
            empty=_("You have no draft. Add a term or a question to begin one."),
        ),
    ]


def releasing(user: User) -> list[WorkList]:
    approved = Version.objects.filter(state=State.APPROVED).order_by("approved_at")
    scheduled = Version.objects.filter(state=State.SCHEDULED).order_by("scheduled_for")
    owed = Version.objects.filter(
        state=State.PUBLISHED, exception_until__isnull=False, approved_at__isnull=True
    ).order_by("exception_until")
    return [
        WorkList(
            title=_("Approved, not yet published"),
            versions=rows(approved, user=user),
            state=State.APPROVED,
            page="review",
            empty=_("Everything approved is published."),
        ),
        WorkList(
            title=_("Scheduled"),
            versions=rows(scheduled, user=user),
            state=State.SCHEDULED,
            page="review",
            empty=_("Nothing is scheduled."),
        ),
        WorkList(
            title=_("Published in an emergency, waiting for approval"),
            versions=rows(owed, user=user),
            state=State.PUBLISHED,
            page="review",
            empty=_("Everything published is approved."),
        ),
    ]


def rows(versions: QuerySet[Version], *, user: User) -> list[Version]:
    """Fetch one list, one row longer than it is shown: the last says that there are more."""
    comments = Decision.objects.filter(
        entry=OuterRef("entry"),
        version_sequence=OuterRef("sequence"),
        state_after=State.CHANGES_REQUESTED,
    ).order_by("-seq")
    own = Version.contributors.through.objects.filter(version=OuterRef("pk"), user=user)
    fetched = versions.select_related("entry", "subject", "submitted_by").annotate(
        comment=Subquery(comments.values("reason")[:1]), is_own=Exists(own)
    )
    return list(fetched[: LIST_LENGTH + 1])


def unread(user: User) -> list[Notice]:
    notices = Notice.objects.filter(recipient=user, read_at__isnull=True)
    return list(notices[:LIST_LENGTH])


def reviews_for(user: User, roles: frozenset[Role]) -> list[Entry]:
    """Return the due reviews of one's own entries; publishers look after those without owner."""
    mine = Q(owner=user)
    if Role.PUBLISHER in roles:
        mine |= Q(owner__is_active=False)
    return list(due(timezone.localdate()).filter(mine)[:LIST_LENGTH])


def first_page(request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
    """Show the lists of work above the models."""
    roles = roles_in(request)
    may_edit = bool(roles & EDITORS)
    context = {
        **(extra_context or {}),
        "work_lists": work_lists(request.user, roles),
        "has_role": bool(roles),
        "notices": Notice.objects.filter(recipient=request.user, read_at__isnull=True)[
            :LIST_LENGTH
        ],
        "report_names": report_names(request),
        "reviews": reviews_for(request.user, roles),
        "wanted_number": wanted_number(timezone.localdate()) if may_edit else 0,
        "feedback_number": Feedback.objects.open().count() if may_edit else 0,
        "may_add": bool(roles & {Role.AUTHOR, Role.PUBLISHER}),
    }
    return plain_first_page(request, context)


# A site class of our own would have to be named by the admin's application settings, which
# load it before the models; replacing the one page needs neither.
plain_first_page = admin.site.index
admin.site.index = first_page
admin.site.login_form = ProvingLoginForm
admin.site.site_header = admin.site.site_title = options().site_name
admin.site.index_title = _("Work to do")
