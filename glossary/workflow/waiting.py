"""What waits for a reviewer's signature, in which order, and who else could give it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Case, Count, Q, QuerySet, Value, When

from glossary.conf import options
from glossary.models import Decision, Role, Subject, Version, roles_of
from glossary.workflow.signatures import approvals_for
from glossary.workflow.transitions import APPROVERS


@dataclass(frozen=True, kw_only=True)
class Queue:
    """What waits for one person; `position` is that of the version at hand, 0 if it does not wait.

    `next` is the one to go on with: the next longer submitted, behind the last the first.
    """

    position: int
    total: int
    next: Version | None


def waiting_for(by: User) -> QuerySet[Version]:
    """Return the versions in review that this person may sign, the longest waiting first."""
    roles, waiting = roles_of(by), Version.objects.waiting()
    if not roles & APPROVERS:
        return waiting.none()
    if Role.PUBLISHER not in roles:
        waiting = waiting.exclude(subject__in=Subject.objects.closed_to(by))
    if not options().allows_self_approval:
        waiting = waiting.exclude(contributors=by)
    if options().signatures > 1:
        waiting = waiting.exclude(pk__in=signed_by(by, waiting))
    return waiting


def signed_by(by: User, versions: QuerySet[Version]) -> list[int]:
    """Return those of these versions, by key, that bear the person's signature already."""
    given = approvals_for(versions)
    return [pk for pk, signed in given.items() if any(row.actor_id == by.pk for row in signed)]


def queue_from(version: Version, *, by: User) -> Queue:
    """Return where a version stands among what waits for somebody, and what comes after it."""
    waiting = waiting_for(by)
    # None of what waits. A condition that is plainly never true would leave a bare number to be
    # ordered by, which PostgreSQL takes for a column.
    earlier = Q(submitted_at__isnull=True)
    if version.submitted_at:
        same_moment = Q(submitted_at=version.submitted_at, pk__lte=version.pk)
        earlier = Q(submitted_at__lt=version.submitted_at) | same_moment
    counted = waiting.aggregate(
        total=Count("pk"),
        before=Count("pk", filter=earlier),
        is_waiting=Count("pk", filter=Q(pk=version.pk)),
    )
    later_first = Case(When(earlier, then=Value(1)), default=Value(0))
    others = waiting.exclude(pk=version.pk).select_related("entry")
    return Queue(
        position=counted["before"] if counted["is_waiting"] else 0,
        total=counted["total"],
        next=others.order_by(later_first, "submitted_at", "pk").first(),
    )


def signers_of(version: Version, *, given: Sequence[Decision]) -> list[User]:
    """Return who may still sign a version in review; `given` are the approvals that hold."""
    people = User.objects.filter(is_active=True).exclude(pk__in=[row.actor_id for row in given])
    if not options().allows_self_approval:
        people = people.exclude(pk__in=version.contributors.values("pk"))
    reviewers = Q(groups__name=Role.REVIEWER)
    named = Subject.reviewers.through.objects.filter(subject=version.subject_id).values("user")
    if named.exists():
        reviewers &= Q(pk__in=named)
    people = people.filter(reviewers | Q(groups__name=Role.PUBLISHER)).distinct()
    return list(people.select_related("pseudonym").order_by("last_name", "username"))
