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
    "title_autolink",
    "unlinked",
    "created_by_id",
)
SIGNATURE_COLUMNS = ("content_hash", "approved_by_id", "approved_at", "self_approved")
RELEASE_COLUMNS = (
    "content_hash",
    "major",
    "minor",
    "change_class",
    "change_note",
    "published_at",
    "published_by_id",
    "exception_until",
)
WITHDRAWAL_COLUMNS = (
    "withdrawn_at",
    "withdrawn_by_id",
    "withdrawal_reason",
    "withdrawal_explanation",
    "successor_id",
)
# The state changes of the life cycle; a test holds them against workflow.transitions.
STATE_CHANGES = (
    ("draft", "in_review"),
    ("draft", "published"),
    ("draft", "discarded"),
    ("in_review", "draft"),
    ("in_review", "changes_requested"),
    ("in_review", "approved"),
    ("in_review", "published"),
    ("changes_requested", "in_review"),
    ("changes_requested", "discarded"),
    ("approved", "changes_requested"),
    ("approved", "scheduled"),
    ("approved", "published"),
    ("scheduled", "approved"),
    ("scheduled", "published"),
    ("published", "superseded"),
    ("published", "withdrawn"),
    ("withdrawn", "superseded"),
)
PART_TABLES = (
    "glossary_section",
    "glossary_designation",
    "glossary_relation",
    "glossary_citation",
    "glossary_waiver",
    "glossary_version_contributors",
)


ENTRY_OF_OLD = "(SELECT v.entry_id FROM glossary_version v WHERE v.id = OLD.version_id)"


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


def is_disposed(entry: str) -> str:
    """Two persons have agreed that the content of the entry may go."""
    return (
        f"EXISTS (SELECT 1 FROM glossary_disposal d WHERE d.entry_id = {entry} "
        "AND d.confirmed_at IS NOT NULL)"
    )


def is_no_state_change() -> str:
    allowed = ", ".join(f"'{before}>{after}'" for before, after in STATE_CHANGES)
    return f"OLD.state DIFFERS NEW.state AND (OLD.state || '>' || NEW.state) NOT IN ({allowed})"


def part_guards() -> list[Guard]:
    """Guards of the tables that hang on a version: its content is theirs too."""
    conditions = {
        "INSERT": version_is_fixed("NEW"),
        "UPDATE": f"{version_is_fixed('OLD')} OR {version_is_fixed('NEW')}",
        "DELETE": f"{version_is_fixed('OLD')} AND NOT {is_disposed(ENTRY_OF_OLD)}",
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
        # A revoked approval (T12) leaves the row; its signature stays among the decisions.
        condition=(
            f"OLD.approved_at IS NOT NULL AND ({differs(SIGNATURE_COLUMNS)}) AND NOT "
            "(OLD.state = 'approved' AND NEW.state = 'changes_requested' "
            "AND NEW.approved_at IS NULL AND NEW.approved_by_id IS NULL "
            "AND OLD.content_hash = NEW.content_hash)"
        ),
        message="the signature of an approved version cannot change",
    ),
    Guard(
        name="guard_version_four_eyes",
        table="glossary_version",
        event="UPDATE",
        condition=(
            "NEW.approved_by_id IS NOT NULL AND OLD.approved_by_id IS NULL "
            "AND NOT NEW.self_approved AND EXISTS "
            "(SELECT 1 FROM glossary_version_contributors c WHERE c.version_id = NEW.id "
            "AND c.user_id = NEW.approved_by_id)"
        ),
        message="a contributor cannot approve the version",
    ),
    Guard(
        name="guard_version_begin",
        table="glossary_version",
        event="INSERT",
        condition="NEW.state <> 'draft'",
        message="a version begins as a draft",
    ),
    Guard(
        name="guard_version_state",
        table="glossary_version",
        event="UPDATE",
        condition=is_no_state_change(),
        message="the life cycle has no such change of state",
    ),
    Guard(
        name="guard_version_release",
        table="glossary_version",
        event="UPDATE",
        condition=f"OLD.published_at IS NOT NULL AND ({differs(RELEASE_COLUMNS)})",
        message="number, note and date of a published version cannot change",
    ),
    Guard(
        name="guard_version_withdrawal",
        table="glossary_version",
        event="UPDATE",
        condition=f"OLD.withdrawn_at IS NOT NULL AND ({differs(WITHDRAWAL_COLUMNS)})",
        message="what was said of a withdrawal cannot change",
    ),
    Guard(
        name="guard_version_delete",
        table="glossary_version",
        event="DELETE",
        condition=(
            "(OLD.approved_at IS NOT NULL OR OLD.published_at IS NOT NULL) "
            f"AND NOT {is_disposed('OLD.entry_id')}"
        ),
        message="an approved version cannot be deleted",
    ),
    *(
        Guard(
            name=f"guard_disposal_{event.lower()}",
            table="glossary_disposal",
            event=event,
            condition="OLD.confirmed_at IS NOT NULL",
            message="a confirmed disposal cannot change",
        )
        for event in ("UPDATE", "DELETE")
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
    """Drop the guards, those of earlier releases too; also for tests that empty a database."""
    with connection.cursor() as cursor:
        for name, table in installed_guards(connection).items():
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on_table}")


def installed_guards(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the names of the triggers that are guards, with their tables."""
    with connection.cursor() as cursor:
        cursor.execute(INSTALLED[connection.vendor])
        return {name: table for name, table in cursor.fetchall() if name.startswith("guard_")}


def missing_guards(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of guards that the database does not have."""
    installed = installed_guards(connection)
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
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)"
    ),
}
