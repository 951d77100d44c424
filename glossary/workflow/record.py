"""Append to the audit chain. Nothing else creates a Decision."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from operator import itemgetter

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.functions import Now

from glossary import __version__
from glossary.conf import options
from glossary.models import (
    CURRENT_FORMAT,
    ChainHead,
    Decision,
    Entry,
    Outcome,
    Version,
    add_rows,
    canonical_json,
    hash_of_row,
    roles_of,
)
from glossary.workflow.origin import current_origin
from glossary.workflow.proof import Proof
from glossary.workflow.transitions import Transition

SYSTEM = "system"
# A row of which nothing is known.
BLANK = {
    field.attname: field.get_default()
    for field in Decision._meta.concrete_fields
    if not field.primary_key
}
COLUMNS = tuple(BLANK)
values_of = itemgetter(*COLUMNS)
Changes = Mapping[str, tuple[object, object]]
Facts = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One version moved on in memory: what is to be saved, recorded and told.

    `facts` are further columns of its decision.
    """

    version: Version
    row: Transition
    before: str
    reason: str = ""
    facts: Facts = field(default_factory=dict)


def chain_head() -> ChainHead:
    """Return the end of the chain, locked, with the database's `clock` at that moment.

    The clock is read after the lock is held: read with it, it would be the time before a wait.
    """
    if not ChainHead.objects.select_for_update().filter(pk=1).values_list("pk", flat=True):
        ChainHead.objects.get_or_create(pk=1, defaults={"options": asdict(options())})
        ChainHead.objects.select_for_update().get(pk=1)
    return ChainHead.objects.annotate(clock=Now()).get(pk=1)


def append(
    *, action: str, by: User | None, object_type: str, proof: Proof | None = None, **facts: object
) -> None:
    """Write one row."""
    happened = {"action": action, "object_type": object_type} | facts
    append_all([happened], by=by, proof=proof)


@transaction.atomic(savepoint=False)
def append_all(happened: Sequence[Facts], *, by: User | None, proof: Proof | None = None) -> None:
    """Write rows in their order, each with the hash of the one before.

    The head row stays locked until the transaction ends: no gap, no fork.
    """
    if not happened:
        return
    head, told = chain_head(), asdict(options())
    rows, moved = [], ["seq", "row_hash", "at"]
    if head.options != told:
        rows.append(next_row(head, facts_of_person(None) | options_change(head.options, told)))
        head.options = told
        moved.append("options")
    common = facts_of_person(by) | {
        "auth_method": proof.method if proof else "",
        "auth_at": proof.at if proof else None,
    }
    rows += [next_row(head, {**common, **facts}) for facts in happened]
    add_rows(Decision, COLUMNS, map(values_of, rows))
    head.save(update_fields=moved)


def options_change(before: dict, after: dict) -> dict[str, object]:
    names = sorted(before.keys() | after.keys())
    changed = {
        name: (before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    }
    return {
        "action": "change options",
        "object_type": "options",
        "actor_name": f"{SYSTEM}: options",
        "changes": changed,
    }


def facts_of_person(by: User | None) -> dict[str, object]:
    """Return what all rows of one person's action share."""
    origin = current_origin()
    return {
        "actor_id": by.pk if by else None,
        "actor_name": by.get_full_name() or by.get_username() if by else SYSTEM,
        "actor_roles": ", ".join(sorted(roles_of(by))),
        "event_id": origin.event_id,
        "session": origin.session,
        "ip": origin.ip,
        "request_id": origin.request_id,
        "format": CURRENT_FORMAT,
        "software_version": __version__,
    }


def next_row(head: ChainHead, facts: Facts) -> dict[str, object]:
    """Return the columns of the row behind the head and move the head on in memory."""
    if unknown := facts.keys() - BLANK.keys():
        raise TypeError(f"The record has no column for {', '.join(sorted(unknown))}.")
    at, changes = time_after(head), facts.get("changes")
    row = BLANK | facts
    row["seq"], row["at"], row["clock_regressed"] = head.seq + 1, at, head.clock < at
    row["changes"] = canonical_json(changes) if changes else ""
    row["prev_hash"] = head.row_hash
    row["row_hash"] = hash_of_row(row, prev_hash=head.row_hash)
    head.seq, head.row_hash, head.at = head.seq + 1, str(row["row_hash"]), at
    return row


def time_after(head: ChainHead) -> datetime:
    """Return the database's time, or the last row's where the clock went back (A-11)."""
    return max(head.clock, head.at) if head.at else head.clock


def record_all(steps: Sequence[Step], *, by: User | None, proof: Proof | None = None) -> None:
    """Write what was just done to versions; call in the action's transaction."""
    append_all([facts_of_step(step) for step in steps], by=by, proof=proof)


def facts_of_step(step: Step) -> Facts:
    return {
        **facts_of(step.version),
        "action": str(step.row.action),
        "state_before": step.before,
        "state_after": step.row.target,
        "meaning": step.row.meaning,
        "reason": step.reason.strip(),
        "content_hash": step.version.content_hash,
        **step.facts,
    }


def record_refusal(
    version: Version | None, *, action: str, by: User | None, reason: str, outcome: str = ""
) -> None:
    """Write one row about what was not done (A-09)."""
    facts = refusal(version, action=action, reason=reason, outcome=outcome or Outcome.DENIED)
    append_all([facts], by=by)


def refusal(
    version: Version | None, *, action: str, reason: str, outcome: str = Outcome.DENIED
) -> Facts:
    """Return the columns of a row about what was not done."""
    facts: dict[str, object] = {"object_type": "site"}
    if version:
        facts = facts_of(version) | {"state_before": version.state, "state_after": version.state}
    return facts | {"action": action, "reason": reason, "outcome": outcome}


def record_entry(entry: Entry, *, action: str, by: User | None, **facts: object) -> None:
    """Write one row about an entry as such: its owner, address or interval."""
    append(action=action, by=by, object_type="entry", **facts_of_entry(entry), **facts)


def facts_of(version: Version) -> dict[str, object]:
    return facts_of_entry(version.entry) | {
        "object_type": "version",
        "object_id": str(version.pk),
        "entry_title": version.title,
        "version_sequence": version.sequence,
        "version_label": f"{version.major}.{version.minor}" if version.major is not None else "",
    }


def facts_of_entry(entry: Entry) -> dict[str, object]:
    return {
        "object_id": str(entry.pk),
        "entry_id": entry.pk,
        "entry_number": entry.number,
        "entry_title": entry.title,
    }
