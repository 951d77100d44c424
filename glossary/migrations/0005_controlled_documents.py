"""The whole life cycle: scheduling, withdrawal, periodic review, notices, a fuller record."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import glossary.models.notices


class Migration(migrations.Migration):
    dependencies = [
        ("glossary", "0004_search_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Disposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "title_hash",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the title"),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed")),
            ],
            options={
                "verbose_name": "disposal",
                "verbose_name_plural": "disposals",
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=30, verbose_name="kind")),
                ("subject_line", models.CharField(max_length=300, verbose_name="subject")),
                ("text", models.TextField(verbose_name="text")),
                ("path", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(verbose_name="time")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read")),
                ("mail_after", models.DateTimeField(blank=True, db_index=True, null=True)),
                ("mailed_at", models.DateTimeField(blank=True, null=True, verbose_name="mailed")),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("last_error", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "ordering": ("-created_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Pseudonym",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="shown as")),
            ],
            options={
                "verbose_name": "pseudonym",
                "verbose_name_plural": "pseudonyms",
            },
        ),
        migrations.CreateModel(
            name="Redirect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=300, unique=True, verbose_name="old path")),
                ("created_at", models.DateTimeField(verbose_name="created")),
            ],
            options={
                "verbose_name": "redirect",
                "verbose_name_plural": "redirects",
                "ordering": ("path",),
            },
        ),
        migrations.CreateModel(
            name="Rendering",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sections", models.JSONField(default=list)),
                ("rendered_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                (
                    "token",
                    models.CharField(
                        default=glossary.models.notices.new_token, max_length=40, unique=True
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("told_up_to", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="version",
            name="one_open_version",
        ),
        migrations.RemoveConstraint(
            model_name="version",
            name="one_published_version",
        ),
        migrations.RemoveConstraint(
            model_name="version",
            name="approved_version_is_signed",
        ),
        migrations.RemoveConstraint(
            model_name="version",
            name="published_version_is_numbered",
        ),
        migrations.AddField(
            model_name="chainhead",
            name="at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="chainhead",
            name="options",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="citation",
            name="accessed",
            field=models.DateField(blank=True, null=True, verbose_name="read on"),
        ),
        migrations.AddField(
            model_name="citation",
            name="licence",
            field=models.CharField(blank=True, max_length=200, verbose_name="licence"),
        ),
        migrations.AddField(
            model_name="decision",
            name="auth_at",
            field=models.DateTimeField(null=True, verbose_name="proved at"),
        ),
        migrations.AddField(
            model_name="decision",
            name="auth_method",
            field=models.CharField(blank=True, max_length=20, verbose_name="proved by"),
        ),
        migrations.AddField(
            model_name="decision",
            name="changes",
            field=models.TextField(blank=True, verbose_name="changes"),
        ),
        migrations.AddField(
            model_name="decision",
            name="clock_regressed",
            field=models.BooleanField(default=False, verbose_name="clock went back"),
        ),
        migrations.AddField(
            model_name="decision",
            name="content_hash_before",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="decision",
            name="event_id",
            field=models.CharField(blank=True, max_length=36, verbose_name="event"),
        ),
        migrations.AddField(
            model_name="decision",
            name="format",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="decision",
            name="ip",
            field=models.CharField(blank=True, max_length=45, verbose_name="network address"),
        ),
        migrations.AddField(
            model_name="decision",
            name="object_id",
            field=models.CharField(blank=True, max_length=64, verbose_name="object"),
        ),
        migrations.AddField(
            model_name="decision",
            name="object_type",
            field=models.CharField(default="version", max_length=30, verbose_name="kind of object"),
        ),
        migrations.AddField(
            model_name="decision",
            name="on_behalf_of",
            field=models.CharField(blank=True, max_length=200, verbose_name="on behalf of"),
        ),
        migrations.AddField(
            model_name="decision",
            name="request_id",
            field=models.CharField(blank=True, max_length=36, verbose_name="request"),
        ),
        migrations.AddField(
            model_name="decision",
            name="session",
            field=models.CharField(blank=True, max_length=16, verbose_name="session"),
        ),
        migrations.AddField(
            model_name="decision",
            name="software_version",
            field=models.CharField(blank=True, max_length=40, verbose_name="software version"),
        ),
        migrations.AddField(
            model_name="decision",
            name="version_label",
            field=models.CharField(blank=True, max_length=20, verbose_name="version number"),
        ),
        migrations.AddField(
            model_name="entry",
            name="last_reviewed",
            field=models.DateField(blank=True, null=True, verbose_name="last reviewed"),
        ),
        migrations.AddField(
            model_name="entry",
            name="review_interval_months",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="review interval in months",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="shared_with",
            field=models.ManyToManyField(
                blank=True,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="shared with",
            ),
        ),
        migrations.AddField(
            model_name="subject",
            name="review_interval_months",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Empty: as the site says.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="review interval in months",
            ),
        ),
        migrations.AddField(
            model_name="subject",
            name="reviewers",
            field=models.ManyToManyField(
                blank=True,
                help_text="While nobody is named, every reviewer may review it.",
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="reviewers of this subject",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="exception_until",
            field=models.DateField(blank=True, null=True, verbose_name="exception ends"),
        ),
        migrations.AddField(
            model_name="version",
            name="review_by",
            field=models.DateField(blank=True, null=True, verbose_name="review wanted by"),
        ),
        migrations.AddField(
            model_name="version",
            name="scheduled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="scheduled_for",
            field=models.DateTimeField(blank=True, null=True, verbose_name="to be published at"),
        ),
        migrations.AddField(
            model_name="version",
            name="self_approved",
            field=models.BooleanField(default=False, verbose_name="approved by a contributor"),
        ),
        migrations.AddField(
            model_name="version",
            name="successor",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaces",
                to="glossary.entry",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="withdrawal_explanation",
            field=models.TextField(blank=True, verbose_name="public explanation"),
        ),
        migrations.AddField(
            model_name="version",
            name="withdrawal_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("obsolete", "obsolete: no longer used"),
                    ("merged", "merged: another entry says it"),
                    ("wrong", "wrong: must not be relied upon"),
                    ("legal", "legal: must not be shown"),
                    ("other", "other"),
                ],
                max_length=10,
                verbose_name="reason of the withdrawal",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="version",
            name="withdrawn_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="actor",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="entry",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="glossary.entry",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="entry_number",
            field=models.CharField(blank=True, max_length=20, verbose_name="entry"),
        ),
        migrations.AlterField(
            model_name="decision",
            name="entry_title",
            field=models.CharField(blank=True, max_length=200, verbose_name="title"),
        ),
        migrations.AlterField(
            model_name="decision",
            name="outcome",
            field=models.CharField(
                choices=[("done", "done"), ("denied", "denied"), ("failed", "failed")],
                default="done",
                max_length=10,
                verbose_name="outcome",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="state_after",
            field=models.CharField(blank=True, max_length=20, verbose_name="state after"),
        ),
        migrations.AlterField(
            model_name="decision",
            name="version_sequence",
            field=models.PositiveIntegerField(null=True, verbose_name="version"),
        ),
        migrations.AlterField(
            model_name="version",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("in_review", "in review"),
                    ("changes_requested", "changes requested"),
                    ("approved", "approved"),
                    ("scheduled", "scheduled"),
                    ("published", "published"),
                    ("withdrawn", "withdrawn"),
                    ("superseded", "superseded"),
                    ("discarded", "discarded"),
                ],
                db_index=True,
                default="draft",
                max_length=20,
                verbose_name="state",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                models.F("entry"),
                models.F("version_sequence"),
                models.F("seq"),
                name="decisions_of_a_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ("draft", "in_review", "changes_requested", "approved", "scheduled"),
                    )
                ),
                fields=("entry",),
                name="one_open_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("published", "withdrawn"))),
                fields=("entry",),
                name="one_current_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            ("approved", "scheduled", "published", "withdrawn", "superseded"),
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        models.Q(
                            models.Q(
                                ("approved_at__isnull", False), ("approved_by__isnull", False)
                            ),
                            models.Q(
                                ("exception_until__isnull", False),
                                ("state__in", ("published", "withdrawn", "superseded")),
                            ),
                            _connector="OR",
                        ),
                        models.Q(("content_hash", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="approved_version_is_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ("published", "withdrawn", "superseded")), _negated=True
                    ),
                    models.Q(
                        ("major__isnull", False),
                        ("minor__isnull", False),
                        ("published_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="published_version_is_numbered",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "scheduled"), _negated=True),
                    models.Q(("scheduled_by__isnull", False), ("scheduled_for__isnull", False)),
                    _connector="OR",
                ),
                name="scheduled_version_has_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), _negated=True),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawal_reason", ""), _negated=True),
                        models.Q(("withdrawal_explanation", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="withdrawn_version_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawal_reason", "merged"), _negated=True),
                    ("successor__isnull", False),
                    _connector="OR",
                ),
                name="merged_version_has_a_successor",
            ),
        ),
        migrations.AddField(
            model_name="disposal",
            name="confirmed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="disposal",
            name="entry",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="disposal",
                to="glossary.entry",
            ),
        ),
        migrations.AddField(
            model_name="disposal",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="entry",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="glossary.entry",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="recipient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notices",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pseudonym",
            name="user",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pseudonym",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="redirect",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="redirects",
                to="glossary.entry",
            ),
        ),
        migrations.AddField(
            model_name="rendering",
            name="version",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rendering",
                to="glossary.version",
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="entry",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="glossary.entry",
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="subject",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="glossary.subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by__isnull", True),
                    models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="two_persons_dispose",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                models.F("recipient"), models.F("key"), name="told_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                django.db.models.functions.comparison.Coalesce("entry", 0),
                django.db.models.functions.comparison.Coalesce("subject", 0),
                name="subscribed_once",
            ),
        ),
    ]
