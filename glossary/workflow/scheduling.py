"""Publication at a set time (T9 to T11). `release_due` is what the clock's command calls."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from glossary.errors import ActionRefused, GlossaryError
from glossary.models import Outcome, State, Version, shown_name
from glossary.workflow.notices import tell_of_failure
from glossary.workflow.proof import Proof
from glossary.workflow.publication import pages_following
from glossary.workflow.record import record_refusal
from glossary.workflow.releasing import (
    approvals_that_count,
    put_in_force,
    require_release_right,
)
from glossary.workflow.rights import rights_for
from glossary.workflow.steps import (
    action,
    allow,
    finish,
    locked,
    locked_with_content,
    require_text,
    start,
)
from glossary.workflow.transitions import Action, transition_for

SHORTEST_NOTICE = timedelta(minutes=1)
SCHEDULER = "system: scheduler"


@action
def schedule(version: Version, *, by: User, at: datetime, proof: Proof | None) -> Version:
    """Let the clock publish an approved version (T9). `at` is aware and lies ahead."""
    version = locked(version)
    rights = rights_for([version], by=by, action=Action.SCHEDULE)
    row = allow(version, Action.SCHEDULE, rights=rights, proof=proof)
    require_release_right(version, rights=rights, given=approvals_that_count([version]))
    if at <= timezone.now() + SHORTEST_NOTICE:
        raise ActionRefused(
            "The time must lie at least a minute ahead.", action=row.action, state=version.state
        )
    version.scheduled_for, version.scheduled_by = at, by
    return finish(
        version,
        row,
        by=by,
        proof=proof,
        reason=f"To be published at {at:%Y-%m-%d %H:%M %Z}",
        changes={"scheduled_for": ("", at.isoformat())},
    )


@action
def unschedule(version: Version, *, by: User, reason: str) -> Version:
    """Take a set time back before it is reached (T10)."""
    version = locked(version)
    row = start(version, Action.UNSCHEDULE, by=by)
    require_text(row, reason)
    if version.scheduled_for <= timezone.now():
        raise ActionRefused(
            "Its time has come; it is being published.", action=row.action, state=version.state
        )
    planned = version.scheduled_for.isoformat()
    version.scheduled_for = version.scheduled_by = None
    return finish(version, row, by=by, reason=reason, changes={"scheduled_for": (planned, "")})


def release_due() -> list[tuple[Version, str]]:
    """Publish every version whose time has come (T11), each on its own.

    Return them with the reason why one could not be published, empty if it was. A second
    run beside this one waits for the lock and then finds nothing left to do.
    """
    due = Version.objects.filter(state=State.SCHEDULED, scheduled_for__lte=timezone.now())
    return [
        (version, problem)
        for version in due.select_related("entry").order_by("scheduled_for", "pk")
        if (problem := release_one(version)) is not None
    ]


def release_one(version: Version) -> str | None:
    """Return why it failed, "" if it is published now, None if somebody else was faster."""
    try:
        return "" if release(version) else None
    except GlossaryError as error:
        keep_failure(version, reason=str(error))
        return str(error)


@action
def release(version: Version) -> bool:
    version = locked_with_content(version)
    if version.state != State.SCHEDULED:
        return False
    row = transition_for(Action.RELEASE, version.state)
    require_still_valid(version)
    scheduler = version.scheduled_by
    with pages_following([version]) as released:
        put_in_force(
            [version],
            row,
            by=None,
            actor_name=SCHEDULER,
            on_behalf_of=f"{shown_name(scheduler)} ({scheduler.get_username()})",
        )
        released.append(version)
    return True


def require_still_valid(version: Version) -> None:
    """Raise ActionRefused when the approved text is gone, or nobody looks after the entry."""
    problem = ""
    if version.current_hash() != version.content_hash:
        problem = "The text is not the one that was approved."
    elif not version.entry.owner.is_active:
        problem = "The owner of the entry is not active any more; give it another one."
    if problem:
        raise ActionRefused(problem, action=Action.RELEASE, state=version.state)


@action
def keep_failure(version: Version, *, reason: str) -> None:
    """Record a failure once, however often the clock comes by, and tell who planned it (W-62)."""
    if tell_of_failure(version, reason=reason):
        record_refusal(
            version, action=Action.RELEASE, by=None, reason=reason, outcome=Outcome.FAILED
        )
