"""Approve several versions at once, each on its own: what is refused stops no other one."""

from collections.abc import Mapping, Sequence

from django.contrib.auth.models import User

from glossary.errors import GlossaryError
from glossary.models import State, Version
from glossary.workflow.approving import Approval, approve, why_not
from glossary.workflow.batches import BatchOutcome
from glossary.workflow.proof import Proof


def approve_each(
    versions: Sequence[Version],
    *,
    by: User,
    seen: Mapping[int, str],
    proof: Proof | None,
    note: str = "",
) -> list[BatchOutcome]:
    """Sign every version in a transaction of its own; `seen` are the hashes of what was read.

    What this person has approved before comes back as "was done": sent twice is done once.
    """
    return [
        approved_one(version, by=by, seen_hash=seen.get(version.pk, ""), proof=proof, note=note)
        for version in versions
    ]


def approved_one(
    version: Version, *, by: User, seen_hash: str, proof: Proof | None, note: str
) -> BatchOutcome:
    try:
        signed = approve(version, by=by, seen_hash=seen_hash, proof=proof, note=note)
    except GlossaryError as error:
        if is_done_by(version, by=by, seen_hash=seen_hash):
            return BatchOutcome(version=version, action="was done")
        return BatchOutcome(version=version, action="refused", reason=str(error))
    done = "approved" if signed.state == State.APPROVED else "signed"
    return BatchOutcome(version=version, action=done)


def is_done_by(version: Version, *, by: User, seen_hash: str) -> bool:
    """Whether this person approved just this content of it before."""
    return Version.objects.filter(
        pk=version.pk,
        state=State.APPROVED,
        approved_by=by,
        content_hash=seen_hash,
    ).exists()


def refusals(versions: Sequence[Version], *, by: User) -> dict[int, str]:
    """Return for each version, by key, why this person cannot approve it; empty if possible."""
    approval = Approval.of(versions, by=by, proof=None)
    return {version.pk: why_not(version, approval=approval) for version in versions}
