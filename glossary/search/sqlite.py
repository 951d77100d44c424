"""The index on SQLite: FTS5 tables whose rowid is the primary key of the SearchDocument.

Every reading statement joins the documents, so rows that a flushed table has left behind are
never found. Words reach MATCH in quotes, so nothing in them is an operator.
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

STEMMED = "porter unicode61 remove_diacritics 2"
# The beginning of a word can only be found among words that were not stemmed: "calibratio".
# As migration 0004 makes them; a rebuild makes them anew.
TABLES = {
    "glossary_search_names": f"names, tokenize = '{STEMMED}'",
    "glossary_search_prefixes": "names, tokenize = 'unicode61', prefix = '2 3'",
    "glossary_search_text": f"body, tokenize = '{STEMMED}'",
}
# bm25 looks at every match: of a word that stands everywhere, the first documents are ranked.
TEXT_CANDIDATES = 2_000
# Behind every folded name that begins like this one.
LAST_CHARACTER = "\U0010ffff"

# CROSS JOIN keeps the full-text table on the outside, where its order is that of the rowid.
# The documents themselves are long rows; their index has all that is asked for.
TEXT_WITH_DOCUMENTS = """glossary_search_text
        CROSS JOIN glossary_searchdocument d INDEXED BY search_scope
            ON d.id = glossary_search_text.rowid"""
BY_TEXT = f"""
    SELECT id, score FROM (
        SELECT d.id AS id, -bm25(glossary_search_text) AS score
        FROM {TEXT_WITH_DOCUMENTS}
        WHERE glossary_search_text MATCH %s AND {IN_SCOPE} LIMIT %s)
    UNION ALL
    SELECT id, score FROM (
        SELECT d.id AS id, 0.0 AS score
        FROM {TEXT_WITH_DOCUMENTS}
        WHERE glossary_search_text MATCH %s AND {IN_SCOPE} LIMIT %s OFFSET %s)
    ORDER BY 2 DESC, 1
    LIMIT %s
"""
COUNT_TEXT = f"""
    SELECT count(*) FROM (
        SELECT 1 FROM {TEXT_WITH_DOCUMENTS}
        WHERE glossary_search_text MATCH %s AND {IN_SCOPE} LIMIT %s)
"""
COUNT_BY_NAME_ONLY = f"""
    SELECT count(*)
    FROM found CROSS JOIN glossary_searchdocument d INDEXED BY search_scope ON d.id = found.id
    WHERE {IN_SCOPE} AND NOT EXISTS (
        SELECT 1 FROM glossary_search_text
        WHERE glossary_search_text MATCH %s AND rowid = found.id)
"""
CONTAINING = f"""
    SELECT d.entry_id FROM {TEXT_WITH_DOCUMENTS}
    WHERE glossary_search_text MATCH %s
