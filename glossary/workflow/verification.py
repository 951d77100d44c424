"""Does the record hold, and does what is stored agree with it? (A-05, A-07, W-16)

Everything is recomputed from the rows themselves, in constant memory.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Q

from glossary.models import (
    FORMATS,
    RELEASED_STATES,
    ChainHead,
    Decision,
    Outcome,
    Version,
    hash_of_row,
)
from glossary.workflow.signatures import APPROVALS, signatures_among
from glossary.workflow.transitions import Action

CHUNK = 500
COLUMNS = tuple(dict.fromkeys((*FORMATS[2], "prev_hash", "row_hash")))
RELEASES = (Action.PUBLISH, Action.RELEASE, Action.PUBLISH_UNAPPROVED)


@dataclass(frozen=True, kw_only=True)
class Break:
    """The first place where the chain does not hold. `seq` is 0 for the chain as a whole."""

    seq: int
    problem: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """The end of the chain at some time, as it was kept outside of the database."""

    seq: int
    row_hash: str


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A version that is not what its record says."""

    entry: str
    version: str
    problem: str

    def __str__(self) -> str:
        return f"{self.entry} {self.version}: {self.problem}"


def first_break(*, kept: Head | None = None) -> Break | None:
    """Return the first row that was changed, removed, moved or put in; None if all hold.

    `kept` is an earlier end of the chain: without it, a cut-off end cannot be noticed.
    """
    expected, previous, kept_hash = 1, "", ""
    rows = Decision.objects.order_by("seq").values_list(*COLUMNS)
    for row in rows.iterator(chunk_size=5_000):
        values = dict(zip(COLUMNS, row, strict=True))
        if problem := problem_of(values, expected=expected, previous=previous):
            return Break(seq=expected, problem=problem)
        previous = values["row_hash"]
        if kept and expected == kept.seq:
            kept_hash = previous
        expected += 1
    return break_at_the_end(
        Head(seq=expected - 1, row_hash=previous), kept=kept, kept_hash=kept_hash
    )


def problem_of(values: dict[str, object], *, expected: int, previous: str) -> str:
    if values["seq"] != expected:
        return f"missing; the next row is #{values['seq']}"
    if values["prev_hash"] != previous:
        return "does not continue the row before it: removed, put in or moved"
    if values["format"] not in FORMATS:
        return f"has the unknown format {values['format']}"
    if hash_of_row(values, prev_hash=previous) != values["row_hash"]:
        return "was changed after it was written"
    return ""


def break_at_the_end(last: Head, *, kept: Head | None, kept_hash: str) -> Break | None:
    head = ChainHead.objects.first() or ChainHead(seq=0, row_hash="")
    if (head.seq, head.row_hash) != (last.seq, last.row_hash):
        return Break(seq=last.seq, problem=f"is the last row, but the chain ended at #{head.seq}")
    if kept and kept.seq > last.seq:
        return Break(seq=last.seq, problem=f"is the last row; the kept head is #{kept.seq}")
    if kept and kept.seq and kept_hash != kept.row_hash:
        return Break(seq=kept.seq, problem="is not the row that the kept head names")
    return None


def faults() -> Iterator[Fault]:
    """Yield every version whose content, signatures or state are not what was recorded."""
    loaded = Version.objects.with_content().select_related("successor")
    loaded = loaded.prefetch_related("contributors").order_by("pk")
    versions = loaded.iterator(chunk_size=CHUNK)
    while chunk := list(islice(versions, CHUNK)):
        recorded = decisions_on(chunk)
        for version in chunk:
            decisions = recorded.get((version.entry_id, version.sequence), [])
            for problem in problems_of(version, decisions):
                yield Fault(entry=version.entry.number, version=name_of(version), problem=problem)


def decisions_on(versions: Iterable[Version]) -> dict[tuple[int, int], list[Decision]]:
    """Return the decisions on versions, oldest first, by entry and sequence."""
    found: dict[tuple[int, int], list[Decision]] = {}
    rows = Decision.objects.filter(
        entry__in={version.entry_id for version in versions}, object_type="version"
    )
    for row in rows.order_by("seq"):
        found.setdefault((row.entry_id, row.version_sequence), []).append(row)
    return found


def name_of(version: Version) -> str:
    return f"version {version.label}" if version.major is not None else f"#{version.sequence}"


def problems_of(version: Version, decisions: list[Decision]) -> Iterator[str]:
    done = [row for row in decisions if row.outcome == Outcome.DONE]
    valid = [found.decision for found in signatures_among(decisions) if found.is_valid]
    yield from content_problems(version, valid)
    if not done or version.state != done[-1].state_after:
        said = done[-1].state_after if done else "nothing"
        yield f"is {version.state}, but the record says {said}"
    yield from approval_problems(version, [row for row in valid if row.action in APPROVALS])
    yield from release_problems(version, done)


def content_problems(version: Version, signatures: list[Decision]) -> Iterator[str]:
    """Recompute the hash of the content and hold it against what was signed."""
    signed = {row.content_hash for row in signatures}
    if not signed:
        return
    current = version.current_hash()
    if signed != {current}:
        yield "the content is not the one that was signed"
    if version.content_hash != current:
        yield "the stored hash is not that of the content"


def approval_problems(version: Version, approvals: list[Decision]) -> Iterator[str]:
    last = next((row for row in reversed(approvals) if row.action != Action.SIGN), None)
    if version.approved_by_id != (last.actor_id if last else None):
        yield "the approver is not the one who signed"
    self_signed = any("self-approved" in row.meaning for row in approvals)
    if version.self_approved != self_signed:
        yield "the mark “self-approved” is not what was recorded"
    wrote = {person.pk for person in version.contributors.all()} if approvals else set()
    if not self_signed and wrote & {row.actor_id for row in approvals}:
        yield "a contributor has signed it"


def release_problems(version: Version, done: list[Decision]) -> Iterator[str]:
    releases = [row for row in done if row.action in RELEASES]
    if version.state in RELEASED_STATES and not releases:
        yield "is released, but nobody released it"
    if releases and releases[-1].version_label not in ("", version.label):
        yield f"has the number {version.label}, but was released as {releases[-1].version_label}"
    withdrawals = [row for row in done if row.action == Action.WITHDRAW]
    if bool(version.withdrawn_at) != bool(withdrawals):
        yield "the withdrawal is not what was recorded"
    elif withdrawals and not is_as_withdrawn(version, withdrawals[-1]):
        yield "reason, explanation or successor of the withdrawal were changed"


def is_as_withdrawn(version: Version, decision: Decision) -> bool:
    changes = json.loads(decision.changes)
    successor = version.successor.number if version.successor else ""
    return (version.withdrawal_explanation, version.withdrawal_reason, successor) == (
        decision.reason,
        changes["reason"][1],
        changes["successor"][1],
    )


def signature_count() -> int:
    """Return how many signatures there are, those that no longer hold included."""
    return Decision.objects.filter(~Q(meaning=""), outcome=Outcome.DONE).count()
