"""A text that is still being written, as the page that readers would get; nothing is kept of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from glossary.content import CitationText, Content
from glossary.errors import ContentRefused
from glossary.models import (
    Citation,
    Designation,
    Entry,
    Section,
    SectionKind,
    Standard,
    Subject,
    Version,
)
from glossary.pages.names import Names, names_of
from glossary.publishing.pipeline import preview_unsaved
from glossary.text import fold


@dataclass(frozen=True, kw_only=True)
class DraftPage:
    """What the reader's template prints of a text, and what its editor should know besides.

    `broken` are the names that the text links and that no entry bears, `unpublished` those whose
    entries are still drafts. `problem` says why the sections cannot be shown.
    """

    content: Content
    language: str
    subject: Subject | None
    names: Names
    citations: tuple[Citation, ...]
    sections: tuple[dict, ...] = ()
    broken: tuple[str, ...] = ()
    unpublished: tuple[str, ...] = ()
    problem: str = ""

    @property
    def heading(self) -> str:
        return self.content.heading or self.content.title


def draft_page(content: Content, *, entry: Entry, visible: QuerySet[Entry]) -> DraftPage:
    """Return the page of a text; `entry` need not be stored, `visible` are drafts to know of."""
    subject = Subject.objects.filter(name=content.subject).first()
    version = Version(entry=entry, subject=subject, unlinked=list(content.unlinked))
    facts = {
        "content": content,
        "language": entry.language,
        "subject": subject,
        "names": names_of(
            (Designation(**vars(row)) for row in content.designations), language=entry.language
        ),
        "citations": cited(content.citations),
    }
    try:
        shown = preview_unsaved(version, section_rows(content))
    except ContentRefused as error:
        problem = f"{error.place}: {error}" if error.place else str(error)
        return DraftPage(problem=problem, **facts)
    drafts = drafts_named(shown.broken, visible)
    return DraftPage(
        sections=tuple(map(vars, shown.sections)),
        broken=tuple(name for name in shown.broken if name not in drafts),
        unpublished=drafts,
        **facts,
    )


def section_rows(content: Content) -> list[Section]:
    kinds = {kind.key: kind for kind in SectionKind.objects.all()}
    return [
        Section(kind=kinds[section.kind], heading=section.heading, body=section.body)
        for section in content.sections
    ]


def cited(citations: Sequence[CitationText]) -> tuple[Citation, ...]:
    """Return the places in standards of the register, and everything else as free sources."""
    wanted = [row.standard for row in citations if row.standard]
    known = {
        (standard.designation, standard.edition): standard
        for standard in Standard.objects.filter(designation__in=wanted)
    }
    rows = []
    for row in citations:
        said = {key: value for key, value in vars(row).items() if key not in PLACE}
        standard = known.get((row.standard, row.edition))
        if row.standard and standard is None:
            said["source"] = str(Standard(designation=row.standard, edition=row.edition))
        rows.append(Citation(standard=standard, **said))
    return tuple(rows)


PLACE = ("standard", "edition")


def drafts_named(names: Sequence[str], visible: QuerySet[Entry]) -> tuple[str, ...]:
    """Return those of the names that unpublished entries bear which this person may know of."""
    folded = {name: fold(name) for name in names}
    known = visible.filter(current__isnull=True).filter(
        Q(folded_title__in=folded.values()) | Q(number__in=[name.upper() for name in names])
    )
    borne = {form for row in known for form in (row.folded_title, fold(row.number))}
    return tuple(name for name, form in folded.items() if form in borne)
