"""The table of the life cycle: state, action, next state, who, what it needs. No database.

The identifiers T1, T2 ... are those of the written table in docs/life-cycle.md. A pair of
state and action that has no row is refused.
"""

from dataclasses import dataclass
from enum import StrEnum

from glossary.errors import MissingRole, WrongState
from glossary.models import Role, State


class Action(StrEnum):
    """Everything that can be done to a version."""

    CREATE = "create"
    REVISE = "revise"
    SAVE = "save"
    SUBMIT = "submit"
    REQUEST_CHANGES = "request changes"
    RECALL = "recall"
    SIGN = "sign"
    APPROVE = "approve"
    REVOKE = "revoke approval of"
    PUBLISH = "publish"
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    RELEASE = "release"
    PUBLISH_UNAPPROVED = "publish in an emergency"
    RATIFY = "approve afterwards"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"
    CONFIRM = "confirm"
    DISCARD = "discard"


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One row of the table.

    `source` None means that there is no open version yet. `roles` empty means that the system
    does it. `needs` names the text the person must give. `is_own` limits authors to what they
    own, wrote or share; `in_field` limits reviewers to their subjects. A row with a `meaning`
    is a signature and asks for a proof of the person. A `settled` row waits until no blocking
    comment on the version is open.
    """

    id: str
    action: Action
    source: State | None
    target: State
    roles: frozenset[Role] = frozenset()
    extra_role: Role | None = None
    needs: str = ""
    four_eyes: bool = False
    is_own: bool = False
    in_field: bool = False
    settled: bool = False
    meaning: str = ""


AUTHORS = frozenset({Role.AUTHOR, Role.PUBLISHER})
# A reviewer who edits becomes a contributor and can no longer approve that version.
EDITORS = AUTHORS | {Role.REVIEWER}
APPROVERS = frozenset({Role.REVIEWER, Role.PUBLISHER})
PUBLISHERS = frozenset({Role.PUBLISHER})


def rows(sources: tuple[State, ...], /, **values: object) -> tuple[Transition, ...]:
    """Return one row for each state the action starts from."""
    return tuple(Transition(source=source, **values) for source in sources)  # type: ignore[arg-type]


TABLE = (
    Transition(id="T1", action=Action.CREATE, source=None, target=State.DRAFT, roles=AUTHORS),
    *rows(
        (State.PUBLISHED, State.WITHDRAWN),
        id="T2",
        action=Action.REVISE,
        target=State.DRAFT,
        roles=AUTHORS,
    ),
    Transition(
        id="T2",
        action=Action.REVISE,
        source=State.DISCARDED,
        target=State.DRAFT,
        roles=AUTHORS,
        # Only for some days, see `drafting.restorable`.
        is_own=True,
    ),
    *(
        Transition(
            id="save",
            action=Action.SAVE,
            source=state,
            target=state,
            roles=EDITORS,
            is_own=True,
            in_field=True,
        )
        for state in (State.DRAFT, State.CHANGES_REQUESTED)
    ),
    Transition(
        id="T3",
        action=Action.SUBMIT,
        source=State.DRAFT,
        target=State.IN_REVIEW,
        roles=AUTHORS,
        is_own=True,
        needs="change note",
    ),
    Transition(
        id="T4",
        action=Action.REQUEST_CHANGES,
        source=State.IN_REVIEW,
        target=State.CHANGES_REQUESTED,
        roles=APPROVERS,
        in_field=True,
        needs="comment",
    ),
    Transition(
        id="T5",
        action=Action.SUBMIT,
        source=State.CHANGES_REQUESTED,
        target=State.IN_REVIEW,
        roles=AUTHORS,
        is_own=True,
        needs="reply",
    ),
    Transition(
        id="T6",
        action=Action.RECALL,
        source=State.IN_REVIEW,
        target=State.DRAFT,
        roles=AUTHORS,
        is_own=True,
        needs="reason",
    ),
    Transition(
        id="T7 first of two",
        action=Action.SIGN,
        source=State.IN_REVIEW,
        target=State.IN_REVIEW,
        roles=APPROVERS,
        in_field=True,
        four_eyes=True,
        settled=True,
        meaning="reviewed for content",
    ),
    Transition(
        id="T7",
        action=Action.APPROVE,
        source=State.IN_REVIEW,
        target=State.APPROVED,
        roles=APPROVERS,
        in_field=True,
        four_eyes=True,
        settled=True,
        meaning="reviewed for content and approved",
    ),
    Transition(
        id="T8",
        action=Action.PUBLISH,
        source=State.APPROVED,
        target=State.PUBLISHED,
        roles=APPROVERS,
        four_eyes=True,
        meaning="released for publication",
    ),
    Transition(
        id="T9",
        action=Action.SCHEDULE,
        source=State.APPROVED,
        target=State.SCHEDULED,
        roles=PUBLISHERS,
        four_eyes=True,
        needs="date",
        meaning="released for publication on a set date",
    ),
    Transition(
        id="T10",
        action=Action.UNSCHEDULE,
        source=State.SCHEDULED,
        target=State.APPROVED,
        roles=PUBLISHERS,
        needs="reason",
    ),
    Transition(id="T11", action=Action.RELEASE, source=State.SCHEDULED, target=State.PUBLISHED),
    Transition(
        id="T12",
        action=Action.REVOKE,
        source=State.APPROVED,
        target=State.CHANGES_REQUESTED,
        roles=APPROVERS,
        in_field=True,
        needs="reason",
    ),
    *rows(
        (State.DRAFT, State.IN_REVIEW),
        id="T13",
        action=Action.PUBLISH_UNAPPROVED,
        target=State.PUBLISHED,
        roles=PUBLISHERS,
        extra_role=Role.EMERGENCY,
        needs="reason",
        meaning="published in an emergency, not approved",
    ),
    Transition(
        id="T13 afterwards",
        action=Action.RATIFY,
        source=State.PUBLISHED,
        target=State.PUBLISHED,
        roles=APPROVERS,
        in_field=True,
        four_eyes=True,
        settled=True,
        meaning="approved after publication in an emergency",
    ),
    *rows(
        (State.PUBLISHED, State.WITHDRAWN),
        id="T14 and T16",
        action=Action.SUPERSEDE,
        target=State.SUPERSEDED,
    ),
    Transition(
        id="T15",
        action=Action.WITHDRAW,
        source=State.PUBLISHED,
        target=State.WITHDRAWN,
        roles=PUBLISHERS,
        needs="public explanation",
        meaning="withdrawn from use",
    ),
    *rows(
        (State.DRAFT, State.CHANGES_REQUESTED),
        id="T17",
        action=Action.DISCARD,
        target=State.DISCARDED,
        roles=AUTHORS,
        is_own=True,
        needs="reason",
    ),
    Transition(
        id="T18",
        action=Action.CONFIRM,
        source=State.PUBLISHED,
        target=State.PUBLISHED,
        # An author only as the entry's owner, see `review_cycle`.
        roles=EDITORS,
        in_field=True,
        needs="remark",
    ),
)
ROWS = {(row.action, row.source): row for row in TABLE}


def transition_for(action: Action, state: State | str | None) -> Transition:
    """Return the row for an action in a state. Raise WrongState, naming both states."""
    source = State(state) if state is not None else None
    row = ROWS.get((action, source))
    if row is None:
        raise WrongState(
            f"Cannot {action} a version that is {source.label if source else 'missing'}; "
            f"that needs one that is {needed_state(action)}.",
            action=action,
            state=str(source or ""),
        )
    return row


def needed_state(action: Action) -> str:
    """Name the states from which an action starts, for a message."""
    names = [str(row.source.label) for row in TABLE if row.action == action and row.source]
    return " or ".join(names) or "new"


def require_role(row: Transition, roles: frozenset[Role]) -> None:
    """Raise MissingRole unless one of the person's roles may do this."""
    if not may(row, roles):
        allowed = " or ".join(sorted(str(role.label) for role in row.roles)) or "the system"
        extra = f" who is also {row.extra_role.label}" if row.extra_role else ""
        raise MissingRole(
            f"To {row.action} a version is for: {allowed}{extra}.",
            action=row.action,
            state=str(row.source or ""),
        )


def may(row: Transition, roles: frozenset[Role]) -> bool:
    return bool(row.roles & roles) and (row.extra_role is None or row.extra_role in roles)


def actions_from(state: State | str, roles: frozenset[Role]) -> list[Action]:
    """Return what somebody with these roles may try in this state, in the table's order."""
    return [row.action for row in TABLE if row.source == state and may(row, roles)]
