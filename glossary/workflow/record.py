"""Append to the audit chain. Nothing else creates a Decision."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

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
    canonical_json,
    roles_of,
)
from glossary.workflow.origin import current_origin
from glossary.workflow.proof import Proof

SYSTEM = "system"
Changes = Mapping[str, tuple[object, object]]


def chain_head() -> ChainHead:
    """Return the end of the chain, locked, with the database's `clock` at that moment.

    The clock is read after the lock is held: read with it, it would be the time before a wait.
    """
    if not ChainHead.objects.select_for_update().filter(pk=1).values_list("pk", flat=True):
        ChainHead.objects.get_or_create(pk=1, defaults={"options": asdict(options())})
        ChainHead.objects.select_for_update().get(pk=1)
    return ChainHead.objects.annotate(clock=Now()).get(pk=1)


@transaction.atomic
def append(
    *,
    action: str,
    by: User | None,
    object_type: str,
    object_id: str = "",
    proof: Proof | None = None,
    changes: Changes | None = None,
    **facts: object,
) -> Decision:
    """Write one row. The head row stays locked until the transaction ends: no gap, no fork."""
    head = chain_head()
    told = asdict(options())
    if head.options != told:
        write_row(head, by=None, **options_change(head.options, told))
        head.options = told
    row = write_row(
        head,
        by=by,
        action=action,
        object_type=object_type,
        object_id=object_id,
        auth_method=proof.method if proof else "",
        auth_at=proof.at if proof else None,
        changes=canonical_json(changes) if changes else "",
        **facts,
    )
    head.save(update_fields=["seq", "row_hash", "at", "options"])
    return row


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
        "changes": canonical_json(changed),
    }


def write_row(head: ChainHead, *, by: User | None, **facts: object) -> Decision:
    """Save the row behind the head, and move the head on in memory."""
    at = time_after(head)
    origin = current_origin()
    values: dict[str, object] = {
        "actor_name": by.get_full_name() or by.get_username() if by else SYSTEM,
        "actor_roles": ", ".join(sorted(roles_of(by))),
    }
    row = Decision(
        seq=head.seq + 1,
        format=CURRENT_FORMAT,
        at=at,
        clock_regressed=head.clock < at,
        event_id=origin.event_id,
        session=origin.session,
        ip=origin.ip,
        request_id=origin.request_id,
        actor=by,
        software_version=__version__,
        prev_hash=head.row_hash,
        **values | facts,
    )
    row.row_hash = row.computed_hash()
    row.save(force_insert=True)
    head.seq, head.row_hash, head.at = row.seq, row.row_hash, at
    return row


def time_after(head: ChainHead) -> datetime:
    """Return the database's time, or the last row's where the clock went back (A-11)."""
    return max(head.clock, head.at) if head.at else head.clock


def record(
    version: Version,
    *,
    action: str,
    by: User | None,
    state_before: str,
    hash_before: str = "",
    **facts: object,
) -> Decision:
    """Write one row about what was just done to a version; call in the action's transaction."""
    return append(
        action=action,
        by=by,
        **facts_of(version),
        state_before=state_before,
        state_after=version.state,
        content_hash_before=hash_before,
        content_hash=version.content_hash,
        **facts,
    )


def record_refusal(
    version: Version | None, *, action: str, by: User | None, reason: str, outcome: str = ""
) -> Decision:
    """Write one row about what was not done (A-09)."""
    facts = facts_of(version) if version else {"object_type": "site"}
    if version:
        facts |= {"state_before": version.state, "state_after": version.state}
    return append(action=action, by=by, reason=reason, outcome=outcome or Outcome.DENIED, **facts)


def record_entry(entry: Entry, *, action: str, by: User | None, **facts: object) -> Decision:
    """Write one row about an entry as such: its owner, address or interval."""
    return append(action=action, by=by, object_type="entry", **facts_of_entry(entry), **facts)


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
        "entry": entry,
        "entry_number": entry.number,
        "entry_title": entry.title,
    }
