"""The table of the life cycle: state, action, next state, who, what it needs. No database.

The identifiers T1, T2 ... are those of the written table in docs/architecture.md. A pair of
state and action that has no row is refused.
"""

from dataclasses import dataclass
from enum import StrEnum

from glossary.errors import MissingRole, WrongState
from glossary.models import Role, State


class Action(StrEnum):
    """Everything a person can do to a version."""

    CREATE = "create"
    REVISE = "revise"
    SAVE = "save"
    SUBMIT = "submit"
    REQUEST_CHANGES = "request changes"
    RECALL = "recall"
    APPROVE = "approve"
    PUBLISH = "publish"
    SUPERSEDE = "supersede"


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One row of the table.

    `source` None means that there is no open version yet. `roles` empty means that the
    system does it as part of another action. `needs` names the text the person must give.
    """

    id: str
    action: Action
    source: State | None
    target: State
    roles: frozenset[Role] = frozenset()
    needs: str = ""
    four_eyes: bool = False
    meaning: str = ""


AUTHORS = frozenset({Role.AUTHOR, Role.PUBLISHER})
# A reviewer who edits becomes a contributor and can no longer approve that version.
EDITORS = AUTHORS | {Role.REVIEWER}
APPROVERS = frozenset({Role.REVIEWER, Role.PUBLISHER})

TABLE = (
    Transition(id="T1", action=Action.CREATE, source=None, target=State.DRAFT, roles=AUTHORS),
    Transition(
        id="T2", action=Action.REVISE, source=State.PUBLISHED, target=State.DRAFT, roles=AUTHORS
    ),
    Transition(
        id="save draft", action=Action.SAVE, source=State.DRAFT, target=State.DRAFT, roles=EDITORS
    ),
    Transition(
        id="save reply",
        action=Action.SAVE,
        source=State.CHANGES_REQUESTED,
        target=State.CHANGES_REQUESTED,
        roles=EDITORS,
    ),
    Transition(
        id="T3",
        action=Action.SUBMIT,
        source=State.DRAFT,
        target=State.IN_REVIEW,
        roles=AUTHORS,
        needs="change note",
    ),
    Transition(
        id="T4",
        action=Action.REQUEST_CHANGES,
        source=State.IN_REVIEW,
        target=State.CHANGES_REQUESTED,
        roles=APPROVERS,
        needs="comment",
    ),
    Transition(
        id="T5",
        action=Action.SUBMIT,
        source=State.CHANGES_REQUESTED,
        target=State.IN_REVIEW,
        roles=AUTHORS,
        needs="reply",
    ),
    Transition(
        id="T6",
        action=Action.RECALL,
        source=State.IN_REVIEW,
        target=State.DRAFT,
        roles=AUTHORS,
        needs="reason",
    ),
    Transition(
        id="T7",
        action=Action.APPROVE,
        source=State.IN_REVIEW,
        target=State.APPROVED,
        roles=APPROVERS,
        four_eyes=True,
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
    Transition(id="T14", action=Action.SUPERSEDE, source=State.PUBLISHED, target=State.SUPERSEDED),
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
    if not row.roles & roles:
        allowed = " or ".join(sorted(str(role.label) for role in row.roles)) or "the system"
        raise MissingRole(
            f"To {row.action} a version is for: {allowed}.",
            action=row.action,
            state=str(row.source or ""),
        )


def actions_from(state: State | str, roles: frozenset[Role]) -> list[Action]:
    """Return what somebody with these roles may try in this state, in the table's order."""
    return [row.action for row in TABLE if row.source == state and row.roles & roles]
