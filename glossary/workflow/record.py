"""Append to the audit chain. Nothing else creates a Decision."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from glossary.models import ChainHead, Decision, Version, roles_of
from glossary.workflow.transitions import Action


def chain_head() -> ChainHead:
    """Return the end of the chain, locked; the first decision ever makes it."""
    head = ChainHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        ChainHead.objects.get_or_create(pk=1)
        head = ChainHead.objects.select_for_update().get(pk=1)
    return head


def record(
    version: Version,
    *,
    action: Action,
    by: User,
    state_before: str,
    at: datetime | None = None,
    reason: str = "",
    meaning: str = "",
) -> Decision:
    """Write one row about what was just done to a version; call in the action's transaction.

    The head row is locked until the transaction ends, so rows are gapless and never fork.
    """
    head = chain_head()
    decision = Decision(
        seq=head.seq + 1,
        at=at or timezone.now(),
        actor=by,
        actor_name=by.get_full_name() or by.get_username(),
        actor_roles=", ".join(sorted(roles_of(by))),
        action=action,
        entry=version.entry,
        entry_number=version.entry.number,
        entry_title=version.title,
        version_sequence=version.sequence,
        state_before=state_before,
        state_after=version.state,
        reason=reason,
        meaning=meaning,
        content_hash=version.content_hash,
        prev_hash=head.row_hash,
    )
    decision.row_hash = decision.computed_hash()
    decision.save(force_insert=True)
    head.seq, head.row_hash = decision.seq, decision.row_hash
    head.save(update_fields=["seq", "row_hash"])
    return decision
