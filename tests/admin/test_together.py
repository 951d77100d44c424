"""Going on to what waits next, and approving several versions together."""

import pytest
from django.urls import reverse

from glossary.models import Decision, Entry, Outcome, State, Version
from glossary.workflow.actions import open_draft, save_draft, submit
from glossary.workflow.discussion import comment
from tests.admin.desk import client_of, decision, entry_page, queries_for, stored
from tests.factories import (
    PASSWORD,
    account,
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


def together(*versions: Version) -> str:
    asked = "&".join(f"entry={version.entry_id}" for version in versions)
    return f"{reverse('admin:glossary_review_batch')}?{asked}"


def ticked(*versions: Version, **typed: object) -> dict[str, object]:
    seen = {f"seen-{version.pk}": version.current_hash() for version in versions}
    return {"version": [version.pk for version in versions]} | seen | typed


def part_written_by(person, title: str) -> Version:
    version = draft(title)
    save_draft(version, term_content(title, short_definition="Part of it."), by=person)
    return submit(version, by=edda())


def test_the_review_says_how_many_wait_and_leads_to_the_next():
    """E-31."""
    first, second = submitted("Audit"), submitted("Gauge")
    client = client_of(rolf())

    page = client.get(entry_page("review", first)).content.decode()

    assert "1 of 2 waiting for you" in page
    assert "Next: Gauge" in page
    assert f'href="{entry_page("review", second)}"' in page
    assert "Next:" not in client_of(edda()).get(entry_page("review", first)).content.decode()


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("approve", State.APPROVED),
        ("approve-and-publish", State.PUBLISHED),
        ("request-changes", State.CHANGES_REQUESTED),
    ],
)
def test_a_decision_leads_on_to_the_next_if_asked(name, state):
    """E-31."""
    first, second = submitted("Audit"), submitted("Gauge")
    client = client_of(rolf())
    typed = {"seen_hash": first.current_hash(), "comment": "Longer", "then": "next"}

    response = client.post(decision(name, first), typed, follow=True)

    assert response.redirect_chain[0][0] == entry_page("review", second)
    assert "Audit: " in str(next(iter(response.context["messages"])))
    assert stored(first).state == state


def test_after_the_last_one_the_entry_is_shown():
    version = submitted("Audit")
    typed = {"seen_hash": version.current_hash(), "then": "next"}

    response = client_of(rolf()).post(decision("approve", version), typed)

    assert response.url == entry_page("change", version)


def test_other_decisions_lead_nowhere_else():
    first, _second = submitted("Audit"), submitted("Gauge")

    response = client_of(edda()).post(
        decision("recall", first), {"reason": "A slip", "then": "next"}
    )

    assert response.url == entry_page("change", first)


def test_several_are_approved_with_one_password_and_a_result_for_each():
    """E-31, W-17, W-18."""
    good, own, changed = submitted("Audit"), part_written_by(petra(), "Gauge"), submitted("Level")
    blocked = submitted("Mould")
    comment(blocked, by=rolf(), text="Why?", is_blocking=True)
    versions = (good, own, changed, blocked)
    typed = ticked(*versions, password=PASSWORD, note="Read together") | {
        f"seen-{changed.pk}": "0" * 64
    }

    response = client_of(petra(), is_proved=False).post(together(*versions), typed)

    page = response.content.decode()
    assert "1 of 4 signed" in page
    for reason in ("You wrote part", "not the one you have read", "A blocking comment is open"):
        assert reason in page
    states = [stored(version).state for version in versions]
    assert states == [State.APPROVED, *[State.IN_REVIEW] * 3]
    assert Decision.objects.get(action="approve", outcome=Outcome.DONE).reason == "Read together"


def test_a_wrong_password_signs_nothing_and_keeps_what_was_ticked():
    """W-17."""
    version = submitted("Audit")
    typed = ticked(version, password="wrong", note="Typed with care")

    response = client_of(rolf(), is_proved=False).post(together(version), typed)

    page = response.content.decode()
    assert response.status_code == 403
    assert "Typed with care" in page
    assert f'value="{version.pk}" checked' in page
    assert stored(version).state == State.IN_REVIEW
    assert Decision.objects.filter(outcome=Outcome.DENIED, reason="Wrong password").count() == 1
    assert "wrong" not in Decision.objects.first().changes


