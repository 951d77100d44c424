"""The search page (R-19)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glossary.content import DesignationText
from glossary.workflow.actions import withdraw
from tests.factories import draft, petra, proof, published
from tests.views.reading import assert_is_public, assert_only_reads, many_terms, text_of

pytestmark = pytest.mark.django_db


def test_results_show_a_marked_extract_kind_and_number(client: Client) -> None:
    version = published("Gauge", definition="An instrument with a <b>scale</b> for reading.")
    response = client.get("/search/", {"q": "scale"})
    assert_is_public(response)
    page = text_of(response)
    assert '<a href="/glossary/gauge/">Gauge</a>' in page
    assert "<mark>scale</mark>" in page
    assert f"<span>Term</span> <span>{version.entry.number}</span>" in page
    assert "1 entry for “scale”" in page
    assert "in “Definition”" in page


def test_the_name_that_matched_is_told(client: Client) -> None:
    published(
        "Acceptable quality limit",
        designations=(
            DesignationText(term="AQL", type="abbreviation"),
            DesignationText(term="Acceptance threshold"),
            DesignationText(term="Quality level", acceptability="deprecated"),
            DesignationText(term="Bargain", acceptability="search-only"),
        ),
    )
    for text, told in (
        ("AQL", "matches the abbreviation <b>AQL</b>"),
        ("acceptance threshold", "matches the synonym <b>Acceptance threshold</b>"),
        ("quality level", "matches the deprecated name <b>Quality level</b>"),
    ):
        assert told in text_of(client.get("/search/", {"q": text}))


def test_a_hidden_name_finds_its_entry_and_stays_hidden(client: Client) -> None:
    published(
        "Negotiation",
        designations=(DesignationText(term="Bargaining", acceptability="search-only"),),
    )
    page = text_of(client.get("/search/", {"q": "bargain"}))
    assert '<a href="/glossary/negotiation/">Negotiation</a>' in page
    assert "found under another name" in page
    assert "Bargaining" not in page


def test_what_was_typed_is_escaped(client: Client) -> None:
    """S-01."""
    text = "</script>'\"&<\u2028${{7*7}}"
    page = client.get("/search/", {"q": text}).content.decode()
    escaped = "&lt;/script&gt;&#x27;&quot;&amp;&lt;\u2028${{7*7}}"
    assert f'value="{escaped}"' in page
    assert f"<title>Search for “{escaped}”" in page
    assert text not in page


def test_nothing_found_offers_near_terms(client: Client) -> None:
    published("Calibration")
    page = text_of(client.get("/search/", {"q": "calibrashun"}))
    assert "Nothing published contains these words." in page
    assert '<a href="/glossary/calibration/">Calibration</a>' in page


def test_a_name_spelt_nearly_so_is_a_result(client: Client) -> None:
    """R-19."""
    published("Calibration", designations=(DesignationText(term="Adjustment"),))
    page = text_of(client.get("/search/", {"q": "callibration"}))
    assert "1 entry for “callibration”" in page and "spelt nearly so" in page
    page = text_of(client.get("/search/", {"q": "ajustment"}))
    assert "also called <b>Adjustment</b>, which is spelt nearly so" in page


def test_what_was_meant_is_shown_and_can_be_searched(client: Client) -> None:
    """R-19: "did you mean"."""
    published("Concession", definition="A customer accepts a deviating delivery.")
    page = text_of(client.get("/search/", {"q": "custmer delivry"}))
    assert 'Shown for <a href="?q=customer+delivery">customer delivery</a>' in page
    assert ">Concession</a>" in page


def test_entries_with_some_of_the_words_stand_apart(client: Client) -> None:
    published("Concession", definition="A customer accepts a deviating delivery.")
    page = text_of(client.get("/search/", {"q": "customer hammer"}))
    assert "0 entries" in page
    assert "Nothing published contains all these words." in page
    assert page.index("With some of these words") < page.index(">Concession</a>")
    answers = text_of(client.get("/search/", {"q": "what does a customer hammer?"}))
    assert "1 entry that may answer" in answers and "With some of these words" not in answers


def test_facets_are_links_with_counts_that_can_be_combined(client: Client) -> None:
    """R-19: without JavaScript; the address can be shared."""
    published("Gauge", subject="Metrology", tags=("tools", "shop floor"))
    published("Ring gauge", subject="Metrology", tags=("tools",))
    published("Gauge audit", subject="Audit")
    page = text_of(client.get("/search/", {"q": "gauge"}))
    assert '<a href="?q=gauge&amp;subject=metrology">Metrology</a> <small>2</small>' in page
    assert '<a href="?q=gauge&amp;tag=shop-floor">shop floor</a> <small>1</small>' in page
    narrowed = text_of(client.get("/search/", {"q": "gauge", "subject": "metrology"}))
    assert ">Ring gauge</a>" in narrowed and ">Gauge audit</a>" not in narrowed
    assert '<a href="?q=gauge" aria-current="true">Metrology</a>' in narrowed
    both = "?q=gauge&amp;subject=metrology&amp;tag=shop-floor"
    assert f'<a href="{both}">shop floor</a> <small>1</small>' in narrowed
    assert '<input type="hidden" name="subject" value="metrology">' in narrowed


def test_results_can_be_sorted(client: Client) -> None:
    for title in ("Gauge", "Block gauge", "Gauge audit"):
        published(title)
    page = text_of(client.get("/search/", {"q": "gauge", "sort": "title"}))
    assert (
        page.index(">Block gauge</a>") < page.index(">Gauge</a>") < page.index(">Gauge audit</a>")
    )
    assert '<a href="?q=gauge&amp;sort=title" aria-current="true">Title</a>' in page
    assert '<a href="?q=gauge&amp;sort=date">Newest first</a>' in page


def test_a_withdrawn_term_is_shown_apart_with_what_to_use(client: Client) -> None:
    old, new = published("Vendor"), published("Supplier")
    withdraw(
        old,
        by=petra(),
        reason="merged",
        explanation="Two names for one thing",
        successor=new.entry,
        proof=proof(),
    )
    page = text_of(client.get("/search/", {"q": "vendor"}))
    assert '<a href="/glossary/vendor/">Vendor</a> <strong>withdrawn</strong>' in page
    assert 'use <a href="/glossary/supplier/">Supplier</a>' in page


def test_the_kind_narrows_results_and_stays_in_the_form(client: Client) -> None:
    published("Gauge")
    published("What is a gauge?", kind="question")
    page = text_of(client.get("/search/", {"q": "gauge", "kind": "question"}))
    assert ">What is a gauge?</a>" in page
    assert ">Gauge</a>" not in page
    assert '<input type="hidden" name="kind" value="question">' in page
    assert "2 entries" in text_of(client.get("/search/", {"q": "gauge", "kind": "nonsense"}))


def test_results_come_in_pages(client: Client) -> None:
    many_terms(23)
    first = text_of(client.get("/search/", {"q": "gauge"}))
    assert first.count('<li class="result">') == 20
    assert "Page 1 of 2" in first
    assert 'href="?q=gauge&amp;page=2" rel="next"' in first
    second = text_of(client.get("/search/", {"q": "gauge", "page": "2"}))
    assert second.count('<li class="result">') == 3
    assert 'rel="next"' not in second


@pytest.mark.parametrize("page", ["0", "-1", "abc", "²", "99999999999999999999", "51"])
def test_any_page_number_has_an_answer(client: Client, page: str) -> None:
    published("Gauge")
    assert client.get("/search/", {"q": "gauge", "page": page}).status_code == 200


@pytest.mark.parametrize("text", ["", "   ", "\0", '"', "*", "x" * 5000, "🙂", "C++"])
def test_any_text_has_an_answer(client: Client, text: str) -> None:
    published("Gauge")
    assert client.get("/search/", {"q": text}).status_code == 200


def test_drafts_are_not_found(client: Client) -> None:
    draft("Secret plan")
    page = text_of(client.get("/search/", {"q": "secret plan"}))
    assert "0 entries" in page


def test_the_search_is_only_read(client: Client) -> None:
    assert_only_reads(client, "/search/")


def test_the_number_of_queries_does_not_grow(client: Client) -> None:
    counts = []
    for number, prefix in ((3, "Gauge"), (12, "Gauge of")):
        many_terms(number, prefix=prefix)
        # What search remembers is loaded first.
        client.get("/search/", {"q": "gauge"})
        with CaptureQueriesContext(connection) as queries:
            client.get("/search/", {"q": "gauge"})
        counts.append(len(queries))
    assert counts[0] == counts[1]
