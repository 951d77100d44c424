"""Search: one page of hits with what explains each, and by what they can be narrowed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from glossary.models import SearchDocument
from glossary.search.engine import backend
from glossary.search.expression import stems_of
from glossary.search.facets import Facet, counted, facets_from, labels_of, marks_chosen
from glossary.search.hits import Hit, Page, hits_for
from glossary.search.lexicon import lexicon
from glossary.search.matching import COUNT_LIMIT, COUNTED, Matches, matches
from glossary.search.query import Query, parse, spellings
from glossary.search.sought import Sought
from glossary.search.stored import languages, sorted_by

PHRASES_AT_ONCE = 100
# Whoever narrows down looks for what many have in common; rarer values are left out.
FACETS_SHOWN = 120
# So many documents are looked for by their names, whatever the page, so that all pages of a list
# agree about the total.
NAMES_COUNTED = 60


@dataclass(frozen=True, kw_only=True)
class Results:
    """One page of hits.

    `total` counts what has all words, or a name spelt nearly so, and ends at COUNT_LIMIT; `shown`
    also what has some of the words. `facets` are counted over all that, and over the first
    `matching.COUNTED` matches where it `is_cut`. `meant` is what the reader seems to have meant,
    empty where the words were found as typed.
    """

    query: Query
    hits: tuple[Hit, ...] = ()
    total: int = 0
    shown: int = 0
    is_cut: bool = False
    facets: tuple[Facet, ...] = ()
    meant: str = ""


def search(
    text: str,
    *,
    language: str | None = None,
    kind: str = "",
    chosen: Mapping[str, str] | None = None,
    sort: str = "",
    limit: int = 20,
    offset: int = 0,
) -> Results:
    """Find published entries. Any text gives an answer, if only an empty one.

    `chosen` narrows by facets: field and value. `sort` is "title", "date" or by relevance.
    """
    query = parse(text)
    marks = marks_chosen({"language": language or "", "kind": kind, **(chosen or {})})
    spoken = (language,) if language else lexicon.all_languages()
    if query.is_empty or marks is None or not spoken:
        return Results(query=query)
    first = min(offset + limit, COUNT_LIMIT)
    sought = Sought(
        query=query,
        languages=spoken,
        marks=marks,
        first=first,
        names=max(first, NAMES_COUNTED),
    )
    found = matches(sought)
    page = page_of(found, sort=sort, limit=limit, offset=offset, explains=True)
    counts = dict(counted(found.marks.values()).most_common(FACETS_SHOWN))
    shown = counted(found.marks[pk] for pk, _score in page.scored)
    labels = labels_of({**shown, **counts})
    return Results(
        query=query,
        hits=hits_for(page, labels),
        total=found.total,
        shown=found.total + len(found.partial),
        is_cut=found.total > COUNTED,
        facets=facets_from(counts, labels),
        meant=found.meant,
    )


def suggest(text: str, *, limit: int = 8) -> tuple[Hit, ...]:
    """Return what a reader may be typing, in the order of the results, without passages."""
    query = parse(text)
    spoken = lexicon.all_languages()
    if query.is_empty or not spoken:
        return ()
    sought = Sought(query=query, languages=spoken, first=limit, names=limit, counts=False)
    found = matches(sought)
    page = page_of(found, sort="", limit=limit, offset=0, explains=False)
    labels = labels_of(counted(found.marks[pk] for pk, _score in page.scored))
    return hits_for(page, labels)


def page_of(found: Matches, *, sort: str, limit: int, offset: int, explains: bool) -> Page:
    scored: Sequence[tuple[int, float]] = found.scored[offset : offset + limit]
    if sort in ("title", "date"):
        scored = [(pk, 0.0) for pk in sorted_by(sort, found.marks, limit=limit, offset=offset)]
    return Page(
        query=found.query,
        scored=scored,
        near=found.near,
        near_names=found.near_names,
        partial=found.partial,
        explains=explains,
    )


def containing(phrases: Iterable[str]) -> set[int]:
    """Return the entries whose names or text hold one of these phrases as words.

    Also where the text has another number, other hyphens, other accents or a possessive.
    Some of the entries may only come close; none that holds a phrase is missing.
    """
    phrases = list(phrases)
    sequences = sorted({words for phrase in phrases for words in spellings(phrase)})
    spoken = languages() if sequences else ()
    stems = dict.fromkeys(one for words in sequences for one in stems_of(words, spoken))
    wanted = list(stems)
    found: set[int] = set()
    for start in range(0, len(wanted), PHRASES_AT_ONCE):
        found |= backend().containing(wanted[start : start + PHRASES_AT_ONCE])
    signs = [phrase.strip() for phrase in phrases if phrase.strip() and not spellings(phrase)]
    return found | holding_signs(signs) if signs else found


def holding_signs(signs: Sequence[str]) -> set[int]:
    """Read all texts for names made of signs only ("+"), which no engine has as words."""
    documents = SearchDocument.objects.values_list("entry_id", "title", "definition", "sections")
    return {
        entry_id
        for entry_id, title, definition, sections in documents.iterator()
        if any(sign in text for sign in signs for text in (title, definition, *texts_of(sections)))
    }


def texts_of(sections: Iterable[dict[str, str]]) -> list[str]:
    return [section["text"] for section in sections]
