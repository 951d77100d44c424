"""Letting go of an entry after its retention period: two persons, and a tombstone (W-52).

The content goes; number, dates, the hash of the title and the whole record stay. The triggers
allow it only where a disposal was confirmed by a second person.
"""

import hashlib
from datetime import date

from django.contrib.auth.models import User
from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from glossary.conf import options
from glossary.content import PARTS
from glossary.errors import ActionRefused, ContributorCannotApprove, ProofNeeded
from glossary.models import (
    Disposal,
    Entry,
    ExternalId,
    ImportedSource,
    RelatedLink,
    Version,
)
from glossary.text import fold
from glossary.workflow.addresses import require_publisher
from glossary.workflow.discussion import forget_discussion
from glossary.workflow.numbering import months_after
from glossary.workflow.proof import Proof
from glossary.workflow.record import record_entry
from glossary.workflow.steps import action, locked_entry

PROPOSE = "propose disposal"
DISPOSE = "dispose of"


def disposable(today: date) -> QuerySet[Entry]:
    """Return entries out of force, with nothing open, for longer than they must be kept."""
    limit = months_after(today, -12 * options().retention_years)
    last = Greatest(
        Max("versions__saved_at"),
        Coalesce(Max("versions__withdrawn_at"), Max("versions__saved_at")),
        Coalesce(Max("versions__superseded_at"), Max("versions__saved_at")),
    )
    opened = Version.objects.open().values("entry")
    entries = Entry.objects.filter(current__isnull=True, versions__isnull=False)
    entries = entries.exclude(pk__in=opened).annotate(last_used=last)
    return entries.filter(last_used__date__lte=limit).order_by("number")


def require_disposable(entry: Entry, *, action: str) -> None:
    if not disposable(timezone.localdate()).filter(pk=entry.pk).exists():
        raise ActionRefused(
            f"{entry.number} is in force, has an open version or must still be kept.",
            action=action,
        )


@action
def propose_disposal(entry: Entry, *, by: User, reason: str, proof: Proof | None) -> Disposal:
    """Propose to let an entry go; somebody else confirms it."""
    require_publisher(by, action=PROPOSE)
    require_fresh(proof, action=PROPOSE)
    entry = locked_entry(entry)
    require_disposable(entry, action=PROPOSE)
    if not reason.strip():
        raise ActionRefused("To propose a disposal needs a reason.", action=PROPOSE)
    if Disposal.objects.filter(entry=entry).exists():
        raise ActionRefused("Its disposal is proposed already.", action=PROPOSE)
    record_entry(
        entry, action=PROPOSE, by=by, proof=proof, reason=reason, meaning="proposed for disposal"
    )
    return Disposal.objects.create(
        entry=entry,
        reason=reason.strip(),
        title_hash=hashlib.sha256(entry.title.encode()).hexdigest(),
        proposed_by=by,
        proposed_at=timezone.now(),
    )


@action
def dispose(entry: Entry, *, by: User, proof: Proof | None) -> Entry:
    """Confirm a proposed disposal as a second person, and let the content go."""
    require_publisher(by, action=DISPOSE)
    require_fresh(proof, action=DISPOSE)
    entry = locked_entry(entry)
    disposal = Disposal.objects.select_for_update().filter(entry=entry).first()
    if disposal is None or disposal.confirmed_at:
        raise ActionRefused("Nobody has proposed to dispose of it.", action=DISPOSE)
    if disposal.proposed_by_id == by.pk:
        raise ContributorCannotApprove(
            "You proposed it; somebody else confirms a disposal.", action=DISPOSE
        )
    require_disposable(entry, action=DISPOSE)
    record_entry(
        entry,
        action=DISPOSE,
        by=by,
        proof=proof,
        reason=disposal.reason,
        meaning="disposal confirmed",
        changes={"title_hash": (disposal.title_hash, disposal.title_hash)},
    )
    disposal.confirmed_by, disposal.confirmed_at = by, timezone.now()
    disposal.save(update_fields=["confirmed_by", "confirmed_at"])
    remove_content(entry)
    return leave_a_tombstone(entry)


def require_fresh(proof: Proof | None, *, action: str) -> None:
    if not (proof and proof.is_fresh):
        raise ProofNeeded("This is a signature: give your password again.", action=action)


def remove_content(entry: Entry) -> None:
    """Delete all versions with their parts and what was said about them.

    What other entries say of this one stays theirs.
    """
    forget_discussion(entry)
    versions = Version.objects.filter(entry=entry)
    ImportedSource.objects.filter(version__in=versions).delete()
    for version in versions:
        for name in PARTS:
            getattr(version, name).all().delete()
        version.contributors.clear()
        version.delete()
    ExternalId.objects.filter(entry=entry).delete()
    entry.recovery_copies.all().delete()
    RelatedLink.objects.filter(target=entry).update(target=None)


def leave_a_tombstone(entry: Entry) -> Entry:
    entry.title = f"Disposed entry {entry.number}"
    entry.folded_title = fold(entry.title)
    entry.slug = entry.number.lower()
    entry.save(update_fields=["title", "folded_title", "slug"])
    entry.tags.clear()
    return entry
