"""The rows that hang on a version: sections, relations, citations, designations, waivers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from django.db import models

from glossary.content import CitationText, Content, DesignationText, RelationText, WaiverText
from glossary.models import (
    Citation,
    Designation,
    Relation,
    Section,
    Version,
    Waiver,
    add_rows,
)
from glossary.workflow.registers import Registers

Row = tuple[object, ...]


@dataclass(frozen=True, kw_only=True)
class Written:
    """A version with the content that it holds now."""

    version: Version
    content: Content


def names_in(part: type, *, apart_from: Sequence[str] = ()) -> tuple[str, ...]:
    return tuple(field.name for field in fields(part) if field.name not in apart_from)


RELATION = names_in(RelationText, apart_from=["number"])
CITATION = names_in(CitationText, apart_from=["standard", "edition"])
DESIGNATION = names_in(DesignationText)
WAIVER = names_in(WaiverText)
said_of_relation, said_of_citation = attrgetter(*RELATION), attrgetter(*CITATION)
said_of_designation, said_of_waiver = attrgetter(*DESIGNATION), attrgetter(*WAIVER)


def write_parts(written: Sequence[Written], registers: Registers) -> None:
    """Write the rows of versions which have none yet."""
    for model, (columns, rows_of) in PARTS.items():
        rows = (
            (one.version.pk, position, *row)
            for one in written
            for position, row in enumerate(rows_of(one.content, registers))
        )
        add_rows(model, ("version_id", "position", *columns), rows)


def section_rows(content: Content, registers: Registers) -> Iterator[Row]:
    for section in content.sections:
        yield registers.kinds[section.kind].pk, section.heading, section.body


def relation_rows(content: Content, registers: Registers) -> Iterator[Row]:
    for relation in content.relations:
        target = registers.entries[relation.number].pk if relation.number else None
        yield target, *said_of_relation(relation)


def citation_rows(content: Content, registers: Registers) -> Iterator[Row]:
    for citation in content.citations:
        named = citation.standard, citation.edition
        yield registers.standards[named].pk if named[0] else None, *said_of_citation(citation)


def designation_rows(content: Content, _registers: Registers) -> Iterator[Row]:
    return map(said_of_designation, content.designations)


def waiver_rows(content: Content, _registers: Registers) -> Iterator[Row]:
    return map(said_of_waiver, content.waivers)


# The columns behind version and position, and what gives their values.
PARTS: dict[
    type[models.Model], tuple[Sequence[str], Callable[[Content, Registers], Iterator[Row]]]
] = {
    Section: (("kind_id", "heading", "body"), section_rows),
    Relation: (("target_id", *RELATION), relation_rows),
    Citation: (("standard_id", *CITATION), citation_rows),
    Designation: (DESIGNATION, designation_rows),
    Waiver: (WAIVER, waiver_rows),
}
