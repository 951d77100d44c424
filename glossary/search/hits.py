"""What is shown of the documents of one page, with the name or the passage that explains each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from glossary.search.extracts import Designated, Fragment, Marker, extract, matched_name
from glossary.search.facets import Labels
from glossary.search.query import Query
from glossary.search.stored import Stored, documents_of, names_of, shared
from glossary.text import fold


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An entry that was found.

    `matched` is the designation that explains the hit, empty where it is the title or the text;
    `matched_as` then says what it is: its acceptability where that is a warning ("deprecated",
    "search-only"), else its type where it is no term, else its acceptability. `is_near` says
    that the name is only spelt nearly so, `is_partial` that some words are missing.
    """

    entry_id: int
    number: str
    slug: str
    title: str
    kind: str
    language: str
    subject: str = ""
    subject_slug: str = ""
    teaser: str = ""
    matched: str = ""
    matched_as: str = ""
    section: str = ""
    extract: tuple[Fragment, ...] = ()
    is_near: bool = False
    is_partial: bool = False
    score: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Page:
    """What hits are made from: the query, and how its documents were found.

    Without `explains` there are no passages, and long texts are not read.
    """

    query: Query
    scored: Sequence[tuple[int, float]]
    near: Collection[int]
    near_names: Collection[str]
    partial: Collection[int]
    explains: bool


def hits_for(page: Page, labels: Labels) -> tuple[Hit, ...]:
    """Load the documents of one page, in two queries, and explain each hit."""
    pks = [pk for pk, _score in page.scored]
    documents = {row.id: row for row in documents_of(pks, with_sections=page.explains)}
    names: defaultdict[int, list[Designated]] = defaultdict(list)
    for pk, *name in names_of(pks):
        names[pk].append(Designated(*name))
    marker = Marker(page.query)
    return tuple(
        hit_for(documents[pk], names[pk], marker, score=score, page=page, labels=labels)
        for pk, score in page.scored
        if pk in documents
    )


def hit_for(
    document: Stored,
    names: Sequence[Designated],
    marker: Marker,
    *,
    score: float,
    page: Page,
    labels: Labels,
) -> Hit:
    matched = matched_name(names, marker, near=page.near_names)
    passages = [("", document.definition), *document.passages] if page.explains else []
    passage = extract(passages, marker)
    slug, subject = subject_of(document, labels)
    return Hit(
        entry_id=document.entry_id,
        number=document.number,
        slug=document.slug,
        title=document.title,
        kind=document.kind,
        language=document.language,
        subject=subject,
        subject_slug=slug,
        teaser=document.definition or document.teaser,
        matched=matched.text if matched else "",
        matched_as=role_of(matched) if matched else "",
        section=passage.section,
        extract=passage.fragments,
        is_near=document.id in page.near,
        is_partial=document.id in page.partial,
        score=score,
    )


def subject_of(document: Stored, labels: Labels) -> tuple[str, str]:
    for mark in document.marks.split():
        field, value, label = labels.get(mark, ("", "", ""))
        if field == "subject":
            return value, label
    return "", ""


def role_of(name: Designated) -> str:
    if name.acceptability in ("deprecated", "search-only") or name.type == "term":
        return name.acceptability
    return name.type


def shared_titles(hits: Iterable[Hit]) -> set[str]:
    """Return the folded titles of hits that another entry has, too (R-05)."""
    return shared({fold(hit.title) for hit in hits})
