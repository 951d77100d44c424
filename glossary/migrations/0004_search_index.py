"""The engine's own index beside the search documents, by database."""

from django.db import migrations, models

STEMMED = "porter unicode61 remove_diacritics 2"

# New words wait in a list of 256 kB at most: with a longer one, which makes writing faster,
# PostgreSQL rather reads whole tables of a few thousand entries than the index.
FORWARDS = {
    "sqlite": [
        f"CREATE VIRTUAL TABLE glossary_search_names USING fts5(names, tokenize = '{STEMMED}')",
        "CREATE VIRTUAL TABLE glossary_search_prefixes "
        "USING fts5(names, tokenize = 'unicode61', prefix = '2 3')",
        f"CREATE VIRTUAL TABLE glossary_search_text USING fts5(body, tokenize = '{STEMMED}')",
    ],
    "postgresql": [
        "CREATE TEXT SEARCH DICTIONARY glossary_stem (TEMPLATE = snowball, LANGUAGE = english)",
        "CREATE TEXT SEARCH CONFIGURATION glossary_words (COPY = pg_catalog.simple)",
        "ALTER TEXT SEARCH CONFIGURATION glossary_words "
        "ALTER MAPPING FOR asciiword, word WITH glossary_stem",
        "ALTER TABLE glossary_searchdocument "
        "ADD COLUMN names_vector tsvector, ADD COLUMN body_vector tsvector",
        "CREATE INDEX glossary_search_names ON glossary_searchdocument "
        "USING gin (names_vector) WITH (gin_pending_list_limit = 256)",
        "CREATE INDEX glossary_search_text ON glossary_searchdocument "
        "USING gin (body_vector) WITH (gin_pending_list_limit = 256)",
    ],
}
BACKWARDS = {
    "sqlite": [
        "DROP TABLE glossary_search_names",
        "DROP TABLE glossary_search_prefixes",
        "DROP TABLE glossary_search_text",
    ],
    "postgresql": [
        "ALTER TABLE glossary_searchdocument DROP COLUMN names_vector, DROP COLUMN body_vector",
        "DROP TEXT SEARCH CONFIGURATION glossary_words",
        "DROP TEXT SEARCH DICTIONARY glossary_stem",
    ],
}


def create_index(apps, schema_editor):
    for statement in FORWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    for statement in BACKWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("glossary", "0003_entry_template")]
    operations = [
        migrations.AddIndex(
            model_name="searchdocument",
            index=models.Index(fields=["id", "kind", "language", "entry"], name="search_scope"),
        ),
        migrations.RunPython(create_index, drop_index),
    ]
