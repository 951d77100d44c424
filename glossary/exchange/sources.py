"""Where drafts came from: the raw bytes and the names other systems use, kept beside them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from glossary.content import content_hash
from glossary.exchange.records import EntryRecord
from glossary.models import Batch, ExternalId, ImportedSource
from glossary.workflow.parts import Written
from glossary.workflow.rows import update_rows
from glossary.workflow.writing import check_text, limits_of

LATEST = ("batch", "name", "format", "raw", "sha256", "content_hash", "extra", "marks", "undone_at")


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A record that has become a draft; `marks` are all that a person must decide."""

    record: EntryRecord
    written: Written
    marks: tuple[str, ...]


def keep_sources(arrivals: Sequence[Arrival], *, batch: Batch) -> None:
    """Keep where drafts came from, instead of what was kept when they came in before.

    Raise ContentRefused for a name that is too long to be kept.
    """
    for arrival in arrivals:
        check_names(arrival.record)
    ImportedSource.objects.bulk_create(
        [source_of(arrival, batch=batch) for arrival in arrivals],
        update_conflicts=True,
        unique_fields=["version"],
        update_fields=LATEST,
    )
    ExternalId.objects.bulk_create(
        (
            ExternalId(
                system=external.system,
                identifier=external.identifier,
                entry_id=arrival.written.version.entry_id,
            )
            for arrival in arrivals
            for external in arrival.record.external_ids
        ),
        ignore_conflicts=True,
    )


def check_names(record: EntryRecord) -> None:
    names = [
        (ExternalId, name, vars(row)[name]) for row in record.external_ids for name in vars(row)
    ]
    if record.source:
        names += [(ImportedSource, name, vars(record.source)[name]) for name in ("name", "format")]
    for model, name, text in names:
        check_text(text, place=name, limit=limits_of(model)[name])


def source_of(arrival: Arrival, *, batch: Batch) -> ImportedSource:
    source = arrival.record.source
    values = {}
    if source:
        values = {
            "name": source.name,
            "format": source.format,
            "raw": source.raw,
            "sha256": digest(source.raw),
            "extra": source.extra,
        }
    return ImportedSource(
        batch=batch,
        version_id=arrival.written.version.pk,
        content_hash=content_hash(arrival.written.content),
        marks=list(arrival.marks),
        **values,
    )


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def keep_hashes(written: Sequence[Written]) -> None:
    """Keep the hashes of drafts that were completed after their sources had been kept."""
    hashes = {one.version.pk: content_hash(one.content) for one in written}
    rows = list(ImportedSource.objects.filter(version__in=hashes).only("pk", "version_id"))
    update_rows(rows, {"content_hash": [hashes[row.version_id] for row in rows]})
