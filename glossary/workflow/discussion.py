"""Comments on a version, in threads of one level (R-10).

They are no decisions, so the record has none of them. Whoever edits entries may comment on the
versions that he or she may read; auditors only read.
"""

import hashlib

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from glossary.errors import ActionRefused, ContentRefused, MissingRole, NotYours
from glossary.models import (
    LONGEST_COMMENT,
    Comment,
    Entry,
    Feedback,
    Notice,
    Role,
    Version,
    roles_of,
    shown_name,
)
from glossary.text import in_plain_lines
from glossary.workflow.notices import active, in_roles, send
from glossary.workflow.objections import require_blockable, require_settler
from glossary.workflow.transitions import EDITORS

LISTENERS = EDITORS | {Role.AUDITOR}
COMMENT = "comment"
FEEDBACK = "feedback"


@transaction.atomic
def comment(
    version: Version,
    *,
    by: User,
    text: str,
    section: str = "",
    parent: Comment | None = None,
    is_blocking: bool = False,
    form_key: str = "",
) -> Comment:
    """Say something about a version or one section of it, or reply to a first comment.

    A blocking one keeps the version from approval until its thread is resolved; a reply blocks
    nothing. The same text from the same form is one comment, however often it is sent (F-17).
    """
    require_participant(version, by=by)
    text = in_plain_lines(text)
    require_fitting(text)
    if parent:
        parent = locked_thread(parent)
        require_open(parent, version=version)
        section = parent.section
    elif section and not version.sections.filter(kind__key=section).exists():
        raise ContentRefused("This version has no such section.", place="section")
    is_blocking = is_blocking and parent is None
    if is_blocking:
        require_blockable(version)
    place = f"{version.pk}:{parent.pk if parent else ''}:{section}"
    if is_blocking:
        # Sent again with the box ticked, it is another comment: not to be taken for the first.
        place += ":blocking"
    sending = hashlib.sha256(f"{form_key}:{place}:{text}".encode()).hexdigest()
    facts = {"section": section, "parent": parent, "text": text, "at": timezone.now()}
    facts["is_blocking"] = is_blocking
    made, is_new = Comment.objects.get_or_create(
        by=by,
        sending=sending,
        defaults=facts | {"version": version, "entry_id": version.entry_id},
    )
    if is_new:
        tell_of(made)
    return made


@transaction.atomic
def resolve(thread: Comment, *, by: User) -> Comment:
    """Close a thread. The second of two who do so changes nothing."""
    thread = locked_thread(thread)
    require_participant(thread.version, by=by)
    if thread.is_holding:
        require_settler(thread, by=by)
    if thread.resolved_at is None:
        thread.resolved_by, thread.resolved_at = by, timezone.now()
        thread.save(update_fields=["resolved_by", "resolved_at"])
    return thread


@transaction.atomic
def reopen(thread: Comment, *, by: User) -> Comment:
    thread = locked_thread(thread)
    require_participant(thread.version, by=by)
    thread.resolved_by = thread.resolved_at = None
    thread.save(update_fields=["resolved_by", "resolved_at"])
    return thread


def require_participant(version: Version, *, by: User) -> None:
    """Raise MissingRole, or NotYours for a version that this person may not read (W-31)."""
    roles = roles_of(by)
    if not roles & EDITORS:
        raise MissingRole("To comment is for authors, reviewers and publishers.", action=COMMENT)
    visible = Entry.objects.visible_to(by, roles)
    if not version.is_released and not visible.filter(pk=version.entry_id).exists():
        raise NotYours("This version is not yours to read.", action=COMMENT)


def require_fitting(text: str) -> None:
    if not text:
        raise ContentRefused("Please write something.", place="text")
    if len(text) > LONGEST_COMMENT:
        raise ContentRefused(
            f"A comment may have {LONGEST_COMMENT} characters; this has {len(text)}.", place="text"
        )


def locked_thread(thread: Comment) -> Comment:
    """Return a first comment afresh, locked, so that nobody replies while it is resolved."""
    rows = Comment.objects.select_for_update(of=("self",)).select_related("version")
    thread = rows.get(pk=thread.pk)
    if thread.parent_id:
        raise ActionRefused("A reply has no replies of its own.", action=COMMENT)
    return thread


def require_open(thread: Comment, *, version: Version) -> None:
    if thread.entry_id != version.entry_id:
        raise ActionRefused("This comment is about another entry.", action=COMMENT)
    if thread.resolved_at:
        raise ActionRefused("This thread is resolved; reopen it to reply.", action=COMMENT)


def tell_of(made: Comment) -> None:
    """Tell the owner, whoever writes the open version and whoever spoke in the thread."""
    version, entry = made.version, made.version.entry
    opened = Version.objects.open().filter(entry=entry)
    writers = Version.contributors.through.objects.filter(version__in=opened).values("user")
    first = made.parent_id or made.pk
    thread = Comment.objects.filter(Q(pk=first) | Q(parent=first))
    concerned = Q(pk=entry.owner_id) | Q(pk__in=writers) | Q(pk__in=thread.values("by"))
    done = "objects to" if made.is_blocking else "commented on"
    line = f"{shown_name(made.by)} {done} “{version.title}”"
    send(
        active(concerned & in_roles(*EDITORS)).exclude(pk=made.by_id),
        key=f"{COMMENT}:{made.pk}",
        kind=COMMENT,
        entry=entry,
        line=line,
        text=f"{line} ({entry.number})\n\n{made.text}",
        path=f"{page_of_discussion(version)}#comment-{made.pk}",
    )


def page_of_discussion(version: Version) -> str:
    """Return where the comments on a version are read and answered."""
    if version.is_released:
        return version.entry.get_absolute_url()
    return reverse("admin:glossary_entry_review", args=[version.entry_id])


def forget_discussion(entry: Entry) -> None:
    """Delete what was said about an entry that is disposed of, in notices too."""
    Comment.objects.filter(entry=entry).delete()
    Feedback.objects.filter(entry=entry).delete()
    Notice.objects.filter(entry=entry, kind__in=(COMMENT, FEEDBACK)).delete()
