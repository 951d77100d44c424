"""What an engine must be able to do, and the ranking of names, which is plain SQL on both."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from glossary.search.query import Query

# Nobody turns more pages than this; counting and ranking end here.
COUNT_LIMIT = 10_000
# A word that stands in a great many names: only so many of them are ranked as names.
NAME_CANDIDATES = 1_000
# Names by how they match: 0 the title itself, 1 another designation itself, 2 and 3 the same
# for a beginning, 4 all words somewhere. Then short titles first: they match most narrowly.
NAMES_BY_GRADE = """
    SELECT d.id, min(CASE
        WHEN n.folded = %s THEN (CASE n.position WHEN 0 THEN 0 ELSE 1 END)
        WHEN substr(n.folded, 1, %s) = %s THEN (CASE n.position WHEN 0 THEN 2 ELSE 3 END)
        ELSE 4 END) AS grade
    FROM found
    JOIN glossary_searchdocument d ON d.id = found.id
    JOIN glossary_searchname n ON n.document_id = d.id
    WHERE (%s = '' OR d.language = %s) AND (%s = '' OR d.kind = %s)
    GROUP BY d.id, d.title
    ORDER BY grade, length(d.title), d.id
    LIMIT %s
"""
IN_SCOPE = "(%s = '' OR d.language = %s) AND (%s = '' OR d.kind = %s)"
WORST_GRADE = 4


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which documents count; an empty string stands for all."""

    language: str = ""
    kind: str = ""

    @property
    def parameters(self) -> list[str]:
        """The values for `IN_SCOPE`."""
        return [self.language, self.language, self.kind, self.kind]


@dataclass(frozen=True)
class Found:
    """A document and how well it matches: above 1 by its names, below 1 by its text."""

    document_id: int
    score: float


@dataclass(frozen=True, kw_only=True)
class Row:
    """The words of a document for the engine, normalised."""

    document_id: int
    names: str
    body: str


class Backend(Protocol):
    """An engine's part. Everything happens in the caller's transaction."""

    def by_name(self, query: Query, scope: Scope, *, limit: int) -> list[Found]:
        """Return the documents whose designations hold all words, the closest first."""
        ...

    def by_text(self, query: Query, scope: Scope, *, limit: int) -> list[Found]:
        """Return the documents that hold all words in names and text together, ranked."""
        ...

    def count(self, query: Query, scope: Scope) -> int:
        """Count what either way finds, up to COUNT_LIMIT."""
        ...

    def containing(self, sequences: Collection[tuple[str, ...]]) -> set[int]:
        """Return the ids of the entries that hold one of these word sequences."""
        ...

    def holders(self, words: Sequence[str], *, most: int) -> dict[str, list[int]]:
        """Return the documents with each of these words, `most` at most; none for what more have.

        An engine may also leave out a word that it knows to be common without looking.
        """
        ...

    def write(self, rows: Iterable[Row]) -> None:
        """Index these documents, replacing what was known of them."""
        ...

    def erase(self, document_ids: Collection[int]) -> None:
        """Forget these documents."""
        ...

    def reset(self) -> None:
        """Make the engine's index empty and whole, whatever has happened to it."""
        ...


def by_grade_parameters(query: Query, scope: Scope, *, limit: int) -> list[object]:
    """Return the values for `NAMES_BY_GRADE`."""
    folded = query.folded
    return [folded, len(folded), folded, *scope.parameters, limit]


def graded(rows: Iterable[tuple[int, int]]) -> list[Found]:
    """Turn rows of `NAMES_BY_GRADE` into scores from 1 (all words) to 5 (the title itself)."""
    return [Found(document_id, 1.0 + WORST_GRADE - grade) for document_id, grade in rows]


def holders_of(
    words: Sequence[str],
    ask: Callable[[str, list], Iterable[tuple[int, int]]],
    statement: str,
    sought: Callable[[tuple[str, ...]], str],
    *,
    most: int,
    branches: int,
) -> dict[str, list[int]]:
    """Return the documents with each word, without the words that more than `most` have.

    `statement` takes a place, a word as `sought` writes it for the engine, and a limit; `ask`
    answers with places and documents. So many `branches` are joined in one query.
    """
    found: dict[str, list[int]] = {word: [] for word in words}
    for start in range(0, len(words), branches):
        part = words[start : start + branches]
        parameters = [
            value for place, word in enumerate(part) for value in (place, sought((word,)), most + 1)
        ]
        for place, pk in ask(" UNION ALL ".join([statement] * len(part)), parameters):
            found[part[place]].append(pk)
    return {word: pks for word, pks in found.items() if len(pks) <= most}
