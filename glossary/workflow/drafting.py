"""Opening, writing and giving up drafts of entries that are there (T2, saving, T17)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils import timezone

from glossary.content import Content, DesignationText, content_hash
from glossary.errors import ActionRefused, StaleContent
from glossary.models import RELEASED_STATES, Decision, Entry, Outcome, State, Version, roles_of
from glossary.text import fold
from glossary.workflow.creating import add_contributor, new_version
from glossary.workflow.listing import classify
from glossary.workflow.parts import Written, write_parts
from glossary.workflow.record import Step, record_all
from glossary.workflow.registers import registers_for
from glossary.workflow.reservations import keep_reserved
from glossary.workflow.rights import require_right, rights_for
from glossary.workflow.rows import columns_of, update_rows
from glossary.workflow.steps import (
    action,
    allow,
    finish,
    is_own,
    last_released,
    locked,
    locked_all,
    locked_entry,
    released_before,
    require_text,
    start,
)
from glossary.workflow.transitions import Action, Transition, require_role, transition_for
from glossary.workflow.writing import check_content, fill, write_again

# So long a draft that was given up can be opened again (E-12).
RESTORABLE_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class Saving:
    """A content to be kept in a draft.

    `based_on` is the hash of the content the person had loaded, empty if nobody has.
    """

    version: Version
    content: Content
    based_on: str = ""


@action
def open_draft(entry: Entry, *, by: User, like: Version | None = None) -> Version:
    """Open a new version beside the published or withdrawn one, as a copy of it (T2).

    `like` is an older version of the entry whose text is to be restored instead (W-24), or a
    draft that was given up a short while ago (E-12). So is the last one of an entry that never
    came into force.
    """
    entry = locked_entry(entry)
    last = released_before(entry) or entry.versions.latest("sequence")
    row = transition_for(Action.REVISE, last.state)
    require_role(row, roles_of(by))
    source = like or last
    if source.state == State.DISCARDED and source.entry_id == entry.pk:
        own = transition_for(Action.REVISE, source.state)
        rights = rights_for([source], by=by, action=Action.REVISE)
        require_right(own, source, rights=rights)
    if Version.objects.open().filter(entry=entry).exists():
        raise ActionRefused(
            "A version of this entry is open already; there can be only one.",
            action=row.action,
            state=last.state,
        )
    is_known = like is None or like.entry_id == entry.pk
    if not is_known or not (source.is_released or restorable(entry).filter(pk=source.pk).exists()):
        raise ActionRefused(
            "Only a version of this entry that was published, or was discarded in the last "
            f"{RESTORABLE_DAYS} days, can be restored.",
            action=row.action,
        )
    reason = f"Text of version {source.label} restored" if like else ""
    if source.state == State.DISCARDED:
        reason = "Discarded draft restored"
    return copied(entry, source, row=row, before=last.state, by=by, reason=reason)


@action
def begin_again(entry: Entry, *, by: User) -> Version:
    """Open a draft for an entry that was given up before it came into force (T1).

    Its number, address and names in other systems are still its own.
    """
    entry = locked_entry(entry)
    row = transition_for(Action.CREATE, None)
    require_role(row, roles_of(by))
    if not Entry.objects.given_up().filter(pk=entry.pk).exists():
        raise ActionRefused("This entry was not given up.", action=row.action)
    last = entry.versions.latest("sequence")
    version = copied(entry, last, row=row, before="", by=by, reason="Given up before")
    add_contributor([version], by)
    return version


def copied(
    entry: Entry, source: Version, *, row: Transition, before: str, by: User, reason: str
) -> Version:
    """Save a new draft with the text of another version of the entry."""
    content = Version.objects.with_content().get(pk=source.pk).content()
    registers = registers_for([content])
    newest = entry.versions.latest("sequence").sequence
    version = new_version(entry, by=by, now=timezone.now(), sequence=newest + 1)
    written = fill(version, content, registers)
    version.save(force_insert=True)
    write_parts([written], registers)
    record_all([Step(version=version, row=row, before=before, reason=reason)], by=by)
    return version


def restorable(entry: Entry) -> QuerySet[Version]:
    """Return the versions whose text a new draft may begin with (W-24, E-12), the newest first."""
    since = timezone.now() - timedelta(days=RESTORABLE_DAYS)
    given_up = Decision.objects.filter(
        entry=entry, action=Action.DISCARD, outcome=Outcome.DONE, at__gte=since
    )
    is_recent = Q(state=State.DISCARDED, sequence__in=given_up.values("version_sequence"))
    return entry.versions.filter(Q(state__in=RELEASED_STATES) | is_recent).order_by("-sequence")


def save_draft(version: Version, content: Content, *, by: User, based_on: str = "") -> Version:
    """Replace the content of a draft; whoever does so is a contributor from then on.

    `based_on` is the hash of the content the person had loaded. Raise StaleContent when
    somebody else has saved since, ContentRefused when the content cannot be kept.
    """
    saving = Saving(version=version, content=content, based_on=based_on)
    (written,) = save_drafts([saving], by=by)
    return written.version


@action
def save_drafts(savings: Sequence[Saving], *, by: User) -> list[Written]:
    """Replace the contents of drafts, or of none of them."""
    versions = locked_all([saving.version for saving in savings])
    before = hashes_of(versions)
    rights = rights_for(versions, by=by, action=Action.SAVE)
    for version, saving in zip(versions, savings, strict=True):
        allow(version, Action.SAVE, rights=rights)
        require_fresh(version, based_on=saving.based_on, stored=before[version.pk])
        check_content(saving.content, kind=version.entry.kind)
        version.saved_at = timezone.now()
    registers = registers_for([saving.content for saving in savings])
    written = [
        fill(version, saving.content, registers)
        for version, saving in zip(versions, savings, strict=True)
    ]
    write_again(written, registers)
    add_contributor(versions, by)
    list_unreleased(versions)
    begun = sessions_begun(versions, by=by)
    steps = [
        Step(
            version=version,
            row=transition_for(Action.SAVE, version.state),
            before=version.state,
            facts={"content_hash_before": before[version.pk]},
        )
        for version in begun
    ]
    record_all(steps, by=by)
    keep_reserved(rights.reservations.values(), by=by)
    return written


@action
def add_designation(entry: Entry, designation: DesignationText, *, by: User) -> Version:
    """Add a designation to the open draft of an entry; without one, a draft is opened for it."""
    version = Version.objects.open().filter(entry=entry).first() or open_draft(entry, by=by)
    # Before anything is said of what stands in a draft that may be somebody else's.
    start(version, Action.SAVE, by=by)
    content = Version.objects.with_content().get(pk=version.pk).content()
    names = {fold(name) for name in (content.title, *(row.term for row in content.designations))}
    if fold(designation.term) in names:
        raise ActionRefused(
            f"“{content.title}” has the designation “{designation.term}” already.",
            action=Action.SAVE,
            state=version.state,
        )
    longer = replace(content, designations=(*content.designations, designation))
    return save_draft(version, longer, by=by, based_on=content_hash(content))


def hashes_of(versions: Sequence[Version]) -> dict[int, str]:
    """Return the hashes of what versions hold now, by key."""
    stored = Version.objects.with_content().filter(pk__in=[version.pk for version in versions])
    return {version.pk: version.current_hash() for version in stored}


def require_fresh(version: Version, *, based_on: str, stored: str) -> None:
    if based_on and based_on != stored:
        raise StaleContent(
            "Somebody else has saved this draft since you opened it; nothing was overwritten.",
            action=Action.SAVE,
            state=version.state,
        )


def list_unreleased(versions: Sequence[Version]) -> None:
    """Let entries that were never in force be listed as their drafts say."""
    released = last_released([version.entry_id for version in versions])
    new = [version for version in versions if version.entry_id not in released]
    changed = set().union(*(classify(version.entry, version) for version in new))
    entries = [version.entry for version in new]
    update_rows(entries, columns_of(entries, sorted(changed)))


def sessions_begun(versions: Sequence[Version], *, by: User) -> list[Version]:
    """Return those whose save is the first since anybody else did anything to them (A-13)."""
    done = Decision.objects.filter(
        entry__in=[version.entry_id for version in versions], outcome=Outcome.DONE
    )
    rows = done.order_by("seq").values_list("entry_id", "version_sequence", "action", "actor_id")
    last = {(entry, sequence): what for entry, sequence, *what in rows}
    goes_on: Collection[list[object]] = ([Action.SAVE, by.pk], [Action.CREATE, by.pk])
    return [
        version
        for version in versions
        if last.get((version.entry_id, version.sequence)) not in goes_on
    ]


@action
def discard(version: Version, *, by: User, reason: str = "") -> Version:
    """Give a draft up for good (T17); it stays in the record. Somebody else's needs a reason."""
    version = locked(version)
    row = start(version, Action.DISCARD, by=by)
    if not is_own(version, by=by):
        require_text(row, reason)
    version.content_hash = version.current_hash()
    return finish(version, row, by=by, reason=reason)
