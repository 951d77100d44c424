"""From approval into force: publish, and what being in force means for the entry."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from glossary.conf import options
from glossary.errors import MissingRole
from glossary.models import CURRENT_STATES, Role, Version, roles_of
from glossary.workflow.drafting import classify
from glossary.workflow.numbering import next_label
from glossary.workflow.proof import Proof
from glossary.workflow.publication import publish_pages
from glossary.workflow.review_dates import next_review
from glossary.workflow.reviewing import approve
from glossary.workflow.signatures import approvals_of
from glossary.workflow.steps import (
    action,
    finish,
    locked,
    locked_entry,
    released_before,
    start,
)
from glossary.workflow.transitions import Action, Transition, transition_for


def publish(version: Version, *, by: User, proof: Proof | None) -> Version:
    """Make an approved version the one that readers see (T8); the one before is superseded."""
    publish_all([version], by=by, proof=proof)
    version.refresh_from_db()
    return version


@action
def publish_all(versions: list[Version], *, by: User, proof: Proof | None) -> None:
    """Publish approved versions together, so that they find each other's terms."""
    published = []
    for version in versions:
        version = locked(version)
        row = start(version, Action.PUBLISH, by=by, proof=proof)
        require_release_right(version, by=by)
        published.append(make_current(version, row, by=by, proof=proof))
    publish_pages(published)


@action
def approve_and_publish(
    version: Version, *, by: User, seen_hash: str, proof: Proof | None, note: str = ""
) -> Version:
    """Do both or neither: a version that cannot be published is not left approved by surprise."""
    approve(version, by=by, seen_hash=seen_hash, proof=proof, note=note)
    return publish(version, by=by, proof=proof)


def require_release_right(version: Version, *, by: User) -> None:
    """A publisher may release everything, a reviewer what he or she has approved.

    Where two signatures are asked for, whoever releases has not signed before.
    """
    if version.approved_by != by and Role.PUBLISHER not in roles_of(by):
        raise MissingRole(
            "To publish a version is for its approver or a publisher.",
            action=Action.PUBLISH,
            state=version.state,
        )
    has_signed = any(row.actor_id == by.pk for row in approvals_of(version))
    if options().signatures > 1 and has_signed:
        raise MissingRole(
            "You have signed this version; where two signatures are asked for, "
            "somebody else publishes it.",
            action=Action.PUBLISH,
            state=version.state,
        )


def make_current(version: Version, row: Transition, *, by: User | None, **facts: object) -> Version:
    """Number the version, put it in force and the one before out of force."""
    entry = locked_entry(version.entry)
    now = timezone.now()
    previous = released_before(entry)
    if previous and previous.state in CURRENT_STATES:
        supersede(previous, by=by, now=now)
    version.major, version.minor = next_label(previous, version.change_class)
    version.published_at, version.published_by = now, by or version.scheduled_by
    facts.setdefault("reason", version.change_note)
    finish(version, row, by=by, **facts)
    entry.current, entry.subject = version, version.subject
    entry.next_review = next_review(entry, today=timezone.localdate(now))
    classify(entry, version)
    entry.tags.set(version.tag_names)
    version.entry = entry
    return version


def supersede(version: Version, *, by: User | None, now: datetime) -> None:
    row = transition_for(Action.SUPERSEDE, version.state)
    version.superseded_at = now
    finish(version, row, by=by)