def test_without_a_password_each_one_is_refused():
    version = submitted("Audit")

    response = client_of(rolf(), is_proved=False).post(together(version), ticked(version))

    assert "give your password again" in response.content.decode()
    assert stored(version).state == State.IN_REVIEW


def test_sent_twice_it_is_done_once():
    """F-17."""
    version = submitted("Audit")
    client, typed = client_of(rolf()), ticked(version)

    pages = [client.post(together(version), typed).content.decode() for _time in range(2)]

    assert "approved before" in pages[1]
    assert Decision.objects.filter(action="approve", outcome=Outcome.DONE).count() == 1


def test_nothing_ticked_is_said():
    version = submitted("Audit")

    response = client_of(rolf()).post(together(version), {"note": "Typed with care"})

    assert response.status_code == 422
    assert "Nothing is ticked" in response.content.decode()
    assert "Typed with care" in response.content.decode()


def test_without_a_choice_it_shows_what_waits_the_longest():
    first, own, second = submitted("Audit"), part_written_by(petra(), "Gauge"), submitted("Level")

    response = client_of(petra()).get(together())

    assert [row.version for row in response.context["candidates"]] == [first, second]
    page = response.content.decode()
    assert "Gauge" not in page
    assert f'name="seen-{first.pk}" value="{first.current_hash()}"' in page
    assert f'name="version" value="{own.pk}"' not in page


def test_a_chosen_one_that_cannot_be_approved_says_why():
    own, early, waiting = part_written_by(petra(), "Audit"), draft("Gauge"), submitted("Level")

    page = client_of(petra()).get(together(own, early, waiting)).content.decode()

    assert "You wrote part of this version" in page
    assert "needs one that is in review" in page
    assert page.count('name="version"') == 1


def test_the_difference_to_what_is_in_force_is_there_to_be_opened():
    first = published("Audit", definition="A check every year.")
    version = open_draft(first.entry, by=edda())
    save_draft(version, term_content("Audit", definition="A check every month."), by=edda())
    submit(version, by=edda(), change_note="More often than before")

    page = client_of(rolf()).get(together(version)).content.decode()

    assert "[removed: </span>year<" in page
    assert page.index("<del>") < page.index('name="version"')
    assert "Compared with version 1.0" in page


def test_the_list_of_entries_leads_there():
    first, second = submitted("Audit"), submitted("Gauge")
    sent = {
        "action": "review_together",
        "_selected_action": [first.entry_id, second.entry_id],
    }

    response = client_of(rolf()).post(reverse("admin:glossary_entry_changelist"), sent)

    assert response.url == together(first, second)


@pytest.mark.parametrize("person", [edda, vera, root])
@pytest.mark.parametrize("method", ["get", "post"])
def test_for_others_there_is_no_such_page(person, method):
    """S-12."""
    version = submitted("Audit")

    response = getattr(client_of(person()), method)(together(version), ticked(version))

    assert response.status_code == 404
    assert stored(version).state == State.IN_REVIEW


def test_what_one_may_not_read_is_as_if_it_were_not_there():
    """W-31: a subject with reviewers of its own."""
    version = submitted("Audit")
    version.subject.reviewers.add(account("ruth", "reviewer"))
    assert not Entry.objects.owned_by(rolf()).exists()
    client = client_of(rolf())

    assert "Audit" not in client.get(together(version)).content.decode()
    assert client.post(together(version), ticked(version)).status_code == 422
    assert stored(version).state == State.IN_REVIEW


@pytest.mark.parametrize("nonsense", ["entry=x", "entry=" + "9" * 30, "entry=-1"])
def test_nonsense_in_the_address_is_passed_over(nonsense):
    assert client_of(rolf()).get(f"{together()}{nonsense}").status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_versions():
    client = client_of(rolf())
    few = [submitted(f"Term {number}") for number in range(2)]
    counted = queries_for(client, together(*few))
    many = [*few, *(submitted(f"More {number}") for number in range(4))]
    assert queries_for(client, together(*many)) == counted
