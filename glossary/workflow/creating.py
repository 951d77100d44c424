"""Opening new entries with their first drafts (T1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from glossary.content import Content
from glossary.errors import ContentRefused, DuplicateTitle
from glossary.models import Entry, State, Version, roles_of
from glossary.text import fold
from glossary.workflow.identities import give_addresses, give_numbers
from glossary.workflow.parts import Written, write_parts
from glossary.workflow.record import Step, record_all
from glossary.workflow.registers import Registers, registers_for
from glossary.workflow.steps import action
from glossary.workflow.transitions import Action, require_role, transition_for
from glossary.workflow.writing import check_content, fill


@dataclass(frozen=True, kw_only=True)
class NewEntry:
    """What a new entry begins with. The facts from `number` on come from imports."""

    kind: str
    content: Content
    duplicate_reason: str = ""
    language: str = "en"
    number: str = ""
    concept: str = ""
    slug: str = ""
    review_interval_months: int | None = None


def create_entry(*, by: User, **facts: object) -> Version:
    """Open a new entry with its first draft (T1); `facts` are those of NewEntry.

    Raise DuplicateTitle when there is an entry of this title and no reason for a second one.
    """
    (written,) = create_entries([NewEntry(**facts)], by=by)
    return written.version


@action
def create_entries(wanted: Sequence[NewEntry], *, by: User) -> list[Written]:
    """Open new entries with their first drafts, or none of them."""
    row = transition_for(Action.CREATE, None)
    require_role(row, roles_of(by))
    for new in wanted:
        check_content(new.content, kind=new.kind)
        if not new.duplicate_reason.strip():
            require_new_title(new.content.title, kind=new.kind, language=new.language)
    now, registers = timezone.now(), registers_for([new.content for new in wanted])
    entries = new_entries(wanted, registers=registers, by=by, now=now)
    written = [
        fill(new_version(entry, by=by, now=now), new.content, registers)
        for entry, new in zip(entries, wanted, strict=True)
    ]
    versions = Version.objects.bulk_create(one.version for one in written)
    write_parts(written, registers)
    add_contributor(versions, by)
    steps = [
        Step(version=version, row=row, before="", reason=new.duplicate_reason)
        for version, new in zip(versions, wanted, strict=True)
    ]
    record_all(steps, by=by)
    return written


def new_entries(
    wanted: Sequence[NewEntry], *, registers: Registers, by: User, now: datetime
) -> list[Entry]:
    """Save new entries, each with a number and an address of its own."""
    entries = [
        Entry(
            number=new.number,
            kind=new.kind,
            language=new.language,
            title=new.content.title,
            folded_title=fold(new.content.title),
            subject=registers.subject_of(new.content),
            owner=by,
            created_at=now,
            review_interval_months=new.review_interval_months,
            slug=new.slug,
            **({"concept": new.concept} if new.concept else {}),
        )
        for new in wanted
    ]
    give_numbers(entries)
    give_addresses(entries)
    for entry in entries:
        clean_identity(entry)
    return Entry.objects.bulk_create(entries)


def require_new_title(title: str, *, kind: str, language: str) -> None:
    alive = Entry.objects.filter(folded_title=fold(title), kind=kind, language=language).exclude(
        pk__in=Entry.objects.given_up().values("pk")
    )
    if numbers := tuple(alive.values_list("number", flat=True)[:5]):
        raise DuplicateTitle(
            f"“{title}” exists already: {', '.join(numbers)}. Say why there must be another one.",
            numbers=numbers,
            action=Action.CREATE,
        )


def add_contributor(versions: Sequence[Version], person: User) -> None:
    links = Version.contributors.through
    rows = [links(version_id=version.pk, user_id=person.pk) for version in versions]
    links.objects.bulk_create(rows, ignore_conflicts=True)


def clean_identity(entry: Entry) -> None:
    """Refuse a number, language, concept or kind that an import made up."""
    try:
        entry.clean_fields(exclude=["title", "subject", "owner"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise ContentRefused(" ".join(messages), place=field) from error


def new_version(entry: Entry, *, by: User, now: datetime, sequence: int = 1) -> Version:
    return Version(
        entry=entry,
        sequence=sequence,
        state=State.DRAFT,
        created_at=now,
        created_by=by,
        saved_at=now,
    )
