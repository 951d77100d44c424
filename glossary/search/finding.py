"""Search: names first, then texts, and for one page of hits the passage that explains each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from glossary.models import SearchDocument
from glossary.search.base import COUNT_LIMIT, Found, Scope
from glossary.search.engine import backend
from glossary.search.extracts import Designated, Fragment, Marker, extract, matched_name
from glossary.search.query import Query, parse, spellings

PHRASES_AT_ONCE = 100


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An entry that was found.

    `matched` is the designation that explains the hit, empty where it is the title or the text;
    `matched_as` then says what it is: its acceptability where that is a warning ("deprecated",
    "search-only"), else its type where it is no term, else its acceptability.
    """

    entry_id: int
    title: str
    kind: str
    matched: str = ""
    matched_as: str = ""
    section: str = ""
    extract: tuple[Fragment, ...] = ()
    score: float


@dataclass(frozen=True, kw_only=True)
class Results:
    """One page of hits. `total` counts all of them and ends at COUNT_LIMIT."""

    query: Query
    hits: tuple[Hit, ...] = ()
    total: int = 0


def search(
    text: str, *, language: str | None = None, kind: str = "", limit: int = 20, offset: int = 0
) -> Results:
    """Find published entries. Any text gives an answer, if only an empty one."""
    query = parse(text)
    if query.is_empty:
        return Results(query=query)
    scope = Scope(language=language or "", kind=kind)
    needed = min(offset + limit, COUNT_LIMIT)
    found = ranked(query, scope, needed=needed)
    # Fewer than asked for are all there are.
    total = len(found) if len(found) < needed else backend().count(query, scope)
    page = found[offset:needed]
    return Results(query=query, hits=hits_for(page, query), total=max(total, len(found)))


def ranked(query: Query, scope: Scope, *, needed: int) -> list[Found]:
    """Return the best documents: by name, and only where that is not enough by text."""
    engine = backend()
    found = engine.by_name(query, scope, limit=needed)
    if len(found) < needed:
        known = {row.document_id for row in found}
        further = engine.by_text(query, scope, limit=needed)
        found += [row for row in further if row.document_id not in known]
    return found[:needed]


def hits_for(found: Sequence[Found], query: Query) -> tuple[Hit, ...]:
    """Load the documents of one page, in two queries, and explain each hit."""
    documents = SearchDocument.objects.prefetch_related("names").in_bulk(
        [row.document_id for row in found]
    )
    marker = Marker(query)
    return tuple(
        hit_for(documents[row.document_id], marker, score=row.score)
        for row in found
        if row.document_id in documents
    )


def hit_for(document: SearchDocument, marker: Marker, *, score: float) -> Hit:
    names = [
        Designated(name.text, name.folded, name.acceptability, name.type)
        for name in sorted(document.names.all(), key=lambda name: name.position)
    ]
    matched = matched_name(names, marker)
    sections = [(section["title"], section["text"]) for section in document.sections]
    passage = extract(sections, marker)
    return Hit(
        entry_id=document.entry_id,
        title=document.title,
        kind=document.kind,
        matched=matched.text if matched else "",
        matched_as=role_of(matched) if matched else "",
        section=passage.section,
        extract=passage.fragments,
        score=score,
    )


def role_of(name: Designated) -> str:
    if name.acceptability in ("deprecated", "search-only") or name.type == "term":
        return name.acceptability
    return name.type


def containing(phrases: Iterable[str]) -> set[int]:
    """Return the entries whose names or text hold one of these phrases as words.

    Also where the text has another number, other hyphens, other accents or a possessive.
    Some of the entries may only come close; none that holds a phrase is missing.
    """
    phrases = list(phrases)
    sequences = sorted({words for phrase in phrases for words in spellings(phrase)})
    found: set[int] = set()
    for start in range(0, len(sequences), PHRASES_AT_ONCE):
        found |= backend().containing(sequences[start : start + PHRASES_AT_ONCE])
    signs = [phrase.strip() for phrase in phrases if phrase.strip() and not spellings(phrase)]
    return found | holding_signs(signs) if signs else found


def holding_signs(signs: Sequence[str]) -> set[int]:
    """Read all texts for names made of signs only ("+"), which no engine has as words."""
    documents = SearchDocument.objects.values_list("entry_id", "title", "sections")
    return {
        entry_id
        for entry_id, title, sections in documents.iterator()
        if any(sign in text for sign in signs for text in (title, *texts_of(sections)))
    }


def texts_of(sections: Iterable[dict[str, str]]) -> list[str]:
    return [section["text"] for section in sections]
