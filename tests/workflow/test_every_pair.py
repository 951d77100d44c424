"""W-12: what the table does not have is refused, through every door, and changes nothing."""

import pytest
from django.core.management import CommandError, call_command

from glossary.errors import SourceRefused, WrongState
from glossary.exchange.loader import Incoming, load
from glossary.exchange.records import EntryRecord
from glossary.models import Batch, ImportedSource, State
from glossary.workflow.actions import release_due
from glossary.workflow.batches import approve_batch
from glossary.workflow.record import record_entry
from glossary.workflow.transitions import Action
from tests import factories as make
from tests.workflow.every_pair import (
    BY_THE_SYSTEM,
    CALLS,
    everything,
    needed_states,
    pairs_without_a_row,
)

pytestmark = pytest.mark.django_db


def test_every_action_has_a_call_and_every_state_a_version():
    """A new action or state fails here until it is tested below."""
    assert set(CALLS) == set(Action) - BY_THE_SYSTEM
    assert set(make.VERSION_IN) == set(State)
    for state, version_in in make.VERSION_IN.items():
        assert version_in(f"In state {state}").state == state


@pytest.mark.parametrize(("action", "state"), pairs_without_a_row())
def test_a_service_refuses_and_names_both_states(action, state, settings):
    """W-12: through the service function."""
    version = make.VERSION_IN[state]()
    settings.GLOSSARY = {
        "emergency_publication": True,
        "signatures": 2 if action == Action.SIGN else 1,
    }
    # The change of options is a row of its own; it is written before.
    record_entry(version.entry, action="look at", by=make.petra())
    before = everything()
    with pytest.raises(WrongState) as refused:
        CALLS[action](version)
    assert str(state.label) in str(refused.value)
    assert any(name in str(refused.value) for name in needed_states(action))
    assert everything() == before


@pytest.mark.parametrize("state", [state for state in State if state != State.SCHEDULED])
def test_the_clock_leaves_alone_what_is_not_scheduled(state):
    """W-12: through the management command; only a scheduled version is released."""
    make.VERSION_IN[state]()
    before = everything()
    assert release_due() == []
    call_command("publish_due")
    assert everything() == before


def test_a_batch_refuses_and_names_both_states(capsys):
    """W-12: through the import's approval, as a function and as a management command."""
    state, version = State.SCHEDULED, make.VERSION_IN[State.SCHEDULED]()
    batch = Batch.objects.create(at=version.created_at, by=make.edda())
    ImportedSource.objects.create(version=version, batch=batch)
    before = everything()
    (outcome,) = approve_batch(batch, by=make.petra(), proof=make.proof(), publish=True)
    assert outcome.action == "refused"
    assert str(state.label) in outcome.reason and str(State.IN_REVIEW.label) in outcome.reason
    assert everything() == before
    with pytest.raises(CommandError):
        call_command("approve_batch", str(batch.pk), "--by", "petra", "--publish")
    assert str(state.label) in capsys.readouterr().out
    assert everything() == before


@pytest.mark.parametrize("state", [State.IN_REVIEW, State.APPROVED, State.SCHEDULED])
def test_an_import_does_not_write_into_what_is_fixed(state):
    """W-12: through the import."""
    entry = make.VERSION_IN[state]().entry
    record = EntryRecord(
        kind="term",
        number=entry.number,
        concept=str(entry.concept),
        content=make.term_content("Brought in"),
    )
    before = everything()
    with pytest.raises(SourceRefused) as refused:
        load([Incoming(record=record, name="new.json", line=3)], by=make.edda())
    assert str(state.label) in str(refused.value)
    assert any(name in str(refused.value) for name in needed_states(Action.SAVE))
    assert everything() == before


def test_a_batch_leaves_out_what_was_given_up():
    """W-12: a draft that somebody discarded is no fault of the batch."""
    version = make.VERSION_IN[State.DISCARDED]()
    batch = Batch.objects.create(at=version.created_at, by=make.edda())
    ImportedSource.objects.create(version=version, batch=batch)
    before = everything()
    (outcome,) = approve_batch(batch, by=make.petra(), proof=make.proof(), publish=True)
    assert outcome.action == "left out"
    assert everything() == before
