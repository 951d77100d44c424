"""The page of a question."""

from datetime import date

import pytest
from django.test import Client

from tests.factories import draft, published
from tests.views.reading import assert_is_public, assert_only_reads, text_of

pytestmark = pytest.mark.django_db

ADDRESS = "/learn/fundamentals/questions/what-is-a-gauge"


def asked(title: str = "What is a gauge?", **fields: object):
    return published(title, kind="question", **fields)


def test_a_question_shows_date_author_and_answer(client: Client) -> None:
    asked(dated=date(2026, 11, 2), byline="Glossary editors", answer="It **measures**.")
    response = client.get(ADDRESS)
    assert_is_public(response)
    page = text_of(response)
    assert '<time datetime="2026-11-02">2 November 2026</time>' in page
    assert "<span>Glossary editors</span>" in page
    assert '<h2 id="answer">Answer</h2>' in page
    assert "<p>It <strong>measures</strong>.</p>" in page


def test_the_heading_may_differ_from_the_title(client: Client) -> None:
    asked(heading="Gauges explained")
    page = text_of(client.get(ADDRESS))
    assert ">Gauges explained</h1>" in page
    assert page.count("<h1") == 1


def test_the_final_slash_changes_nothing_and_the_canonical_address_has_none(client: Client) -> None:
    asked()
    canonical = f'<link rel="canonical" href="http://testserver{ADDRESS}">'
    for address in (ADDRESS, f"{ADDRESS}/"):
        assert canonical in text_of(client.get(address))


@pytest.mark.parametrize(
    "address",
    ["/learn/metrology/questions/what-is-a-gauge", "/glossary/what-is-a-gauge/"],
)
def test_other_addresses_lead_to_the_right_one(client: Client, address: str) -> None:
    asked()
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, ADDRESS)


def test_a_term_asked_for_as_a_question_leads_to_the_term(client: Client) -> None:
    published("Gauge")
    response = client.get("/learn/fundamentals/questions/gauge")
    assert (response.status_code, response["Location"]) == (301, "/glossary/gauge/")


def test_a_draft_question_is_unknown(client: Client) -> None:
    """S-18."""
    draft("What is a gauge?", kind="question")
    known = client.get(ADDRESS)
    unknown = client.get(ADDRESS.replace("gauge", "range"))
    assert known.status_code == unknown.status_code == 404
    assert known.content.replace(b"gauge", b"range") == unknown.content


def test_a_question_is_only_read(client: Client) -> None:
    asked()
    assert_only_reads(client, ADDRESS)


def test_the_number_of_queries(client: Client, django_assert_num_queries) -> None:
    asked()
    with django_assert_num_queries(8):
        client.get(ADDRESS)
