"""A database as it is right after the first `migrate`."""

from importlib import import_module

from django.apps import apps
from django.core.management import call_command
from django.db import connection

from glossary.guards import install_guards, remove_guards


def empty_database() -> None:
    """Empty every table and bring back what the migrations had filled in."""
    remove_guards(connection)
    call_command("flush", interactive=False, verbosity=0)
    fill_migrated()


def fill_migrated() -> None:
    """Add roles, entry template and guards where a test has emptied them away."""
    import_module("glossary.migrations.0002_roles").add_groups(apps, None)
    import_module("glossary.migrations.0006_renderings").add_group(apps, None)
    import_module("glossary.migrations.0003_entry_template").add_template(apps, None)
    install_guards(connection)
