"""Taking an entry out of force (T15): with a reason for readers, and what to use instead."""

from django.contrib.auth.models import User
from django.utils import timezone

from glossary.errors import ActionRefused
from glossary.models import (
    Entry,
    ExplicitLink,
    Mention,
    Publication,
    RelatedLink,
    State,
    Version,
    WithdrawalReason,
)
from glossary.search import remove
from glossary.workflow.drafting import discard
from glossary.workflow.proof import Proof
from glossary.workflow.publication import Before, follow
from glossary.workflow.reservations import end_reservations
from glossary.workflow.steps import action, finish, locked, locked_entry, require_text, start
from glossary.workflow.transitions import Action

EXPLANATION_LIMIT = 2_000


@action
def withdraw(
    version: Version,
    *,
    by: User,
    reason: str,
    explanation: str,
    proof: Proof | None,
    successor: Entry | None = None,
    discard_open: bool = False,
) -> Version:
    """Take the published version out of force. `reason` is a WithdrawalReason.

    `explanation` is read by everybody. An open version stays open unless `discard_open`.
    """
    entry = locked_entry(version.entry)
    version = locked(version)
    before = Before.of([entry.pk])
    row = start(version, Action.WITHDRAW, by=by, proof=proof)
    require_text(row, explanation)
    require_reason(version, reason, explanation=explanation, successor=successor)
    version.withdrawn_at, version.withdrawn_by = timezone.now(), by
    version.withdrawal_reason, version.withdrawal_explanation = reason, explanation.strip()
    version.successor = successor
    if discard_open:
        discard_open_version(entry, by=by, reason=explanation)
    entry.current = entry.next_review = None
    entry.save(update_fields=["current", "next_review"])
    version.entry = entry
    finish(
        version,
        row,
        by=by,
        reason=explanation,
        proof=proof,
        changes={"reason": ("", reason), "successor": ("", successor.number if successor else "")},
    )
    take_away_pages(entry, before=before)
    return version


def require_reason(
    version: Version, reason: str, *, explanation: str, successor: Entry | None
) -> None:
    """Refuse what readers could not follow.

    A successor is in force when it is named, and the entry that is withdrawn is not any more:
    successors therefore never form a loop.
    """
    problem = ""
    if reason not in WithdrawalReason.values:
        problem = f"The reason is one of: {', '.join(WithdrawalReason.values)}."
    elif len(explanation) > EXPLANATION_LIMIT:
        problem = f"The explanation may have {EXPLANATION_LIMIT:,} characters."
    elif reason == WithdrawalReason.MERGED and successor is None:
        problem = "A merged entry needs the entry that says it now."
    elif successor and not is_in_force_beside(version, successor):
        problem = "The successor must be another entry that is published."
    if problem:
        raise ActionRefused(problem, action=Action.WITHDRAW, state=version.state)


def is_in_force_beside(version: Version, successor: Entry) -> bool:
    others = Entry.objects.published().exclude(pk=version.entry_id)
    return others.filter(pk=successor.pk).exists()


def discard_open_version(entry: Entry, *, by: User, reason: str) -> None:
    """Discard what is open. One in review or approved has to be taken back by hand first."""
    opened = Version.objects.open().filter(entry=entry).first()
    if opened is None:
        return
    if opened.state not in (State.DRAFT, State.CHANGES_REQUESTED):
        raise ActionRefused(
            f"The open version is {State(opened.state).label}; take it back before discarding it.",
            action=Action.WITHDRAW,
            state=State.PUBLISHED,
        )
    # What a publisher decides does not wait for whoever has reserved the draft, or is about to.
    opened = locked(opened)
    end_reservations([entry.pk])
    discard(opened, by=by, reason=reason)


def take_away_pages(entry: Entry, *, before: Before) -> None:
    """Remove what is derived from being in force; those who link to it are linked anew."""
    Publication.objects.filter(entry=entry).delete()
    RelatedLink.objects.filter(entry=entry).delete()
    Mention.objects.filter(source=entry).delete()
    ExplicitLink.objects.filter(source=entry).delete()
    remove([entry.pk])
    follow([entry.pk], before=before, cause=str(entry))
