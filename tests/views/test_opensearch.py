"""Searching from the field of a browser (OpenSearch 1.1)."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.factories import published
from tests.views.reading import assert_is_public, assert_only_reads, text_of

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
NAMESPACE = "{http://a9.com/-/spec/opensearch/1.1/}"
# What the format allows, in characters.
LIMITS = {"ShortName": 16, "LongName": 48, "Description": 1024}


def description(client: Client) -> ElementTree.Element:
    response = client.get("/opensearch.xml")
    assert_is_public(response)
    assert response["Content-Type"] == "application/opensearchdescription+xml"
    return ElementTree.fromstring(response.content)


def test_every_page_names_the_description(client: Client) -> None:
    published("Audit")
    link = (
        '<link rel="search" type="application/opensearchdescription+xml" '
        'title="Quality management glossary" href="/opensearch.xml">'
    )
    for address in ("/", "/glossary/audit/", "/nothing"):
        assert link in text_of(client.get(address))


def test_the_description_says_where_results_and_suggestions_are(client: Client) -> None:
    published("Audit")
    urls = {url.get("type"): url.attrib for url in description(client).iter(f"{NAMESPACE}Url")}
    results = urls["text/html"]["template"]
    suggestions = urls["application/x-suggestions+json"]["template"]
    assert results == f"{SITE}/search/?q={{searchTerms}}"
    assert suggestions == f"{SITE}/search/suggest/browser/?q={{searchTerms}}"
    assert urls["application/opensearchdescription+xml"]["rel"] == "self"
    for template in (results, suggestions):
        assert client.get(template.replace("{searchTerms}", "audit")).status_code == 200


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Glossary", "Glossary"),
        ("Sixteen letters!", "Sixteen letters!"),
        ("Quality management glossary", "Quality"),
        ("Qualitätsmanagementglossar", "Qualitätsmanagem"),
        ("Q & A <of> everything " * 9, "Q & A <of>"),
    ],
)
def test_a_long_name_is_cut_at_a_word_to_what_the_format_allows(
    client: Client, settings, name: str, short: str
) -> None:
    settings.GLOSSARY = {"site_name": name}
    found = {element.tag.removeprefix(NAMESPACE): element.text for element in description(client)}
    assert found["ShortName"] == short
    for element, limit in LIMITS.items():
        assert 0 < len(found[element]) <= limit


def test_a_browser_gets_its_suggestions_in_rows(client: Client) -> None:
    """The text, then titles, descriptions and whole addresses, in the order of the site's own."""
    published("Audit", short_definition="planned examination")
    published("Audit plan", short_definition="timetable of an audit")
    response = client.get("/search/suggest/browser/?q=audi")
    assert_is_public(response)
    assert response["Content-Type"] == "application/x-suggestions+json"
    assert response["Cache-Control"] == "public, max-age=300"
    assert response.json() == [
        "audi",
        ["Audit", "Audit plan"],
        ["planned examination", "timetable of an audit"],
        [f"{SITE}/glossary/audit/", f"{SITE}/glossary/audit-plan/"],
    ]


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00", "?q=zzzz"])
def test_a_browser_may_ask_for_anything(client: Client, query: str) -> None:
    _text, *rows = client.get(f"/search/suggest/browser/{query}").json()
    assert rows == [[], [], []]


@pytest.mark.parametrize("address", ["/opensearch.xml", "/search/suggest/browser/"])
def test_browsers_only_read_and_have_a_validator(client: Client, address: str) -> None:
    assert_only_reads(client, address)
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
