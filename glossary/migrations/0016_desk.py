"""Retired sections of the entry template, saved filters, how soon mail is wanted."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("glossary", "0015_import_jobs"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticePace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event", models.CharField(max_length=30)),
                (
                    "pace",
                    models.CharField(
                        choices=[
                            ("at once", "at once"),
                            ("daily", "once a day"),
                            ("off", "not by mail"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(max_length=1000)),
            ],
            options={
                "ordering": (django.db.models.functions.text.Lower("name"), "pk"),
            },
        ),
        migrations.AddField(
            model_name="sectionkind",
            name="retired",
            field=models.BooleanField(
                default=False,
                help_text="No longer offered for new texts; texts that have it keep it.",
                verbose_name="retired",
            ),
        ),
        migrations.AlterField(
            model_name="sectionkind",
            name="example",
            field=models.TextField(
                blank=True, help_text="Unfolded on demand below the field.", verbose_name="example"
            ),
        ),
        migrations.AlterField(
            model_name="sectionkind",
            name="guidance",
            field=models.TextField(
                blank=True,
                help_text="What belongs there. It stands above the field.",
                verbose_name="guidance",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                models.F("next_review"),
                condition=models.Q(("current__isnull", False)),
                name="reviews_by_day",
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(
                models.F("exception_until"),
                condition=models.Q(
                    ("approved_at__isnull", True), ("exception_until__isnull", False)
                ),
                name="approvals_owed",
            ),
        ),
        migrations.AddField(
            model_name="noticepace",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notice_paces",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="savedfilter",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="saved_filters",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="noticepace",
            constraint=models.UniqueConstraint(
                models.F("person"), models.F("event"), name="one_pace_per_event"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(
                models.F("person"), models.F("query"), name="filter_saved_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(
                models.F("person"),
                django.db.models.functions.text.Lower("name"),
                name="one_filter_per_name",
            ),
        ),
    ]
