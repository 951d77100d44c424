"""From a draft to a signed version: submit, request changes, recall, approve, revoke."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from glossary.conf import options
from glossary.errors import ActionRefused, StaleContent
from glossary.models import ChangeClass, SectionKind, State, Version
from glossary.publishing.pipeline import render_version
from glossary.workflow.proof import Proof
from glossary.workflow.signatures import approvals_of
from glossary.workflow.steps import (
    action,
    finish,
    locked,
    locked_with_content,
    released_before,
    require_text,
    start,
)
from glossary.workflow.transitions import Action

SELF_APPROVED = "self-approved"


@action
def submit(
    version: Version,
    *,
    by: User,
    change_note: str = "",
    change_class: str = "",
    reply: str = "",
    reason: str = "",
) -> Version:
    """Freeze a draft and hand it to the reviewers (T3, or T5 after requested changes)."""
    version = locked_with_content(version)
    row = start(version, Action.SUBMIT, by=by)
    change_note = change_note.strip() or version.change_note
    require_change_note(version, change_note)
    content_hash, hash_before = version.current_hash(), version.content_hash
    if row.source == State.CHANGES_REQUESTED and content_hash == hash_before:
        require_text(row, reply)
    require_required_sections(version)
    render_version(version)
    now = timezone.now()
    version.change_note = change_note
    version.change_class = change_class or version.change_class or ChangeClass.MINOR
    version.content_hash = content_hash
    version.submitted_at, version.submitted_by = now, by
    version.review_by = timezone.localdate(now) + timedelta(days=options().submission_days)
    return finish(
        version, row, by=by, reason=reason or reply or change_note, hash_before=hash_before
    )


def require_change_note(version: Version, change_note: str) -> None:
    """Refuse a later version without a note of its own (W-20)."""
    last = released_before(version.entry)
    if last is None:
        return
    problem = ""
    if len(change_note) < 10:
        problem = "A new version needs a change note of at least 10 characters."
    elif change_note.casefold() == last.change_note.casefold():
        problem = "This is the change note of the last version; say what has changed since."
    if problem:
        raise ActionRefused(problem, action=Action.SUBMIT, state=version.state)


def require_required_sections(version: Version) -> None:
    """Refuse a version that lacks a required section of the template (T3)."""
    present = {section.kind.key for section in version.sections.all()}
    required = SectionKind.objects.template_for(version.entry.kind).filter(required=True)
    missing = [kind.title for kind in required if kind.key not in present]
    if missing:
        raise ActionRefused(
            f"Still missing: {', '.join(missing)}.", action=Action.SUBMIT, state=version.state
        )


@action
def request_changes(version: Version, *, by: User, comment: str) -> Version:
    """Send a version back to its author with a comment (T4)."""
    version = locked(version)
    row = start(version, Action.REQUEST_CHANGES, by=by)
    require_text(row, comment)
    version.self_approved = False
    return finish(version, row, by=by, reason=comment)


@action
def recall(version: Version, *, by: User, reason: str) -> Version:
    """Take a submitted version back to go on writing (T6)."""
    version = locked(version)
    row = start(version, Action.RECALL, by=by)
    require_text(row, reason)
    version.self_approved = False
    return finish(version, row, by=by, reason=reason)


@action
def approve(
    version: Version, *, by: User, seen_hash: str, proof: Proof | None, note: str = ""
) -> Version:
    """Sign the content for good (T7). `seen_hash` is the SHA-256 of what the person has read.

    Where two signatures are asked for, the first leaves the version in review.
    """
    version = locked_with_content(version)
    approvals = approvals_of(version)
    is_last = len(approvals) + 1 >= options().signatures
    step = Action.APPROVE if is_last or version.state != State.IN_REVIEW else Action.SIGN
    row = start(version, step, by=by, proof=proof)
    if any(approval.actor_id == by.pk for approval in approvals):
        raise ActionRefused(
            "You have signed this version; the second signature is somebody else's.",
            action=row.action,
            state=version.state,
        )
    content_hash = require_seen(version, seen_hash, action=row.action)
    facts = signing_facts(version, by=by, meaning=row.meaning)
    version.content_hash = content_hash
    if row.action == Action.APPROVE:
        version.approved_at, version.approved_by = timezone.now(), by
    return finish(version, row, by=by, reason=note, proof=proof, **facts)


def require_seen(version: Version, seen_hash: str, *, action: str) -> str:
    """Return the hash of the content. Raise StaleContent if another one was read (W-18)."""
    content_hash = version.current_hash()
    if seen_hash != content_hash:
        raise StaleContent(
            "The content is not the one you have read; read it again before you approve.",
            action=action,
            state=version.state,
        )
    return content_hash


def signing_facts(version: Version, *, by: User, meaning: str) -> dict[str, object]:
    """Say it in the record, and on the version, when a contributor signs (policy `self`)."""
    if not version.contributors.filter(pk=by.pk).exists():
        return {"hash_before": version.content_hash}
    version.self_approved = True
    return {"hash_before": version.content_hash, "meaning": f"{meaning} ({SELF_APPROVED})"}


@action
def revoke(version: Version, *, by: User, reason: str) -> Version:
    """Take an approval back before publication (T12); the signatures stay, marked as revoked."""
    version = locked(version)
    row = start(version, Action.REVOKE, by=by)
    require_text(row, reason)
    version.approved_at = version.approved_by = None
    version.self_approved = False
    return finish(version, row, by=by, reason=reason)
