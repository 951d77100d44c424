"""Publication without approval, where an installation allows it at all (T13)."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from glossary.conf import options
from glossary.errors import ActionRefused
from glossary.models import ChangeClass, Version
from glossary.publishing.rendering import keep_renderings, render_version
from glossary.workflow.approving import require_seen, signing_facts
from glossary.workflow.objections import objections_to, require_settled
from glossary.workflow.proof import Proof
from glossary.workflow.publication import pages_following
from glossary.workflow.releasing import put_in_force
from glossary.workflow.reviewing import require_required_sections, required_sections
from glossary.workflow.rights import rights_for
from glossary.workflow.steps import (
    action,
    allow,
    finish,
    locked_with_content,
    require_text,
    start,
)
from glossary.workflow.transitions import Action


@action
def publish_unapproved(
    version: Version, *, by: User, reason: str, proof: Proof | None, days: int | None = None
) -> Version:
    """Publish a draft at once; somebody else approves it within so many days (T13)."""
    version = locked_with_content(version)
    row = start(version, Action.PUBLISH_UNAPPROVED, by=by, proof=proof)
    limit = options().emergency_days
    days = limit if days is None else days
    problem = ""
    if not options().emergency_publication:
        problem = "Emergency publication is switched off."
    elif not 1 <= days <= limit:
        problem = f"The exception may last 1 to {limit} days."
    if problem:
        raise ActionRefused(problem, action=row.action, state=version.state)
    require_text(row, reason)
    require_required_sections(version, required=required_sections())
    # What was kept when it was handed in shows another text, if it was taken back since.
    keep_renderings([(version, render_version(version))])
    version.content_hash = version.current_hash()
    version.change_note = version.change_note or reason.strip()
    version.change_class = version.change_class or ChangeClass.MINOR
    version.exception_until = timezone.localdate() + timedelta(days=days)
    with pages_following([version]) as released:
        put_in_force(
            [version],
            row,
            columns=("content_hash", "change_note", "change_class", "exception_until"),
            by=by,
            reason=reason,
            proof=proof,
            changes={"exception_until": ("", version.exception_until.isoformat())},
        )
        released.append(version)
    return version


@action
def ratify(
    version: Version, *, by: User, seen_hash: str, proof: Proof | None, note: str = ""
) -> Version:
    """Approve afterwards what was published in an emergency; readers notice nothing."""
    version = locked_with_content(version)
    rights = rights_for([version], by=by, action=Action.RATIFY)
    row = allow(version, Action.RATIFY, rights=rights, proof=proof)
    if not version.awaits_approval:
        raise ActionRefused(
            "This version was approved in the regular way.", action=row.action, state=version.state
        )
    objections = objections_to([version]).get(version.pk, ())
    require_settled(version, row, objections=objections)
    content_hash = version.current_hash()
    require_seen(version, content_hash, seen_hash=seen_hash, action=row.action)
    facts = signing_facts(version, rights=rights, meaning=row.meaning)
    version.approved_at, version.approved_by = timezone.now(), by
    return finish(version, row, by=by, reason=note, proof=proof, **facts)
