"""From records to rows of the registers: what is missing is added, what is there stays."""

from django.db.models import Model

from glossary.errors import GlossaryError
from glossary.exchange.records import (
    ClauseRecord,
    Record,
    SectionKindRecord,
    StandardRecord,
    SubjectRecord,
)
from glossary.models import Clause, SectionKind, Standard, Subject

# What a register knows a row by: the look-up and the field of the record.
REGISTERS: dict[type, tuple[type[Model], dict[str, str]]] = {
    SubjectRecord: (Subject, {"name__iexact": "name"}),
    StandardRecord: (Standard, {"designation": "designation", "edition": "edition"}),
    SectionKindRecord: (SectionKind, {"key": "key"}),
}


def load_register(record: Record) -> None:
    """Add a row; one that stands there already is left as it is, a bare standard is completed."""
    known = known_row(record)
    if isinstance(record, StandardRecord):
        if known is None or is_bare(known):
            save_standard(known or Standard(), record)
    elif known is None and isinstance(record, SubjectRecord):
        add(Subject(**vars(record) | {"parent": parent_of(record)}))
    elif known is None:
        add(REGISTERS[type(record)][0](**vars(record)))


def known_row(record: Record) -> Model | None:
    """Return the row that a register has for a record, however it says it."""
    model, identity = REGISTERS[type(record)]
    lookup = {lookup: getattr(record, field) for lookup, field in identity.items()}
    return model.objects.filter(**lookup).first()


def says_the_same(row: Model, record: Record) -> bool:
    return all(value_in(row, name) == value for name, value in vars(record).items())


def value_in(row: Model, name: str) -> object:
    """Return a field of a row as records have it."""
    if name == "clauses":
        return tuple(
            ClauseRecord(number=clause.number, title=clause.title) for clause in row.clauses.all()
        )
    value = getattr(row, name)
    if name == "parent":
        return value.name if value else ""
    return value


def parent_of(record: SubjectRecord) -> Subject | None:
    """Return the subject that this one is a part of. Raise GlossaryError if it is missing."""
    if not record.parent:
        return None
    parent = Subject.objects.filter(name__iexact=record.parent).first()
    if parent is None:
        raise GlossaryError(f"“{record.name}” is part of “{record.parent}”, which is not there.")
    return parent


def add(row: Model) -> None:
    row.full_clean()
    row.save(force_insert=True)


def is_bare(standard: Standard) -> bool:
    """Whether nobody has said anything of it: a citation made the row."""
    return not standard.title and not standard.clauses.exists()


def save_standard(standard: Standard, record: StandardRecord) -> None:
    for name in ("designation", "edition", "title", "status"):
        setattr(standard, name, getattr(record, name))
    standard.full_clean()
    standard.save()
    for position, clause in enumerate(record.clauses):
        add(Clause(standard=standard, position=position, **vars(clause)))
