"""The default groups. Rights follow from membership (see workflow.transitions)."""

from django.db import migrations

ROLES = ("author", "reviewer", "publisher", "auditor", "admin")


def add_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    for name in ROLES:
        groups.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("glossary", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    # Backwards the groups stay: people may have been given them for other reasons.
    operations = [migrations.RunPython(add_groups, migrations.RunPython.noop)]
