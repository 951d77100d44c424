"""The list of entries."""

import pytest

from glossary.content import DesignationText
from glossary.models import Entry
from glossary.workflow.actions import create_entry, open_draft
from tests.admin.desk import client_of, queries_for
from tests.factories import (
    account,
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
LIST = "/admin/glossary/entry/"


def titles(address: str) -> list[str]:
    response = client_of(vera()).get(address)
    return [entry.title for entry in response.context["cl"].result_list]


def test_the_list_shows_the_open_and_the_published_version():
    open_draft(published("Audit").entry, by=edda())

    page = client_of(vera()).get(LIST).content.decode()

    assert 'data-state="draft"' in page
    assert 'data-state="published"' in page
    assert "</span> 1.0</span>" in page


@pytest.mark.parametrize("text", ["QM-0001", "supplier", "vendor"])
def test_entries_are_found_by_number_title_and_designation(text):
    draft("Supplier audit", designations=(DesignationText(term="Vendor audit"),))
    draft("Calibration")

    assert titles(f"{LIST}?q={text}") == ["Supplier audit"]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("draft", ["Draft"]),
        ("in_review", ["Review"]),
        ("approved", ["Approved"]),
        ("published", ["Published"]),
        ("changes_requested", []),
        ("nonsense", ["Approved", "Draft", "Published", "Review"]),
    ],
)
def test_entries_are_filtered_by_state(state, expected):
    draft("Draft")
    submitted("Review")
    approved("Approved")
    published("Published")

    assert titles(f"{LIST}?state={state}") == expected


def test_entries_are_filtered_by_kind_subject_and_owner():
    draft("Audit", subject="Auditing")
    question = draft("What is it?", kind="question")
    subject = question.entry.subject_id
    create_entry(kind="term", content=term_content("Gauge"), by=petra())

    assert titles(f"{LIST}?kind__exact=question") == ["What is it?"]
    assert titles(f"{LIST}?subject__id__exact={subject}") == ["Gauge", "What is it?"]
    assert titles(f"{LIST}?owner__id__exact={petra().pk}") == ["Gauge"]


def test_titles_are_shown_as_text():
    """S-20."""
    draft("<script>alert(1)</script>", subject="<b>Bold</b>")

    page = client_of(vera()).get(f"{LIST}?q=<script>").content.decode()

    assert "<script>alert" not in page
    assert "<b>Bold" not in page


@pytest.mark.parametrize("person", [edda, rolf, petra, vera, root])
def test_nobody_deletes_an_entry(person):
    """W-50."""
    entry = draft("Audit").entry
    client = client_of(person())

    page = client.get(LIST).content.decode()
    client.post(LIST, {"action": "delete_selected", "_selected_action": [entry.pk]})
    response = client.post(f"{LIST}{entry.pk}/delete/", {"post": "yes"})

    assert "delete_selected" not in page
    assert response.status_code == 403
    assert Entry.objects.filter(pk=entry.pk).exists()


@pytest.mark.parametrize("person", [root, lambda: account("ada", "admin")])
def test_the_list_is_hidden_without_a_role_over_content(person):
    """W-31."""
    assert client_of(person()).get(LIST).status_code == 403


def test_a_role_that_was_taken_away_ends_at_once():
    """W-32."""
    client = client_of(edda())
    assert client.get(LIST).status_code == 200

    edda().groups.clear()

    assert client.get(LIST).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_entries():
    client = client_of(vera())
    draft("First")
    few = queries_for(client, LIST)
    for number in range(8):
        published(f"Entry {number}")

    assert queries_for(client, LIST) == few
