"""The table itself: what it allows, what it refuses, and in which words."""

import itertools

import pytest

from glossary.errors import MissingRole, WrongState
from glossary.models import Role, State
from glossary.workflow.transitions import (
    TABLE,
    Action,
    actions_from,
    require_role,
    transition_for,
)

PAIRS = list(itertools.product(Action, [None, *State]))
ALLOWED = {(row.action, row.source) for row in TABLE}


@pytest.mark.parametrize(("action", "state"), [pair for pair in PAIRS if pair not in ALLOWED])
def test_a_pair_without_a_row_is_refused_and_names_both_states(action, state):
    """W-12, at the level of the table."""
    with pytest.raises(WrongState) as refused:
        transition_for(action, state)
    assert str(State(state).label if state else "missing") in str(refused.value)
    assert "needs one that is" in str(refused.value)


@pytest.mark.parametrize(("action", "state"), sorted(ALLOWED, key=str))
def test_a_row_is_found_by_action_and_state(action, state):
    row = transition_for(action, state)
    assert (row.action, row.source) == (action, state)


def test_no_pair_has_two_rows():
    assert len(ALLOWED) == len(TABLE)


def test_every_state_but_the_last_has_a_way_on():
    left = {row.source for row in TABLE if row.source != row.target}
    assert set(State) - left == {State.SUPERSEDED}


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMIN])
def test_auditor_and_admin_may_change_nothing(role):
    for row in TABLE:
        with pytest.raises(MissingRole):
            require_role(row, frozenset({role}))


def test_an_emergency_needs_the_extra_role():
    """T13: being a publisher is not enough."""
    row = transition_for(Action.PUBLISH_UNAPPROVED, State.DRAFT)
    with pytest.raises(MissingRole, match="also emergency publisher"):
        require_role(row, frozenset({Role.PUBLISHER}))
    require_role(row, frozenset({Role.PUBLISHER, Role.EMERGENCY}))
    with pytest.raises(MissingRole):
        require_role(row, frozenset({Role.EMERGENCY}))


def test_an_author_may_not_approve():
    row = transition_for(Action.APPROVE, State.IN_REVIEW)
    with pytest.raises(MissingRole, match="publisher or reviewer"):
        require_role(row, frozenset({Role.AUTHOR}))


def test_actions_offered_follow_state_and_role():
    assert actions_from(State.IN_REVIEW, frozenset({Role.REVIEWER})) == [
        Action.REQUEST_CHANGES,
        Action.SIGN,
        Action.APPROVE,
    ]
    assert actions_from(State.IN_REVIEW, frozenset({Role.AUTHOR})) == [Action.RECALL]
    assert actions_from(State.SUPERSEDED, frozenset(Role)) == []
