"""Put a Content into the rows of an editable version, or refuse it as a whole."""

from dataclasses import replace

from django.db import models

from glossary.content import Content
from glossary.errors import ContentRefused
from glossary.models import (
    Acceptability,
    Citation,
    Designation,
    DesignationType,
    Entry,
    EntryKind,
    Relation,
    RelationKind,
    Section,
    SectionKind,
    SourceRelation,
    Standard,
    Subject,
    Version,
    Waiver,
)
from glossary.quality.rules import RULES
from glossary.text import slug_for, unprintable_in

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
PART_MODELS: dict[str, type[models.Model]] = {
    "designations": Designation,
    "relations": Relation,
    "citations": Citation,
    "waivers": Waiver,
}


def write_content(version: Version, content: Content) -> None:
    """Replace the content of an editable version. Raise ContentRefused and change nothing."""
    check_content(content, kind=version.entry.kind)
    content = normal_form(content)
    sections = section_rows(version, content)
    relations = relation_rows(version, content)
    for field in PLAIN_FIELDS:
        setattr(version, field, getattr(content, field))
    version.subject = subject_named(content.subject) if content.subject else None
    version.tag_names = list(content.tags)
    version.title_autolink = content.title_autolink
    version.unlinked = list(content.unlinked)
    version.save()
    for name, rows in (
        ("sections", sections),
        ("designations", designation_rows(version, content)),
        ("relations", relations),
        ("citations", citation_rows(version, content)),
        ("waivers", waiver_rows(version, content)),
    ):
        getattr(version, name).all().delete()
        getattr(version, name).model.objects.bulk_create(rows)


def check_content(content: Content, *, kind: str) -> None:
    """Raise ContentRefused for what no version of this kind may hold; `place` names the field."""
    if not content.title.strip():
        raise ContentRefused("An entry needs a title.", place="title")
    if kind == EntryKind.QUESTION and not content.subject.strip():
        raise ContentRefused("A question needs a subject.", place="subject")
    check_text(content.subject, place="subject", limit=200)
    for field in PLAIN_FIELDS:
        if field != "dated":
            limit = LENGTHS.get(field) or Version._meta.get_field(field).max_length
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
    columns = {field.name: field for field in model._meta.concrete_fields}
    for field, value in vars(part).items():
        if not isinstance(value, str):
            continue
        choices = CHOICES.get((name, field))
        if choices and value not in choices.values:
            allowed = ", ".join(choices.values)
            raise ContentRefused(f"“{value}” is not one of: {allowed}.", place=f"{name}: {field}")
        limit = getattr(columns.get(field), "max_length", None) or 2_000
        check_text(value, place=f"{name}: {field}", limit=limit)


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


def normal_form(content: Content) -> Content:
    """Return the content as it will be stored: sections in the template's order, none empty."""
    positions = dict(SectionKind.objects.values_list("key", "position"))
    for section in content.sections:
        if section.kind not in positions:
            raise ContentRefused(f"There is no section kind “{section.kind}”.", place=section.kind)
    filled = [section for section in content.sections if section.body.strip()]
    ordered = sorted(filled, key=lambda section: positions[section.kind])
    return replace(content, sections=tuple(ordered))


def section_rows(version: Version, content: Content) -> list[Section]:
    kinds = {kind.key: kind for kind in SectionKind.objects.all()}
    return [
        Section(
            version=version,
            position=position,
            kind=kinds[section.kind],
            heading=section.heading,
            body=section.body,
        )
        for position, section in enumerate(content.sections)
    ]


def designation_rows(version: Version, content: Content) -> list[Designation]:
    return [
        Designation(version=version, position=position, **vars(designation))
        for position, designation in enumerate(content.designations)
    ]


def relation_rows(version: Version, content: Content) -> list[Relation]:
    """Return rows whose `target` is looked up by number; an unknown number is refused.

    The title is kept beside the target: it is what the approver has read.
    """
    numbers = [relation.number for relation in content.relations if relation.number]
    targets = {entry.number: entry for entry in Entry.objects.filter(number__in=numbers)}
    rows = []
    for position, relation in enumerate(content.relations):
        if relation.number and relation.number not in targets:
            raise ContentRefused(f"There is no entry {relation.number}.", place="relations")
        values = {key: value for key, value in vars(relation).items() if key != "number"}
        target = targets.get(relation.number)
        values["title"] = relation.title or target.title
        rows.append(Relation(version=version, position=position, target=target, **values))
    return rows


def citation_rows(version: Version, content: Content) -> list[Citation]:
    """Return rows; a standard that the register does not know yet is added to it."""
    rows = []
    for position, citation in enumerate(content.citations):
        values = dict(vars(citation))
        designation, edition = values.pop("standard"), values.pop("edition")
        standard = None
        if designation:
            standard, _ = Standard.objects.get_or_create(designation=designation, edition=edition)
        rows.append(Citation(version=version, position=position, standard=standard, **values))
    return rows


def waiver_rows(version: Version, content: Content) -> list[Waiver]:
    return [
        Waiver(version=version, position=position, **vars(waiver))
        for position, waiver in enumerate(content.waivers)
    ]


def subject_named(name: str) -> Subject:
    """Return the subject of this name, whatever its case, or add it to the register."""
    name = " ".join(name.split())
    known = Subject.objects.filter(name__iexact=name).first()
    if known:
        return known
    base = slug_for(name, fallback=f"subject-{Subject.objects.count() + 1}")
    return Subject.objects.create(name=name, slug=free_slug(base, Subject.objects.all()))


def free_slug(base: str, taken_by: models.QuerySet) -> str:
    """Return the slug, with a number behind it if it is taken in the given rows."""
    taken = set(taken_by.filter(slug__startswith=base).values_list("slug", flat=True))
    candidate, number = base, 2
    while candidate in taken:
        candidate, number = f"{base}-{number}", number + 1
    return candidate
