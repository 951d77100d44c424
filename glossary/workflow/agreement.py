"""What a version says of itself, held against what the record says of it. No queries."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from glossary.models import Decision, State, Version
from glossary.workflow.approving import SELF_APPROVED
from glossary.workflow.signatures import APPROVALS
from glossary.workflow.transitions import Action

BEING_WRITTEN = (State.DRAFT, State.CHANGES_REQUESTED)
WRITING = (Action.CREATE, Action.SAVE)
# The columns `created_at`, `created_by` and so on, and the decisions that filled them.
STEPS = {
    "created": (Action.CREATE, Action.REVISE),
    "submitted": (Action.SUBMIT,),
    "approved": (Action.APPROVE, Action.RATIFY),
    "published": (Action.PUBLISH, Action.RELEASE, Action.PUBLISH_UNAPPROVED),
    "superseded": (Action.SUPERSEDE,),
    "withdrawn": (Action.WITHDRAW,),
}
# The application's clock and the database's are two, and a batch takes its time.
TOLERANCE = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A version loaded with its content, the decisions carried out on it, oldest first, and
    those among them that are signatures which hold."""

    version: Version
    record: tuple[Decision, ...]
    signatures: tuple[Decision, ...]

    def last(self, *actions: Action) -> Decision | None:
        return newest(self.record, actions)

    def step(self, name: str) -> Decision | None:
        """Return the decision of a step; an approval counts only while it holds."""
        return newest(self.signatures if name == "approved" else self.record, STEPS[name])


def newest(rows: tuple[Decision, ...], actions: Iterable[Action]) -> Decision | None:
    return next((row for row in reversed(rows) if row.action in actions), None)


def disagreements(case: Case) -> Iterator[str]:
    """Yield what is wrong with a version, in words that follow its name."""
    if not case.record:
        yield "is unknown to the record"
        return
    yield from about_standing(case)
    yield from about_text(case)
    for name in STEPS:
        yield from about_step(case, name)
    yield from about_other_eyes(case)
    yield from about_schedule(case)
    yield from about_release(case)
    yield from about_withdrawal(case)


def about_standing(case: Case) -> Iterator[str]:
    version, last = case.version, case.record[-1]
    if version.state != last.state_after:
        yield f"is {version.state}, but the record says {last.state_after}"
    if version.entry.number != last.entry_number:
        yield f"belonged to {last.entry_number} when it was recorded last"
    is_current = version.entry.current_id == version.pk
    if is_current != (version.state == State.PUBLISHED):
        yield f"is {version.state}, but {'what' if is_current else 'not what'} readers see"


def about_text(case: Case) -> Iterator[str]:
    """The text of a draft is free; from submission on it is the one that was hashed."""
    version, last = case.version, case.record[-1]
    # Earlier releases made no hash when a draft was given up.
    is_without_hash = version.state == State.DISCARDED and last.format == 1
    if version.state in BEING_WRITTEN or is_without_hash:
        return
    current = version.current_hash()
    signed = {row.content_hash for row in case.signatures}
    if signed - {current}:
        yield "the content is not the one that was signed"
    elif last.content_hash != current:
        yield "the content is not the one that was recorded"
    if version.content_hash != current:
        yield "the stored hash is not that of the content"


def about_step(case: Case, name: str) -> Iterator[str]:
    """Compare whether, by whom and when with the decision."""
    row, at = case.step(name), getattr(case.version, f"{name}_at")
    if row is None or at is None:
        if row or at:
            yield f"is marked as {'' if at else 'not '}{name}; the record says otherwise"
        return
    # The clock publishes for the person who set the time.
    signer = case.last(Action.SCHEDULE) if row.action == Action.RELEASE else row
    person = signer.actor_id if signer else None
    if getattr(case.version, f"{name}_by_id", person) != person:
        yield f"was {name} by another person according to #{row.seq}"
    if abs(row.at - at) > TOLERANCE and not row.clock_regressed:
        yield f"was {name} at another time according to #{row.seq}"


def about_other_eyes(case: Case) -> Iterator[str]:
    """Whoever wrote is a contributor, and signs as such or not at all."""
    version = case.version
    contributors = {person.pk for person in version.contributors.all()}
    writers = {row.actor_id for row in case.record if row.action in WRITING}
    if writers - contributors:
        yield "somebody who wrote it is missing among its contributors"
    approvals = [row for row in case.signatures if row.action in APPROVALS]
    own = [row for row in approvals if SELF_APPROVED in row.meaning]
    if any(row.actor_id in contributors | writers for row in approvals if row not in own):
        yield "a contributor has signed it"
    if bool(own) != version.self_approved:
        yield f"the mark “{SELF_APPROVED}” is not what was recorded"


def about_schedule(case: Case) -> Iterator[str]:
    version, row = case.version, case.last(Action.SCHEDULE)
    if version.state != State.SCHEDULED or row is None:
        return
    if version.scheduled_for != datetime.fromisoformat(told(row, "scheduled_for")):
        yield f"was scheduled for another time according to #{row.seq}"
    if version.scheduled_by_id != row.actor_id:
        yield f"was scheduled by another person according to #{row.seq}"


def about_release(case: Case) -> Iterator[str]:
    version, row = case.version, case.step("published")
    if row is None:
        return
    # Earlier releases recorded no number.
    if row.version_label not in ("", version.label):
        yield f"has the number {version.label}, but was released as {row.version_label}"
    if row.action != Action.PUBLISH_UNAPPROVED and row.reason != version.change_note.strip():
        yield f"the change note is not that of #{row.seq}"
    until = version.exception_until.isoformat() if version.exception_until else ""
    if until != told(row, "exception_until"):
        yield f"the end of the exception is not that of #{row.seq}"


def about_withdrawal(case: Case) -> Iterator[str]:
    version, row = case.version, case.step("withdrawn")
    if row is None:
        return
    said = (row.reason, told(row, "reason"), told(row, "successor"))
    successor = version.successor.number if version.successor else ""
    if said != (version.withdrawal_explanation, version.withdrawal_reason, successor):
        yield "reason, explanation or successor of the withdrawal were changed"


def told(row: Decision, name: str) -> str:
    """Return the new value of a field among the changes that a decision tells, "" if none."""
    changes = json.loads(row.changes) if row.changes else {}
    return str(changes[name][1]) if name in changes else ""
