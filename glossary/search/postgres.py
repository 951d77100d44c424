"""The index on PostgreSQL: two tsvector columns of the search documents, each with GIN.

Vectors and queries are written out in stems, so no parser or dictionary of the server has a say.
They are asked through the functions of migration 0011, which keep the planner to the index.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import connection

from glossary.search.base import Row
from glossary.search.expression import Clause, Expression, Phrase
from glossary.search.stored import has_marks, holders_of, rows_of

# So far a tsvector counts, and so many places of one word it keeps.
LAST_POSITION, MOST_POSITIONS = 16_383, 255
COMMON_SHARE = 0.02
# Planning takes longer than reading where a statement has very many parts.
BRANCHES = 50

MATCHING = "SELECT pk FROM {function}(%s::tsquery, %s) AS pk"
COUNT = "SELECT count(*) FROM glossary_in_texts(%s::tsquery, %s)"
# As the index sorts whose operators compare byte by byte, whatever the collation.
BEGINNING = """
    SELECT n.document_id FROM glossary_searchname n
    WHERE n.folded LIKE %s AND {where} ORDER BY n.folded USING ~<~, n.document_id LIMIT %s
"""
CONTAINING = "SELECT entry_id FROM glossary_searchdocument WHERE body_vector @@ %s::tsquery"
# Reading how many have a common word takes long: those that the statistics know are left out.
# Before the first ANALYZE there are none, and then there is not much to read either.
COMMON = """
    SELECT elements.stem FROM (
        SELECT unnest(most_common_elems::text::text[]) AS stem,
            unnest(most_common_elem_freqs) AS share
        FROM pg_stats WHERE schemaname = current_schema()
        AND tablename = 'glossary_searchdocument' AND attname = 'body_vector') AS elements
    WHERE elements.share > %s AND elements.stem = ANY(%s)
"""
HOLDERS = "SELECT %s::int AS place, pk FROM glossary_in_texts(%s::tsquery, %s) AS pk"
WRITE = """
    UPDATE glossary_searchdocument SET names_vector = %s::tsvector, body_vector = %s::tsvector
    WHERE id = %s
"""


# Only what is missing or has risen, and in the order of the alphabet: two transactions that add
# the same words would else wait for each other.
REMEMBER = """
    INSERT INTO glossary_searchword (word, in_names)
    SELECT said.word, said.in_names FROM unnest(%s::text[], %s::boolean[]) AS said(word, in_names)
    WHERE NOT EXISTS (
        SELECT 1 FROM glossary_searchword known
        WHERE known.word = said.word AND known.in_names >= said.in_names)
    ORDER BY said.word
    ON CONFLICT (word) DO UPDATE SET in_names = TRUE WHERE excluded.in_names
"""


class PostgresBackend:
    """Text search as an index of stems."""

    def in_names(self, expression: Expression, *, limit: int) -> list[int]:
        return matching("glossary_in_names", expression, limit=limit)

    def in_texts(self, expression: Expression, *, limit: int) -> list[int]:
        return matching("glossary_in_texts", expression, limit=limit)

    def count(self, expression: Expression, *, limit: int) -> int:
        return rows_of(COUNT, [tsquery_for(expression), limit])[0][0]

    def beginning(
        self, folded: str, *, titles: bool, marks: Sequence[str], limit: int
    ) -> list[int]:
        where = f"n.position {'=' if titles else '>'} 0 AND {has_marks(marks, of='n.document_id')}"
        parameters = [like_beginning(folded), limit]
        return [pk for (pk,) in rows_of(BEGINNING.format(where=where), parameters)]

    def containing(self, phrases: Collection[Phrase]) -> set[int]:
        return {entry for (entry,) in rows_of(CONTAINING, [any_of(phrases)])}

    def holders(self, stems: Sequence[str], *, most: int) -> dict[str, list[int]]:
        common = {stem for (stem,) in rows_of(COMMON, [COMMON_SHARE, list(stems)])}
        sought = {stem: adjacent(Phrase((stem,))) for stem in stems if stem not in common}
        return holders_of(sought, HOLDERS, most=most, at_once=BRANCHES)

    def write(self, rows: Iterable[Row]) -> None:
        vectors = [
            (vector_of(row.names, row.marks), vector_of(row.body, row.marks), row.document_id)
            for row in rows
        ]
        with connection.cursor() as cursor:
            cursor.executemany(WRITE, vectors)

    def remember(self, words: Mapping[str, bool]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(REMEMBER, [list(words), list(words.values())])

    def erase(self, document_ids: Collection[int]) -> None:
        """Nothing is kept outside the documents themselves."""

    def reset(self) -> None:
        """The columns cannot be lost without their table, and go with its rows."""


def matching(function: str, expression: Expression, *, limit: int) -> list[int]:
    parameters = [tsquery_for(expression), limit]
    return [pk for (pk,) in rows_of(MATCHING.format(function=function), parameters)]


def vector_of(words: Sequence[str], marks: Sequence[str]) -> str:
    """Return a tsvector as text: each word with its places, marks without any."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for place, word in enumerate(words, start=1):
        places[word].append(str(min(place, LAST_POSITION)))
    lexemes = [f"'{word}':{','.join(where[:MOST_POSITIONS])}" for word, where in places.items()]
    return " ".join([*lexemes, *(f"'{mark}'" for mark in marks)])


def like_beginning(folded: str) -> str:
    escaped = folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"{escaped}%"


def tsquery_for(expression: Expression) -> str:
    ways = [" & ".join(f"({any_of(clause)})" for clause in expression.clauses)]
    ways += map(adjacent, expression.instead)
    query = " | ".join(f"({way})" for way in ways if way)
    if not query:
        return ""
    query = " & ".join([f"({query})", *(f"'{mark}'" for mark in expression.marks)])
    return f"{query} & !({any_of(expression.excluded)})" if expression.excluded else query


def any_of(phrases: Clause | Collection[Phrase]) -> str:
    return " | ".join(f"({adjacent(phrase)})" for phrase in phrases)


def adjacent(phrase: Phrase) -> str:
    """Return a phrase. Words have no quotation mark, so none can end one early."""
    words = " <-> ".join(f"'{word}'" for word in phrase.words)
    return f"{words}:*" if phrase.is_prefix else words
