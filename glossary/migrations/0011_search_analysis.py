"""Search stems words itself, weighs and counts; the index has to be made anew afterwards."""

import django.db.models.deletion
from django.db import migrations, models

TOKENS = "unicode61 remove_diacritics 0 tokenchars '=_'"

# The planner takes looking into a long vector for as cheap as comparing numbers, and would rather
# read all documents than the index where a word is common. A function of its own keeps it from it.
FUNCTION = """
    CREATE FUNCTION {name}(sought tsquery, most integer) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
    BEGIN
        RETURN QUERY
            SELECT id FROM glossary_searchdocument WHERE {column} @@ sought LIMIT most;
    END $$
"""
FORWARDS = {
    "sqlite": [
        "DROP TABLE glossary_search_names",
        "DROP TABLE glossary_search_prefixes",
        "DROP TABLE glossary_search_text",
        "CREATE VIRTUAL TABLE glossary_search_names "
        f"USING fts5(words, tokenize = \"{TOKENS}\", prefix = '3 4')",
        f'CREATE VIRTUAL TABLE glossary_search_text USING fts5(words, tokenize = "{TOKENS}")',
    ],
    "postgresql": [
        "DROP TEXT SEARCH CONFIGURATION glossary_words",
        "DROP TEXT SEARCH DICTIONARY glossary_stem",
        FUNCTION.format(name="glossary_in_names", column="names_vector"),
        FUNCTION.format(name="glossary_in_texts", column="body_vector"),
    ],
}
STEMMED = "porter unicode61 remove_diacritics 2"
BACKWARDS = {
    "sqlite": [
        "DROP TABLE glossary_search_names",
        "DROP TABLE glossary_search_text",
        f"CREATE VIRTUAL TABLE glossary_search_names USING fts5(names, tokenize = '{STEMMED}')",
        "CREATE VIRTUAL TABLE glossary_search_prefixes "
        "USING fts5(names, tokenize = 'unicode61', prefix = '2 3')",
        f"CREATE VIRTUAL TABLE glossary_search_text USING fts5(body, tokenize = '{STEMMED}')",
    ],
    "postgresql": [
        "DROP FUNCTION glossary_in_names",
        "DROP FUNCTION glossary_in_texts",
        "CREATE TEXT SEARCH DICTIONARY glossary_stem (TEMPLATE = snowball, LANGUAGE = english)",
        "CREATE TEXT SEARCH CONFIGURATION glossary_words (COPY = pg_catalog.simple)",
        "ALTER TEXT SEARCH CONFIGURATION glossary_words "
        "ALTER MAPPING FOR asciiword, word WITH glossary_stem",
    ],
}


def forget_documents(apps, schema_editor):
    apps.get_model("glossary", "SearchName").objects.all().delete()
    apps.get_model("glossary", "SearchDocument").objects.all().delete()


def change_index(apps, schema_editor):
    for statement in FORWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def restore_index(apps, schema_editor):
    for statement in BACKWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("glossary", "0010_search_misses"),
    ]

    operations = [
        migrations.RunPython(forget_documents, forget_documents),
        migrations.RunPython(change_index, restore_index),
        migrations.CreateModel(
            name="SearchBag",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="bag",
                        serialize=False,
                        to="glossary.searchdocument",
                    ),
                ),
                ("length", models.PositiveIntegerField()),
                ("words", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="SearchFacet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=10)),
                ("value", models.CharField(max_length=200)),
                ("label", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=100, unique=True)),
                ("in_names", models.BooleanField()),
            ],
        ),
        migrations.RemoveIndex(
            model_name="searchdocument",
            name="search_scope",
        ),
        migrations.AddField(
            model_name="searchdocument",
            name="changed_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="searchdocument",
            name="definition",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="searchdocument",
            name="teaser",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="searchdocument",
            name="folded",
            field=models.CharField(default="", max_length=300),
        ),
        migrations.AddField(
            model_name="searchdocument",
            name="marks",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="searchdocument",
            name="number",
            field=models.CharField(db_index=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="searchdocument",
            name="slug",
            field=models.CharField(default="", max_length=120),
        ),
        migrations.AlterField(
            model_name="searchdocument",
            name="language",
            field=models.CharField(db_index=True, max_length=35),
        ),
        migrations.AddIndex(
            model_name="searchdocument",
            index=models.Index(fields=["id", "marks"], name="search_marks"),
        ),
        migrations.AddConstraint(
            model_name="searchfacet",
            constraint=models.UniqueConstraint(
                fields=("field", "value"), name="unique_search_facet"
            ),
        ),
    ]
