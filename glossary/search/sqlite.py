"""The index on SQLite: FTS5 tables whose rowid is the primary key of the SearchDocument.

They are given stems and do not stem themselves. Words reach MATCH in quotes, so nothing in them
is an operator. Rows of documents that somebody else has deleted may be found: who asks looks
whether they are still there.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import connection

from glossary.search.base import Row
from glossary.search.expression import WRITTEN, Clause, Expression, Phrase
from glossary.search.stored import has_marks, holders_of, rows_of

TOKENS = f"unicode61 remove_diacritics 0 tokenchars '{WRITTEN}_'"
# As migration 0011 makes them; a rebuild makes them anew. Written words begin with a sign, so
# that prefixes of three and four signs are those of two and three letters.
TABLES = {
    "glossary_search_names": f"words, tokenize = \"{TOKENS}\", prefix = '3 4'",
    "glossary_search_text": f'words, tokenize = "{TOKENS}"',
}
# Behind every folded name that begins like this one.
LAST_CHARACTER = "\U0010ffff"

MATCHING = "SELECT rowid FROM {table} WHERE {table} MATCH %s LIMIT %s"
COUNT = f"SELECT count(*) FROM ({MATCHING.format(table='glossary_search_text')})"
BEGINNING = """
    SELECT n.document_id FROM glossary_searchname n
    WHERE n.folded >= %s AND n.folded < %s AND {where} ORDER BY n.folded, n.document_id LIMIT %s
"""
CONTAINING = """
    SELECT d.entry_id FROM glossary_search_text
    JOIN glossary_searchdocument d ON d.id = glossary_search_text.rowid
    WHERE glossary_search_text MATCH %s
"""
HOLDERS = """SELECT * FROM (
    SELECT %s AS place, rowid FROM glossary_search_text
    WHERE glossary_search_text MATCH %s LIMIT %s)"""
# Only what is missing or has risen: a text says hardly anything new.
REMEMBER = """
    INSERT INTO glossary_searchword (word, in_names)
    SELECT said.key, said.value FROM json_each(%s) AS said
    WHERE NOT EXISTS (
        SELECT 1 FROM glossary_searchword known
        WHERE known.word = said.key AND known.in_names >= said.value)
    ON CONFLICT (word) DO UPDATE SET in_names = TRUE WHERE excluded.in_names
"""
# The most parts that SQLite takes in one statement.
BRANCHES = 500


class SqliteBackend:
    """FTS5 as an index of stems."""

    def in_names(self, expression: Expression, *, limit: int) -> list[int]:
        return matching("glossary_search_names", expression, limit=limit)

    def in_texts(self, expression: Expression, *, limit: int) -> list[int]:
        return matching("glossary_search_text", expression, limit=limit)

    def count(self, expression: Expression, *, limit: int) -> int:
        return rows_of(COUNT, [match_for(expression), limit])[0][0]

    def beginning(
        self, folded: str, *, titles: bool, marks: Sequence[str], limit: int
    ) -> list[int]:
        where = f"n.position {'=' if titles else '>'} 0 AND {has_marks(marks, of='n.document_id')}"
        parameters = [folded, folded + LAST_CHARACTER, limit]
        return [pk for (pk,) in rows_of(BEGINNING.format(where=where), parameters)]

    def containing(self, phrases: Collection[Phrase]) -> set[int]:
        return {entry for (entry,) in rows_of(CONTAINING, [any_of(phrases)])}

    def holders(self, stems: Sequence[str], *, most: int) -> dict[str, list[int]]:
        sought = {stem: quoted(Phrase((stem,))) for stem in stems}
        return holders_of(sought, HOLDERS, most=most, at_once=BRANCHES)

    def write(self, rows: Iterable[Row]) -> None:
        rows = list(rows)
        words = {
            "glossary_search_names": [(row.document_id, [*row.names, *row.marks]) for row in rows],
            "glossary_search_text": [(row.document_id, [*row.body, *row.marks]) for row in rows],
        }
        with connection.cursor() as cursor:
            for table, texts in words.items():
                cursor.executemany(
                    f"INSERT OR REPLACE INTO {table} (rowid, words) VALUES (%s, %s)",
                    [(pk, " ".join(text)) for pk, text in texts],
                )

    def remember(self, words: Mapping[str, bool]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(REMEMBER, [json.dumps(words)])

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


def matching(table: str, expression: Expression, *, limit: int) -> list[int]:
    parameters = [match_for(expression), limit]
    return [pk for (pk,) in rows_of(MATCHING.format(table=table), parameters)]


def match_for(expression: Expression) -> str:
    """Return the FTS5 expression. An empty phrase is found nowhere."""
    ways = [" AND ".join(f"({any_of(clause)})" for clause in expression.clauses)]
    ways += map(quoted, expression.instead)
    match = " OR ".join(f"({way})" for way in ways if way) or '""'
    if expression.marks:
        match = (
            f"({match}) AND {' AND '.join(quoted(Phrase((mark,))) for mark in expression.marks)}"
        )
    if expression.excluded:
        match = f"({match}) NOT ({any_of(expression.excluded)})"
    return match


def any_of(phrases: Clause | Collection[Phrase]) -> str:
    return " OR ".join(map(quoted, phrases))


def quoted(phrase: Phrase) -> str:
    """Return a phrase. Words have no quotation mark, so none can end it early."""
    return f'"{" ".join(phrase.words)}"{" *" if phrase.is_prefix else ""}'
