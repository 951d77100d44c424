"""Approve what one import brought in, as one decision of a second person per version."""

from dataclasses import dataclass

from django.contrib.auth.models import User

from glossary.errors import ContributorCannotApprove, GlossaryError
from glossary.models import Batch, ImportedSource, State, Version
from glossary.workflow.proof import Proof
from glossary.workflow.releasing import publish_all
from glossary.workflow.reviewing import approve, submit
from glossary.workflow.steps import action

CHANGE_NOTE = "Brought up to date from the imported source"


@dataclass(frozen=True, kw_only=True)
class BatchOutcome:
    """What became of one version: "published", "approved", "left out", "refused", "was done"."""

    version: Version
    action: str
    reason: str = ""


def approve_batch(
    batch: Batch,
    *,
    by: User,
    proof: Proof | None,
    publish: bool = False,
    with_marked: bool = False,
) -> list[BatchOutcome]:
    """Take every version of a batch through review; what is refused stops no other version.

    The importer submits, as the batch was handed in for review by importing it; `by` signs.
    Versions marked "needs review" are left out unless `with_marked`.
    """
    if by == batch.by:
        raise ContributorCannotApprove(
            f"Batch {batch.pk} was imported by {by.get_username()}; somebody else must approve it.",
            action="approve",
        )
    rows = ImportedSource.objects.filter(batch=batch).select_related("version__entry", "batch__by")
    outcomes = [
        approve_one(row, by=by, proof=proof, with_marked=with_marked)
        for row in rows.order_by("version_id")
    ]
    if not publish:
        return outcomes
    return publish_approved(outcomes, by=by, proof=proof)


def approve_one(
    row: ImportedSource, *, by: User, proof: Proof | None, with_marked: bool
) -> BatchOutcome:
    version = row.version
    if version.is_released:
        return BatchOutcome(version=version, action="was done", reason="published before")
    if row.marks and not with_marked and version.state != State.APPROVED:
        return BatchOutcome(
            version=version, action="left out", reason=f"needs review: {'; '.join(row.marks)}"
        )
    try:
        return BatchOutcome(
            version=review(version, row.batch, by=by, proof=proof), action="approved"
        )
    except GlossaryError as error:
        return BatchOutcome(version=version, action="refused", reason=str(error))


@action
def review(version: Version, batch: Batch, *, by: User, proof: Proof | None) -> Version:
    """Submit and approve one version; one that is approved already stays as it is."""
    note = f"Imported with batch {batch.pk}"
    if version.is_editable:
        # Readers see the change note; the number of a batch means nothing to them.
        change_note = CHANGE_NOTE if version.entry.current_id else ""
        version = submit(version, by=batch.by, change_note=change_note, reply=note, reason=note)
    if version.state != State.APPROVED:
        version = approve(version, by=by, seen_hash=version.current_hash(), proof=proof, note=note)
    return version


def publish_approved(
    outcomes: list[BatchOutcome], *, by: User, proof: Proof | None
) -> list[BatchOutcome]:
    """Publish together what was approved, so that the entries find each other's terms."""
    approved = [outcome.version for outcome in outcomes if outcome.action == "approved"]
    publish_all(approved, by=by, proof=proof)
    return [
        BatchOutcome(version=outcome.version, action="published")
        if outcome.action == "approved"
        else outcome
        for outcome in outcomes
    ]
