"""The dossier of an entry: everything about it in one archive that proves itself (W-51).

People are named as they signed, whatever pseudonym they have since: a dossier is evidence.
"""

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone

from glossary.models import FORMATS, ChainHead, Comment, Decision, Entry, State, Version
from glossary.pages.differences import LabelledChange, labelled
from glossary.publishing.rendering import rendered
from glossary.workflow.diff import content_diff
from glossary.workflow.signatures import Signature, signatures_among

# The same data give the same bytes: a ZIP cannot hold an earlier day.
STAMP = (1980, 1, 1, 0, 0, 0)
AS_THEY_ARE = ("README.txt", "verify.py", "style.css")
PEOPLE = ("created_by", "submitted_by", "approved_by", "published_by", "withdrawn_by")
DATES = (
    *("created_at", "saved_at", "submitted_at", "approved_at", "scheduled_for"),
    *("published_at", "withdrawn_at", "superseded_at", "exception_until"),
)
FACTS = (
    *("sequence", "state", "change_class", "change_note", "self_approved"),
    *("withdrawal_reason", "withdrawal_explanation"),
)


@dataclass(frozen=True, kw_only=True)
class VersionPart:
    """One version with what changed since the one before and who signed it."""

    version: Version
    name: str
    content_hash: str
    changes: list[LabelledChange]
    signatures: list[Signature]
    file: str


@dataclass(frozen=True, kw_only=True)
class CommentLine:
    """One comment under the people's own names; `version` is that of a VersionPart."""

    comment: Comment
    version: str
    by: str
    resolved_by: str


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """All of one entry; `record` holds every decision about it, the oldest first.

    `comments` are those of editors, in their order; they are no part of the record.
    """

    entry: Entry
    owner: str
    parts: list[VersionPart]
    record: list[Decision]
    comments: list[CommentLine]


def dossier_of(entry: Entry) -> Dossier:
    record = list(Decision.objects.filter(entry=entry).order_by("seq"))
    versions = list(
        Version.objects.with_content()
        .select_related(*PEOPLE)
        .prefetch_related("contributors")
        .filter(entry=entry)
        .order_by("sequence")
    )
    return Dossier(
        entry=entry,
        owner=named(entry.owner),
        parts=[
            part_of(version, before=before, record=record)
            for before, version in zip([None, *versions], versions, strict=False)
        ],
        record=record,
        comments=comment_lines(entry),
    )


def comment_lines(entry: Entry) -> list[CommentLine]:
    comments = Comment.objects.filter(entry=entry).with_people()
    return [
        CommentLine(
            comment=comment,
            version=name_of(comment.version),
            by=named(comment.by),
            resolved_by=named(comment.resolved_by),
        )
        for comment in comments
    ]


def name_of(version: Version) -> str:
    return version.label if version.is_released else f"#{version.sequence}"


def part_of(version: Version, *, before: Version | None, record: list[Decision]) -> VersionPart:
    own = [
        row
        for row in record
        if row.version_sequence == version.sequence and row.object_type == "version"
    ]
    changes = content_diff(before.content() if before else None, version.content())
    return VersionPart(
        version=version,
        name=name_of(version),
        content_hash=version.current_hash(),
        changes=labelled(changes),
        signatures=signatures_among(own),
        file=f"versions/{version.sequence}.html" if version.is_released else "",
    )


def archive(dossier: Dossier) -> bytes:
    """Return the ZIP: pages for people, dossier.json for machines, and the means to verify it."""
    files = {name: render_to_string(f"dossier/{name}") for name in AS_THEY_ARE}
    with timezone.override(UTC):
        files["index.html"] = render_to_string("dossier/index.html", {"dossier": dossier})
    files["dossier.json"] = json.dumps(
        facts_of(dossier), ensure_ascii=False, indent=1, sort_keys=True
    )
    for part in dossier.parts:
        if part.file:
            sections = [vars(section) for section in rendered(part.version)]
            context = {"part": part, "sections": sections}
            files[part.file] = render_to_string("dossier/version.html", context)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in sorted(files.items()):
            zipped.writestr(zipfile.ZipInfo(f"{dossier.entry.number}/{name}", STAMP), text)
    return buffer.getvalue()


def facts_of(dossier: Dossier) -> dict[str, object]:
    head = ChainHead.objects.first() or ChainHead()
    return {
        "number": dossier.entry.number,
        "concept": str(dossier.entry.concept),
        "language": dossier.entry.language,
        "owner": dossier.owner,
        "next_review": text_of(dossier.entry.next_review),
        "head": {"seq": head.seq, "row_hash": head.row_hash},
        "hashed_columns": {str(number): columns for number, columns in FORMATS.items()},
        "versions": list(map(version_facts, dossier.parts)),
        "record": list(map(row_facts, dossier.record)),
        "comments": list(map(comment_facts, dossier.comments)),
    }


def comment_facts(line: CommentLine) -> dict[str, object]:
    comment = line.comment
    return {
        "id": comment.pk,
        "reply_to": comment.parent_id,
        "blocking": comment.is_blocking,
        "version": line.version,
        "section": comment.section,
        "text": comment.text,
        "by": line.by,
        "at": text_of(comment.at),
        "resolved_by": line.resolved_by,
        "resolved_at": text_of(comment.resolved_at),
    }


def version_facts(part: VersionPart) -> dict[str, object]:
    version = part.version
    return {
        "name": part.name,
        "content": version.content().as_dict(),
        "content_hash": version.content_hash if is_hashed(version) else part.content_hash,
        "contributors": sorted(map(named, version.contributors.all())),
        "valid_signatures": [row.decision.seq for row in part.signatures if row.is_valid],
        "revoked_signatures": [row.decision.seq for row in part.signatures if not row.is_valid],
        "successor": version.successor.number if version.successor else "",
        **{name: getattr(version, name) for name in FACTS},
        **{name: text_of(getattr(version, name)) for name in DATES},
        **{name: named(getattr(version, name)) for name in PEOPLE},
    }


def is_hashed(version: Version) -> bool:
    """Whether its hash is that of its text: a draft's is that of its last submission, if any."""
    return not version.is_editable and version.state != State.DISCARDED


def row_facts(row: Decision) -> dict[str, object]:
    """Return every column, times as they are hashed."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {
        name: value.isoformat(timespec="microseconds") if isinstance(value, datetime) else value
        for name, value in values.items()
        if name != "id"
    }


def text_of(moment: object) -> str:
    return moment.isoformat() if hasattr(moment, "isoformat") else ""


def named(person: Model | None) -> str:
    """Return the own name of a person and the name of the account."""
    if person is None:
        return ""
    full = person.get_full_name()
    return f"{full} ({person.get_username()})" if full else person.get_username()
