"""Who is told what, once, in the right words."""

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from glossary.models import Notice, Version
from glossary.workflow.actions import (
    approve,
    publish,
    publish_unapproved,
    recall,
    request_changes,
    revoke,
    save_draft,
    submit,
    withdraw,
)
from glossary.workflow.scheduling import release_due
from tests import factories as make

pytestmark = pytest.mark.django_db


def rita() -> User:
    return make.account("rita", "reviewer")


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("recipient__username", flat=True))


def words(kind: str) -> str:
    return Notice.objects.filter(kind=kind).first().text


def test_reviewers_learn_of_a_submission():
    """W-60: who submitted, the change note, the page of the difference, the day."""
    make.rolf(), rita(), make.petra()
    version = make.submitted("Gauge")
    assert told("submit") == {"rolf", "rita"}
    text = words("submit")
    assert "Edda Ehlers submitted “Gauge”" in text and "First version" in text
    assert f"review it by {version.review_by.isoformat()}" in text
    notice = Notice.objects.first()
    assert notice.path == f"/admin/glossary/entry/{version.entry_id}/review/"


def test_a_subject_with_reviewers_asks_these_and_not_the_one_who_submitted():
    """W-60."""
    make.rolf(), rita()
    version = make.draft("Gauge")
    petra = make.petra()
    version.subject.reviewers.set([rita(), petra])
    submit(version, by=petra, change_note="First version")
    assert told("submit") == {"rita"}


def test_authors_learn_what_a_reviewer_wants():
    """W-61: with the comment; all contributors and the owner, not the one who did it."""
    version = make.draft("Gauge")
    save_draft(version, make.term_content("Gauge", byline="P."), by=make.petra())
    submit(version, by=make.edda(), change_note="First version")
    request_changes(version, by=make.rolf(), comment="Say what it <b>measures</b>")
    assert told("request changes") == {"edda", "petra"}
    assert "Say what it <b>measures</b>" in words("request changes")


def test_everything_that_befalls_a_version_is_told_its_authors():
    """W-61: also to whoever did an earlier step."""
    version = make.submitted("Gauge")
    version = approve(version, by=make.rolf(), seen_hash=version.current_hash(), proof=make.proof())
    assert told("approve") == {"edda"}
    version = publish(version, by=make.petra(), proof=make.proof())
    assert told("publish") == {"edda"}
    facts = {"reason": "obsolete", "explanation": "Nobody uses it.", "proof": make.proof()}
    withdraw(version, by=make.petra(), **facts)
    assert told("withdraw") == {"edda"} and "Nobody uses it." in words("withdraw")


def test_the_owner_learns_of_what_others_wrote_and_submitted():
    """W-61."""
    version = make.draft("Gauge")
    submit(version, by=make.petra(), change_note="First version")
    revoke(
        approve(version, by=make.rolf(), seen_hash=version.current_hash(), proof=make.proof()),
        by=make.rolf(),
        reason="A doubt",
    )
    assert told("revoke approval of") == {"edda", "petra"}


def test_an_emergency_is_told_to_those_who_must_look_at_it(settings):
    """T13."""
    settings.GLOSSARY = {"emergency_publication": True}
    make.rolf(), make.petra()
    emma = make.account("emma", "publisher", "emergency publisher")
    publish_unapproved(make.draft("Gauge"), by=emma, reason="It burns", proof=make.proof())
    assert told("publish in an emergency") == {"rolf", "petra"}


def test_a_failed_publication_is_told_once():
    """W-62: to who planned it and to the publishers, however often the clock comes by."""
    paul = make.account("paul", "publisher")
    version = make.scheduled("Gauge")
    edda = make.edda()
    edda.is_active = False
    edda.save()
    Version.objects.update(scheduled_for=version.approved_at)
    for _run in range(3):
        ((failed, problem),) = release_due()
        assert failed == version and "owner" in problem
    assert told("failed") == {"petra", "paul"}
    assert Notice.objects.filter(recipient=paul, kind="failed").count() == 1


def test_the_clock_tells_the_authors():
    version = make.scheduled("Gauge")
    Version.objects.update(scheduled_for=version.approved_at)
    assert release_due() == [(version, "")]
    assert told("release") == {"edda"}
    assert "The schedule published “Gauge”" in words("release")


def test_accounts_switched_off_are_told_nothing():
    make.rolf()
    User.objects.update(is_active=False)
    User.objects.filter(username="edda").update(is_active=True)
    make.submitted("Gauge")
    assert not Notice.objects.exists()


def test_the_same_step_a_second_time_is_news_again():
    make.rolf()
    version = make.submitted("Gauge")
    version = recall(version, by=make.edda(), reason="A slip")
    submit(version, by=make.edda())
    assert Notice.objects.filter(kind="submit").count() == 2


def test_what_is_undone_is_told_to_nobody():
    """W-64: a notice belongs to the transaction of what it tells."""
    make.rolf()
    with pytest.raises(RuntimeError), transaction.atomic():
        make.submitted("Gauge")
        raise RuntimeError
    assert not Notice.objects.exists()


def test_an_account_without_an_address_gets_no_mail():
    make.rolf()
    User.objects.filter(username="rolf").update(email="rolf@example.org")
    rita()
    make.submitted("Gauge")
    waiting = dict(Notice.objects.values_list("recipient__username", "mail_after"))
    assert waiting["rolf"] and waiting["rita"] is None
