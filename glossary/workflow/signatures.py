"""Signatures are decisions with a meaning. Which of them still hold for a version?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from glossary.models import Decision, Outcome, Version
from glossary.workflow.transitions import Action

# Whatever was signed before one of these was signed for another text.
REOPENING = (
    Action.CREATE,
    Action.REVISE,
    Action.SAVE,
    Action.SUBMIT,
    Action.RECALL,
    Action.REQUEST_CHANGES,
    Action.REVOKE,
)
APPROVALS = (Action.SIGN, Action.APPROVE, Action.RATIFY)


@dataclass(frozen=True, kw_only=True)
class Signature:
    """A signature and whether it still holds or was revoked since."""

    decision: Decision
    is_valid: bool


def all_signatures(version: Version) -> list[Signature]:
    """Return every signature ever given on a version, oldest first."""
    return signatures_among(decisions_on(version))


def signatures_among(decisions: Iterable[Decision]) -> list[Signature]:
    """Return the signatures among all decisions on one version, which come oldest first."""
    done = [row for row in decisions if row.outcome == Outcome.DONE]
    reopened = max((row.seq for row in done if row.action in REOPENING), default=0)
    return [Signature(decision=row, is_valid=row.seq > reopened) for row in done if row.meaning]


def signatures_of(version: Version) -> list[Decision]:
    """Return the signatures that hold, oldest first."""
    return [found.decision for found in all_signatures(version) if found.is_valid]


def approvals_of(version: Version) -> list[Decision]:
    return [row for row in signatures_of(version) if row.action in APPROVALS]


def decisions_on(version: Version) -> list[Decision]:
    rows = Decision.objects.filter(
        entry=version.entry_id, version_sequence=version.sequence, object_type="version"
    )
    return list(rows.select_related("actor__pseudonym").order_by("seq"))


def approvals_for(versions: Sequence[Version]) -> dict[int, list[Decision]]:
    """Return the approvals that hold, for those versions (by key) that have any."""
    on_versions = Decision.objects.filter(object_type="version").order_by("seq")
    entries = {version.entry_id for version in versions}
    signed = on_versions.filter(entry__in=entries, action__in=APPROVALS)
    signed_entries = set(signed.values_list("entry_id", flat=True))
    done = defaultdict(list)
    if signed_entries:
        for row in on_versions.filter(entry__in=signed_entries):
            done[row.entry_id, row.version_sequence].append(row)
    found = {
        version.pk: signatures_among(done[version.entry_id, version.sequence])
        for version in versions
        if version.entry_id in signed_entries
    }
    return {
        version: [sign.decision for sign in given if is_approval(sign)]
        for version, given in found.items()
    }


def is_approval(signature: Signature) -> bool:
    """Whether it is an approval that holds."""
    return signature.is_valid and signature.decision.action in APPROVALS
