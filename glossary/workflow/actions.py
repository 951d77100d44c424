"""Every change of a controlled document. Admin, import and commands call these functions.

Each one locks the version, asks the table whether and who, changes it and writes one
Decision, in one transaction. A refusal is a named error and leaves nothing behind.
"""

import re
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from glossary.conf import options
from glossary.content import Content
from glossary.errors import ActionRefused, ContentRefused, MissingRole, StaleContent
from glossary.models import (
    ChangeClass,
    Entry,
    NumberSequence,
    Role,
    SectionKind,
    State,
    Version,
    roles_of,
)
from glossary.publishing.pipeline import render_version
from glossary.text import fold, slug_for
from glossary.workflow.numbering import months_after, next_label
from glossary.workflow.publication import publish_pages
from glossary.workflow.record import record
from glossary.workflow.steps import (
    finish,
    locked,
    locked_with_content,
    require_text,
    start,
)
from glossary.workflow.transitions import Action, require_role, transition_for
from glossary.workflow.writing import check_content, free_slug, subject_named, write_content

USABLE_SLUG = re.compile(r"[a-z0-9_-]{1,110}", re.IGNORECASE)
CLASSIFYING = ("title", "folded_title", "subject", "current", "next_review")


@transaction.atomic
def create_entry(
    *,
    kind: str,
    content: Content,
    by: User,
    language: str = "en",
    number: str = "",
    concept: str = "",
    slug: str = "",
) -> Version:
    """Open a new entry with its first draft (T1). `number`, `concept`, `slug` only from imports."""
    row = transition_for(Action.CREATE, None)
    require_role(row, roles_of(by))
    check_content(content, kind=kind)
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
    )
    if concept:
        entry.concept = concept
    wanted = slug or content.title
    base = slug if USABLE_SLUG.fullmatch(slug) else slug_for(wanted, fallback=entry.number)
    entry.slug = free_slug(base, Entry.objects.filter(language=language))
    clean_identity(entry)
    entry.save(force_insert=True)
    version = new_version(entry, by=by, now=now)
    write_content(version, content)
    version.contributors.add(by)
    record(version, action=row.action, by=by, state_before="", at=now)
    return version


@transaction.atomic
def open_draft(entry: Entry, *, by: User) -> Version:
    """Open a new version beside the published one, as a copy of it (T2)."""
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    row = transition_for(Action.REVISE, entry.current.state if entry.current else None)
    require_role(row, roles_of(by))
    if Version.objects.open().filter(entry=entry).exists():
        raise ActionRefused(
            "A version of this entry is open already; there can be only one.",
            action=row.action,
            state=entry.current.state,
        )
    now = timezone.now()
    content = Version.objects.with_content().get(pk=entry.current.pk).content()
    version = new_version(entry, by=by, now=now)
    write_content(version, content)
    record(version, action=row.action, by=by, state_before=entry.current.state, at=now)
    return version


@transaction.atomic
def save_draft(version: Version, content: Content, *, by: User, based_on: str = "") -> Version:
    """Replace the content of a draft; whoever does so is a contributor from then on.

    `based_on` is the hash of the content the person had loaded. Raise StaleContent when
    somebody else has saved since, ContentRefused when the content cannot be kept.
    """
    version = locked(version)
    row = start(version, Action.SAVE, by=by)
    if based_on and based_on != version.current_hash():
        raise StaleContent(
            "Somebody else has saved this draft since you opened it; nothing was overwritten.",
            action=row.action,
            state=version.state,
        )
    version.saved_at = timezone.now()
    write_content(version, content)
    version.contributors.add(by)
    if version.entry.current_id is None:
        classify(version.entry, version)
    return version


@transaction.atomic
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
    is_first = version.entry.current_id is None
    change_note = change_note.strip() or version.change_note
    if not is_first and len(change_note) < 10:
        raise ActionRefused(
            "A new version needs a change note of at least 10 characters.",
            action=row.action,
            state=version.state,
        )
    content_hash = version.current_hash()
    if row.source == State.CHANGES_REQUESTED and content_hash == version.content_hash:
        require_text(row, reply)
    require_required_sections(version)
    render_version(version)
    version.change_note = change_note
    version.change_class = change_class or version.change_class or ChangeClass.MINOR
    version.content_hash = content_hash
    version.submitted_at, version.submitted_by = timezone.now(), by
    return finish(version, row, by=by, reason=reason or reply or change_note)


@transaction.atomic
def request_changes(version: Version, *, by: User, comment: str) -> Version:
    """Send a version back to its author with a comment (T4)."""
    version = locked(version)
    row = start(version, Action.REQUEST_CHANGES, by=by)
    require_text(row, comment)
    return finish(version, row, by=by, reason=comment)


@transaction.atomic
def recall(version: Version, *, by: User, reason: str) -> Version:
    """Take a submitted version back to go on writing (T6)."""
    version = locked(version)
    row = start(version, Action.RECALL, by=by)
    require_text(row, reason)
    return finish(version, row, by=by, reason=reason)


@transaction.atomic
def approve(version: Version, *, by: User, seen_hash: str, note: str = "") -> Version:
    """Sign the content for good (T7). `seen_hash` is the SHA-256 of what the person has read."""
    version = locked_with_content(version)
    row = start(version, Action.APPROVE, by=by)
    content_hash = version.current_hash()
    if seen_hash != content_hash:
        raise StaleContent(
            "The content is not the one you have read; read it again before you approve.",
            action=row.action,
            state=version.state,
        )
    version.content_hash = content_hash
    version.approved_at, version.approved_by = timezone.now(), by
    return finish(version, row, by=by, reason=note)


def publish(version: Version, *, by: User) -> Version:
    """Make an approved version the one that readers see (T8); the one before is superseded."""
    publish_all([version], by=by)
    version.refresh_from_db()
    return version


@transaction.atomic
def publish_all(versions: list[Version], *, by: User) -> None:
    """Publish approved versions together, so that they find each other's terms."""
    published = [make_current(version, by=by) for version in versions]
    publish_pages(published)


def make_current(version: Version, *, by: User) -> Version:
    version = locked(version)
    row = start(version, Action.PUBLISH, by=by)
    require_release_right(version, by=by)
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=version.entry_id)
    now = timezone.now()
    previous = entry.current
    if previous:
        supersede(previous, by=by, now=now)
    version.major, version.minor = next_label(previous, version.change_class)
    version.published_at, version.published_by = now, by
    finish(version, row, by=by, reason=version.change_note)
    entry.current = version
    entry.next_review = months_after(now.date(), options().review_interval_months)
    classify(entry, version)
    entry.tags.set(version.tag_names)
    version.entry = entry
    return version


def require_release_right(version: Version, *, by: User) -> None:
    """A publisher may release everything, a reviewer what he or she has approved."""
    if version.approved_by != by and Role.PUBLISHER not in roles_of(by):
        raise MissingRole(
            "To publish a version is for its approver or a publisher.",
            action=Action.PUBLISH,
            state=version.state,
        )


def supersede(version: Version, *, by: User, now: datetime) -> None:
    row = transition_for(Action.SUPERSEDE, version.state)
    version.superseded_at = now
    finish(version, row, by=by)


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


def require_required_sections(version: Version) -> None:
    """Refuse a version that lacks a required section of the template (T3)."""
    present = {section.kind.key for section in version.sections.all()}
    required = SectionKind.objects.template_for(version.entry.kind).filter(required=True)
    missing = [kind.title for kind in required if kind.key not in present]
    if missing:
        raise ActionRefused(
            f"Still missing: {', '.join(missing)}.", action=Action.SUBMIT, state=version.state
        )
