"""Lines of the A-Z, subjects within subjects, addresses of standards."""

import django.db.models.deletion
from django.db import migrations, models

from glossary.text import slug_for
from glossary.wording.collation import letter_of, sort_key

PORTION = 500


def add_slugs(apps, schema_editor):
    """Give every edition its address; a number tells apart what would have the same."""
    taken = set()
    standards = apps.get_model("glossary", "Standard").objects
    for standard in standards.order_by("designation", "edition"):
        name = ":".join(filter(None, [standard.designation, standard.edition]))
        words = "".join(sign if sign.isalnum() else " " for sign in name)
        base = slug_for(words, fallback="standard")
        numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
        slug = next(one for one in (base, *numbered) if one not in taken)
        taken.add(slug)
        standards.filter(pk=standard.pk).update(slug=slug)


def add_lines(apps, schema_editor):
    """List what is published already: a new page of the glossary must not look empty."""
    entries = apps.get_model("glossary", "Entry").objects.filter(current__isnull=False)
    pks = list(entries.order_by("pk").values_list("pk", flat=True))
    line = apps.get_model("glossary", "IndexLine")
    for start in range(0, len(pks), PORTION):
        portion = entries.filter(pk__in=pks[start : start + PORTION]).select_related("current")
        rows = [row for entry in portion for row in lines_of(entry, line)]
        line.objects.bulk_create(rows)


def lines_of(entry, line):
    title = {entry.current.title: False}
    others = {}
    if entry.kind == "term":
        names = entry.current.designations.exclude(acceptability="search-only")
        for name in names.filter(language__in=("", entry.language)).order_by("position"):
            others.setdefault(name.term, name.acceptability == "deprecated")
    for position, (text, is_deprecated) in enumerate((title | others | title).items()):
        yield line(
            entry=entry,
            kind=entry.kind,
            language=entry.language,
            position=position,
            text=text,
            letter=letter_of(text, language=entry.language),
            key=sort_key(text, language=entry.language),
            is_deprecated=is_deprecated,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("glossary", "0011_search_analysis"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndexLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="index_lines",
                        to="glossary.entry",
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("language", models.CharField(max_length=35)),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=200)),
                ("letter", models.CharField(max_length=10)),
                ("key", models.BinaryField()),
                ("is_deprecated", models.BooleanField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["kind", "language", "letter", "key"], name="index_by_letter"
                    ),
                    models.Index(
                        condition=models.Q(("position", 0)),
                        fields=["kind", "language", "key"],
                        name="index_of_titles",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("entry"), models.F("position"), name="one_line_per_name"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="subject",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                help_text="The wider subject that this one is a part of, if any.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="glossary.subject",
                verbose_name="part of",
            ),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True),
                    models.Q(("parent", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="subject_is_not_its_own_parent",
            ),
        ),
        migrations.AddField(
            model_name="standard",
            name="slug",
            field=models.CharField(default="", max_length=130),
            preserve_default=False,
        ),
        migrations.RunPython(add_slugs, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="standard",
            name="slug",
            field=models.SlugField(blank=True, editable=False, max_length=130, unique=True),
        ),
        migrations.RunPython(add_lines, migrations.RunPython.noop),
    ]