"""
HOLDERS = """SELECT * FROM (
    SELECT %s AS place, rowid FROM glossary_search_text
    WHERE glossary_search_text MATCH %s LIMIT %s)"""
# The most parts that SQLite takes in one statement.
BRANCHES = 500
Branch = tuple[str, list[object]]


class SqliteBackend:
    """FTS5 with the Porter stemmer."""

    def by_name(self, query: Query, scope: Scope, *, limit: int) -> list[Found]:
        found, parameters = with_found(name_branches(query))
        parameters += by_grade_parameters(query, scope, limit=limit)
        return graded(rows_of(found + NAMES_BY_GRADE, parameters))

    def by_text(self, query: Query, scope: Scope, *, limit: int) -> list[Found]:
        if not query.units:
            return []
        match = [expression_for(query), *scope.parameters]
        further = max(0, limit - TEXT_CANDIDATES)
        parameters = [*match, TEXT_CANDIDATES, *match, further, TEXT_CANDIDATES, limit]
        rows = rows_of(BY_TEXT, parameters)
        return [Found(document_id, score / (1 + score)) for document_id, score in rows]

    def count(self, query: Query, scope: Scope) -> int:
        match = expression_for(query)
        by_text = rows_of(COUNT_TEXT, [match, *scope.parameters, COUNT_LIMIT])[0][0]
        found, parameters = with_found(name_branches(query))
        parameters += [*scope.parameters, match]
        by_name_only = rows_of(found + COUNT_BY_NAME_ONLY, parameters)[0][0]
        return min(by_text + by_name_only, COUNT_LIMIT)

    def containing(self, sequences: Collection[tuple[str, ...]]) -> set[int]:
        expression = " OR ".join(quoted(sequence) for sequence in sequences)
        return {entry_id for (entry_id,) in rows_of(CONTAINING, [expression])}

    def holders(self, words: Sequence[str], *, most: int) -> dict[str, list[int]]:
        return holders_of(words, rows_of, HOLDERS, quoted, most=most, branches=BRANCHES)

    def write(self, rows: Iterable[Row]) -> None:
        columns = {
            "glossary_search_names": "names",
            "glossary_search_prefixes": "names",
            "glossary_search_text": "body",
        }
        rows = list(rows)
        with connection.cursor() as cursor:
            for table, column in columns.items():
                cursor.executemany(
                    f"INSERT OR REPLACE INTO {table} (rowid, {column}) VALUES (%s, %s)",
                    [(row.document_id, getattr(row, column)) for row in rows],
                )

    def erase(self, document_ids: Collection[int]) -> None:
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.executemany(
                    f"DELETE FROM {table} WHERE rowid = %s", [(pk,) for pk in document_ids]
                )

    def reset(self) -> None:
        with connection.cursor() as cursor:
            for table, definition in TABLES.items():
                cursor.execute(f"DROP TABLE IF EXISTS {table}")
                cursor.execute(f"CREATE VIRTUAL TABLE {table} USING fts5({definition})")


def name_branches(query: Query) -> list[Branch]:
    """Return the ways to find a document by its names, each a SELECT of document ids."""
    folded = query.folded
    exact = "SELECT document_id FROM glossary_searchname WHERE folded = %s"
    branches: list[Branch] = [(exact, [folded])]
    if query.units:
        branches.append(matching("glossary_search_names", expression_for(query)))
    if query.last_is_prefix:
        beginning = "SELECT document_id FROM glossary_searchname WHERE folded >= %s AND folded < %s"
        branches.append((beginning, [folded, folded + LAST_CHARACTER]))
        branches.append(matching_beginnings(query))
    return branches


def matching(table: str, expression: str) -> Branch:
    return f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [expression]


def matching_beginnings(query: Query) -> Branch:
    """Find the last word as the beginning of one, the words before it stemmed."""
    *before, last = query.units
    sql, parameters = matching("glossary_search_prefixes", f"{quoted(last.words)} *")
    if before:
        stemmed, more = matching("glossary_search_names", all_of(before))
        sql, parameters = f"{sql} AND rowid IN ({stemmed})", parameters + more
    return sql, parameters


def with_found(branches: Iterable[Branch]) -> Branch:
    """Return `WITH found(id) AS (...)` over all branches, so many from each."""
    branches = list(branches)
    limited = [f"SELECT * FROM ({sql} LIMIT %s)" for sql, _parameters in branches]
    parameters = [value for _sql, values in branches for value in (*values, NAME_CANDIDATES)]
    return f"WITH found(id) AS ({' UNION '.join(limited)}) ", parameters


def expression_for(query: Query) -> str:
    """Return the FTS5 expression for all words, or all of them written as one."""
    # MATCH refuses an empty text; an empty phrase is found nowhere.
    words = all_of(query.units) or quoted(())
    return f"({words}) OR {quoted((query.joined,))}" if query.joined else words


def all_of(units: Iterable[Unit]) -> str:
    return " AND ".join(
        f"({quoted(unit.words)} OR {quoted((unit.joined,))})" if unit.joined else quoted(unit.words)
        for unit in units
    )


def quoted(words: tuple[str, ...]) -> str:
    """Return a phrase. Words have letters and digits only, so no quote can end it early."""
    return f'"{" ".join(words)}"'


def rows_of(sql: str, parameters: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
