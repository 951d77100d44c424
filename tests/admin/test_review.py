"""The review page and the decisions taken on it."""

from dataclasses import replace

import pytest

from glossary.content import SectionText
from glossary.models import Decision, State
from glossary.workflow.actions import approve, open_draft, request_changes, save_draft, submit
from glossary.workflow.proof import Proof
from tests.admin.desk import client_of, decision, entry_page, filled_in, queries_for, stored
from tests.factories import (
    approved,
    draft,
    edda,
    petra,
    published,
    rolf,
    root,
    submitted,
    term_content,
    vera,
)

pytestmark = pytest.mark.django_db


def second_version(definition: str):
    """Return a version in review beside a published one."""
    first = published("Audit", definition="A check every year.")
    version = open_draft(first.entry, by=edda())
    save_draft(version, term_content("Audit", definition=definition), by=edda())
    return submit(version, by=edda(), change_note="More often than before")


def test_the_difference_comes_first_then_the_preview():
    """E-31."""
    version = second_version("A check every month.")

    page = client_of(rolf()).get(entry_page("review", version)).content.decode()

    assert "[removed: </span>year<" in page
    assert "[added: </span>month<" in page
    assert page.index("<del>") < page.index('class="paper"')
    assert "More often than before" in page


def test_the_difference_shows_markup_as_text():
    """W-23."""
    version = second_version("A <img src=x onerror=alert(1)> check.")

    page = client_of(rolf()).get(entry_page("review", version)).content.decode()

    assert "<img" not in page
    assert "&lt;" in page


def test_a_reviewer_approves_what_she_has_seen():
    version = submitted("Audit")

    response = client_of(rolf()).post(
        decision("approve", version), {"seen_hash": version.current_hash(), "note": "Well done"}
    )

    kept = stored(version)
    assert response.url == entry_page("change", version)
    assert (kept.state, kept.approved_by) == (State.APPROVED, rolf())
    assert Decision.objects.first().reason == "Well done"


def test_the_review_page_carries_the_hash_of_what_it_shows():
    version = submitted("Audit")

    page = client_of(rolf()).get(entry_page("review", version)).content.decode()

    assert f'name="seen_hash" value="{version.current_hash()}"' in page


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_approving_something_else_than_was_seen_is_refused(seen):
    """W-18."""
    version = submitted("Audit")

    response = client_of(rolf()).post(decision("approve", version), {"seen_hash": seen})

    assert response.status_code == 409
    assert stored(version).state == State.IN_REVIEW


def test_approve_and_publish_go_in_one():
    version = submitted("Audit")

    client_of(rolf()).post(
        decision("approve-and-publish", version), {"seen_hash": version.current_hash()}
    )

    assert stored(version).state == State.PUBLISHED
    assert stored(version).entry.current == version


def test_a_publisher_publishes_what_another_has_approved():
    version = approved("Audit")

    client_of(petra()).post(decision("publish", version))

    assert stored(version).state == State.PUBLISHED


def test_who_wrote_part_of_a_version_is_told_instead_of_asked():
    """W-10: the button is missing, and the workflow refuses all the same."""
    version = draft("Audit")
    save_draft(version, term_content("Audit", short_definition="A check."), by=petra())
    submit(version, by=edda(), change_note="First version")
    client = client_of(petra())

    page = client.get(entry_page("review", version)).content.decode()
    response = client.post(
        decision("approve", version), {"seen_hash": stored(version).current_hash()}
    )

    assert decision("approve", version) not in page
    assert "somebody else approves" in page
    assert response.status_code == 403
    assert stored(version).state == State.IN_REVIEW


@pytest.mark.parametrize("person", [edda, vera, root])
@pytest.mark.parametrize("name", ["approve", "approve-and-publish", "publish", "request-changes"])
def test_deciding_is_for_reviewers_and_publishers(person, name):
    """W-10, W-12: an author, an auditor and a superuser without a role decide nothing."""
    version = submitted("Audit")
    typed = {"seen_hash": version.current_hash(), "comment": "No"}

    response = client_of(person()).post(decision(name, version), typed)

    assert response.status_code in (403, 409)
    assert stored(version).state == State.IN_REVIEW


def test_changes_are_requested_with_a_comment():
    version = submitted("Audit")

    client_of(rolf()).post(decision("request-changes", version), {"comment": "Add an example."})

    assert stored(version).state == State.CHANGES_REQUESTED
    page = client_of(edda()).get(entry_page("change", version)).content.decode()
    assert "Add an example." in page
    assert 'name="title"' in page


def test_a_request_without_a_comment_is_refused():
    version = submitted("Audit")

    response = client_of(rolf()).post(decision("request-changes", version), {"comment": "  "})

    assert response.status_code == 422
    assert stored(version).state == State.IN_REVIEW


def test_a_refused_decision_keeps_what_was_typed():
    version = submitted("Audit")

    response = client_of(rolf()).post(
        decision("approve", version), {"seen_hash": "0", "note": "Typed with care"}
    )

    assert "Typed with care" in response.content.decode()


