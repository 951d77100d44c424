"""Approve what one import brought in, as one decision of a second person per version."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.auth.models import User

from glossary.errors import ContributorCannotApprove, GlossaryError
from glossary.models import Batch, ImportedSource, State, Version
from glossary.publishing.guard import RENDERERS
from glossary.publishing.rendering import Begun, begin_rendering
from glossary.workflow.approving import SIGNED, Approval, sign
from glossary.workflow.origin import acting
from glossary.workflow.proof import Proof
from glossary.workflow.record import Facts, Step, append_all, refusal
from glossary.workflow.releasing import publish_all
from glossary.workflow.reviewing import SUBMITTED, Submission, hand_in
from glossary.workflow.rows import chunks
from glossary.workflow.steps import (
    DENIALS,
    action,
    attempted,
    finish_all,
    locked_with_content_all,
)

T = TypeVar("T")
CHANGE_NOTE = "Brought up to date from the imported source"
# What outcomes are told from; texts and raw bytes of a whole batch would fill the memory.
SHOWN = (
    "marks",
    "version__state",
    "version__title",
    "version__sequence",
    "version__entry__number",
    "version__entry__title",
    "version__entry__current",
)


@dataclass(frozen=True, kw_only=True)
class BatchOutcome:
    """What became of one version: "published", "approved", "left out", "refused", "was done".

    `version` is as it was found.
    """

    version: Version
    action: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Review:
    """One version judged: the steps it takes, or why it was refused and what the record keeps."""

    version: Version
    submitted: Step | None = None
    signed: Step | None = None
    reason: str = ""
    denial: Facts | None = None


@dataclass(frozen=True, kw_only=True)
class Portion:
    """Some versions of a batch: what became of those not reviewed now, and those `waiting`."""

    sources: Sequence[ImportedSource]
    outcomes: Mapping[int, BatchOutcome]
    waiting: Sequence[Version]
    begun: Begun


def approve_batch(
    batch: Batch,
    *,
    by: User,
    proof: Proof | None,
    publish: bool = False,
    with_marked: bool = False,
    note: str = "",
    only: Collection[int] | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> list[BatchOutcome]:
    """Take every version of a batch through review; what is refused stops no other version.

    The importer submits, as the batch was handed in for review by importing it; `by` signs, and
    `note` is put on record with each signature. Versions marked "needs review" are left out
    unless `with_marked`; `only` are the keys of those to look at, if not all. `progress` is told
    how many have been through.
    """
    if by == batch.by:
        raise ContributorCannotApprove(
            f"Batch {batch.pk} was imported by {by.get_username()}; somebody else must approve it.",
            action="approve",
        )
    outcomes: list[BatchOutcome] = []
    with acting():
        with ThreadPoolExecutor(max_workers=RENDERERS) as executor:
            portions = portions_of(batch, only=only, with_marked=with_marked, executor=executor)
            # While one portion is reviewed the next is being rendered.
            for portion in one_ahead(portions):
                outcomes += approve_portion(portion, batch=batch, by=by, proof=proof, note=note)
                progress(len(outcomes))
        return publish_approved(outcomes, by=by, proof=proof) if publish else outcomes


def portions_of(
    batch: Batch, *, only: Collection[int] | None, with_marked: bool, executor: Executor
) -> Iterator[Portion]:
    """Yield the versions of a batch some at a time, their texts on the way to the renderer."""
    rows = ImportedSource.objects.filter(batch=batch).order_by("version_id")
    if only is not None:
        rows = rows.filter(version__in=only)
    keys = list(rows.values_list("pk", flat=True))
    for chunk in chunks(keys):
        sources = list(rows.filter(pk__in=chunk).select_related("version__entry").only(*SHOWN))
        outcomes = {
            source.version_id: outcome
            for source in sources
            if (outcome := outcome_before(source, with_marked=with_marked))
        }
        waiting = [source.version for source in sources if source.version_id not in outcomes]
        begun = begin_rendering(waiting, executor=executor)
        yield Portion(sources=sources, outcomes=outcomes, waiting=waiting, begun=begun)


def one_ahead(items: Iterable[T]) -> Iterator[T]:
    """Yield each item when the one behind it has been taken as well."""
    held: list[T] = []
    for item in items:
        yield from held
        held = [item]
    yield from held


def approve_portion(
    portion: Portion, *, batch: Batch, by: User, proof: Proof | None, note: str
) -> list[BatchOutcome]:
    """Approve some of the versions of a batch, those together that nothing stands against."""
    outcomes = dict(portion.outcomes)
    reviews = (
        review_all(portion.waiting, batch, by=by, proof=proof, begun=portion.begun, note=note)
        if portion.waiting
        else []
    )
    for review in reviews:
        outcomes[review.version.pk] = BatchOutcome(
            version=review.version,
            action="refused" if review.reason else "approved",
            reason=review.reason,
        )
    return [outcomes[source.version_id] for source in portion.sources]


def outcome_before(source: ImportedSource, *, with_marked: bool) -> BatchOutcome | None:
    """Return what became of a version that is not reviewed now."""
    version = source.version
    if version.is_released:
        return BatchOutcome(version=version, action="was done", reason="published before")
    if version.state == State.DISCARDED:
        return BatchOutcome(version=version, action="left out", reason="discarded before")
    if version.state == State.APPROVED:
        return BatchOutcome(version=version, action="approved")
    if source.marks and not with_marked:
        reason = f"needs review: {'; '.join(source.marks)}"
        return BatchOutcome(version=version, action="left out", reason=reason)
    return None


@action
def review_all(
    versions: Sequence[Version],
    batch: Batch,
    *,
    by: User,
    proof: Proof | None,
    begun: Begun,
    note: str = "",
) -> list[Review]:
    """Submit and approve versions; all are judged before anything is written.

    Denials are kept for the record.
    """
    locked = locked_with_content_all(versions)
    submission = Submission.of(locked, by=batch.by, begun=begun)
    approval = Approval.of(locked, by=by, proof=proof)
    imported = f"Imported with batch {batch.pk}"
    reviews = [
        judge(
            version,
            shown=shown,
            submission=submission,
            approval=approval,
            imported=imported,
            note=f"{imported}. {note}" if note else imported,
        )
        for shown, version in zip(versions, locked, strict=True)
    ]
    submitted = [review.submitted for review in reviews if review.submitted]
    finish_all(submitted, columns=SUBMITTED, by=batch.by)
    submission.keep_pages(step.version for step in submitted)
    signed = [review.signed for review in reviews if review.signed]
    finish_all(signed, columns=SIGNED, by=by, proof=proof)
    append_all([review.denial for review in reviews if review.denial], by=by)
    return reviews


def judge(
    version: Version,
    *,
    shown: Version,
    submission: Submission,
    approval: Approval,
    imported: str,
    note: str,
) -> Review:
    """Take a version through review in memory. `shown` is what is reported of it."""
    submitted = signed = None
    content_hash = version.current_hash()
    try:
        if version.is_editable:
            # Readers see the change note; the number of a batch means nothing to them.
            submitted = hand_in(
                version,
                submission=submission,
                content_hash=content_hash,
                change_note=CHANGE_NOTE if version.entry.current_id else "",
                reply=imported,
                reason=imported,
            )
        signed = sign(
            version,
            approval=approval,
            content_hash=content_hash,
            seen_hash=content_hash,
            note=note,
        )
    except GlossaryError as error:
        return refused(error, shown=shown)
    return Review(version=shown, submitted=submitted, signed=signed)


def refused(error: GlossaryError, *, shown: Version) -> Review:
    denial = None
    if isinstance(error, DENIALS):
        denial = refusal(attempted(), action=str(error.action), reason=str(error))
    return Review(version=shown, reason=str(error), denial=denial)


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
