"""The index on PostgreSQL: two tsvector columns of the search documents, each with GIN.

Migration 0004 makes them, and the configuration `glossary_words`: the English stemmer without
stop words, because "IT" and "out of control" are names too.
"""

from collections.abc import Collection, Iterable, Sequence

from django.db import connection

from glossary.search.base import (
    COUNT_LIMIT,
    IN_SCOPE,
    NAME_CANDIDATES,
    NAMES_BY_GRADE,
    Found,
    Row,
    Scope,
    by_grade_parameters,
    graded,
    holders_of,
)
from glossary.search.query import Query, Unit

# Ranking unpacks the whole vector of a document, about 0.1 ms each.
TEXT_CANDIDATES = 400
COMMON_SHARE = 0.02
# Planning takes longer than reading where a statement has very many parts.
BRANCHES = 50
# Divide by 1 + log of the length (1), then map to 0..1 (32).
RANKING = 33
WORDS = "to_tsquery('glossary_words', %s)"

BY_TEXT = f"""
    WITH matching AS MATERIALIZED (
        SELECT d.id FROM glossary_searchdocument d
        WHERE d.body_vector @@ {WORDS} AND {IN_SCOPE} LIMIT %s),
    placed AS (SELECT id, row_number() OVER (ORDER BY id) AS place FROM matching)
    SELECT p.id, CASE WHEN p.place <= %s
        THEN (SELECT ts_rank(d.body_vector, {WORDS}, %s) FROM glossary_searchdocument d
              WHERE d.id = p.id)
        ELSE 0 END AS score
    FROM placed p
    ORDER BY score DESC, p.id
    LIMIT %s
"""
COUNT_TEXT = f"""
    SELECT count(*) FROM (
        SELECT 1 FROM glossary_searchdocument d
        WHERE d.body_vector @@ {WORDS} AND {IN_SCOPE} LIMIT %s) AS matching
"""
# A subquery for each name, or PostgreSQL unpacks the vectors of the whole table first.
COUNT_BY_NAME_ONLY = f"""
    SELECT count(*) FROM (
        SELECT (SELECT d.body_vector @@ {WORDS} FROM glossary_searchdocument d
                WHERE d.id = found.id AND {IN_SCOPE}) AS is_in_text
        FROM found) AS named
    WHERE NOT is_in_text
"""
CONTAINING = f"SELECT d.entry_id FROM glossary_searchdocument d WHERE d.body_vector @@ {WORDS}"
# Reading how many have a common word takes long: those that the statistics know are left out.
# Before the first ANALYZE there are none, and then there is not much to read either.
COMMON = """
    SELECT asked.word FROM unnest(%s::text[]) AS asked(word)
    CROSS JOIN LATERAL unnest(to_tsvector('glossary_words', asked.word)) AS stem
    JOIN (
        SELECT unnest(most_common_elems::text::text[]) AS lexeme,
            unnest(most_common_elem_freqs) AS share
        FROM pg_stats WHERE schemaname = current_schema()
        AND tablename = 'glossary_searchdocument' AND attname = 'body_vector') AS elements
    ON elements.lexeme = stem.lexeme AND elements.share > %s
"""
HOLDERS = f"""SELECT * FROM (
    SELECT %s::int AS place, d.id FROM glossary_searchdocument d
    WHERE d.body_vector @@ {WORDS} LIMIT %s) AS few"""
# Names are kept stemmed and as written: only there can the beginning of a word be found.
WRITE = """
    UPDATE glossary_searchdocument SET
        names_vector = to_tsvector('glossary_words', %s) || to_tsvector('simple', %s),
        body_vector = to_tsvector('glossary_words', %s)
    WHERE id = %s
"""
Branch = tuple[str, list[object]]


