"""From a draft into review and back: submit, request changes, recall, revoke."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from django.contrib.auth.models import User
from django.utils import timezone

from glossary.conf import options
from glossary.errors import ActionRefused, ContentRefused
from glossary.models import ChangeClass, EntryKind, SectionKind, State, Version
from glossary.publishing.rendering import (
    Begun,
    PageSection,
    Rendered,
    keep_renderings,
    render_versions,
)
from glossary.workflow.gate import require_quality
from glossary.workflow.record import Step
from glossary.workflow.rights import Rights, rights_for
from glossary.workflow.steps import (
    action,
    allow,
    finish,
    finish_all,
    last_released,
    locked,
    locked_with_content,
    require_text,
    start,
    step,
)
from glossary.workflow.transitions import Action

SUBMITTED = (
    "change_note",
    "change_class",
    "content_hash",
    "submitted_at",
    "submitted_by_id",
    "review_by",
)


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What a submission is held against, looked up for all versions of it at once.

    `last` are the versions in force before, by entry; `required` the sections by kind of entry;
    `pages` how the versions are rendered, or why they cannot be.
    """

    rights: Rights
    last: Mapping[int, Version]
    required: Mapping[str, Sequence[SectionKind]]
    pages: Mapping[int, Rendered]

    @classmethod
    def of(cls, versions: Sequence[Version], *, by: User, begun: Begun | None = None) -> Self:
        rendered = render_versions(versions, begun=begun)
        return cls(
            rights=rights_for(versions, by=by, action=Action.SUBMIT),
            last=last_released({version.entry_id for version in versions}),
            required=required_sections(),
            pages=dict(zip((version.pk for version in versions), rendered, strict=True)),
        )

    def page_of(self, version: Version) -> list[PageSection]:
        """Return the rendered sections. Raise RenderingTooComplex or ContentRefused."""
        page = self.pages[version.pk]
        if isinstance(page, ContentRefused):
            raise page
        return page

    def keep_pages(self, versions: Iterable[Version]) -> None:
        """Keep what was rendered of versions whose text is fixed now."""
        keep_renderings([(version, self.page_of(version)) for version in versions])


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
    """Freeze a draft and hand it to the reviewers (T3, or T5 after requested changes).

    Raise QualityErrors where the rules find errors. The versions of a batch are handed in without
    that: they name each other and are not published yet, and are checked before their import.
    """
    version = locked_with_content(version)
    submission = Submission.of([version], by=by)
    done = hand_in(
        version,
        submission=submission,
        content_hash=version.current_hash(),
        change_note=change_note,
        change_class=change_class,
        reply=reply,
        reason=reason,
    )
    require_quality(version)
    finish_all([done], columns=SUBMITTED, by=by)
    submission.keep_pages([version])
    return version


def hand_in(
    version: Version,
    *,
    submission: Submission,
    content_hash: str,
    change_note: str,
    change_class: str = "",
    reply: str = "",
    reason: str = "",
) -> Step:
    """Submit in memory a version of this content, or refuse it."""
    row = allow(version, Action.SUBMIT, rights=submission.rights)
    change_note = change_note.strip() or version.change_note
    require_change_note(version, change_note, last=submission.last.get(version.entry_id))
    hash_before = version.content_hash
    if row.source == State.CHANGES_REQUESTED and content_hash == hash_before:
        require_text(row, reply)
    require_required_sections(version, required=submission.required)
    submission.page_of(version)
    now = timezone.now()
    version.change_note = change_note
    version.change_class = change_class or version.change_class or ChangeClass.MINOR
    version.content_hash = content_hash
    version.submitted_at, version.submitted_by = now, submission.rights.by
    version.review_by = timezone.localdate(now) + timedelta(days=options().submission_days)
    reason = reason or reply or change_note
    return step(version, row, reason=reason, content_hash_before=hash_before)


def require_change_note(version: Version, change_note: str, *, last: Version | None) -> None:
    """Refuse a later version without a note of its own (W-20)."""
    if last is None:
        return
    problem = ""
    if len(change_note) < 10:
        problem = "A new version needs a change note of at least 10 characters."
    elif change_note.casefold() == last.change_note.casefold():
        problem = "This is the change note of the last version; say what has changed since."
    if problem:
        raise ActionRefused(problem, action=Action.SUBMIT, state=version.state)


def required_sections() -> dict[str, list[SectionKind]]:
    """Return what the template requires, by kind of entry."""
    required = SectionKind.objects.offered().filter(required=True)
    return {
        EntryKind.TERM: [kind for kind in required if kind.for_terms],
        EntryKind.QUESTION: [kind for kind in required if kind.for_questions],
    }


def require_required_sections(
    version: Version, *, required: Mapping[str, Sequence[SectionKind]]
) -> None:
    """Refuse a version that lacks a required section of the template (T3)."""
    present = {section.kind.key for section in version.sections.all()}
    missing = [kind.title for kind in required[version.entry.kind] if kind.key not in present]
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
def revoke(version: Version, *, by: User, reason: str) -> Version:
    """Take an approval back before publication (T12); the signatures stay, marked as revoked."""
    version = locked(version)
    row = start(version, Action.REVOKE, by=by)
    require_text(row, reason)
    version.approved_at = version.approved_by = None
    version.self_approved = False
    return finish(version, row, by=by, reason=reason)
