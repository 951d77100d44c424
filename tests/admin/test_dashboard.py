"""The lists of work on the first page."""

import pytest

from glossary.admin.dashboard import LIST_LENGTH
from glossary.models import roles_of
from glossary.workflow.actions import request_changes
from tests.admin.desk import client_of, queries_for
from tests.factories import account, approved, draft, edda, petra, rolf, root, submitted, vera

pytestmark = pytest.mark.django_db
INDEX = "/admin/"


def lists_of(person) -> dict[str, list[str]]:
    lists = client_of(person).get(INDEX).context["work_lists"]
    return {str(row.title): [version.title for version in row.shown] for row in lists}


def test_reviewers_see_what_waits_and_what_is_approved():
    submitted("First")
    submitted("Second")
    approved("Third")
    draft("Fourth")

    lists = lists_of(rolf())

    assert lists["Waiting for review"] == ["First", "Second"]
    assert lists["Approved, not yet published"] == ["Third"]
    assert lists["My drafts"] == []


def test_authors_see_their_drafts_and_what_reviewers_want_changed():
    draft("Mine")
    request_changes(submitted("Refused"), by=rolf(), comment="Add an <b>example</b>.")

    lists = lists_of(edda())
    page = client_of(edda()).get(INDEX).content.decode()

    assert lists == {"Changes requested": ["Refused"], "My drafts": ["Mine"]}
    assert "Add an &lt;b&gt;example&lt;/b&gt;." in page


def test_other_peoples_drafts_are_not_on_my_list():
    draft("Mine")

    assert lists_of(account("otto", "author"))["My drafts"] == []


@pytest.mark.parametrize("person", [vera, root])
def test_who_writes_and_decides_nothing_has_no_lists(person):
    submitted("Audit")

    page = client_of(person()).get(INDEX).content.decode()

    assert lists_of(person()) == {}
    assert "Audit" not in page


def test_an_account_without_a_role_is_told_so():
    assert b"Your account has no role yet." in client_of(root()).get(INDEX).content
    assert b"Your account has no role yet." not in client_of(vera()).get(INDEX).content


def test_readers_with_an_account_do_not_enter():
    reader = account("rita", "author", is_staff=False)

    assert client_of(reader).get(INDEX).status_code == 302


def test_a_long_list_is_cut_and_leads_to_all():
    for number in range(LIST_LENGTH + 2):
        draft(f"Draft {number}")

    page = client_of(edda()).get(INDEX).content.decode()

    assert len(lists_of(edda())["My drafts"]) == LIST_LENGTH
    assert "?state=draft" in page


def test_each_list_takes_one_query():
    """E-30."""
    client = client_of(petra())
    few = queries_for(client, INDEX)
    for number in range(4):
        submitted(f"Waiting {number}")
        approved(f"Approved {number}")

    assert queries_for(client, INDEX) == few
    assert roles_of(petra())
    assert few <= 13
