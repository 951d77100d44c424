"""The page no longer carries what the version's rendering holds."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("glossary", "0006_renderings")]
    operations = [migrations.RemoveField(model_name="publication", name="unlinked")]
