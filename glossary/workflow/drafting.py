"""Opening, writing and giving up drafts (T1, T2, saving, T17)."""

import re
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from glossary.content import Content
from glossary.errors import ActionRefused, ContentRefused, DuplicateTitle, StaleContent
from glossary.models import (
    Decision,
    Entry,
    NumberSequence,
    Outcome,
    State,
    Version,
    roles_of,
)
from glossary.text import fold, slug_for
from glossary.workflow.addresses import free_address
from glossary.workflow.record import record
from glossary.workflow.steps import (
    action,
    finish,
    is_own,
    locked,
    locked_entry,
    released_before,
    require_text,
    start,
)
from glossary.workflow.transitions import Action, require_role, transition_for
from glossary.workflow.writing import check_content, subject_named, write_content

USABLE_SLUG = re.compile(r"[a-z0-9_-]{1,110}", re.IGNORECASE)
CLASSIFYING = ("title", "folded_title", "subject", "current", "next_review")


@action
def create_entry(
    *,
    kind: str,
    content: Content,
    by: User,
    duplicate_reason: str = "",
    language: str = "en",
    number: str = "",
    concept: str = "",
    slug: str = "",
    review_interval_months: int | None = None,
) -> Version:
    """Open a new entry with its first draft (T1). The facts from `number` on come from imports.

    Raise DuplicateTitle when there is an entry of this title and no reason for a second one.
    """
    row = transition_for(Action.CREATE, None)
    require_role(row, roles_of(by))
    check_content(content, kind=kind)
    if not duplicate_reason.strip():
        require_new_title(content.title, kind=kind, language=language)
    now = timezone.now()
    if number:
        NumberSequence.reserve(number)
    entry = Entry(
        number=number or NumberSequence.next_number(),
        kind=kind,
        language=language,
        title=content.title,
        folded_title=fold(content.title),
        subject=subject_named(content.subject) if content.subject else None,
        owner=by,
        created_at=now,
        review_interval_months=review_interval_months,
    )
    if concept:
        entry.concept = concept
    wanted = slug or content.title
    base = slug if USABLE_SLUG.fullmatch(slug) else slug_for(wanted, fallback=entry.number)
    entry.slug = free_address(base, entry)
    clean_identity(entry)
    entry.save(force_insert=True)
    version = new_version(entry, by=by, now=now)
    write_content(version, content)
    version.contributors.add(by)
    record(version, action=row.action, by=by, state_before="", reason=duplicate_reason.strip())
    return version


def require_new_title(title: str, *, kind: str, language: str) -> None:
    alive = Entry.objects.filter(folded_title=fold(title), kind=kind, language=language).exclude(
        pk__in=Entry.objects.given_up().values("pk")
    )
    if numbers := tuple(alive.values_list("number", flat=True)[:5]):
        raise DuplicateTitle(
            f"“{title}” exists already: {', '.join(numbers)}. Say why there must be another one.",
            numbers=numbers,
            action=Action.CREATE,
        )


@action
def open_draft(entry: Entry, *, by: User, like: Version | None = None) -> Version:
    """Open a new version beside the published or withdrawn one, as a copy of it (T2).

    `like` is an older version of the entry whose text is to be restored instead (W-24).
    """
    entry = locked_entry(entry)
    last = released_before(entry) or entry.versions.latest("sequence")
    row = transition_for(Action.REVISE, last.state)
    require_role(row, roles_of(by))
    if Version.objects.open().filter(entry=entry).exists():
        raise ActionRefused(
            "A version of this entry is open already; there can be only one.",
            action=row.action,
            state=last.state,
        )
    if like and (like.entry_id != entry.pk or not like.is_released):
        raise ActionRefused(
            "Only a version of this entry that was published can be restored.", action=row.action
        )
    source = like or last
    content = Version.objects.with_content().get(pk=source.pk).content()
    version = new_version(entry, by=by, now=timezone.now())
    write_content(version, content)
    reason = f"Text of version {source.label} restored" if like else ""
    record(version, action=row.action, by=by, state_before=last.state, reason=reason)
    return version


@action
def save_draft(version: Version, content: Content, *, by: User, based_on: str = "") -> Version:
    """Replace the content of a draft; whoever does so is a contributor from then on.

    `based_on` is the hash of the content the person had loaded. Raise StaleContent when
    somebody else has saved since, ContentRefused when the content cannot be kept.
    """
    version = locked(version)
    row = start(version, Action.SAVE, by=by)
    before = version.current_hash()
    if based_on and based_on != before:
        raise StaleContent(
            "Somebody else has saved this draft since you opened it; nothing was overwritten.",
            action=row.action,
            state=version.state,
        )
    version.saved_at = timezone.now()
    write_content(version, content)
    version.contributors.add(by)
    if released_before(version.entry) is None:
        classify(version.entry, version)
    if begins_a_session(version, by=by):
        record(version, action=row.action, by=by, state_before=version.state, hash_before=before)
    return version


def begins_a_session(version: Version, *, by: User) -> bool:
    """Whether this save is the first since anybody else did anything to the version (A-13)."""
    done = Decision.objects.filter(
        entry=version.entry_id, version_sequence=version.sequence, outcome=Outcome.DONE
    )
    last = done.values("action", "actor_id").first()
    is_known = last and last["actor_id"] == by.pk
    return not (is_known and last["action"] in (Action.SAVE, Action.CREATE))


@action
def discard(version: Version, *, by: User, reason: str = "") -> Version:
    """Give a draft up for good (T17); it stays in the record. Somebody else's needs a reason."""
    version = locked(version)
    row = start(version, Action.DISCARD, by=by)
    if not is_own(version, by=by):
        require_text(row, reason)
    version.content_hash = version.current_hash()
    return finish(version, row, by=by, reason=reason)


def classify(entry: Entry, version: Version) -> None:
    """Let the entry be listed as its version says."""
    entry.title, entry.folded_title = version.title, fold(version.title)
    entry.subject = version.subject
    entry.save(update_fields=CLASSIFYING)


def clean_identity(entry: Entry) -> None:
    """Refuse a number, language, concept or kind that an import made up."""
    try:
        entry.clean_fields(exclude=["title", "subject", "owner"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise ContentRefused(" ".join(messages), place=field) from error


def new_version(entry: Entry, *, by: User, now: datetime) -> Version:
    last = entry.versions.order_by("-sequence").first()
    return Version(
        entry=entry,
        sequence=last.sequence + 1 if last else 1,
        state=State.DRAFT,
        created_at=now,
        created_by=by,
        saved_at=now,
    )
