"""An entry that was given up before it came into force begins again."""

import pytest

from glossary.errors import ActionRefused, MissingRole
from glossary.models import Decision, Entry, State
from glossary.workflow.chain import walk_chain
from glossary.workflow.drafting import begin_again
from glossary.workflow.verification import faults
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_it_has_a_new_draft_and_its_old_number():
    """T1, E-45."""
    given_up = make.discarded("Audit")
    version = begin_again(given_up.entry, by=make.petra())
    assert (version.state, version.sequence, version.entry) == (State.DRAFT, 2, given_up.entry)
    assert version.current_hash() == given_up.current_hash()
    assert list(version.contributors.all()) == [make.petra()]
    decision = Decision.objects.order_by("-seq").first()
    assert (decision.action, decision.state_before, decision.state_after) == ("create", "", "draft")
    assert not Entry.objects.given_up().exists()
    assert walk_chain().fault is None and list(faults()) == []


@pytest.mark.parametrize("version_of", [make.draft, make.published, make.withdrawn])
def test_an_entry_that_was_not_given_up_does_not_begin_again(version_of):
    with pytest.raises(ActionRefused, match="not given up"):
        begin_again(version_of("Audit").entry, by=make.petra())


def test_reviewers_open_nothing():
    with pytest.raises(MissingRole):
        begin_again(make.discarded("Audit").entry, by=make.rolf())
