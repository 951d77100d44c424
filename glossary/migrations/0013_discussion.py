"""Comments of editors on versions, and feedback of readers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("glossary", "0012_browsing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.CharField(blank=True, max_length=50, verbose_name="section")),
                ("text", models.TextField(max_length=5000, verbose_name="text")),
                ("at", models.DateTimeField(verbose_name="time")),
                ("resolved_at", models.DateTimeField(null=True, verbose_name="resolved")),
                ("sending", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="glossary.entry",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="glossary.comment",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="glossary.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ("at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        models.F("by"), models.F("sending"), name="comment_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolved_at__isnull", True), ("resolved_by__isnull", True)),
                            models.Q(
                                ("resolved_at__isnull", False), ("resolved_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="resolved_comment_says_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True), ("resolved_at__isnull", True), _connector="OR"
                        ),
                        name="only_threads_are_resolved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_clear", models.BooleanField(verbose_name="clear")),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="text")),
                ("at", models.DateTimeField(db_index=True, verbose_name="time")),
                ("handled_at", models.DateTimeField(null=True, verbose_name="handled")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feedback",
                        to="glossary.entry",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="glossary.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "feedback of a reader",
                "verbose_name_plural": "feedback of readers",
                "ordering": ("-at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handled_at__isnull", True), ("handled_by__isnull", True)),
                            models.Q(("handled_at__isnull", False), ("handled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="handled_feedback_says_who",
                    )
                ],
            },
        ),
    ]
