"""From the database to records: what every export and the API are made of.

An entry goes out with its current version; one that was never published goes out with its
draft. What identifies the document goes along as `control`. Left out on purpose are accounts,
signatures, dates of the workflow and everything derived: an import makes drafts, which are
reviewed where they arrive.
"""

from collections.abc import Iterator

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, Length
from django.utils import timezone

from glossary.exchange.records import (
    ClauseRecord,
    Control,
    EntryRecord,
    ExternalId,
    Record,
    SectionKindRecord,
    Source,
    StandardRecord,
    SubjectRecord,
)
from glossary.models import (
    Entry,
    ImportedSource,
    SectionKind,
    Standard,
    Subject,
    Version,
    shown_name,
)

CHUNK = 500


def snapshot() -> Iterator[Record]:
    """Yield the registers first, then every entry in the order of its number."""
    yield from section_kinds()
    yield from subjects()
    yield from standards()
    yield from entries()


def section_kinds() -> Iterator[SectionKindRecord]:
    for kind in SectionKind.objects.order_by("position", "key"):
        yield SectionKindRecord(
            key=kind.key,
            title=kind.title,
            position=kind.position,
            for_terms=kind.for_terms,
            for_questions=kind.for_questions,
            required=kind.required,
            guidance=kind.guidance,
            example=kind.example,
            retired=kind.retired,
        )


def subjects() -> Iterator[SubjectRecord]:
    """Yield the widest subjects first, so that an import knows what others are parts of."""
    rows = list(Subject.objects.select_related("parent").order_by("slug"))
    level = [subject for subject in rows if subject.parent is None]
    while level:
        for subject in level:
            yield SubjectRecord(
                name=subject.name,
                slug=subject.slug,
                description=subject.description,
                parent=subject.parent.name if subject.parent else "",
                review_interval_months=subject.review_interval_months,
            )
        above = {subject.pk for subject in level}
        level = [subject for subject in rows if subject.parent_id in above]


def standards() -> Iterator[StandardRecord]:
    rows = Standard.objects.prefetch_related("clauses").order_by("designation", "edition")
    for standard in rows:
        yield StandardRecord(
            designation=standard.designation,
            edition=standard.edition,
            title=standard.title,
            status=standard.status,
            clauses=tuple(
                ClauseRecord(number=clause.number, title=clause.title)
                for clause in standard.clauses.all()
            ),
        )


def entries() -> Iterator[EntryRecord]:
    """Yield one record an entry, in constant memory."""
    newest = Version.objects.filter(entry=OuterRef("entry")).order_by("-sequence").values("pk")[:1]
    versions = (
        Version.objects.with_content()
        .select_related("imported_source", "approved_by__pseudonym", "entry__owner__pseudonym")
        .prefetch_related("entry__external_ids")
        .filter(pk=Coalesce("entry__current", Subquery(newest)))
        .order_by(Length("entry__number"), "entry__number")
    )
    for version in versions.iterator(chunk_size=CHUNK):
        yield record_of(version)


def record_of(version: Version) -> EntryRecord:
    entry: Entry = version.entry
    imported: ImportedSource | None = getattr(version, "imported_source", None)
    external_ids = [
        ExternalId(system=row.system, identifier=row.identifier) for row in entry.external_ids.all()
    ]
    return EntryRecord(
        kind=entry.kind,
        language=entry.language,
        number=entry.number,
        concept=str(entry.concept),
        slug=entry.slug,
        content=version.content(),
        external_ids=tuple(external_ids),
        source=source_of(imported) if imported and imported.name else None,
        marks=tuple(imported.marks) if imported else (),
        review_interval_months=entry.review_interval_months,
        control=control_of(version),
    )


def control_of(version: Version) -> Control:
    published = version.published_at
    return Control(
        version=version.label if version.is_released else "",
        status=version.state,
        effective=timezone.localdate(published) if published else None,
        owner=shown_name(version.entry.owner),
        approved_by=shown_name(version.approved_by),
        next_review=version.entry.next_review,
    )


def source_of(imported: ImportedSource) -> Source:
    return Source(
        name=imported.name,
        raw=bytes(imported.raw),
        format=imported.format,
        extra=imported.extra,
    )
