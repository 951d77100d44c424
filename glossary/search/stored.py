"""Plain look-ups in the tables of the index, the same on both databases.

Written out, because a list of results may need a dozen of them and Django takes longer to build
such a query than a database to answer it.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection

ROWS_AT_ONCE = 2_000
EXACT = """
    SELECT n.document_id, min(n.position) AS place FROM glossary_searchname n
    JOIN glossary_searchdocument d ON d.id = n.document_id
    WHERE n.folded IN ({folded}) AND {where}
    GROUP BY n.document_id, d.title
    ORDER BY min(CASE n.position WHEN 0 THEN 0 ELSE 1 END), length(d.title), n.document_id
    LIMIT %s
"""
NUMBERED = "SELECT d.id FROM glossary_searchdocument d WHERE d.number = %s AND {where}"
DOCUMENTS = """
    SELECT id, entry_id, number, slug, title, kind, language, definition, teaser, marks,
        {sections}
    FROM glossary_searchdocument WHERE id IN ({pks})
"""
ORDERS = {"title": "folded, id", "date": "changed_on DESC, folded, id"}
NAMES = """
    SELECT document_id, text, folded, acceptability, type FROM glossary_searchname
    WHERE document_id IN ({pks}) ORDER BY document_id, position
"""
MARKS = "SELECT id, marks FROM glossary_searchdocument WHERE id IN ({pks})"
BAGS = "SELECT document_id, length, words FROM glossary_searchbag WHERE document_id IN ({pks})"
SORTED = """
    SELECT id FROM glossary_searchdocument WHERE id IN ({pks}) ORDER BY {order} LIMIT %s OFFSET %s
"""
SHARED = """
    SELECT folded FROM glossary_searchname WHERE position = 0 AND folded IN ({folded})
    GROUP BY folded HAVING count(*) > 1
"""
# Apart, or SQLite reads the whole index.
EXTENT = """
    SELECT (SELECT min(id) FROM glossary_searchdocument),
        (SELECT max(id) FROM glossary_searchdocument)
"""
NEXT_LANGUAGE = "SELECT min(language) FROM glossary_searchdocument WHERE language > %s"


class Bag(NamedTuple):
    """The words of a document as they are weighed."""

    document_id: int
    length: int
    words: str


class Stored(NamedTuple):
    """A document as it is shown; `sections` is what the database keeps of them."""

    id: int
    entry_id: int
    number: str
    slug: str
    title: str
    kind: str
    language: str
    definition: str
    teaser: str
    marks: str
    sections: list[dict[str, str]]

    @property
    def passages(self) -> list[tuple[str, str]]:
        """The titles and texts of the sections."""
        return [(section["title"], section["text"]) for section in self.sections]


def rows_of(sql: str, parameters: Sequence[Any] = ()) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def each_row(sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple]:
    """Yield the rows of a long answer without ever holding all of them."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from rows


def listed(pks: Iterable[int]) -> str:
    """Write keys into a statement: thousands of parameters take longer than the look-up."""
    return ",".join(map(str, pks))


def has_marks(marks: Sequence[str], *, of: str) -> str:
    """Return the condition that a document has all these marks; they are made of our own keys."""
    if not marks:
        return "TRUE"
    wanted = " AND ".join(f"m.marks LIKE '%% {mark} %%'" for mark in marks)
    return f"EXISTS (SELECT 1 FROM glossary_searchdocument m WHERE m.id = {of} AND {wanted})"


def named_exactly(folded: Collection[str], marks: Sequence[str], *, limit: int) -> list[tuple]:
    """Return documents with one of these folded names, and the place of the name; titles first."""
    sql = EXACT.format(
        folded=",".join(["%s"] * len(folded)), where=has_marks(marks, of="n.document_id")
    )
    return rows_of(sql, [*folded, limit])


def numbered(number: str, marks: Sequence[str]) -> list[int]:
    return [pk for (pk,) in rows_of(NUMBERED.format(where=has_marks(marks, of="d.id")), [number])]


def marks_of(pks: Collection[int]) -> dict[int, str]:
    """Return the marks, between blanks, of those of these documents that exist."""
    return dict(rows_of(MARKS.format(pks=listed(pks)))) if pks else {}


def documents_of(pks: Collection[int], *, with_sections: bool) -> list[Stored]:
    """Return documents to be shown, without their texts where these are not needed."""
    sections = "sections" if with_sections else "'[]'"
    rows = rows_of(DOCUMENTS.format(pks=listed(pks), sections=sections)) if pks else []
    return [Stored(*row[:-1], as_json(row[-1])) for row in rows]


def as_json(value: Any) -> Any:
    """Return what a JSON column holds; Django leaves it as text."""
    return json.loads(value) if isinstance(value, str) else value


def names_of(pks: Collection[int]) -> list[tuple]:
    """Return key of document, text, folded form, acceptability and type, in their order."""
    return rows_of(NAMES.format(pks=listed(pks))) if pks else []


def sorted_by(order: str, pks: Collection[int], *, limit: int, offset: int) -> list[int]:
    sql = SORTED.format(pks=listed(pks), order=ORDERS[order])
    return [pk for (pk,) in rows_of(sql, [limit, offset])] if pks else []


def bags_of(pks: Collection[int]) -> list[Bag]:
    return [Bag(*row) for row in rows_of(BAGS.format(pks=listed(pks)))] if pks else []


def languages() -> tuple[str, ...]:
    """Return the languages of all documents, by one step in an index for each."""
    found: list[str] = []
    while (language := rows_of(NEXT_LANGUAGE, [found[-1] if found else ""])[0][0]) is not None:
        found.append(language)
    return tuple(found)


def document_count() -> int:
    """Return about how many documents there are; counting them would read them all."""
    first, last = rows_of(EXTENT)[0]
    return last - first + 1 if last else 0


def shared(folded: Collection[str]) -> set[str]:
    """Return those of these folded titles that several documents have."""
    sql = SHARED.format(folded=",".join(["%s"] * len(folded)))
    return {title for (title,) in rows_of(sql, list(folded))} if folded else set()


def holders_of(
    sought: Mapping[str, str], statement: str, *, most: int, at_once: int
) -> dict[str, list[int]]:
    """Return the documents with each stem, without the stems that more than `most` have.

    `sought` says how the engine is asked for each stem; `statement` takes a place, that and a
    limit, and answers with places and documents. So many are joined in one query.
    """
    found: dict[str, list[int]] = {stem: [] for stem in sought}
    stems = list(sought)
    for start in range(0, len(stems), at_once):
        part = stems[start : start + at_once]
        parameters = [
            value for place, stem in enumerate(part) for value in (place, sought[stem], most + 1)
        ]
        for place, pk in rows_of(" UNION ALL ".join([statement] * len(part)), parameters):
            found[part[place]].append(pk)
    return {stem: pks for stem, pks in found.items() if len(pks) <= most}
