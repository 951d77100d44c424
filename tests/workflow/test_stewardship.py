"""Periodic review, owners, sharing, addresses, policies, and what the record keeps of them."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from glossary.errors import ActionRefused, ContributorCannotApprove, MissingRole, NotYours
from glossary.models import ChainHead, Decision, Entry, Redirect, State, Version
from glossary.workflow.actions import (
    approve,
    confirm,
    hand_over,
    move,
    open_draft,
    publish,
    save_draft,
    set_review_interval,
    share,
    submit,
)
from glossary.workflow.record import record_entry
from glossary.workflow.signatures import approvals_of
from tests import factories as make

pytestmark = pytest.mark.django_db


def otto():
    return make.account("otto", "author")


def signed(version: Version, *, by) -> Version:
    return approve(version, by=by, seen_hash=version.current_hash(), proof=make.proof())


def test_confirming_moves_the_date_and_changes_nothing_else(client):
    """W-42: no new version, and "in force since" stays."""
    with make.on("2024-05-01"):
        version = make.published("Gauge")
    assert version.entry.next_review == date(2026, 5, 1)
    with make.on("2026-04-20"):
        confirm(version, by=make.rolf(), remark="Checked against the new edition")
    entry = Entry.objects.get()
    assert (entry.last_reviewed, entry.next_review) == (date(2026, 4, 20), date(2028, 4, 20))
    assert entry.versions.count() == 1
    row = Decision.objects.first()
    assert (row.action, row.reason) == ("confirm", "Checked against the new edition")
    assert json.loads(row.changes)["next_review"] == ["2026-05-01", "2028-04-20"]
    page = client.get("/glossary/gauge/").content.decode()
    assert '<time datetime="2026-04-20">' in page and '<time datetime="2024-05-01">' in page


@pytest.mark.parametrize("outcome", ["change", "withdraw"])
def test_a_review_that_finds_something_leaves_the_date(outcome):
    """T18: what has to follow is on record."""
    version = make.published()
    due = version.entry.next_review
    confirm(version, by=make.rolf(), remark="The scale is missing", outcome=outcome)
    assert Entry.objects.get().next_review == due
    assert json.loads(Decision.objects.first().changes)["outcome"] == ["", outcome]


def test_nobody_confirms_the_own_text_unless_the_site_allows_it(settings):
    """W-43."""
    version = make.published()
    with pytest.raises(NotYours, match="wrote the published version"):
        confirm(version, by=make.edda(), remark="Fine")
    settings.GLOSSARY = {"last_author_may_confirm": True}
    confirm(version, by=make.edda(), remark="Fine")


def test_an_author_confirms_only_as_the_owner():
    """T18."""
    version = make.published()
    with pytest.raises(NotYours, match="owner or a reviewer"):
        confirm(version, by=otto(), remark="Fine")
    hand_over(version.entry, owner=otto(), by=make.petra())
    confirm(version, by=otto(), remark="Fine")


def test_a_review_needs_a_remark_and_a_known_outcome():
    """A-02."""
    version = make.published()
    with pytest.raises(ActionRefused, match="needs a remark"):
        confirm(version, by=make.rolf(), remark=" ")
    with pytest.raises(ActionRefused, match="one of: confirmed"):
        confirm(version, by=make.rolf(), remark="Fine", outcome="perhaps")


@pytest.mark.parametrize(("days", "is_said"), [(90, False), (91, True)])
def test_readers_are_told_when_a_review_is_long_overdue(client, days, is_said):
    """W-46: in neutral words, after ninety days."""
    entry = make.published("Gauge").entry
    entry.next_review = timezone.localdate() - timedelta(days=days)
    entry.save(update_fields=["next_review"])
    page = client.get("/glossary/gauge/").content.decode()
    assert ("its review is late" in page) == is_said


def test_the_note_for_readers_can_be_switched_off(client, settings):
    """W-46."""
    settings.GLOSSARY = {"overdue_note_days": 0}
    entry = make.published("Gauge").entry
    entry.next_review = date(2020, 1, 1)
    entry.save(update_fields=["next_review"])
    assert "its review is late" not in client.get("/glossary/gauge/").content.decode()


def test_the_interval_is_the_entry_s_the_subject_s_or_the_site_s():
    """W-40: set at publication, never empty, never in the past."""
    with make.on("2026-01-31"):
        version = make.published()
        assert version.entry.next_review == date(2028, 1, 31)
        version.entry.subject.review_interval_months = 12
        version.entry.subject.save()
        second = make.republished(version)
        assert Entry.objects.get().next_review == date(2027, 1, 31)
        set_review_interval(second.entry, months=1, by=make.petra())
        assert Entry.objects.get().next_review == date(2026, 2, 28)
    with make.on("2026-06-01"):
        set_review_interval(second.entry, months=2, by=make.petra())
    assert Entry.objects.get().next_review == date(2026, 6, 1)
    for months in (0, 121):
        with pytest.raises(ActionRefused, match="1 to 120"):
            set_review_interval(second.entry, months=months, by=make.petra())
    row = Decision.objects.first()
    assert json.loads(row.changes)["review_interval_months"] == [1, 2]


def test_an_author_writes_what_is_owned_or_shared():
    """The roles table: own or shared."""
    version = make.draft()
    content = make.term_content("Negotiation", byline="O.")
    with pytest.raises(NotYours):
        save_draft(version, content, by=otto())
    with pytest.raises(NotYours, match="owner or a publisher"):
        share(version.entry, people=[otto()], by=otto())
    share(version.entry, people=[otto()], by=make.edda())
    save_draft(version, content, by=otto())
    assert set(version.contributors.all()) == {make.edda(), otto()}


def test_whoever_saved_once_cannot_approve():
    """W-11: one wrote, another saved a comma."""
    rita = make.account("rita", "reviewer")
    version = make.draft()
    save_draft(version, make.term_content("Negotiation", byline=","), by=rita)
    version = submit(version, by=make.edda(), change_note="First version")
    with pytest.raises(ContributorCannotApprove):
        signed(version, by=rita)
    assert signed(version, by=make.rolf()).state == State.APPROVED


def test_the_reviewers_of_a_subject_are_those_it_names_now():
    """W-33: added after submission, acts at once; taken away, cannot."""
    version = make.submitted()
    rita = make.account("rita", "reviewer")
    version.subject.reviewers.set([rita])
    with pytest.raises(NotYours, match="reviewers of its subject"):
        signed(version, by=make.rolf())
    version.subject.reviewers.set([make.rolf()])
    with pytest.raises(NotYours):
        signed(version, by=rita)
    assert signed(version, by=make.rolf()).state == State.APPROVED


def test_an_owner_can_write_or_review():
    version = make.published()
    with pytest.raises(ActionRefused, match="able to write"):
        hand_over(version.entry, owner=make.vera(), by=make.petra())
    with pytest.raises(MissingRole):
        hand_over(version.entry, owner=make.rolf(), by=make.edda())
    hand_over(version.entry, owner=make.rolf(), by=make.petra())
    assert json.loads(Decision.objects.first().changes) == {"owner": ["edda", "rolf"]}


def test_two_signatures_are_of_two_people_and_a_third_publishes(settings):
    """Optionally two signatures: the first leaves the version in review."""
    settings.GLOSSARY = {"signatures": 2}
    paul = make.account("paul", "publisher")
    version = signed(make.submitted(), by=make.rolf())
    assert (version.state, version.approved_by) == (State.IN_REVIEW, None)
    with pytest.raises(ActionRefused, match="second signature"):
        signed(version, by=make.rolf())
    version = signed(version, by=make.petra())
    assert version.state == State.APPROVED
    assert [row.actor for row in approvals_of(version)] == [make.rolf(), make.petra()]
    for person in (make.rolf(), make.petra()):
        with pytest.raises(MissingRole):
            publish(version, by=person, proof=make.proof())
    assert publish(version, by=paul, proof=make.proof()).label == "1.0"


def test_self_approval_is_a_setting_and_shows_on_the_page(settings, client):
    """Policy `self`: record and page say it; the default refuses."""
    anna = make.account("anna", "author", "publisher")
    version = make.draft("Gauge")
    save_draft(version, make.term_content("Gauge"), by=anna)
    version = submit(version, by=anna, change_note="First version")
    with pytest.raises(ContributorCannotApprove):
        signed(version, by=anna)
    settings.GLOSSARY = {"approval_policy": "self"}
    version = publish(signed(version, by=anna), by=anna, proof=make.proof())
    assert version.self_approved
    assert "(self-approved)" in Decision.objects.get(action="approve", outcome="done").meaning
    assert "(self-approved)" in client.get("/glossary/gauge/").content.decode()


def test_a_second_person_is_not_called_self_approved(settings):
    settings.GLOSSARY = {"approval_policy": "self"}
    assert not make.approved().self_approved


def test_changed_options_go_on_record_before_anything_is_decided_under_them(settings):
    """A-08."""
    make.draft("A")
    settings.GLOSSARY = {"approval_policy": "self", "proof_minutes": 5}
    make.draft("B")
    actions = list(Decision.objects.order_by("seq").values_list("action", flat=True))
    assert actions == ["create", "change options", "create"]
    row = Decision.objects.get(action="change options")
    assert json.loads(row.changes) == {
        "approval_policy": ["second-person", "self"],
        "proof_minutes": [10, 5],
    }
    assert row.computed_hash() == row.row_hash


def test_a_clock_that_goes_back_is_marked_and_the_record_goes_on():
    """A-11."""
    entry = make.draft().entry
    ahead = timezone.now() + timedelta(hours=1)
    ChainHead.objects.update(at=ahead)
    record_entry(entry, action="look at", by=make.edda())
    row = Decision.objects.latest("seq")
    assert (row.seq, row.at, row.clock_regressed) == (2, ahead, True)
    assert not Decision.objects.get(seq=1).clock_regressed


def test_saving_often_is_one_row_a_sitting():
    """A-13."""
    version = make.draft()
    for number in range(5):
        content = make.term_content("Negotiation", byline=f"{number}")
        save_draft(version, content, by=make.petra())
    save_draft(version, make.term_content("Negotiation"), by=make.edda())
    save_draft(version, make.term_content("Negotiation", byline="E."), by=make.edda())
    rows = Decision.objects.order_by("seq").values_list("action", "actor__username")
    assert list(rows) == [("create", "edda"), ("save", "petra"), ("save", "edda")]


def test_an_address_that_leads_elsewhere_is_taken_over_only_knowingly():
    """W-72."""
    first, second = make.published("Gauge").entry, make.published("Hammer").entry
    move(first, slug="meter", by=make.petra())
    with pytest.raises(ActionRefused, match="taken over"):
        move(second, slug="gauge", by=make.petra())
    move(second, slug="gauge", by=make.petra(), take_over=True)
    assert list(Redirect.objects.values_list("path", flat=True)) == ["/glossary/hammer/"]
    assert make.draft("Hammer").entry.slug == "hammer-2"


@pytest.mark.parametrize("slug", ["", "+++", "hammer"])
def test_an_address_must_be_free_and_have_letters(slug):
    entry = make.published("Gauge").entry
    make.published("Hammer")
    with pytest.raises(ActionRefused):
        move(entry, slug=slug, by=make.petra())
    with pytest.raises(MissingRole):
        move(entry, slug="meter", by=make.edda())
    assert Entry.objects.get(title="Gauge").slug == "gauge"


def test_renaming_keeps_the_address():
    """W-70."""
    version = make.published("Gauge")
    make.republished(version, content=make.term_content("Measuring gauge"))
    entry = Entry.objects.get()
    assert (entry.title, entry.slug) == ("Measuring gauge", "gauge")


@pytest.mark.parametrize(
    ("note", "problem"),
    [
        ("", "at least 10"),
        ("too short", "at least 10"),
        ("FIRST version of it", "the last version"),
    ],
)
def test_a_later_version_has_a_note_of_its_own(note, problem):
    """W-20."""
    version = make.published()
    first = make.republished(version, note="First version of it")
    opened = open_draft(first.entry, by=make.edda())
    with pytest.raises(ActionRefused, match=problem):
        submit(opened, by=make.edda(), change_note=note)


@pytest.mark.parametrize(
    ("change_class", "label"), [("major", "2.0"), ("minor", "1.1"), ("editorial", "1.1")]
)
def test_the_change_class_numbers_the_version(change_class, label):
    """W-04."""
    version = make.published()
    assert make.republished(version, change_class=change_class).label == label


def test_every_action_of_the_table_writes_one_row_with_its_facts():
    """A-01: who, what, when, from where to where, by which proof, with which hash."""
    version = make.superseded("Gauge")
    rows = list(Decision.objects.filter(version_sequence=version.sequence).order_by("seq"))
    assert [(row.action, row.state_before, row.state_after) for row in rows] == [
        ("create", "", "draft"),
        ("submit", "draft", "in_review"),
        ("approve", "in_review", "approved"),
        ("publish", "approved", "published"),
        ("supersede", "published", "superseded"),
    ]
    for row in rows:
        assert row.actor and row.actor_name and row.actor_roles and row.event_id
        assert (row.entry_number, row.entry_title, row.object_type) == (
            "QM-0001",
            "Gauge",
            "version",
        )
        assert row.software_version and row.at and row.outcome == "done"
    approval = rows[2]
    assert approval.auth_method == "password" and approval.auth_at
    assert approval.content_hash == version.current_hash()
    # One action of one person: superseding is part of publishing the next version.
    assert rows[4].event_id == Decision.objects.get(version_label="1.1", action="publish").event_id
