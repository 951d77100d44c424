"""The pages of subjects and tags: the tree, and lists of what is published there."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glossary.models import Subject
from glossary.pages import lists
from tests.factories import draft, published
from tests.views.reading import assert_is_public, assert_only_reads, many_terms, text_of

pytestmark = pytest.mark.django_db

LISTS = ["/subjects/fundamentals/", "/tags/measuring/"]


@pytest.mark.parametrize("address", LISTS)
def test_terms_and_questions_are_listed_with_their_first_words(
    client: Client, address: str
) -> None:
    published("Gauge", tags=("measuring",), short_definition="instrument that measures")
    published("What is a gauge?", kind="question", tags=("measuring",), answer="A good one.")
    published("Invoice", subject="Buying")
    response = client.get(address)
    assert_is_public(response)
    page = text_of(response)
    assert '<a href="/glossary/gauge/">Gauge</a>' in page
    assert "instrument that measures" in page
    assert "A good one." in page
    assert "Invoice" not in page


def test_a_subject_says_what_it_is_about(client: Client) -> None:
    published("Gauge")
    Subject.objects.filter(slug="fundamentals").update(description="Where <all> begins.")
    assert "Where &lt;all&gt; begins." in text_of(client.get("/subjects/fundamentals/"))


@pytest.mark.parametrize("kind", ["subjects", "tags"])
def test_what_only_drafts_belong_to_is_unknown(client: Client, kind: str) -> None:
    """S-18."""
    draft("Secret plan", subject="Secrets", tags=("Secrets",))
    known = client.get(f"/{kind}/secrets/")
    unknown = client.get(f"/{kind}/absents/")
    assert known.status_code == unknown.status_code == 404
    assert known.content.replace(b"secrets", b"absents") == unknown.content


def test_a_tag_in_another_script_has_a_page(client: Client) -> None:
    published("Gauge", tags=("Prüfmittel", "+"))
    page = text_of(client.get("/glossary/gauge/"))
    assert 'href="/tags/pr%C3%BCfmittel/"' in page
    assert client.get("/tags/prüfmittel/").status_code == 200


@pytest.mark.parametrize("address", LISTS)
def test_lists_are_only_read(client: Client, address: str) -> None:
    published("Gauge", tags=("measuring",))
    assert_only_reads(client, address)


@pytest.mark.parametrize("address", LISTS)
def test_the_number_of_queries_does_not_grow(client: Client, address: str) -> None:
    counts = []
    for prefix in ("Gauge", "Scale"):
        many_terms(8, prefix=prefix)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts == [5, 5] if "subjects" in address else [4, 4]


def part_of(name: str, wider: str) -> None:
    parent, _ = Subject.objects.get_or_create(name=wider, defaults={"slug": wider.lower()})
    Subject.objects.filter(name=name).update(parent=parent)


def test_subjects_stand_in_a_tree_with_the_numbers_of_all_their_parts(client: Client) -> None:
    published("Gauge", subject="Metrology")
    published("Scatter", subject="Statistics")
    published("Median", subject="Statistics")
    part_of("Statistics", "Metrology")
    part_of("Metrology", "Science")
    response = client.get("/subjects/")
    assert_is_public(response)
    page = text_of(response)
    science = '<a href="/subjects/science/">Science</a> <span class="count">3</span> <ul'
    metrology = '<a href="/subjects/metrology/">Metrology</a> <span class="count">3</span> <ul'
    statistics = '<a href="/subjects/statistics/">Statistics</a> <span class="count">2</span> </li>'
    assert page.index(science) < page.index(metrology) < page.index(statistics)
    assert '<a href="/subjects/metrology/"' not in text_of(client.get("/"))


def test_a_subject_shows_what_it_is_part_of_and_its_parts(client: Client) -> None:
    published("Gauge", subject="Metrology")
    published("Scatter", subject="Statistics")
    part_of("Statistics", "Metrology")
    part_of("Metrology", "Science")
    page = text_of(client.get("/subjects/metrology/"))
    way = ["subjects/", "subjects/science/"]
    assert [page.index(f'<li><a href="/{step}">') for step in way] == sorted(
        page.index(f'<li><a href="/{step}">') for step in way
    )
    assert '<a href="/subjects/statistics/">Statistics</a> <span class="count">1</span>' in page
    assert '<a href="/glossary/gauge/">' in page
    assert '<a href="/glossary/scatter/">' not in page
    assert 'href="/subjects/metrology/feed/"' in page
    assert "its parts have them" in text_of(client.get("/subjects/science/"))


def test_subjects_in_a_circle_harm_no_page(client: Client) -> None:
    published("Gauge", subject="Metrology")
    published("Scatter", subject="Statistics")
    part_of("Statistics", "Metrology")
    part_of("Metrology", "Statistics")
    assert client.get("/subjects/").status_code == 200
    assert client.get("/").status_code == 200


def test_all_tags_in_use_are_listed_with_their_numbers(client: Client) -> None:
    published("Gauge", tags=("measuring", "Äpfel"))
    published("Scale", tags=("measuring",))
    draft("Plan", tags=("secret",))
    response = client.get("/tags/")
    assert_is_public(response)
    page = text_of(response)
    assert '<a href="/tags/measuring/">measuring</a> <span class="count">2</span>' in page
    assert page.index('id="letter-a"') < page.index("Äpfel") < page.index('id="letter-m"')
    assert "secret" not in page


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/subjects/", "No subject has a published entry yet."),
        ("/tags/", "No published entry has a tag yet."),
    ],
)
def test_an_empty_list_says_so_and_offers_the_search(client: Client, address, words) -> None:
    page = text_of(client.get(address))
    assert words in page
    assert 'type="search"' in page


@pytest.mark.parametrize("address", LISTS)
def test_a_long_list_has_several_pages(client: Client, address: str, monkeypatch) -> None:
    monkeypatch.setattr(lists, "PAGE_LENGTH", 2)
    for title in ("Zero", "Audit", "audit plan"):
        published(title, tags=("measuring",))
    published("What is it?", kind="question", tags=("measuring",))
    first, second = (text_of(client.get(f"{address}?page={number}")) for number in (1, 2))
    assert first.index(">Audit<") < first.index(">audit plan<")
    assert '<h2 id="terms">Terms <span class="count">3</span>' in first
    assert "Zero" not in first
    assert second.index(">Zero<") < second.index(">What is it?<")
    assert "Page 2 of 2" in second


@pytest.mark.parametrize("address", ["/subjects/", "/tags/"])
def test_the_number_of_queries_of_all_does_not_grow(client: Client, address: str) -> None:
    counts = []
    for name in ("Gauge", "Scale", "Meter"):
        published(name, subject=f"About {name}s", tags=(name,))
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert len({*counts}) == 1
