"""Approval by somebody who wrote nothing of the version."""

import pytest
from django.contrib.auth.models import Group

from glossary.errors import ContributorCannotApprove, MissingRole, StaleContent, WrongState
from glossary.models import Decision, Role, State
from glossary.workflow.actions import approve, publish, recall, save_draft, submit
from tests import factories as make

pytestmark = pytest.mark.django_db


def approve_as(version, user):
    return approve(version, by=user, proof=make.proof(), seen_hash=version.current_hash())


def test_a_reviewer_signs_the_content():
    """T7, W-16."""
    version = approve_as(make.submitted(), make.rolf())
    assert version.state == State.APPROVED
    assert (version.approved_by, version.content_hash) == (make.rolf(), version.current_hash())
    decision = Decision.objects.first()
    assert decision.actor_name == "Rolf Roth"
    assert decision.actor_roles == "reviewer"
    assert decision.meaning == "reviewed for content and approved"
    assert decision.content_hash == version.content_hash


def test_the_author_cannot_approve_her_own_version_whatever_roles_she_has():
    """W-10."""
    version = make.submitted()
    make.edda().groups.set(Group.objects.filter(name__in=Role.values))
    make.edda().is_superuser = True
    with pytest.raises(ContributorCannotApprove):
        approve_as(version, make.edda())


def test_whoever_saved_once_cannot_approve_even_if_another_wrote_the_rest():
    """W-11."""
    version = make.draft()
    save_draft(version, make.term_content("Negotiation", definition="One comma,"), by=make.rolf())
    submit(version, by=make.edda())
    with pytest.raises(ContributorCannotApprove):
        approve_as(version, make.rolf())
    assert approve_as(version, make.petra()).state == State.APPROVED


def test_a_superuser_without_a_role_cannot_approve():
    """W-10."""
    with pytest.raises(MissingRole):
        approve_as(make.submitted(), make.root())


def test_an_inactive_reviewer_cannot_approve():
    """W-32."""
    version = make.submitted()
    rolf = make.rolf()
    rolf.is_active = False
    rolf.save()
    with pytest.raises(MissingRole):
        approve_as(version, rolf)


def test_what_was_read_is_what_is_signed():
    """W-18."""
    version = make.submitted()
    seen = version.current_hash()
    recall(version, by=make.edda(), reason="One more sentence")
    save_draft(version, make.term_content("Negotiation", definition="New."), by=make.edda())
    submit(version, by=make.edda())
    with pytest.raises(StaleContent):
        approve(version, by=make.rolf(), proof=make.proof(), seen_hash=seen)
    version.refresh_from_db()
    assert version.state == State.IN_REVIEW


def test_approving_twice_is_refused():
    """W-19, one after the other."""
    version = make.approved()
    with pytest.raises(WrongState, match="approved"):
        approve_as(version, make.petra())
    assert Decision.objects.filter(action="approve").count() == 1


def test_a_contributor_cannot_publish_what_another_approved():
    """T8."""
    version = make.draft()
    save_draft(version, make.term_content("Negotiation", definition="Mine."), by=make.petra())
    submit(version, by=make.edda())
    approve_as(version, make.rolf())
    with pytest.raises(ContributorCannotApprove):
        publish(version, by=make.petra(), proof=make.proof())


def test_a_reviewer_publishes_only_what_he_approved_himself():
    version = make.approved()
    other = make.account("ruth", Role.REVIEWER)
    with pytest.raises(MissingRole):
        publish(version, by=other, proof=make.proof())
    assert publish(version, by=make.rolf(), proof=make.proof()).state == State.PUBLISHED
