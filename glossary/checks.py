"""What `manage.py check --database default` asks: guards in place, full-text search available."""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Error
from django.db import connections

from glossary.guards import install_guards, missing_guards


def guards_after_migrate(*, using: str, **kwargs: object) -> None:
    """Install the guards; connected to `post_migrate`."""
    if "glossary_version" in connections[using].introspection.table_names():
        install_guards(connections[using])


def check_guards(*, databases: Sequence[str] | None = None, **kwargs: object) -> list[CheckMessage]:
    """Report guards that a migrated database has lost."""
    return [
        Error(
            f"The database does not guard approved content: {', '.join(missing)}.",
            hint="Run: manage.py migrate (it installs the guards again).",
            id="glossary.E001",
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
