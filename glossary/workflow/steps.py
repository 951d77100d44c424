"""What every action begins and ends with: lock, ask the table, change, record, tell."""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format

from glossary.errors import (
    ActionRefused,
    ContributorCannotApprove,
    MissingRole,
    ProofNeeded,
    StaleContent,
    WrongState,
)
from glossary.models import Entry, State, Version, shown_name
from glossary.workflow.notices import tell_all
from glossary.workflow.origin import acting
from glossary.workflow.proof import Proof, require_proof
from glossary.workflow.record import Step, record_all, record_refusal
from glossary.workflow.reservations import end_reservations, ends_writing, require_free
from glossary.workflow.rights import Rights, owned, require_right, rights_for
from glossary.workflow.rows import columns_of, update_rows
from glossary.workflow.transitions import Action, Transition, transition_for

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
    (version,) = locked_all([version])
    return version


def locked_all(versions: Sequence[Version]) -> list[Version]:
    """Return the versions afresh with entry and subject, locked until the transaction ends."""
    rows = Version.objects.select_for_update(of=("self",)).select_related("entry", "subject")
    return afresh(rows, versions)


def locked_with_content(version: Version) -> Version:
    (version,) = locked_with_content_all([version])
    return version


def locked_with_content_all(versions: Sequence[Version]) -> list[Version]:
    """Return the versions locked as `locked_all` does, with all that `content()` reads."""
    return afresh(Version.objects.with_content().select_for_update(of=("self",)), versions)


def afresh(rows: QuerySet[Version], versions: Sequence[Version]) -> list[Version]:
    """Return the versions in the given order. Raise Version.DoesNotExist if one is gone."""
    # All lock in the same order, so that no two wait for each other.
    keys = [version.pk for version in versions]
    found = {version.pk: version for version in rows.filter(pk__in=keys).order_by("pk")}
    if gone := [pk for pk in keys if pk not in found]:
        raise Version.DoesNotExist(f"There is no version {gone[0]}.")
    return [found[pk] for pk in keys]


def locked_entry(entry: Entry) -> Entry:
    return locked_entries([entry.pk])[entry.pk]


def locked_entries(keys: Iterable[int]) -> dict[int, Entry]:
    """Return entries by key, with their current versions, locked until the transaction ends."""
    rows = Entry.objects.select_for_update(of=("self",)).select_related("current")
    return {entry.pk: entry for entry in rows.filter(pk__in=keys).order_by("pk")}


def start(version: Version, action: Action, *, by: User, proof: Proof | None = None) -> Transition:
    """Return the table's row. Raise WrongState, MissingRole, NotYours,
    ContributorCannotApprove, Reserved or ProofNeeded."""
    rights = rights_for([version], by=by, action=action)
    return allow(version, action, rights=rights, proof=proof)


def allow(
    version: Version, action: Action, *, rights: Rights, proof: Proof | None = None
) -> Transition:
    """Return the table's row as `start` does, for somebody whose rights are known already."""
    _attempted.set(version)
    row = row_for(version, action)
    require_right(row, version, rights=rights)
    require_free(row, rights.reservations.get(version.entry_id), by=rights.by)
    require_proof(row, proof)
    return row


def attempted() -> Version | None:
    """Return the version that a step was tried with last in this action."""
    return _attempted.get()


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


def is_own(version: Version, *, by: User) -> bool:
    return version.entry_id in owned([version], by=by)


def step(version: Version, row: Transition, *, reason: str = "", **facts: object) -> Step:
    """Move the version on in memory; `facts` are further columns of its decision."""
    before, version.state = version.state, row.target
    return Step(version=version, row=row, before=before, reason=reason, facts=facts)


def finish(
    version: Version,
    row: Transition,
    *,
    by: User | None,
    reason: str = "",
    proof: Proof | None = None,
    **facts: object,
) -> Version:
    """Move the version on, write the Decision, tell those concerned."""
    done = step(version, row, reason=reason, **facts)
    version.save()
    conclude([done], by=by, proof=proof)
    return version


def finish_all(
    steps: Sequence[Step], *, columns: Sequence[str], by: User | None, proof: Proof | None = None
) -> None:
    """Save states and `columns` of versions that were moved on, record it, tell those concerned."""
    save_all(steps, columns=columns)
    conclude(steps, by=by, proof=proof)


def save_all(steps: Sequence[Step], *, columns: Sequence[str]) -> None:
    versions = [step.version for step in steps]
    states = {"state": [step.row.target for step in steps]}
    # In memory a version may have gone further already.
    update_rows(versions, {**columns_of(versions, columns), **states})


def conclude(steps: Sequence[Step], *, by: User | None, proof: Proof | None) -> None:
    record_all(steps, by=by, proof=proof)
    tell_all(steps, by=by)
    end_reservations([step.version.entry_id for step in steps if ends_writing(step.row)])


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
    return last_released([entry.pk]).get(entry.pk)


def last_released(entries: Collection[int]) -> dict[int, Version]:
    """Return for entries, by key, the version that is or last was in force."""
    if not entries:
        return {}
    versions = Version.objects.released().filter(entry__in=entries)
    found: dict[int, Version] = {}
    for version in versions:
        known = found.setdefault(version.entry_id, version)
        if known.state == State.SUPERSEDED and version.state != State.SUPERSEDED:
            found[version.entry_id] = version
    return found
