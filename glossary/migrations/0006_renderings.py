"""Rendered text moves from the page of the current version to each version of its own."""

from django.db import migrations


def move_renderings(apps, schema_editor):
    renderings = apps.get_model("glossary", "Rendering").objects
    for page in apps.get_model("glossary", "Publication").objects.iterator():
        renderings.get_or_create(
            version_id=page.version_id,
            defaults={"sections": page.unlinked, "rendered_at": page.rendered_at},
        )


def move_back(apps, schema_editor):
    renderings = apps.get_model("glossary", "Rendering").objects
    for page in apps.get_model("glossary", "Publication").objects.iterator():
        page.unlinked = renderings.get(version_id=page.version_id).sections
        page.save(update_fields=["unlinked"])


def add_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.get_or_create(name="emergency publisher")


class Migration(migrations.Migration):
    dependencies = [("glossary", "0005_controlled_documents")]
    operations = [
        migrations.RunPython(move_renderings, move_back),
        migrations.RunPython(add_group, migrations.RunPython.noop),
    ]
