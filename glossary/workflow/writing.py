"""Put contents into the rows of editable versions, or refuse them as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from django.db import models

from glossary.content import Content, RelationText
from glossary.errors import ContentRefused
from glossary.models import (
    Acceptability,
    Citation,
    Designation,
    DesignationType,
    EntryKind,
    Relation,
    RelationKind,
    SectionKind,
    SourceRelation,
    Version,
    Waiver,
)
from glossary.quality.rules import RULES
from glossary.text import unprintable_in
from glossary.workflow.parts import PARTS, Written, write_parts
from glossary.workflow.registers import Registers
from glossary.workflow.rows import columns_of, update_rows

SECTION_LIMIT = 20_000
PAGE_LIMIT = 200_000
PLAIN_FIELDS = (
    "title",
    "heading",
    "short_definition",
    "byline",
    "dated",
    "seo_title",
    "seo_description",
    "seo_keywords",
)
LENGTHS = {"short_definition": 2_000, "seo_description": 2_000, "seo_keywords": 2_000}
CHOICES: dict[tuple[str, str], type[models.TextChoices]] = {
    ("designations", "acceptability"): Acceptability,
    ("designations", "type"): DesignationType,
    ("relations", "kind"): RelationKind,
    ("citations", "relation"): SourceRelation,
}
# The columns of a version that its content fills.
WRITTEN = (
    *PLAIN_FIELDS,
    "subject_id",
    "tag_names",
    "title_autolink",
    "unlinked",
    "saved_at",
)
PART_MODELS: dict[str, type[models.Model]] = {
    "designations": Designation,
    "relations": Relation,
    "citations": Citation,
    "waivers": Waiver,
}


def fill(version: Version, content: Content, registers: Registers) -> Written:
    """Put a content that was checked into the columns of a version, in memory.

    Raise ContentRefused when it names what is not there.
    """
    content = stored_form(content, registers)
    for field in PLAIN_FIELDS:
        setattr(version, field, getattr(content, field))
    version.subject = registers.subject_of(content)
    version.tag_names = list(content.tags)
    version.title_autolink = content.title_autolink
    version.unlinked = list(content.unlinked)
    return Written(version=version, content=content)


def write_again(written: Sequence[Written], registers: Registers) -> None:
    """Replace what versions hold that are there already."""
    versions = [one.version for one in written]
    update_rows(versions, columns_of(versions, WRITTEN))
    for model in PARTS:
        model.objects.filter(version__in=versions).delete()
    write_parts(written, registers)


def stored_form(content: Content, registers: Registers) -> Content:
    """Return the content as it is read back: names as the registers have them."""
    content = normal_form(content, kinds=registers.kinds)
    subject = registers.subject_of(content)
    return replace(
        content,
        subject=subject.name if subject else "",
        relations=tuple(titled(relation, registers) for relation in content.relations),
        citations=tuple(
            citation if citation.standard else replace(citation, edition="")
            for citation in content.citations
        ),
    )


def titled(relation: RelationText, registers: Registers) -> RelationText:
    """Return the relation with the title of its target: it is what the approver will read."""
    if not relation.number:
        return relation
    target = registers.entries.get(relation.number)
    if target is None:
        raise ContentRefused(f"There is no entry {relation.number}.", place="relations")
    return relation if relation.title else replace(relation, title=target.title)


def normal_form(content: Content, *, kinds: Mapping[str, SectionKind]) -> Content:
    """Return the content with its sections in the order of the template, none empty."""
    positions = {key: kind.position for key, kind in kinds.items()}
    for section in content.sections:
        if section.kind not in positions:
            raise ContentRefused(f"There is no section kind “{section.kind}”.", place=section.kind)
    filled = [section for section in content.sections if section.body.strip()]
    ordered = sorted(filled, key=lambda section: positions[section.kind])
    return replace(content, sections=tuple(ordered))


def check_content(content: Content, *, kind: str) -> None:
    """Raise ContentRefused for what no version of this kind may hold; `place` names the field."""
    if not content.title.strip():
        raise ContentRefused("An entry needs a title.", place="title")
    if kind == EntryKind.QUESTION and not content.subject.strip():
        raise ContentRefused("A question needs a subject.", place="subject")
    check_text(content.subject, place="subject", limit=200)
    for field in PLAIN_FIELDS:
        if field != "dated":
            limit = LENGTHS.get(field) or limits_of(Version)[field]
            check_text(getattr(content, field), place=field, limit=limit)
    for place, limit in (("tags", 100), ("unlinked", 200)):
        for name in getattr(content, place):
            check_text(name, place=place, limit=limit)
    check_sections(content)
    for name, model in PART_MODELS.items():
        for part in getattr(content, name):
            check_part(part, name=name, model=model)
    check_doubles(content)
    check_waivers(content)


def check_sections(content: Content) -> None:
    for section in content.sections:
        check_text(section.heading, place=section.kind, limit=200)
        check_text(section.body, place=section.heading or section.kind, limit=SECTION_LIMIT)
    if sum(len(section.body) for section in content.sections) > PAGE_LIMIT:
        raise ContentRefused(f"The page has over {PAGE_LIMIT:,} characters.", place="sections")


def check_part(part: object, *, name: str, model: type[models.Model]) -> None:
    """Check one designation, relation, citation or waiver against the columns it will stand in."""
    limits = limits_of(model)
    for field, value in vars(part).items():
        if not isinstance(value, str):
            continue
        choices = CHOICES.get((name, field))
        if choices and value not in choices.values:
            allowed = ", ".join(choices.values)
            raise ContentRefused(f"“{value}” is not one of: {allowed}.", place=f"{name}: {field}")
        check_text(value, place=f"{name}: {field}", limit=limits.get(field, 2_000))


@cache
def limits_of(model: type[models.Model]) -> dict[str, int]:
    """Return how long the text in each column may be, where there is a limit."""
    columns = model._meta.concrete_fields
    return {field.name: field.max_length for field in columns if field.max_length}


def check_text(text: str, *, place: str, limit: int) -> None:
    if len(text) > limit:
        raise ContentRefused(
            f"{len(text):,} characters are too many; {limit:,} are allowed.", place=place
        )
    if bad := unprintable_in(text):
        raise ContentRefused(f"The character {bad!r} cannot be kept.", place=place)


def check_doubles(content: Content) -> None:
    """Refuse a designation that stands twice, or without words, and a citation of nothing."""
    seen: set[tuple[str, str]] = set()
    for designation in content.designations:
        key = (designation.term, designation.language)
        if not designation.term.strip():
            raise ContentRefused("A designation has no words.", place="designations")
        if key in seen:
            raise ContentRefused(f"“{designation.term}” stands twice.", place="designations")
        seen.add(key)
    if any(not (citation.standard or citation.source) for citation in content.citations):
        raise ContentRefused("A citation names neither standard nor source.", place="citations")
    if any(not (relation.number or relation.title) for relation in content.relations):
        raise ContentRefused("A relation names no entry.", place="relations")


def check_waivers(content: Content) -> None:
    """Refuse a waiver of no known rule or without a reason."""
    for waiver in content.waivers:
        if waiver.rule not in RULES:
            raise ContentRefused(f"There is no rule “{waiver.rule}”.", place="waivers: rule")
        if not waiver.reason.strip():
            raise ContentRefused("A waiver needs a reason.", place="waivers: reason")
