"""From approval into force: publish, and what being in force means for the entry."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from glossary.conf import options
from glossary.errors import MissingRole
from glossary.models import CURRENT_STATES, Decision, Entry, Role, Version
from glossary.workflow.approving import approve
from glossary.workflow.listing import classify
from glossary.workflow.numbering import next_label
from glossary.workflow.proof import Proof
from glossary.workflow.publication import pages_following
from glossary.workflow.record import Step
from glossary.workflow.review_dates import next_review
from glossary.workflow.rights import Rights, rights_for
from glossary.workflow.rows import chunks, columns_of, update_rows
from glossary.workflow.signatures import approvals_for
from glossary.workflow.steps import (
    action,
    allow,
    conclude,
    last_released,
    locked_all,
    locked_entries,
    save_all,
    step,
)
from glossary.workflow.tags import tag_entries
from glossary.workflow.transitions import Action, Transition, transition_for

RELEASED = ("major", "minor", "published_at", "published_by_id")


def publish(version: Version, *, by: User, proof: Proof | None) -> Version:
    """Make an approved version the one that readers see (T8); the one before is superseded."""
    publish_all([version], by=by, proof=proof)
    version.refresh_from_db()
    return version


@action
def publish_all(versions: Sequence[Version], *, by: User, proof: Proof | None) -> None:
    """Publish approved versions together, so that they find each other's terms."""
    # One that is named twice is published once.
    versions = list(dict.fromkeys(versions))
    with pages_following(versions) as released:
        for chunk in chunks(versions):
            released += release_all(chunk, by=by, proof=proof)


def release_all(versions: Sequence[Version], *, by: User, proof: Proof | None) -> list[Version]:
    """Put versions in force, or none of them; their pages follow."""
    versions = locked_all(versions)
    rights = rights_for(versions, by=by, action=Action.PUBLISH)
    given = approvals_that_count(versions)
    for version in versions:
        row = allow(version, Action.PUBLISH, rights=rights, proof=proof)
        require_release_right(version, rights=rights, given=given)
    put_in_force(versions, row, by=by, proof=proof)
    return versions


@action
def approve_and_publish(
    version: Version, *, by: User, seen_hash: str, proof: Proof | None, note: str = ""
) -> Version:
    """Do both or neither: a version that cannot be published is not left approved by surprise."""
    approve(version, by=by, seen_hash=seen_hash, proof=proof, note=note)
    return publish(version, by=by, proof=proof)


def require_release_right(
    version: Version, *, rights: Rights, given: Mapping[int, Sequence[Decision]]
) -> None:
    """A publisher may release everything, a reviewer what he or she has approved.

    Where two signatures are asked for, whoever releases has not signed before; `given` are the
    approvals by version.
    """
    problem = ""
    if version.approved_by_id != rights.by.pk and Role.PUBLISHER not in rights.roles:
        problem = "To publish a version is for its approver or a publisher."
    elif any(decision.actor_id == rights.by.pk for decision in given.get(version.pk, ())):
        problem = (
            "You have signed this version; where two signatures are asked for, "
            "somebody else publishes it."
        )
    if problem:
        raise MissingRole(problem, action=Action.PUBLISH, state=version.state)


def approvals_that_count(versions: Sequence[Version]) -> Mapping[int, Sequence[Decision]]:
    """Return the approvals that keep their givers from releasing, by version."""
    return approvals_for(versions) if options().signatures > 1 else {}


def put_in_force(
    versions: Sequence[Version],
    row: Transition,
    *,
    by: User | None,
    proof: Proof | None = None,
    columns: Sequence[str] = (),
    **facts: object,
) -> None:
    """Number versions, put them in force and the ones before out of force.

    `columns` are further ones of the versions to be saved, `facts` those of the decisions.
    """
    now = timezone.now()
    entries = locked_entries({version.entry_id for version in versions})
    before = released_before(entries)
    superseded = supersede(
        [last for last in before.values() if last.state in CURRENT_STATES], now=now
    )
    steps: list[Step] = []
    for version in versions:
        version.entry = entries[version.entry_id]
        number(version, last=before.get(version.entry_id))
        version.published_at, version.published_by = now, by or version.scheduled_by
        told = {"reason": version.change_note} | facts
        steps.append(step(version, row, **told))
    save_all(steps, columns=(*RELEASED, *columns))
    conclude([*superseded, *steps], by=by, proof=proof)
    list_entries(versions, now=now)


def released_before(entries: Mapping[int, Entry]) -> dict[int, Version]:
    """Return for these entries, by key, the version that is or last was in force."""
    current = {pk: entry.current for pk, entry in entries.items() if entry.current}
    found = current | last_released(entries.keys() - current.keys())
    for pk, version in found.items():
        version.entry = entries[pk]
    return found


def supersede(versions: Sequence[Version], *, now: datetime) -> list[Step]:
    """Put versions out of force; the steps are recorded with those that follow upon them.

    It follows from the publication: nobody has proved for it who he or she is.
    """
    steps: list[Step] = []
    for version in versions:
        version.superseded_at = now
        row = transition_for(Action.SUPERSEDE, version.state)
        steps.append(step(version, row, auth_method="", auth_at=None))
    save_all(steps, columns=("superseded_at",))
    return steps


def number(version: Version, *, last: Version | None) -> None:
    version.major, version.minor = next_label(last, version.change_class)


def list_entries(versions: Sequence[Version], *, now: datetime) -> None:
    """Let entries be listed and tagged as their new current versions say."""
    today, changed = timezone.localdate(now), {"current_id", "next_review"}
    for version in versions:
        entry = version.entry
        changed |= classify(entry, version)
        entry.current = version
        entry.next_review = next_review(entry, today=today)
    entries = [version.entry for version in versions]
    update_rows(entries, columns_of(entries, sorted(changed)))
    tag_entries(versions)
