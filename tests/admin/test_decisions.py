"""The decisions on an entry's page: who is offered which, and what each does."""

import pytest
from django.test.utils import override_settings

from glossary.models import Decision, Entry, Redirect, Role, State
from glossary.workflow.actions import open_draft
from glossary.workflow.transitions import Action
from tests import factories as make
from tests.admin.desk import client_of, decision, entry_page, stored
from tests.workflow.every_pair import everything, needed_states, pairs_without_a_row

pytestmark = pytest.mark.django_db

NAMES = {
    Action.SUBMIT: "submit",
    Action.REQUEST_CHANGES: "request-changes",
    Action.RECALL: "recall",
    Action.APPROVE: "approve",
    Action.REVOKE: "revoke",
    Action.PUBLISH: "publish",
    Action.SCHEDULE: "schedule",
    Action.UNSCHEDULE: "unschedule",
    Action.PUBLISH_UNAPPROVED: "emergency",
    Action.RATIFY: "ratify",
    Action.WITHDRAW: "withdraw",
    Action.CONFIRM: "confirm",
    Action.REVISE: "revise",
    Action.DISCARD: "discard",
}
EVERYTHING_TYPED = {
    "change_note": "All of it is new",
    "reply": "See the note",
    "comment": "Too long",
    "reason": "obsolete",
    "explanation": "Unused.",
    "at": "2099-05-04T12:00",
    "days": "3",
    "outcome": "confirmed",
    "remark": "Still right",
}
# The page of an entry whose version was superseded is about the version that took its place.
PAIRS = [
    (action, state)
    for action, state in pairs_without_a_row()
    if action in NAMES and state != State.SUPERSEDED
]


@pytest.mark.parametrize(("action", "state"), PAIRS)
def test_the_page_refuses_what_the_table_does_not_have(action, state):
    """W-12: through the admin form; both states are named, nothing changes."""
    version = make.VERSION_IN[state]()
    typed = EVERYTHING_TYPED | {"seen_hash": version.current_hash()}
    # Petra has just done some of it; sending that twice is no mistake (F-17).
    client = client_of(make.account("paul", Role.PUBLISHER))
    before = everything()
    response = client.post(decision(NAMES[action], version), typed)
    page = response.content.decode()
    assert response.status_code == 409
    problem = page[page.index('class="problems"') :].partition("</div>")[0]
    assert str(state.label) in problem
    assert any(name in problem for name in needed_states(action))
    assert everything() == before


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_page(state):
    version = make.VERSION_IN[state]()
    for person in (make.petra, make.vera, make.edda):
        for page in ("change", "review", "preview"):
            response = client_of(person()).get(entry_page(page, version))
            assert response.status_code == 200, (person, page)


def offered(person, version) -> set[str]:
    response = client_of(person).get(entry_page("review", version))
    return {offer.choice.name for offer in response.context["offers"]}


@pytest.mark.parametrize(
    ("maker", "person", "names"),
    [
        (make.draft, make.edda, {"submit", "discard", "reserve", "share"}),
        (make.submitted, make.edda, {"recall", "share"}),
        (make.submitted, make.rolf, {"approve", "approve-and-publish", "request-changes"}),
        (make.approved, make.rolf, {"publish", "revoke"}),
        (make.scheduled, make.rolf, set()),
        (make.published, make.edda, {"revise", "share"}),
        (make.published, make.rolf, {"confirm"}),
        (make.withdrawn, make.edda, {"revise", "share"}),
        (make.discarded, make.edda, {"restore", "share"}),
        (make.published, make.vera, set()),
    ],
)
def test_people_are_offered_what_they_may_do(maker, person, names):
    assert offered(person(), maker()) == names


def test_a_publisher_is_offered_everything_that_the_state_allows():
    steward = {"share", "hand-over", "set-interval", "move"}
    assert offered(make.petra(), make.approved("A")) == steward | {"publish", "schedule", "revoke"}
    assert offered(make.petra(), make.scheduled("B")) == steward | {"unschedule"}
    assert offered(make.petra(), make.published("C")) == steward | {"revise", "confirm", "withdraw"}


def test_an_author_of_something_else_is_offered_a_new_version_only():
    otto = make.account("otto", "author")
    assert offered(otto, make.published()) == {"revise"}


def test_with_one_person_four_eyes_cannot_be_met_and_the_page_says_so():
    """W-36: the only way is the emergency, where it is switched on."""
    emma = make.account("emma", "author", "publisher", "reviewer", "emergency publisher")
    for name in ("rolf", "petra"):
        make.account(name)
    version = make.draft()
    version.contributors.set([emma])
    client = client_of(emma)
    page = client.get(entry_page("review", version)).content.decode()
    assert "four eyes cannot be met" in page
    assert "offer-emergency" not in page and "offer-approve" not in page
    with override_settings(GLOSSARY={"emergency_publication": True}):
        page = client.get(entry_page("review", version)).content.decode()
    assert "offer-emergency" in page


