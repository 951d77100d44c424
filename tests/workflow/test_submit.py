"""Submit, recall, request changes, submit again."""

import pytest

from glossary.errors import ActionRefused, MissingRole, RenderingTooComplex, WrongState
from glossary.models import Decision, State
from glossary.workflow.actions import open_draft, recall, request_changes, save_draft, submit
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_submitting_freezes_the_content_and_records_its_hash():
    """T3, A-01."""
    version = submit(make.draft(), by=make.edda(), change_note="First version")
    assert version.state == State.IN_REVIEW
    assert version.content_hash == version.current_hash()
    assert (version.submitted_by, version.change_note) == (make.edda(), "First version")
    assert Decision.objects.first().action == "submit"


def test_a_term_without_its_definition_cannot_be_submitted():
    """T3: all required sections filled."""
    version = make.draft(sections=())
    with pytest.raises(ActionRefused, match="Still missing: Definition"):
        submit(version, by=make.edda())


@pytest.mark.parametrize("note", ["", "   ", "typo"])
def test_a_second_version_needs_a_change_note(note):
    """W-20."""
    version = open_draft(make.published().entry, by=make.edda())
    with pytest.raises(ActionRefused, match="change note"):
        submit(version, by=make.edda(), change_note=note)


def test_text_that_cannot_be_rendered_is_refused_before_anybody_reviews_it():
    version = make.draft(definition="[a" * 5_000)
    with pytest.raises(RenderingTooComplex) as refused:
        submit(version, by=make.edda())
    assert refused.value.place == "definition"
    version.refresh_from_db()
    assert version.state == State.DRAFT


def test_a_reviewer_cannot_submit():
    with pytest.raises(MissingRole):
        submit(make.draft(), by=make.rolf())


def test_an_author_recalls_with_a_reason():
    """T6."""
    version = recall(make.submitted(), by=make.edda(), reason="A number is wrong")
    assert version.state == State.DRAFT
    assert Decision.objects.first().reason == "A number is wrong"


def test_recalling_without_a_reason_is_refused():
    """A-02."""
    with pytest.raises(ActionRefused, match="needs a reason"):
        recall(make.submitted(), by=make.edda(), reason=" ")


def test_a_reviewer_requests_changes_with_a_comment():
    """T4."""
    version = request_changes(make.submitted(), by=make.rolf(), comment="Name the clause")
    assert version.state == State.CHANGES_REQUESTED
    assert Decision.objects.first().reason == "Name the clause"


def test_requesting_changes_without_a_comment_is_refused():
    """A-02."""
    with pytest.raises(ActionRefused, match="needs a comment"):
        request_changes(make.submitted(), by=make.rolf(), comment="")


def test_the_same_text_comes_back_only_with_an_explanation():
    """T5."""
    version = request_changes(make.submitted(), by=make.rolf(), comment="Name the clause")
    with pytest.raises(ActionRefused, match="needs a reply"):
        submit(version, by=make.edda())
    assert submit(version, by=make.edda(), reply="There is none").state == State.IN_REVIEW


def test_a_changed_text_comes_back_without_one():
    """T5."""
    version = request_changes(make.submitted(), by=make.rolf(), comment="Name the clause")
    save_draft(version, make.term_content("Negotiation", definition="Better."), by=make.edda())
    assert submit(version, by=make.edda()).state == State.IN_REVIEW


def test_submitting_twice_is_refused():
    version = make.submitted()
    with pytest.raises(WrongState):
        submit(version, by=make.edda())
    assert Decision.objects.filter(action="submit").count() == 1