class PostgresBackend:
    """Built-in full-text search with the English stemmer."""

    def by_name(self, query: Query, scope: Scope, *, limit: int) -> list[Found]:
        found, parameters = with_found(name_branches(query))
        parameters += by_grade_parameters(query, scope, limit=limit)
        return graded(rows_of(found + NAMES_BY_GRADE, parameters))

    def by_text(self, query: Query, scope: Scope, *, limit: int) -> list[Found]:
        if not query.units:
            return []
        match = expression_for(query)
        parameters = [match, *scope.parameters, COUNT_LIMIT]
        parameters += [TEXT_CANDIDATES, match, RANKING, limit]
        return [Found(*row) for row in rows_of(BY_TEXT, parameters)]

    def count(self, query: Query, scope: Scope) -> int:
        match = expression_for(query)
        by_text = rows_of(COUNT_TEXT, [match, *scope.parameters, COUNT_LIMIT])[0][0]
        found, parameters = with_found(name_branches(query))
        parameters += [match, *scope.parameters]
        by_name_only = rows_of(found + COUNT_BY_NAME_ONLY, parameters)[0][0]
        return min(by_text + by_name_only, COUNT_LIMIT)

    def containing(self, sequences: Collection[tuple[str, ...]]) -> set[int]:
        expression = " | ".join(f"({adjacent(sequence)})" for sequence in sequences)
        return {entry_id for (entry_id,) in rows_of(CONTAINING, [expression])}

    def holders(self, words: Sequence[str], *, most: int) -> dict[str, list[int]]:
        common = {word for (word,) in rows_of(COMMON, [list(words), COMMON_SHARE])}
        rare = [word for word in words if word not in common]
        return holders_of(rare, rows_of, HOLDERS, adjacent, most=most, branches=BRANCHES)

    def write(self, rows: Iterable[Row]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                WRITE, [(row.names, row.names, row.body, row.document_id) for row in rows]
            )

    def erase(self, document_ids: Collection[int]) -> None:
        """Nothing is kept outside the documents themselves."""

    def reset(self) -> None:
        """The columns cannot be lost without their table, and go with its rows."""


def name_branches(query: Query) -> list[Branch]:
    """Return the ways to find a document by its names, each a SELECT of document ids."""
    exact = "SELECT document_id AS id FROM glossary_searchname WHERE folded = %s"
    branches: list[Branch] = [(exact, [query.folded])]
    if query.units:
        branches.append(matching("names_vector", WORDS, [expression_for(query)]))
    if query.last_is_prefix:
        beginning = "SELECT document_id AS id FROM glossary_searchname WHERE folded LIKE %s"
        branches.append((beginning, [like_beginning(query.folded)]))
        *before, last = query.units
        typed = f"({WORDS} && to_tsquery('simple', %s))"
        parameters: list[object] = [all_of(before), f"{adjacent(last.words)}:*"]
        branches.append(matching("names_vector", typed, parameters))
    return branches


def matching(column: str, tsquery: str, parameters: list[object]) -> Branch:
    return f"SELECT id FROM glossary_searchdocument WHERE {column} @@ {tsquery}", parameters


def with_found(branches: Iterable[Branch]) -> Branch:
    """Return `WITH found AS (...)` over all branches, so many from each."""
    branches = list(branches)
    limited = [f"({sql} LIMIT %s)" for sql, _parameters in branches]
    parameters = [value for _sql, values in branches for value in (*values, NAME_CANDIDATES)]
    return f"WITH found AS ({' UNION '.join(limited)}) ", parameters


def like_beginning(folded: str) -> str:
    escaped = folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"{escaped}%"


def expression_for(query: Query) -> str:
    """Return the tsquery for all words, or all of them written as one."""
    words = all_of(query.units)
    return f"({words}) | {adjacent((query.joined,))}" if query.joined else words


def all_of(units: Iterable[Unit]) -> str:
    return " & ".join(
        f"({adjacent(unit.words)} | {adjacent((unit.joined,))})"
        if unit.joined
        else f"({adjacent(unit.words)})"
        for unit in units
    )


def adjacent(words: tuple[str, ...]) -> str:
    """Return a phrase. Words have letters and digits only, so no quote can end one early."""
    return " <-> ".join(f"'{word}'" for word in words)


def rows_of(sql: str, parameters: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
