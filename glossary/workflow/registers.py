"""What contents name: section kinds, subjects, standards and entries, looked up for all at once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from glossary.content import Content
from glossary.models import Entry, SectionKind, Standard, Subject
from glossary.text import slug_for


@dataclass(frozen=True, kw_only=True)
class Registers:
    """The rows that some contents name, by what they are named with.

    Subjects stand under their names in small letters.
    """

    kinds: Mapping[str, SectionKind]
    subjects: Mapping[str, Subject]
    standards: Mapping[tuple[str, str], Standard]
    entries: Mapping[str, Entry]

    def subject_of(self, content: Content) -> Subject | None:
        return self.subjects.get(folded(content.subject))


def registers_for(contents: Collection[Content]) -> Registers:
    """Look up what contents name. A subject or standard that is new joins its register."""
    return Registers(
        kinds=section_kinds(),
        subjects=subjects_named({content.subject for content in contents}),
        standards=standards_named(contents),
        entries=entries_numbered(contents),
    )


def section_kinds() -> dict[str, SectionKind]:
    return {kind.key: kind for kind in SectionKind.objects.all()}


def folded(name: str) -> str:
    return " ".join(name.split()).lower()


def subjects_named(names: Iterable[str]) -> dict[str, Subject]:
    """Return the subjects of these names, whatever their case; what is missing is added."""
    wanted = {folded(name): " ".join(name.split()) for name in sorted(names) if name.strip()}
    if not wanted:
        return {}
    alike = Q()
    for name in wanted.values():
        alike |= Q(name__iexact=name)
    known: dict[str, Subject] = {}
    for subject in Subject.objects.filter(alike):
        known.setdefault(folded(subject.name), subject)
    return {key: known.get(key) or new_subject(name) for key, name in wanted.items()}


def new_subject(name: str) -> Subject:
    base = slug_for(name, fallback=f"subject-{Subject.objects.count() + 1}")
    return Subject.objects.create(name=name, slug=free_slug(base, Subject.objects.all()))


def free_slug(base: str, taken_by: QuerySet) -> str:
    """Return the slug, with a number behind it if it is taken in the given rows."""
    taken = set(taken_by.filter(slug__startswith=base).values_list("slug", flat=True))
    candidate, number = base, 2
    while candidate in taken:
        candidate, number = f"{base}-{number}", number + 1
    return candidate


def standards_named(contents: Iterable[Content]) -> dict[tuple[str, str], Standard]:
    """Return the standards cited; one that the register does not know yet is added to it."""
    wanted = {
        (citation.standard, citation.edition): None
        for content in contents
        for citation in content.citations
        if citation.standard
    }
    if not wanted:
        return {}
    rows = Standard.objects.filter(designation__in={designation for designation, _ in wanted})
    known = {(row.designation, row.edition): row for row in rows}
    return {key: known.get(key) or new_standard(*key) for key in wanted}


def new_standard(designation: str, edition: str) -> Standard:
    standard, _ = Standard.objects.get_or_create(designation=designation, edition=edition)
    return standard


def entries_numbered(contents: Iterable[Content]) -> dict[str, Entry]:
    """Return the entries that relations name, as far as they are there."""
    numbers = {
        relation.number for content in contents for relation in content.relations if relation.number
    }
    entries = Entry.objects.filter(number__in=numbers).only("number", "title")
    return {entry.number: entry for entry in entries}
