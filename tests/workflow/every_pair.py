"""Every action as a call, and every pair of state and action that the table does not have."""

import itertools
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from glossary.models import Decision, Entry, State, Version
from glossary.workflow import actions
from glossary.workflow.transitions import TABLE, Action
from tests import factories as make

# Not asked for by anybody: creating has no version yet, superseding and releasing are done by
# the system as part of another action or by the clock.
BY_THE_SYSTEM = {Action.CREATE, Action.SUPERSEDE, Action.RELEASE}
# Revising is an action on the entry: beside a superseded version there is a current one.
ON_THE_ENTRY = {(Action.REVISE, State.SUPERSEDED)}

CALLS: dict[Action, Callable[[Version], object]] = {
    Action.REVISE: lambda version: actions.open_draft(version.entry, by=make.petra()),
    Action.SAVE: lambda version: actions.save_draft(
        version, make.term_content("Other"), by=make.petra()
    ),
    Action.SUBMIT: lambda version: actions.submit(
        version, by=make.petra(), change_note="All of it is new", reply="See the note"
    ),
    Action.REQUEST_CHANGES: lambda version: actions.request_changes(
        version, by=make.petra(), comment="Too long"
    ),
    Action.RECALL: lambda version: actions.recall(version, by=make.petra(), reason="A slip"),
    Action.SIGN: lambda version: approve(version),
    Action.APPROVE: lambda version: approve(version),
    Action.REVOKE: lambda version: actions.revoke(version, by=make.petra(), reason="A slip"),
    Action.PUBLISH: lambda version: actions.publish(version, by=make.petra(), proof=make.proof()),
    Action.SCHEDULE: lambda version: actions.schedule(
        version,
        by=make.petra(),
        at=timezone.now() + timedelta(days=2),
        proof=make.proof(),
    ),
    Action.UNSCHEDULE: lambda version: actions.unschedule(
        version, by=make.petra(), reason="Too early"
    ),
    Action.PUBLISH_UNAPPROVED: lambda version: actions.publish_unapproved(
        version, by=emma(), reason="The line stands still", proof=make.proof()
    ),
    Action.RATIFY: lambda version: actions.ratify(
        version, by=make.petra(), seen_hash=version.current_hash(), proof=make.proof()
    ),
    Action.WITHDRAW: lambda version: actions.withdraw(
        version,
        by=make.petra(),
        reason="obsolete",
        explanation="Nobody uses it.",
        proof=make.proof(),
    ),
    Action.CONFIRM: lambda version: actions.confirm(version, by=make.petra(), remark="Still right"),
    Action.DISCARD: lambda version: actions.discard(version, by=make.petra(), reason="Not needed"),
}


def emma():
    """Publishes, in an emergency without approval too."""
    return make.account("emma", "publisher", "emergency publisher")


def approve(version: Version) -> Version:
    return actions.approve(
        version, by=make.petra(), seen_hash=version.current_hash(), proof=make.proof()
    )


def pairs_without_a_row() -> list[tuple[Action, State]]:
    """Return the pairs to be refused. A new state or action is in it by itself."""
    allowed = {(row.action, row.source) for row in TABLE}
    return [
        pair
        for pair in itertools.product(Action, State)
        if pair not in allowed | ON_THE_ENTRY and pair[0] not in BY_THE_SYSTEM
    ]


def everything() -> list[list[dict]]:
    """Return all rows that an action may change, to be compared before and after."""
    return [list(model.objects.order_by("pk").values()) for model in (Version, Entry, Decision)]


def needed_states(action: Action) -> list[str]:
    return [str(row.source.label) for row in TABLE if row.action == action and row.source]
