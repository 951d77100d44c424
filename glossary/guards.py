"""Triggers that hold whatever code runs: approved content is fixed, decisions are append-only.

Django remakes SQLite tables in many migrations and silently loses their triggers, so the
guards are installed after every migrate (see `glossary.apps`) and a system check looks for them.
"""

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

EDITABLE = "('draft', 'changes_requested')"
CONTENT_COLUMNS = (
    "entry_id",
    "sequence",
    "title",
    "heading",
    "short_definition",
    "subject_id",
    "byline",
    "dated",
    "seo_title",
    "seo_description",
    "seo_keywords",
    "tag_names",
    "created_by_id",
)
SIGNATURE_COLUMNS = ("content_hash", "approved_by_id", "approved_at")
PART_TABLES = (
    "glossary_section",
    "glossary_designation",
    "glossary_relation",
    "glossary_citation",
    "glossary_version_contributors",
)


@dataclass(frozen=True, kw_only=True)
class Guard:
    """A row change that is refused when `condition` holds. DIFFERS stands for "is not equal"."""

    name: str
    table: str
    event: str
    condition: str
    message: str


def differs(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"OLD.{column} DIFFERS NEW.{column}" for column in columns)


def version_is_fixed(row: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM glossary_version v WHERE v.id = {row}.version_id "
        f"AND v.state NOT IN {EDITABLE})"
    )


def part_guards() -> list[Guard]:
    """Guards of the tables that hang on a version: its content is theirs too."""
    conditions = {
        "INSERT": version_is_fixed("NEW"),
        "UPDATE": f"{version_is_fixed('OLD')} OR {version_is_fixed('NEW')}",
        "DELETE": version_is_fixed("OLD"),
    }
    return [
        Guard(
            name=f"guard_{table.removeprefix('glossary_')}_{event.lower()}",
            table=table,
            event=event,
            condition=condition,
            message="the content of a version in review or approved cannot change",
        )
        for table in PART_TABLES
        for event, condition in conditions.items()
    ]


GUARDS = [
    Guard(
        name="guard_version_content",
        table="glossary_version",
        event="UPDATE",
        condition=f"OLD.state NOT IN {EDITABLE} AND ({differs(CONTENT_COLUMNS)})",
        message="the content of a version in review or approved cannot change",
    ),
    Guard(
        name="guard_version_signature",
        table="glossary_version",
        event="UPDATE",
        condition=f"OLD.approved_at IS NOT NULL AND ({differs(SIGNATURE_COLUMNS)})",
        message="the signature of an approved version cannot change",
    ),
    Guard(
        name="guard_version_reopen",
        table="glossary_version",
        event="UPDATE",
        condition=(
            "OLD.approved_at IS NOT NULL AND NEW.state IN "
            "('draft', 'in_review', 'changes_requested')"
        ),
        message="an approved version cannot be opened again",
    ),
    Guard(
        name="guard_version_four_eyes",
        table="glossary_version",
        event="UPDATE",
        condition=(
            "NEW.approved_by_id IS NOT NULL AND OLD.approved_by_id IS NULL AND EXISTS "
            "(SELECT 1 FROM glossary_version_contributors c WHERE c.version_id = NEW.id "
            "AND c.user_id = NEW.approved_by_id)"
        ),
        message="a contributor cannot approve the version",
    ),
    Guard(
        name="guard_version_delete",
        table="glossary_version",
        event="DELETE",
        condition="OLD.approved_at IS NOT NULL",
        message="an approved version cannot be deleted",
    ),
    *part_guards(),
    *(
        Guard(
            name=f"guard_decision_{event.lower()}",
            table="glossary_decision",
            event=event,
            condition="1 = 1",
            message="decisions are append-only",
        )
        for event in ("UPDATE", "DELETE")
    ),
]


def install_guards(connection: BaseDatabaseWrapper) -> None:
    """Create every guard anew; harmless when they are there already."""
    remove_guards(connection)
    with connection.cursor() as cursor:
        for guard in GUARDS:
            for statement in STATEMENTS[connection.vendor](guard):
                cursor.execute(statement)


def remove_guards(connection: BaseDatabaseWrapper) -> None:
    """Drop the guards; for tests that empty a database."""
    with connection.cursor() as cursor:
        for guard in GUARDS:
            on_table = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{on_table}")


def missing_guards(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of guards that the database does not have."""
    with connection.cursor() as cursor:
        cursor.execute(INSTALLED[connection.vendor])
        installed = {row[0] for row in cursor.fetchall()}
    return [guard.name for guard in GUARDS if guard.name not in installed]


def sqlite_statements(guard: Guard) -> list[str]:
    condition = guard.condition.replace("DIFFERS", "IS NOT")
    return [
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
    ]


def postgres_statements(guard: Guard) -> list[str]:
    """A function and its trigger; 23514 is check_violation, an IntegrityError in Django."""
    condition = guard.condition.replace("DIFFERS", "IS DISTINCT FROM")
    returned = "OLD" if guard.event == "DELETE" else "NEW"
    return [
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {condition} THEN RAISE EXCEPTION '{guard.message}' "
        f"USING ERRCODE = '23514'; END IF; RETURN {returned}; END $$",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
    ]


STATEMENTS = {"sqlite": sqlite_statements, "postgresql": postgres_statements}
INSTALLED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}
