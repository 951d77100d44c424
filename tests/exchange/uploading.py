"""Uploads for the tests of imports in the browser."""

import hashlib
from uuid import uuid4

from django.apps import apps

from glossary.exchange.running import run
from glossary.exchange.steering import steer
from glossary.exchange.uploads import Upload, receive
from glossary.models import Import
from tests import factories as make

OF_THE_IMPORT_ITSELF = {"import", "importfile", "importrow"}


def term_file(title, *, definition="", **front):
    """Return the upload of a term in Markdown."""
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    body = definition or f"{title} is explained here in one plain sentence."
    raw = f"---\ntitle: {title}\n{lines}---\n\n## Definition\n\n{body}\n"
    return Upload(name=f"{title.lower()}.md", raw=raw.encode())


def uploaded(*uploads, by=None, format="auto"):
    return receive(uploads, by=by or make.edda(), key=uuid4(), format=format)


def checked(*uploads, **options):
    imported = uploaded(*uploads, **options)
    run(imported)
    return afresh(imported)


def brought_in(*uploads, **options):
    """Return an import that was confirmed and is done."""
    return stepped("confirm", checked(*uploads, **options))


def stepped(name, imported, *, by=None):
    """Take a step and let the worker do what follows from it."""
    imported = steer(name, imported, by=by or imported.owner)
    run(imported)
    return afresh(imported)


def afresh(imported):
    return Import.objects.get(pk=imported.pk)


def results(imported):
    return [(row.title, row.result) for row in imported.rows.all()]


def everything_kept():
    """Return the number of rows and a hash of each table, apart from the import's own."""
    return {
        model._meta.db_table: hash_of_table(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.model_name not in OF_THE_IMPORT_ITSELF
    }


def hash_of_table(model):
    rows = [repr(row) for row in model._base_manager.order_by("pk").values_list()]
    return len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()
