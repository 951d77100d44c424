"""What travels between files and the database: frozen records, no database."""

from dataclasses import dataclass, field
from datetime import date

from glossary.content import Content


@dataclass(frozen=True, kw_only=True)
class ExternalId:
    """The name another system gives an entry; `system` and `identifier` are unique together."""

    system: str
    identifier: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """The file or line a record was read from, kept byte for byte.

    `extra` holds what has no field of ours: unknown keys, display settings, notices.
    """

    name: str
    raw: bytes
    format: str
    extra: dict = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Control:
    """What identifies the controlled document (W-01): written by exports, ignored by imports.

    `effective` is the day the version came into force; names are those shown to readers.
    """

    version: str = ""
    status: str = ""
    effective: date | None = None
    owner: str = ""
    approved_by: str = ""
    next_review: date | None = None


@dataclass(frozen=True, kw_only=True)
class EntryRecord:
    """One entry on its way in or out.

    `marks` says in words what a person must decide before approval; empty when the
    source was unambiguous. `number`, `concept` and `slug` are empty unless the source knows them.
    """

    kind: str
    content: Content
    language: str = "en"
    number: str = ""
    concept: str = ""
    slug: str = ""
    external_ids: tuple[ExternalId, ...] = ()
    source: Source | None = None
    marks: tuple[str, ...] = ()
    review_interval_months: int | None = None
    control: Control | None = None


@dataclass(frozen=True, kw_only=True)
class SubjectRecord:
    """A subject of the register; `parent` is the name of the wider one that it is a part of."""

    name: str
    slug: str
    description: str = ""
    parent: str = ""
    review_interval_months: int | None = None


@dataclass(frozen=True, kw_only=True)
class ClauseRecord:
    """What a clause of a standard is about, in words of our own."""

    number: str
    title: str


@dataclass(frozen=True, kw_only=True)
class StandardRecord:
    """An edition of a standard; `status` is "current" or "replaced"."""

    designation: str
    edition: str = ""
    title: str = ""
    status: str = "current"
    clauses: tuple[ClauseRecord, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SectionKindRecord:
    """A part of the entry template."""

    key: str
    title: str
    position: int
    for_terms: bool = False
    for_questions: bool = False
    required: bool = False
    guidance: str = ""
    example: str = ""
    retired: bool = False


Record = EntryRecord | SubjectRecord | StandardRecord | SectionKindRecord
