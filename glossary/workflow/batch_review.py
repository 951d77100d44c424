"""A batch in review: its sample, its text as it was looked at, handing all of it in (E-43)."""

import hashlib
from collections.abc import Iterable, Sequence
from math import isqrt

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from glossary.errors import GlossaryError, StaleContent
from glossary.models import Batch, ImportedSource, State, Version
from glossary.workflow.batches import CHANGE_NOTE, BatchOutcome, Review, refused
from glossary.workflow.origin import acting
from glossary.workflow.record import append_all
from glossary.workflow.reviewing import SUBMITTED, Submission, hand_in
from glossary.workflow.rows import chunks
from glossary.workflow.steps import action, finish_all, locked_with_content_all
from glossary.workflow.transitions import Action

LEAST_SAMPLE, LARGEST_SAMPLE = 5, 30
TO_SUBMIT = (State.DRAFT, State.CHANGES_REQUESTED)


def sample_of(versions: Sequence[int], batch: Batch, *, by: User) -> list[int]:
    """Return which versions of a batch somebody reads before approving all of it.

    As many as the square root of the whole, from 5 to 30; always the same ones for one person,
    and not to be foreseen by the one who imported them.
    """
    size = min(len(versions), LARGEST_SAMPLE, max(LEAST_SAMPLE, isqrt(len(versions))))

    def drawn(version: int) -> str:
        return salted_hmac("batch sample", f"{batch.pk}:{by.pk}:{version}").hexdigest()

    return sorted(sorted(versions, key=drawn)[:size])


def text_token(batch: Batch) -> str:
    """Return what changes as soon as somebody saves one of the drafts of a batch."""
    rows = ImportedSource.objects.filter(batch=batch).order_by("version_id")
    saved = rows.values_list("version_id", "version__saved_at")
    told = "\n".join(f"{pk} {at.isoformat()}" for pk, at in saved.iterator())
    return hashlib.sha256(told.encode()).hexdigest()


def require_same_text(batch: Batch, *, token: str) -> None:
    """Raise StaleContent if a draft was saved since the batch was looked at (W-18)."""
    if token != text_token(batch):
        raise StaleContent(
            "Somebody has saved a draft of this batch since you opened it; look at it again.",
            action=Action.APPROVE,
        )


def waiting_in(batch: Batch, *, with_marked: bool, states: Iterable[State]) -> QuerySet[Version]:
    """Return the versions of a batch in these states; those with marks only `with_marked`."""
    sources = ImportedSource.objects.filter(batch=batch, undone_at__isnull=True)
    if not with_marked:
        sources = sources.filter(marks=[])
    versions = Version.objects.filter(state__in=list(states), imported_source__in=sources)
    return versions.select_related("entry").order_by("pk")


def submit_batch(batch: Batch, *, by: User, with_marked: bool, at_most: int) -> list[BatchOutcome]:
    """Hand the drafts of a batch in for review; what is refused stops no other one."""
    drafts = waiting_in(batch, with_marked=with_marked, states=TO_SUBMIT)[:at_most]
    outcomes: list[BatchOutcome] = []
    with acting():
        for few in chunks(drafts):
            outcomes += submit_all(few, by=by, note=f"Imported with batch {batch.pk}")
    return outcomes


@action
def submit_all(versions: Sequence[Version], *, by: User, note: str) -> list[BatchOutcome]:
    """Submit versions together; each refusal is told, a denial goes on record."""
    locked = locked_with_content_all(versions)
    submission = Submission.of(locked, by=by)
    reviews = [
        handed_in(version, shown=shown, submission=submission, note=note)
        for shown, version in zip(versions, locked, strict=True)
    ]
    submitted = [review.submitted for review in reviews if review.submitted]
    finish_all(submitted, columns=SUBMITTED, by=by)
    submission.keep_pages(step.version for step in submitted)
    append_all([review.denial for review in reviews if review.denial], by=by)
    return [
        BatchOutcome(
            version=review.version,
            action="refused" if review.reason else "submitted",
            reason=review.reason,
        )
        for review in reviews
    ]


def handed_in(version: Version, *, shown: Version, submission: Submission, note: str) -> Review:
    """Submit in memory, or say why not."""
    try:
        step = hand_in(
            version,
            submission=submission,
            content_hash=version.current_hash(),
            change_note=CHANGE_NOTE if version.entry.current_id else "",
            reply=note,
            reason=note,
        )
    except GlossaryError as error:
        return refused(error, shown=shown)
    return Review(version=shown, submitted=step)
