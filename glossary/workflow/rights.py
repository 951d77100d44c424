"""Who may take a step with which versions, looked up for all of them at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import User

from glossary.conf import options
from glossary.errors import ContributorCannotApprove, NotYours
from glossary.models import (
    Entry,
    Reservation,
    Role,
    Subject,
    Version,
    fetch_columns,
    roles_of,
)
from glossary.workflow.reservations import WRITING, reservations_of
from glossary.workflow.transitions import TABLE, Action, Transition, require_role


@dataclass(frozen=True, kw_only=True)
class Rights:
    """What one person brings to some versions, as far as the action asks for it.

    `own` are the keys of entries of his or hers, `closed` of subjects kept by other reviewers,
    `written` of versions that he or she contributed to. `reservations` of the drafts, by the key
    of their entry, are anybody's.
    """

    by: User
    roles: frozenset[Role]
    own: frozenset[int] = frozenset()
    closed: frozenset[int] = frozenset()
    written: frozenset[int] = frozenset()
    reservations: Mapping[int, Reservation] = field(default_factory=dict)


def rights_for(versions: Sequence[Version], *, by: User, action: Action) -> Rights:
    rows, roles = [row for row in TABLE if row.action == action], roles_of(by)
    entries = {version.entry_id for version in versions}
    return Rights(
        by=by,
        roles=roles,
        own=owned(versions, by=by) if any(asks_own(row, roles) for row in rows) else frozenset(),
        closed=closed_to(by) if any(asks_field(row, roles) for row in rows) else frozenset(),
        written=written_of(versions, by=by) if any(row.four_eyes for row in rows) else frozenset(),
        reservations=reservations_of(entries) if action in WRITING else {},
    )


def asks_own(row: Transition, roles: frozenset[Role]) -> bool:
    """Authors act on what they own, opened, wrote or were given; publishers on everything."""
    return row.is_own and not row.roles & roles - {Role.AUTHOR}


def asks_field(row: Transition, roles: frozenset[Role]) -> bool:
    """Reviewers act in their subjects; a subject without reviewers of its own is everybody's."""
    return row.in_field and not row.roles & roles - {Role.REVIEWER}


def owned(versions: Sequence[Version], *, by: User) -> frozenset[int]:
    entries = Entry.objects.owned_by(by).filter(pk__in={version.entry_id for version in versions})
    return frozenset(entries.order_by().values_list("pk", flat=True))


def closed_to(by: User) -> frozenset[int]:
    return frozenset(Subject.objects.closed_to(by).order_by().values_list("pk", flat=True))


def written_of(versions: Sequence[Version], *, by: User) -> frozenset[int]:
    columns, pks = ("version_id", "user_id"), [version.pk for version in versions]
    links = fetch_columns(Version.contributors.through, columns, where="version_id", among=pks)
    return frozenset(pk for pk, person in links if person == by.pk)


def require_right(row: Transition, version: Version, *, rights: Rights) -> None:
    """Raise MissingRole, NotYours or ContributorCannotApprove."""
    require_role(row, rights.roles)
    problem = ""
    if asks_own(row, rights.roles) and version.entry_id not in rights.own:
        problem = f"To {row.action} it is for its authors; ask the owner to share it with you."
    elif asks_field(row, rights.roles) and version.subject_id in rights.closed:
        problem = f"To {row.action} it is for the reviewers of its subject."
    if problem:
        raise NotYours(problem, action=row.action, state=version.state)
    is_own_work = row.four_eyes and version.pk in rights.written
    if is_own_work and not options().allows_self_approval:
        raise ContributorCannotApprove(
            f"You wrote part of this version; somebody else must {row.action} it.",
            action=row.action,
            state=version.state,
        )
