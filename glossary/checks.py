"""What `manage.py check --database default` asks: guards in place, full-text search available."""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Error, Warning
from django.db import connections

from glossary.guards import install_guards, missing_guards, remove_guards


def no_guards_while_migrating(*, using: str, plan: Sequence[object], **kwargs: object) -> None:
    """Take the guards away before tables change; connected to `pre_migrate`.

    They would refuse rows that a migration moves, and SQLite remakes whole tables.
    """
    if plan and "glossary_version" in connections[using].introspection.table_names():
        remove_guards(connections[using])


def guards_after_migrate(*, using: str, **kwargs: object) -> None:
    """Install the guards; connected to `post_migrate`."""
    if "glossary_version" in connections[using].introspection.table_names():
        install_guards(connections[using])


def check_guards(*, databases: Sequence[str] | None = None, **kwargs: object) -> list[CheckMessage]:
    """Report guards that a migrated database has lost.

    A warning: `migrate` runs these checks first and would be stopped by an error, though it is
    what installs the guards of a new release and brings lost ones back.
    """
    return [
        Warning(
            f"The database does not guard approved content: {', '.join(missing)}.",
            hint="Run: manage.py migrate (it installs the guards again).",
            id="glossary.W001",
        )
        for alias in databases or ()
        if "glossary_version" in connections[alias].introspection.table_names()
        if (missing := missing_guards(connections[alias]))
    ]


def check_full_text(
    *, databases: Sequence[str] | None = None, **kwargs: object
) -> list[CheckMessage]:
    """Report an SQLite that was built without FTS5, which the search index needs."""
    return [
        Error(
            "This Python's SQLite has no FTS5.",
            hint="Use an SQLite built with FTS5, or PostgreSQL (DATABASE_URL).",
            id="glossary.E002",
        )
        for alias in databases or ()
        if connections[alias].vendor == "sqlite" and not has_fts5(alias)
    ]


def has_fts5(alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')")
        return bool(cursor.fetchone()[0])
