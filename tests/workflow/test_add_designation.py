"""Adding one designation to the draft of an entry."""

from unittest.mock import patch

import pytest

from glossary.content import DesignationText
from glossary.errors import ActionRefused, MissingRole, NotYours, StaleContent, WrongState
from glossary.models import Decision, State, Version
from glossary.workflow import drafting
from glossary.workflow.actions import add_designation, approve, submit
from tests import factories as make
from tests.admin.desk import stored

pytestmark = pytest.mark.django_db
WORD = DesignationText(term="Comparison", acceptability="search-only")


def words_of(version: Version) -> list[str]:
    return [row.term for row in stored(version).designations.all()]


def test_a_draft_is_opened_for_a_published_entry() -> None:
    published = make.published("Calibration", designations=(DesignationText(term="Check"),))
    version = add_designation(published.entry, WORD, by=make.edda())
    assert (version.state, version.sequence) == (State.DRAFT, 2)
    assert words_of(version) == ["Check", "Comparison"]
    assert stored(version).designations.last().acceptability == "search-only"
    assert words_of(published) == ["Check"]


def test_an_open_draft_gets_it() -> None:
    draft = make.draft("Calibration")
    assert add_designation(draft.entry, WORD, by=make.edda()) == draft
    assert words_of(draft) == ["Comparison"]
    assert Version.objects.count() == 1


def test_who_adds_it_cannot_approve_the_version() -> None:
    """Four eyes."""
    draft = make.draft("Calibration")
    add_designation(draft.entry, WORD, by=make.rolf())
    version = submit(draft, by=make.edda(), change_note="A word more")
    with pytest.raises(ActionRefused, match="You wrote part of this version"):
        approve(version, by=make.rolf(), seen_hash=version.current_hash(), proof=make.proof())


@pytest.mark.parametrize("term", ["Calibration", "COMPARISON", "Compari-son"])
def test_a_word_that_is_there_is_refused_and_leaves_no_draft(term: str) -> None:
    published = make.published("Calibration", designations=(WORD,))
    with pytest.raises(ActionRefused, match="already"):
        add_designation(published.entry, DesignationText(term=term), by=make.edda())
    assert Version.objects.count() == 1


@pytest.mark.parametrize("made", [make.submitted, make.approved, make.scheduled])
def test_what_is_with_reviewers_stays_as_it_is(made) -> None:
    version = made("Calibration")
    with pytest.raises(WrongState):
        add_designation(version.entry, WORD, by=make.edda())
    assert words_of(version) == []


def test_somebody_elses_draft_is_refused_and_says_nothing_of_its_words() -> None:
    """W-31."""
    draft = make.draft("Calibration", designations=(WORD,))
    with pytest.raises(NotYours):
        add_designation(draft.entry, WORD, by=make.account("otto", "author"))
    assert Decision.objects.filter(outcome="denied").count() == 1


@pytest.mark.parametrize("person", [make.vera, make.root])
def test_who_does_not_edit_adds_nothing(person) -> None:
    published = make.published("Calibration")
    with pytest.raises(MissingRole):
        add_designation(published.entry, WORD, by=person())
    assert Version.objects.count() == 1


def test_a_text_that_changes_in_between_is_not_overwritten() -> None:
    draft = make.draft("Calibration")
    with patch.object(drafting, "content_hash", return_value="another"):
        with pytest.raises(StaleContent):
            add_designation(draft.entry, WORD, by=make.edda())
    assert words_of(draft) == []