def test_an_author_takes_a_version_back():
    version = submitted("Audit")

    client_of(edda()).post(decision("recall", version), {"reason": "One more example"})

    assert stored(version).state == State.DRAFT


def test_an_author_opens_a_draft_beside_the_published_version():
    version = published("Audit")

    client_of(edda()).post(decision("revise", version))

    states = version.entry.versions.values_list("state", flat=True).order_by("sequence")
    assert list(states) == [State.PUBLISHED, State.DRAFT]
    assert b'name="title"' in client_of(edda()).get(entry_page("change", version)).content


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("approve", State.DRAFT),
        ("publish", State.DRAFT),
        ("publish", State.IN_REVIEW),
        ("request-changes", State.APPROVED),
        ("recall", State.APPROVED),
        ("revise", State.DRAFT),
        ("submit", State.IN_REVIEW),
    ],
)
def test_what_the_table_does_not_allow_is_refused(name, state):
    """W-12."""
    make = {State.DRAFT: draft, State.IN_REVIEW: submitted, State.APPROVED: approved}
    version = make[state]("Audit")
    typed = {"seen_hash": version.current_hash(), "comment": "No", "reason": "No"}

    response = client_of(petra()).post(decision(name, version), typed)

    assert response.status_code in (409, 422)
    assert stored(version).state == state


def test_submitting_from_the_page_saves_first():
    version = draft("Audit")
    sent = filled_in(stored(version).content(), short_definition="A check.", _submit="1")

    client_of(edda()).post(entry_page("change", version), sent)

    assert (stored(version).state, stored(version).short_definition) == (
        State.IN_REVIEW,
        "A check.",
    )


def test_a_refused_submission_leaves_the_draft_saved():
    version = draft("Audit")
    empty = replace(stored(version).content(), sections=())
    sent = filled_in(empty, change_note="Typed with care", _submit="1")
    sent["based_on"] = stored(version).current_hash()

    response = client_of(edda()).post(entry_page("change", version), sent)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Still missing: Definition." in page
    assert "Typed with care" in page
    assert f'value="{stored(version).current_hash()}"' in page
    assert stored(version).content().sections == ()


def test_who_only_submits_does_not_become_a_contributor():
    version = draft("Audit")

    client_of(petra()).post(
        entry_page("change", version), filled_in(stored(version).content(), _submit="1")
    )

    assert stored(version).state == State.IN_REVIEW
    assert petra() not in version.contributors.all()


def test_a_later_version_needs_a_change_note():
    """W-20."""
    version = open_draft(published("Audit").entry, by=edda())
    sent = filled_in(
        replace(stored(version).content(), tags=("iso",)), change_note="short", _submit="1"
    )
    sent["based_on"] = stored(version).current_hash()

    response = client_of(edda()).post(entry_page("change", version), sent)

    assert response.status_code == 422
    assert stored(version).state == State.DRAFT


def test_a_text_that_was_refused_goes_back_with_a_reply():
    """T5: the same text again needs an answer to the reviewer."""
    version = submitted("Audit")
    request_changes(version, by=rolf(), comment="Why?")
    sent = filled_in(stored(version).content(), _submit="1")
    client = client_of(edda())

    assert client.post(entry_page("change", version), sent).status_code == 422

    client.post(entry_page("change", version), sent | {"reply": "Because."})
    assert stored(version).state == State.IN_REVIEW


def test_the_auditor_reads_the_review_but_has_nothing_to_decide():
    version = submitted("Audit")

    page = client_of(vera()).get(entry_page("review", version)).content.decode()

    assert "/decide/" not in page


def test_the_history_names_persons_and_reasons():
    version = submitted("Audit")
    approve(
        version,
        by=rolf(),
        proof=Proof.by_password(),
        seen_hash=version.current_hash(),
        note="Checked twice",
    )

    page = client_of(vera()).get(entry_page("review", version)).content.decode()

    assert "Rolf Roth" in page
    assert "Checked twice" in page


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_a_decision_is_a_post(method):
    version = submitted("Audit")

    response = getattr(client_of(rolf()), method)(decision("approve", version))

    assert response.status_code == 405


def test_unknown_decisions_are_not_found():
    version = submitted("Audit")

    assert client_of(rolf()).post(decision("destroy", version)).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_text():
    bodies = [SectionText(kind="additional", heading=f"Heading {n}", body="Text") for n in range(6)]
    short = submitted("Short", sections=(SectionText(kind="definition", body="x"), *bodies[:1]))
    long = submitted("Long", sections=(SectionText(kind="definition", body="x"), *bodies))
    client = client_of(rolf())

    counts = [queries_for(client, entry_page("review", version)) for version in (short, long)]

    assert counts[0] == counts[1]
    # A third of them are look-ups of the quality gate, however large the glossary is.
    assert counts[1] <= 43
