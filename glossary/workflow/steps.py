"""What every action begins and ends with: lock, ask the table, change, record, tell."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.formats import date_format

from glossary.conf import options
from glossary.errors import (
    ActionRefused,
    ContributorCannotApprove,
    MissingRole,
    NotYours,
    ProofNeeded,
    StaleContent,
    WrongState,
)
from glossary.models import Entry, Role, State, Subject, Version, roles_of, shown_name
from glossary.workflow.notices import tell
from glossary.workflow.origin import acting
from glossary.workflow.proof import Proof, require_proof
from glossary.workflow.record import record, record_refusal
from glossary.workflow.transitions import Action, Transition, require_role, transition_for

# Refused to the person: kept for the record. A wrong state or a missing text is only a mistake.
DENIALS = (MissingRole, ContributorCannotApprove, StaleContent, ProofNeeded)
P = ParamSpec("P")
R = TypeVar("R")
_attempted: ContextVar[Version | None] = ContextVar("attempted", default=None)
_is_inside: ContextVar[bool] = ContextVar("is_inside", default=False)


def action(do: Callable[P, R]) -> Callable[P, R]:
    """Let a function be one action: all of it or nothing, with a record if it is denied.

    The record of a denial is written after everything else is undone, by the outermost action.
    """

    @wraps(do)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        if _is_inside.get():
            with transaction.atomic():
                return do(*args, **kwargs)
        inside, attempted = _is_inside.set(True), _attempted.set(None)
        with acting():
            try:
                with transaction.atomic():
                    return do(*args, **kwargs)
            except DENIALS as error:
                by = kwargs.get("by")
                record_refusal(
                    _attempted.get(),
                    action=str(error.action or do.__name__),
                    by=by if isinstance(by, User) and by.pk else None,
                    reason=str(error),
                )
                raise
            finally:
                _is_inside.reset(inside)
                _attempted.reset(attempted)

    return whole


def locked(version: Version) -> Version:
    """Return the version afresh with its entry, locked until the transaction ends."""
    rows = Version.objects.select_for_update(of=("self",)).select_related("entry")
    return rows.get(pk=version.pk)


def locked_with_content(version: Version) -> Version:
    """Return the version locked as `locked` does, with all that `content()` reads."""
    locked(version)
    return Version.objects.with_content().get(pk=version.pk)


def locked_entry(entry: Entry) -> Entry:
    return Entry.objects.select_for_update(of=("self",)).select_related("current").get(pk=entry.pk)


def start(version: Version, action: Action, *, by: User, proof: Proof | None = None) -> Transition:
    """Return the table's row. Raise WrongState, MissingRole, NotYours,
    ContributorCannotApprove or ProofNeeded."""
    _attempted.set(version)
    row = row_for(version, action)
    roles = roles_of(by)
    require_role(row, roles)
    require_own(row, version, by=by, roles=roles)
    require_field(row, version, by=by, roles=roles)
    if row.four_eyes and not options().allows_self_approval:
        require_other_eyes(row, version, by=by)
    require_proof(row, proof)
    return row


def row_for(version: Version, action: Action) -> Transition:
    try:
        return transition_for(action, version.state)
    except WrongState as error:
        was_signed = action in (Action.APPROVE, Action.SIGN) and version.approved_at
        if not was_signed:
            raise
        # Two reviewers at the same moment: the second learns of the first (W-19).
        when = date_format(version.approved_at, "Y-m-d H:i")
        raise WrongState(
            f"{error} It was already approved by {shown_name(version.approved_by)} at {when} UTC.",
            action=error.action,
            state=error.state,
        ) from error


def require_own(row: Transition, version: Version, *, by: User, roles: frozenset[Role]) -> None:
    """Authors act on what they own, opened, wrote or were given; publishers on everything."""
    others = row.roles & roles - {Role.AUTHOR}
    if row.is_own and not others and not is_own(version, by=by):
        raise NotYours(
            f"To {row.action} it is for its authors; ask the owner to share it with you.",
            action=row.action,
            state=version.state,
        )


def is_own(version: Version, *, by: User) -> bool:
    return Entry.objects.owned_by(by).filter(pk=version.entry_id).exists()


def require_field(row: Transition, version: Version, *, by: User, roles: frozenset[Role]) -> None:
    """Reviewers act in their subjects; a subject without reviewers of its own is everybody's."""
    others = row.roles & roles - {Role.REVIEWER}
    if not row.in_field or others or version.subject_id is None:
        return
    if Subject.objects.closed_to(by).filter(pk=version.subject_id).exists():
        raise NotYours(
            f"To {row.action} it is for the reviewers of its subject.",
            action=row.action,
            state=version.state,
        )


def require_other_eyes(row: Transition, version: Version, *, by: User) -> None:
    if version.contributors.filter(pk=by.pk).exists():
        raise ContributorCannotApprove(
            f"You wrote part of this version; somebody else must {row.action} it.",
            action=row.action,
            state=version.state,
        )


def finish(
    version: Version,
    row: Transition,
    *,
    by: User | None,
    reason: str = "",
    **facts: object,
) -> Version:
    """Move the version on, write the Decision, tell those concerned."""
    before, version.state = version.state, row.target
    version.save()
    facts.setdefault("meaning", row.meaning)
    record(version, action=row.action, by=by, state_before=before, reason=reason.strip(), **facts)
    tell(version, action=row.action, by=by, comment=reason.strip())
    return version


def require_text(row: Transition, text: str) -> None:
    """Raise ActionRefused when the person has not given what the row needs."""
    if not text.strip():
        raise ActionRefused(
            f"To {row.action} a version needs a {row.needs}.",
            action=row.action,
            state=str(row.source or ""),
        )


def released_before(entry: Entry) -> Version | None:
    """Return the version that is or last was in force."""
    return entry.versions.exclude(state=State.SUPERSEDED).released().first() or (
        entry.versions.released().first()
    )
