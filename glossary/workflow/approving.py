"""Signing a version: one approval or two, on what was read and while nobody objects (T7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.contrib.auth.models import User
from django.utils import timezone

from glossary.conf import options
from glossary.errors import ActionRefused, StaleContent
from glossary.models import Comment, Decision, State, Version
from glossary.workflow.objections import objections_to, require_settled
from glossary.workflow.proof import Proof
from glossary.workflow.record import Step
from glossary.workflow.rights import Rights, require_right, rights_for
from glossary.workflow.signatures import approvals_for
from glossary.workflow.steps import (
    action,
    allow,
    finish_all,
    locked_with_content,
    row_for,
    step,
)
from glossary.workflow.transitions import Action, Transition

SELF_APPROVED = "self-approved"
SIGNED = ("content_hash", "approved_at", "approved_by_id", "self_approved")


@dataclass(frozen=True, kw_only=True)
class Approval:
    """What an approval is held against, looked up for all versions of it at once.

    `given` are the approvals that hold already, `objections` the open blocking comments, both by
    version.
    """

    rights: Rights
    given: Mapping[int, Sequence[Decision]]
    objections: Mapping[int, Sequence[Comment]]
    proof: Proof | None

    @classmethod
    def of(cls, versions: Sequence[Version], *, by: User, proof: Proof | None) -> Self:
        return cls(
            rights=rights_for(versions, by=by, action=Action.APPROVE),
            given=approvals_for(versions),
            objections=objections_to(versions),
            proof=proof,
        )


@action
def approve(
    version: Version, *, by: User, seen_hash: str, proof: Proof | None, note: str = ""
) -> Version:
    """Sign the content for good (T7). `seen_hash` is the SHA-256 of what the person has read.

    Where two signatures are asked for, the first leaves the version in review.
    """
    version = locked_with_content(version)
    done = sign(
        version,
        approval=Approval.of([version], by=by, proof=proof),
        content_hash=version.current_hash(),
        seen_hash=seen_hash,
        note=note,
    )
    finish_all([done], columns=SIGNED, by=by, proof=proof)
    return version


def sign(
    version: Version, *, approval: Approval, content_hash: str, seen_hash: str, note: str
) -> Step:
    """Sign in memory a version of this content, or refuse it."""
    rights = approval.rights
    row = allow(version, signing(version, approval=approval), rights=rights, proof=approval.proof)
    require_signable(version, row, approval=approval)
    require_seen(version, content_hash, seen_hash=seen_hash, action=row.action)
    facts = signing_facts(version, rights=rights, meaning=row.meaning)
    version.content_hash = content_hash
    if row.action == Action.APPROVE:
        version.approved_at, version.approved_by = timezone.now(), rights.by
    return step(version, row, reason=note, **facts)


def signing(version: Version, *, approval: Approval) -> Action:
    """Return what an approval of this version is now: the last of its signatures, or not yet."""
    is_last = len(approval.given.get(version.pk, ())) + 1 >= options().signatures
    return Action.APPROVE if is_last or version.state != State.IN_REVIEW else Action.SIGN


def require_signable(version: Version, row: Transition, *, approval: Approval) -> None:
    """Refuse a second signature of the same person, and any while somebody objects."""
    given = approval.given.get(version.pk, ())
    if any(decision.actor_id == approval.rights.by.pk for decision in given):
        raise ActionRefused(
            "You have signed this version; the second signature is somebody else's.",
            action=row.action,
            state=version.state,
        )
    require_settled(version, row, objections=approval.objections.get(version.pk, ()))


def why_not(version: Version, *, approval: Approval) -> str:
    """Say why this person cannot approve a version, without doing it; empty if he or she can."""
    try:
        row = row_for(version, signing(version, approval=approval))
        require_right(row, version, rights=approval.rights)
        require_signable(version, row, approval=approval)
    except ActionRefused as error:
        return str(error)
    return ""


def require_seen(version: Version, content_hash: str, *, seen_hash: str, action: str) -> None:
    """Raise StaleContent if another content than this was read (W-18)."""
    if seen_hash != content_hash:
        raise StaleContent(
            "The content is not the one you have read; read it again before you approve.",
            action=action,
            state=version.state,
        )


def signing_facts(version: Version, *, rights: Rights, meaning: str) -> dict[str, object]:
    """Say it in the record, and on the version, when a contributor signs (policy `self`)."""
    if version.pk not in rights.written:
        return {"content_hash_before": version.content_hash}
    version.self_approved = True
    return {
        "content_hash_before": version.content_hash,
        "meaning": f"{meaning} ({SELF_APPROVED})",
    }
