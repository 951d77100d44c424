"""From records to drafts: one import is one batch, one transaction, all or nothing."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DataError, transaction
from django.utils import timezone

from glossary.content import Content, content_hash
from glossary.errors import GlossaryError, SourceRefused
from glossary.exchange.matching import entry_for, namesakes_of
from glossary.exchange.records import EntryRecord, Record
from glossary.exchange.registers import load_register
from glossary.models import (
    Batch,
    Entry,
    ExternalId,
    ImportedSource,
    Version,
)
from glossary.workflow.actions import create_entry, open_draft, save_draft
from glossary.workflow.transitions import Action, transition_for
from glossary.workflow.writing import normal_form

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A record with the file it was read from and its line there (0: the whole file)."""

    record: Record
    name: str
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What an import did with one entry: "created", "changed" or "unchanged"."""

    action: str
    name: str
    entry: Entry
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Report:
    """`batch` is None when nothing was new, and after a dry run."""

    batch: Batch | None
    outcomes: tuple[Outcome, ...]


class DryRunEnds(Exception):
    """Raised to undo what a dry run did, after the very same code has run."""


def load(incoming: Sequence[Incoming], *, by: User, dry_run: bool = False) -> Report:
    """Bring records in as drafts of `by`. Raise SourceRefused, and keep nothing, if one fails."""
    report = Report(batch=None, outcomes=())
    try:
        with transaction.atomic():
            report = load_all(incoming, by=by)
            if dry_run:
                raise DryRunEnds
    except DryRunEnds:
        return Report(batch=None, outcomes=report.outcomes)
    return report


def load_all(incoming: Sequence[Incoming], *, by: User) -> Report:
    """Load registers and entries first, then the relations that name entries by number."""
    batch = Batch.objects.create(at=timezone.now(), by=by)
    outcomes = [
        outcome for item in incoming if (outcome := named(item, load_record, batch)) is not None
    ]
    for item, outcome in zip(entries_of(incoming), outcomes, strict=True):
        if outcome.action != "unchanged" and has_numbers(item.record):
            named(item, load_relations, outcome)
    if all(outcome.action == "unchanged" for outcome in outcomes):
        batch.delete()
        return Report(batch=None, outcomes=tuple(outcomes))
    return Report(batch=batch, outcomes=tuple(outcomes))


def named(item: Incoming, do: Callable[[Incoming, T], R], argument: T) -> R:
    """Run one step; what it refuses becomes a SourceRefused with file and line."""
    try:
        return do(item, argument)
    except SourceRefused:
        raise
    except ValidationError as error:
        raise SourceRefused(" ".join(error.messages), name=item.name, line=item.line) from error
    except DataError as error:
        # PostgreSQL minds the length of what has no form: names of files and external ids.
        raise SourceRefused(str(error).strip(), name=item.name, line=item.line) from error
    except GlossaryError as error:
        place = getattr(error, "place", "")
        reason = f"{place}: {error}" if place else str(error)
        raise SourceRefused(reason, name=item.name, line=item.line) from error


def load_record(item: Incoming, batch: Batch) -> Outcome | None:
    if isinstance(item.record, EntryRecord):
        return load_entry(item.record, name=item.name, batch=batch)
    load_register(item.record)
    return None


def load_relations(item: Incoming, outcome: Outcome) -> None:
    """Write the relations left out while their targets may not have existed yet."""
    version = outcome.entry.versions.open().get()
    by = version.imported_source.batch.by
    version = save_draft(version, item.record.content, by=by)
    ImportedSource.objects.filter(version=version).update(content_hash=version.current_hash())


def entries_of(incoming: Sequence[Incoming]) -> list[Incoming]:
    return [item for item in incoming if isinstance(item.record, EntryRecord)]


def has_numbers(record: EntryRecord) -> bool:
    return any(relation.number for relation in record.content.relations)


def without_numbers(record: EntryRecord) -> Content:
    """Return the content to begin with: relations wait until all targets are there."""
    if has_numbers(record):
        return replace(record.content, relations=())
    return record.content


def load_entry(record: EntryRecord, *, name: str, batch: Batch) -> Outcome:
    entry = entry_for(record)
    if entry is None:
        return load_new(record, name=name, batch=batch)
    if is_known(record, entry):
        return Outcome(action="unchanged", name=name, entry=entry)
    version = save_draft(draft_of(entry, by=batch.by), without_numbers(record), by=batch.by)
    keep_source(record, version, batch=batch, marks=record.marks)
    return Outcome(action="changed", name=name, entry=entry, marks=record.marks)


def load_new(record: EntryRecord, *, name: str, batch: Batch) -> Outcome:
    """Create the entry; one of the same name makes it a case for a person, never a guess.

    A bundle names the concept, so that there is nothing to guess.
    """
    namesakes = () if record.concept else namesakes_of(record)
    marks = record.marks + tuple(
        f"an entry of this name exists already: {entry}" for entry in namesakes
    )
    version = create_entry(
        kind=record.kind,
        content=without_numbers(record),
        by=batch.by,
        # A namesake is marked for a person to decide, see above.
        duplicate_reason=f"Imported with batch {batch.pk}",
        language=record.language,
        number=record.number,
        concept=record.concept,
        slug=record.slug,
        review_interval_months=record.review_interval_months,
    )
    keep_source(record, version, batch=batch, marks=marks)
    return Outcome(action="created", name=name, entry=version.entry, marks=marks)


def keep_source(
    record: EntryRecord, version: Version, *, batch: Batch, marks: tuple[str, ...]
) -> None:
    """Keep the raw bytes and the names other systems use, beside the draft they became."""
    source = record.source
    version = Version.objects.with_content().get(pk=version.pk)
    ImportedSource.objects.update_or_create(
        version=version,
        defaults={
            "batch": batch,
            "name": source.name if source else "",
            "format": source.format if source else "",
            "raw": source.raw if source else b"",
            "sha256": hashlib.sha256(source.raw).hexdigest() if source else "",
            "content_hash": version.current_hash(),
            "extra": source.extra if source else {},
            "marks": list(marks),
        },
    )
    for external in record.external_ids:
        ExternalId.objects.get_or_create(
            system=external.system,
            identifier=external.identifier,
            defaults={"entry": version.entry},
        )


def is_known(record: EntryRecord, entry: Entry) -> bool:
    """Whether these bytes came in last time already; a bundle is compared by its content.

    A bundle names the concept; the bytes it carries are those of an earlier import and say
    nothing about what has been edited since.
    """
    if record.source and not record.concept:
        imported = ImportedSource.objects.filter(version__entry=entry).exclude(sha256="")
        last = imported.order_by("-version__sequence").first()
        return last is not None and last.sha256 == hashlib.sha256(record.source.raw).hexdigest()
    wanted = content_hash(normal_form(record.content))
    versions = Version.objects.with_content().filter(entry=entry)
    newest = versions.order_by("-sequence")[:1]
    known = [*newest, *versions.filter(pk=entry.current_id)]
    return wanted in {version.current_hash() for version in known}


def draft_of(entry: Entry, *, by: User) -> Version:
    """Return the version to write to; never one that a person has worked on since the import."""
    version = entry.versions.open().first()
    if version is None:
        return open_draft(entry, by=by)
    transition_for(Action.SAVE, version.state)
    imported = ImportedSource.objects.filter(version=version).first()
    if imported and imported.content_hash == version.current_hash():
        return version
    raise GlossaryError(f"{entry} has an open version that is being worked on; finish it first.")