def test_scheduling_refuses_an_hour_that_does_not_exist(settings):
    """T9: nor one that exists twice."""
    settings.TIME_ZONE = "Europe/Berlin"
    version = make.approved()
    for at in ("2099-03-29T02:30", "2099-10-25T02:30"):
        response = client_of(make.petra()).post(decision("schedule", version), {"at": at})
        assert response.status_code == 422
        assert "ambiguous or it may not exist" in response.content.decode()
    assert stored(version).state == State.APPROVED
    client_of(make.petra()).post(decision("schedule", version), {"at": "2099-07-01T08:00"})
    assert stored(version).scheduled_for.isoformat() == "2099-07-01T06:00:00+00:00"


def test_withdrawing_needs_an_explanation_and_a_successor_by_name():
    version = make.published("Gauge")
    other = make.published("Instrument").entry
    client = client_of(make.petra())
    typed = {"reason": "merged", "explanation": "", "successor": "nothing of this name"}
    response = client.post(decision("withdraw", version), typed)
    assert response.status_code == 422
    assert "No published entry is called so" in response.content.decode()
    typed |= {"explanation": "Said there.", "successor": "instrument"}
    assert client.post(decision("withdraw", version), typed).status_code == 302
    assert stored(version).successor == other


def test_withdrawing_lists_who_links_here():
    gauge = make.published("Gauge")
    make.published("Workshop", definition="A place with a gauge on the wall.")
    page = client_of(make.petra()).get(entry_page("review", gauge)).content.decode()
    form = page[page.index('id="offer-withdraw"') :]
    assert "Workshop" in form


def test_an_older_version_is_restored_as_a_draft():
    """W-24."""
    first = make.superseded("Gauge")
    client = client_of(make.edda())
    assert client.post(decision("restore", first), {"like": first.pk}).status_code == 302
    opened = first.entry.versions.open().get()
    assert stored(opened).current_hash() == stored(first).current_hash()


def test_the_steward_s_forms_do_what_they_say():
    version = make.published("Gauge")
    client, otto = client_of(make.petra()), make.account("otto", "author")
    for name, typed in (
        ("share", {"people": [otto.pk]}),
        ("hand-over", {"owner": make.rolf().pk}),
        ("set-interval", {"months": "6"}),
        ("move", {"slug": "Measuring gauge"}),
    ):
        assert client.post(decision(name, version), typed).status_code == 302, name
    entry = Entry.objects.get()
    assert list(entry.shared_with.all()) == [otto]
    assert (entry.owner, entry.review_interval_months) == (make.rolf(), 6)
    assert entry.slug == "measuring-gauge" and Redirect.objects.count() == 1
    kinds = set(Decision.objects.filter(object_type="entry").values_list("action", flat=True))
    assert kinds == {"share", "hand over", "set review interval", "move"}


def test_a_draft_shows_only_to_those_who_may_read_it():
    """W-31: the others see the published version and no sign of a draft."""
    version = make.published("Gauge")
    opened = open_draft(version.entry, by=make.edda())
    otto = make.account("otto", "author")
    page = client_of(otto).get(entry_page("change", version)).content.decode()
    listed = client_of(otto).get("/admin/glossary/entry/").content.decode()
    assert 'data-state="draft"' not in page + listed and "Gauge" in listed
    seen = client_of(make.edda()).get(entry_page("change", opened)).content.decode()
    assert 'data-state="draft"' in seen


def test_an_entry_never_published_is_nothing_to_others():
    """W-31: not in the list, and no page."""
    version = make.draft("Secret")
    otto = make.account("otto", "author")
    assert "Secret" not in client_of(otto).get("/admin/glossary/entry/").content.decode()
    for page in ("change", "review", "preview", "dossier"):
        assert client_of(otto).get(entry_page(page, version)).status_code == 404
    version.entry.shared_with.add(otto)
    assert client_of(otto).get(entry_page("change", version)).status_code == 200


def test_a_reviewer_reads_the_drafts_of_the_own_subjects():
    """W-31, W-33: as the subject's reviewers are now."""
    version = make.submitted("Secret")
    rita = make.account("rita", "reviewer")
    client = client_of(make.rolf())
    assert client.get(entry_page("review", version)).status_code == 200
    version.subject.reviewers.set([rita])
    assert client.get(entry_page("review", version)).status_code == 404
    assert client_of(rita).get(entry_page("review", version)).status_code == 200
