"""Suggestions for a search field (R-16, R-18)."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glossary.content import DesignationText
from glossary.pages.asking import SearchRequest
from glossary.pages.results import results_page
from glossary.workflow.actions import withdraw
from tests.factories import draft, petra, proof, published
from tests.views.reading import assert_is_public, assert_only_reads, many_terms

pytestmark = pytest.mark.django_db
ADDRESS = "/search/suggest/"


def suggested(client: Client, text: str) -> list[dict[str, str]]:
    return client.get(ADDRESS, {"q": text}).json()["suggestions"]


def titles(client: Client, text: str) -> list[str]:
    return [suggestion["title"] for suggestion in suggested(client, text)]


def acceptable_limit():
    """An entry with a name of every sort."""
    return published(
        "Acceptable quality limit",
        short_definition="worst process average that is still taken",
        designations=(
            DesignationText(term="AQL", type="abbreviation"),
            DesignationText(term="Acceptance threshold"),
            DesignationText(term="ℓ₀", type="symbol"),
            DesignationText(term="Quality level", acceptability="deprecated"),
            DesignationText(term="Bargain", acceptability="search-only"),
        ),
    )


def test_an_answer_has_all_that_a_line_of_the_list_shows(client: Client) -> None:
    """R-16."""
    acceptable_limit()
    response = client.get(ADDRESS, {"q": "acceptable qu"})
    assert_is_public(response)
    assert response["Content-Type"] == "application/json"
    assert response.json() == {
        "query": "acceptable qu",
        "announcement": "1 suggestion",
        "suggestions": [
            {
                "title": "Acceptable quality limit",
                "url": "/glossary/acceptable-quality-limit/",
                "matched": "",
                "matched_as": "",
                "kind": "Term",
                "subject": "",
                "definition": "worst process average that is still taken",
            }
        ],
    }


@pytest.mark.parametrize(
    ("text", "matched", "matched_as"),
    [
        ("aql", "AQL", "abbreviation"),
        ("acceptance thr", "Acceptance threshold", "synonym"),
        ("ℓ₀", "ℓ₀", "symbol"),
        ("quality level", "Quality level", "deprecated"),
    ],
)
def test_the_name_that_was_meant_is_told(
    client: Client, text: str, matched: str, matched_as: str
) -> None:
    """R-16."""
    acceptable_limit()
    suggestion = suggested(client, text)[0]
    assert suggestion["title"] == "Acceptable quality limit"
    assert (suggestion["matched"], suggestion["matched_as"]) == (matched, matched_as)


def test_a_hidden_name_finds_its_entry_and_stays_hidden(client: Client) -> None:
    acceptable_limit()
    response = client.get(ADDRESS, {"q": "barga"})
    suggestion = response.json()["suggestions"][0]
    assert suggestion["title"] == "Acceptable quality limit"
    assert (suggestion["matched"], suggestion["matched_as"]) == ("", "")
    assert "Bargain" not in response.content.decode()


def test_one_character_is_enough(client: Client) -> None:
    """R-16."""
    published("Sigma", designations=(DesignationText(term="σ", type="symbol"),))
    assert titles(client, "σ") == ["Sigma"]


def test_namesakes_are_told_apart_by_their_subject(client: Client) -> None:
    """R-05."""
    for subject in ("Inspection", "Documents"):
        published("Release", subject=subject)
    published("Release note")
    found = [(line["title"], line["subject"]) for line in suggested(client, "release")]
    assert sorted(found[:2]) == [("Release", "Documents"), ("Release", "Inspection")]
    assert found[2] == ("Release note", "")


def test_a_long_definition_is_cut_at_a_word(client: Client) -> None:
    published("Gauge", short_definition="instrument that " + "measures very well and " * 20)
    definition = suggested(client, "gauge")[0]["definition"]
    assert definition.endswith(" …")
    assert len(definition) <= 92
    assert {"instrument", "that", "measures", "very", "well", "and", "…"} >= set(definition.split())


def test_an_answer_begins_with_its_first_words(client: Client) -> None:
    published("What is a gauge?", kind="question", answer="A thing with a scale.")
    suggestion = suggested(client, "what is a gauge")[0]
    assert (suggestion["kind"], suggestion["definition"]) == ("Question", "A thing with a scale.")


@pytest.mark.parametrize("text", ["gauge", "gau", "gauges of", "steel", "check", "callibration"])
def test_suggestions_stand_in_the_order_of_the_results(client: Client, text: str) -> None:
    """R-18: the first five."""
    for title in ("Gauge", "Gauge block", "Steel gauge", "Gauge of steel", "Ring gauge", "Gauging"):
        published(title, definition=f"{title} is a check of steel gauges.")
    published("Check", designations=(DesignationText(term="Gauge test"),))
    results = [result.hit.title for result in results_page(SearchRequest.by({"q": text})).results]
    assert titles(client, text)[:5] == results[:5]


def test_never_more_than_eight_are_suggested(client: Client) -> None:
    many_terms(12)
    answer = client.get(ADDRESS, {"q": "gauge"}).json()
    assert len(answer["suggestions"]) == 8
    assert answer["announcement"] == "8 suggestions"


def test_only_what_is_published_is_suggested(client: Client) -> None:
    draft("Gauge of tomorrow")
    version = published("Gauge of yesterday")
    assert titles(client, "gauge") == ["Gauge of yesterday"]
    withdraw(version, by=petra(), reason="obsolete", explanation="Nobody uses it.", proof=proof())
    answer = client.get(ADDRESS, {"q": "gauge"}).json()
    assert answer == {"query": "gauge", "announcement": "No suggestions", "suggestions": []}


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\0", '"', "*", "%", "\\", "' OR 1=1 --", "NEAR(a b)", "a AND", "-", "🙂", "C++"]
    + ["ﷺ" * 200, "x" * 10_000, "gauge " * 2_000, '"' * 10_000, "\u202egauge\ufeff"],
)
def test_any_text_has_an_answer(client: Client, text: str) -> None:
    """S-01."""
    published("Gauge")
    response = client.get(ADDRESS, {"q": text})
    assert response.status_code == 200
    assert text.startswith(json.loads(response.content)["query"])


def test_a_text_that_is_no_text_has_an_answer(client: Client) -> None:
    for asked in ("", "?q=%ED%A0%80", "?q=%FF%FE", "?q[]=gauge", "?q=a&q=b"):
        assert client.get(ADDRESS + asked).status_code == 200


def test_what_was_typed_comes_back_as_data_only(client: Client) -> None:
    """S-01."""
    response = client.get(ADDRESS, {"q": "</script><b>"})
    assert response["Content-Type"] == "application/json"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.json()["query"] == "</script><b>"


def test_caches_may_keep_an_answer_for_minutes(client: Client) -> None:
    published("Gauge")
    first = client.get(ADDRESS, {"q": "gauge"})
    assert first["Cache-Control"] == "public, max-age=300"
    second = client.get(ADDRESS, {"q": "gauge"}, headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, second.content) == (304, b"")
    published("Gauge block")
    third = client.get(ADDRESS, {"q": "gauge"}, headers={"If-None-Match": first["ETag"]})
    assert third.status_code == 200


def test_suggestions_are_only_read(client: Client) -> None:
    assert_only_reads(client, ADDRESS)


def test_the_number_of_queries_does_not_grow(client: Client) -> None:
    counts = []
    for number, prefix in ((8, "Gauge"), (30, "Gauge of")):
        many_terms(number, prefix=prefix)
        # What search remembers is loaded first.
        client.get(ADDRESS, {"q": "gauge"})
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS, {"q": "gauge"})
        counts.append(len(queries))
    assert counts[0] == counts[1]
