"""The first page: lists of work, numbers, charts, and what went wrong by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from glossary.admin.work_lists import LIST_LENGTH
from glossary.content import RelationText, SectionText
from glossary.models import Entry, Notice, Ripple, shown_name
from glossary.workflow.actions import request_changes, schedule
from tests import factories as make
from tests.admin.desk import client_of, queries_for
from tests.factories import account, approved, draft, edda, petra, rolf, root, submitted, vera

pytestmark = pytest.mark.django_db
INDEX = "/admin/"


def context_of(person) -> dict:
    return client_of(person).get(INDEX).context


def lists_of(person) -> dict[str, list[str]]:
    lists = context_of(person)["work_lists"]
    return {str(row.title): [version.title for version in row.shown] for row in lists}


def page_of(person) -> str:
    return " ".join(client_of(person).get(INDEX).content.decode().split())


def test_reviewers_see_what_waits_and_what_is_approved():
    """E-30."""
    submitted("First")
    submitted("Second")
    approved("Third")
    draft("Fourth")

    lists = lists_of(rolf())

    assert lists["To review"] == ["First", "Second"]
    assert lists["Approved, not yet published"] == ["Third"]
    assert lists["My drafts"] == []


def test_what_waits_says_for_how_long_and_by_when_an_answer_is_wanted():
    """E-30: the longest waiting first."""
    with make.on("2026-03-01"):
        submitted("Late")
    submitted("Fresh")

    page = page_of(rolf())

    assert lists_of(rolf())["To review"] == ["Late", "Fresh"]
    assert "was wanted by March 15, 2026" in page
    assert "wanted by" in page.partition("Fresh")[2]


def test_authors_see_their_drafts_and_what_reviewers_want_changed():
    """E-30: with the comment."""
    draft("Mine")
    request_changes(submitted("Refused"), by=rolf(), comment="Add an <b>example</b>.")

    lists = lists_of(edda())

    assert (lists["Changes requested"], lists["My drafts"]) == (["Refused"], ["Mine"])
    assert "Add an &lt;b&gt;example&lt;/b&gt;." in page_of(edda())
    assert "Rolf Roth on" in page_of(edda())


def test_due_reviews_are_the_owner_s_and_without_owner_the_publishers():
    """E-30, W-44."""
    entry = make.published("Gauge").entry
    day = timezone.localdate() - timedelta(days=3)
    Entry.objects.filter(pk=entry.pk).update(next_review=day)
    assert lists_of(edda())["Reviews due"] == ["Gauge"]
    assert "overdue since" in page_of(edda())
    assert lists_of(petra())["Reviews due"] == []

    edda().__class__.objects.filter(pk=edda().pk).update(is_active=False)

    assert lists_of(petra())["Reviews due"] == ["Gauge"]
    assert lists_of(rolf())["Reviews due"] == []


def test_other_peoples_drafts_are_not_on_my_list():
    draft("Mine")

    assert lists_of(account("otto", "author"))["My drafts"] == []


@pytest.mark.parametrize("person", [vera, root])
def test_who_writes_and_decides_nothing_has_no_lists(person):
    submitted("Audit")

    assert lists_of(person()) == {}
    assert "Audit" not in page_of(person())


def test_an_account_without_a_role_is_told_so():
    """E-50: what to do next."""
    assert "Your account has no role yet." in page_of(root())
    assert "Your account has no role yet." not in page_of(vera())


def test_an_empty_list_says_what_to_do_next():
    """E-50."""
    assert "Add a term or a question to begin one." in page_of(edda())
    assert "What authors submit appears here." in page_of(rolf())


def test_readers_with_an_account_do_not_enter():
    reader = account("rita", "author", is_staff=False)

    assert client_of(reader).get(INDEX).status_code == 302


def test_a_long_list_is_cut_counts_all_and_leads_to_all():
    """E-30: counts are right."""
    for number in range(LIST_LENGTH + 2):
        draft(f"Draft {number}")

    (drafts,) = [one for one in context_of(edda())["work_lists"] if one.name == "draft"]

    assert (len(drafts.shown), drafts.total) == (LIST_LENGTH, LIST_LENGTH + 2)
    assert "?state=draft" in page_of(edda())


def test_each_list_takes_one_query():
    """E-30."""
    client = client_of(petra())
    few = queries_for(client, INDEX)
    for number in range(4):
        submitted(f"Waiting {number}")
        approved(f"Approved {number}")
        version = approved(f"Scheduled {number}")
        at = timezone.now() + timedelta(days=1)
        schedule(version, by=petra(), at=at, proof=make.proof())

    assert queries_for(client, INDEX) == few
    # Session, account and roles; 7 lists, news, 4 numbers, 3 kinds of failures, 2 charts.
    assert few <= 20


def test_numbers_of_what_is_to_be_looked_after_lead_to_their_reports():
    """E-30: as many as the report has lines."""
    section = SectionText(
        kind="definition", body="See [[Nowhere]] and [[Elsewhere]] and [[nowhere]]."
    )
    relation = RelationText(title="Nowhere")
    make.published("Gauge", sections=(section,), relations=(relation,))

    numbers = {tally.title: tally.number for tally in context_of(rolf())["tallies"]}

    client = client_of(rolf())
    for title, name in (
        ("Broken links", "broken-links"),
        ("Terms wanted by links", "wanted-terms"),
    ):
        table = client.get(f"/admin/glossary/entry/reports/{name}/").context["table"]
        assert numbers[title] == table.number == len(table.lines) > 0
    assert [tally.title for tally in context_of(edda())["tallies"]] == [
        "Searched for in vain, last 30 days",
        "Feedback of readers",
    ]


def test_what_failed_by_itself_is_shown_to_those_who_can_see_to_it():
    Ripple.objects.create(cause="QM-1", created_at=timezone.now(), error="Timeout\nLine 2")
    Notice.objects.create(
        recipient=edda(), key="x", kind="x", created_at=timezone.now(), last_error="no server"
    )
    for person in (petra(), account("ada", "admin")):
        found = [(one.what, one.why) for one in context_of(person)["failures"]]
        assert found == [
            ("Pages did not follow: QM-1", "Timeout"),
            ("No mail reached edda", "no server"),
        ]
    assert "Timeout" not in page_of(edda())


def test_news_are_grouped_by_entry_and_one_click_leads_to_the_thing():
    """E-32."""
    version = request_changes(submitted("Gauge"), by=rolf(), comment="Shorter")
    make.approved("Hammer")
    context = context_of(edda())
    assert [notice.others for notice in context["news"]] == [0, 0]

    notice = context["news"][1]
    answer = client_of(edda()).get(f"/admin/glossary/notice/{notice.pk}/open/")

    assert answer["Location"] == f"/admin/glossary/entry/{version.entry_id}/change/"
    assert [one.entry.title for one in context_of(edda())["news"]] == ["Hammer"]
    assert client_of(rolf()).get(f"/admin/glossary/notice/{notice.pk}/open/").status_code == 404


def test_all_news_are_marked_as_read_at_once_and_only_one_s_own():
    """E-32."""
    rolf()
    make.approved("Gauge")
    address = "/admin/glossary/notice/read/"
    assert client_of(edda()).get(address).status_code == 405

    client_of(edda()).post(address)

    assert not Notice.objects.filter(recipient=edda(), read_at=None).exists()
    assert Notice.objects.filter(recipient=rolf(), read_at=None).exists()


def test_charts_stand_on_the_page_with_a_table_of_the_same_numbers():
    make.published("Gauge")

    page = page_of(edda())

    assert 'class="chart__column"' in page
    assert "<td>1</td>" in page.partition("Entries at the end of each month")[2]
    assert "style=" not in page
    assert context_of(account("ada", "admin"))["growth"] == []


@pytest.mark.parametrize("person", [edda, rolf, petra, vera, root])
def test_every_page_has_one_help_link_in_the_same_place(person):
    """E-50."""
    client = client_of(person())
    for address in (INDEX, "/admin/glossary/notice/", "/admin/password_change/"):
        page = client.get(address).content.decode()
        if "Help</a>" not in page:
            assert client.get(address).status_code == 403
            continue
        header = page.partition("</header>")[0]
        assert header.count('href="/admin/glossary/entry/help/"') == 1
    assert (
        "from a draft to its readers" in client.get("/admin/glossary/entry/help/").content.decode()
    )


def test_the_header_leads_to_what_a_role_uses_every_day():
    """E-50."""

    def links(person):
        return [str(title) for title, _address, _open in context_of(person)["main_links"]]

    assert links(edda()) == ["My work", "Entries", "Imports"]
    assert links(rolf()) == ["My work", "Entries", "Reports"]
    assert links(petra()) == ["My work", "Entries", "Imports", "Reports"]


def test_people_are_named_as_others_know_them():
    make.submitted("Gauge")
    page = client_of(rolf()).get(INDEX).content.decode()
    assert f"from {shown_name(edda())}" in page
