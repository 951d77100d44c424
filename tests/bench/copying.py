"""Make a large glossary out of a small one by copying rows: SQLite only, without the workflow.

Each copy of an entry has a name of its own and otherwise the same text, mentions and facts, so
that tables and indexes grow as they would. Nothing measured here runs on the copies themselves.
"""

from collections.abc import Iterator

from django.db import connection, transaction

from glossary.guards import install_guards, remove_guards
from glossary.models import Entry, IndexLine, PublishedName
from glossary.publishing.index_lines import expected_lines
from glossary.search.sqlite import TABLES
from glossary.text import fold
from glossary.wording.keys import keys_of_name

LETTERS = "abcdefghijklmnopqrstuvwxyz"
# What is copied from one table to the same, with the columns that are told by the map.
COPIED = {
    "glossary_section": {"version_id": "m.version"},
    "glossary_designation": {"version_id": "m.version"},
    "glossary_relation": {"version_id": "m.version"},
    "glossary_citation": {"version_id": "m.version"},
    "glossary_rendering": {"version_id": "m.version"},
    "glossary_publication": {"entry_id": "m.entry", "version_id": "m.version"},
    "glossary_mention": {"source_id": "m.entry"},
    "glossary_relatedlink": {"entry_id": "m.entry"},
    "glossary_searchdocument": {"entry_id": "m.entry"},
}
OWNER = {"version_id": "m.old_version", "entry_id": "m.old_entry", "source_id": "m.old_entry"}


def multiply(times: int) -> None:
    """Let there be so many times as many entries as now."""
    there = list(Entry.objects.published().order_by("pk").values_list("pk", flat=True))
    remove_guards(connection)
    for number in range(1, times):
        with transaction.atomic(), connection.cursor() as cursor:
            suffix = f"copy{LETTERS[number % 26]}{LETTERS[number // 26]}"
            copy_entries(cursor, last=there[-1], number=number, suffix=suffix)
            copy_search(cursor)
            PublishedName.objects.bulk_create(names(suffix), batch_size=2_000)
            cursor.execute("SELECT entry FROM copied")
            copies = [entry for (entry,) in cursor.fetchall()]
            IndexLine.objects.bulk_create(expected_lines(copies), batch_size=2_000)
            cursor.execute("DROP TABLE copied")
    install_guards(connection)


def copy_entries(cursor: object, *, last: int, number: int, suffix: str) -> None:
    """Copy entries and versions, keep which became which, then copy what hangs on them."""
    values = {
        "number": f"'QM-' || (100000 * {number + 1} + id)",
        "slug": f"slug || '-{suffix}'",
        "title": f"title || ' {suffix}'",
        "folded_title": f"folded_title || '{suffix}'",
        "concept": "lower(hex(randomblob(16)))",
        "current_id": "NULL",
        "next_review": "NULL",
    }
    cursor.execute(insert("glossary_entry", values) + f" WHERE id <= {last}")
    cursor.execute(
        "CREATE TEMP TABLE copied AS SELECT o.id AS old_entry, n.id AS entry, "
        "o.current_id AS old_version, 0 AS version FROM glossary_entry o JOIN glossary_entry n "
        f"ON n.slug = o.slug || '-{suffix}' WHERE o.id <= {last}"
    )
    cursor.execute("CREATE INDEX copied_entry ON copied (old_entry)")
    cursor.execute("CREATE INDEX copied_version ON copied (old_version)")
    title = {"entry_id": "m.entry", "title": f"t.title || ' {suffix}'"}
    cursor.execute(insert("glossary_version", title, join="m.old_version = t.id"))
    cursor.execute(
        "UPDATE copied SET version = (SELECT v.id FROM glossary_version v "
        "WHERE v.entry_id = copied.entry)"
    )
    cursor.execute(
        "UPDATE glossary_entry SET current_id = c.version, next_review = '2030-01-01' "
        "FROM copied c WHERE c.entry = glossary_entry.id"
    )
    for table, told in COPIED.items():
        column = next(iter(told))
        cursor.execute(insert(table, told, join=f"{OWNER[column]} = t.{column}"))


def insert(table: str, told: dict[str, str], *, join: str = "") -> str:
    """Return the statement that copies rows but for some columns."""
    columns = [column for column in columns_of(table) if column != "id"]
    values = ", ".join(told.get(column, f"t.{column}" if join else column) for column in columns)
    source = f"{table} t JOIN copied m ON {join}" if join else table
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {source}"


def columns_of(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [
            column.name for column in connection.introspection.get_table_description(cursor, table)
        ]


def copy_search(cursor: object) -> None:
    """Copy what the engine knows of the documents."""
    for table in TABLES:
        cursor.execute(
            f"INSERT INTO {table} (rowid, words) SELECT n.id, t.words FROM copied m "
            "JOIN glossary_searchdocument o ON o.entry_id = m.old_entry "
            "JOIN glossary_searchdocument n ON n.entry_id = m.entry "
            f"JOIN {table} t ON t.rowid = o.id"
        )
    cursor.execute(
        "INSERT INTO glossary_searchname (document_id, text, folded, acceptability, type, position)"
        " SELECT n.id, t.text, t.folded || 'x', t.acceptability, t.type, t.position FROM copied m "
        "JOIN glossary_searchdocument o ON o.entry_id = m.old_entry "
        "JOIN glossary_searchdocument n ON n.entry_id = m.entry "
        "JOIN glossary_searchname t ON t.document_id = o.id"
    )


def names(suffix: str) -> Iterator[PublishedName]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.entry, t.language, t.position, t.text, t.is_abbreviation, t.autolink "
            "FROM copied m JOIN glossary_publishedname t ON t.entry_id = m.old_entry"
        )
        rows = cursor.fetchall()
    for entry, language, position, text, is_abbreviation, autolink in rows:
        copy = f"{text} {suffix}"
        for key in keys_of_name(copy):
            yield PublishedName(
                entry_id=entry,
                language=language,
                position=position,
                text=copy,
                key=key,
                folded=fold(copy),
                is_abbreviation=is_abbreviation,
                autolink=autolink,
            )
