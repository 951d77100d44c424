"""Everything that mentions an entry, and its first lines on the page of the entry (R-07)."""

import re

import pytest
from django.test import Client

from glossary.models import Entry, Mention
from glossary.pages import mentions as pages
from glossary.workflow.actions import withdraw
from tests import factories as make
from tests.views.reading import assert_is_public, assert_only_reads, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/glossary/gauge/mentions/"


def named(count: int) -> Entry:
    """Publish a gauge and that many entries that name it."""
    target = make.published("Gauge").entry
    Mention.objects.all().delete()
    for number in range(count):
        source = make.published(f"Tool {number:02d}").entry
        Mention.objects.filter(source=source).delete()
        name(source, target, before=f"Tool {number:02d} is a ")
    return target


def name(source: Entry, target: Entry, *, before: str = "A ") -> None:
    excerpt = f"{before}gauge <b> of sorts."
    Mention.objects.create(source=source, target=target, surface="gauge", excerpt=excerpt)


def titles_in(page: str) -> list[str]:
    return re.findall(r'<a href="/glossary/tool-\d+/">(Tool \d+)</a>', page)


def test_all_sentences_are_listed_by_title_with_the_name_marked(client: Client) -> None:
    """R-07."""
    named(14)
    response = client.get(ADDRESS)
    assert_is_public(response)
    page = text_of(response)
    assert titles_in(page) == [f"Tool {number:02d}" for number in range(14)]
    assert "<q>Tool 03 is a <b>gauge</b> &lt;b&gt; of sorts.</q>" in page
    assert '<meta name="robots" content="noindex">' in page


def test_the_page_of_the_entry_leads_to_all_of_them(client: Client) -> None:
    named(14)
    page = text_of(client.get("/glossary/gauge/"))
    part = page[page.index('id="entry-mentions"') : page.index('data-kind="history"')]
    assert len(titles_in(part)) == 12
    assert f'<a href="{ADDRESS}">All 14 mentions of Gauge</a>' in part


def test_twelve_are_all(client: Client) -> None:
    named(12)
    assert ADDRESS not in text_of(client.get("/glossary/gauge/"))


def test_very_many_are_not_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "COUNTED", 13)
    named(15)
    page = text_of(client.get("/glossary/gauge/"))
    assert "All mentions of Gauge, 13 and more" in page


def test_they_come_in_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PER_PAGE", 5)
    named(10)
    first, second = (text_of(client.get(ADDRESS, {"page": number})) for number in (1, 2))
    assert (len(titles_in(first)), len(titles_in(second))) == (5, 5)
    assert '<a rel="next" href="?page=2">' in first and 'rel="prev"' not in first
    assert '<a rel="prev" href="?page=1">' in second and 'rel="next"' not in second
    assert client.get(ADDRESS, {"page": 3}).status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "x", "²", "99999999999999999999"])
def test_what_is_no_page_number_is_the_first(client: Client, number: str) -> None:
    named(1)
    assert titles_in(text_of(client.get(ADDRESS, {"page": number}))) == ["Tool 00"]


def test_withdrawn_sources_and_the_entry_itself_do_not_count(client: Client) -> None:
    target = named(2)
    name(target, target)
    facts = {"reason": "obsolete", "explanation": "Nobody says so.", "proof": make.proof()}
    withdraw(Entry.objects.get(title="Tool 00").current, by=make.petra(), **facts)
    page = text_of(client.get(ADDRESS))
    assert titles_in(page) == ["Tool 01"] and page.count("<q>") == 1


def test_what_nobody_mentions_says_so_and_what_is_not_there_is_missing(client: Client) -> None:
    named(0)
    make.draft("Secret plan")
    assert "No other entry mentions it." in text_of(client.get(ADDRESS))
    for slug in ("secret-plan", "absent"):
        assert client.get(f"/glossary/{slug}/mentions/").status_code == 404


@pytest.mark.parametrize(("reason", "status"), [("obsolete", 404), ("wrong", 410)])
def test_a_withdrawn_entry_has_no_list(client: Client, reason: str, status: int) -> None:
    facts = {"reason": reason, "explanation": "Nobody says so.", "proof": make.proof()}
    withdraw(named(1).current, by=make.petra(), **facts)
    assert client.get(ADDRESS).status_code == status


def test_the_list_only_reads(client: Client) -> None:
    named(1)
    assert_only_reads(client, ADDRESS)


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_num_queries) -> None:
    target = named(3)
    with django_assert_num_queries(2):
        client.get(ADDRESS)
    for number in range(6):
        name(make.published(f"Thing {number}").entry, target)
    with django_assert_num_queries(2):
        client.get(ADDRESS)
