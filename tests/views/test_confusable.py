"""Confusable entries: two or three side by side, and the list of pairs."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glossary.content import RelationText, SectionText
from glossary.models import RelatedLink, Version
from glossary.workflow.actions import move, withdraw
from tests import factories as make
from tests.views.reading import assert_is_public, assert_only_reads, settled, text_of

pytestmark = pytest.mark.django_db
PAIR = "/confusable/correction/corrective-action/"
TRIPLE = "/confusable/correction/corrective-action/preventive-action/"
CASE = "a correction treats the case"
CAUSE = "a corrective action treats the cause"


def confused(title: str, *others: str, note: str = "", **fields: object) -> Version:
    """Publish a term that says of others that it is not to be confused with them."""
    relations = tuple(RelationText(kind="confusable", title=other, note=note) for other in others)
    return make.published(title, relations=relations, **fields)


def pair(**fields: object) -> list[Version]:
    versions = [
        confused("Correction", "Corrective action", note=CASE, **fields),
        confused("Corrective action", "Correction", note=CAUSE, **fields),
    ]
    settled(*versions)
    return versions


def triple() -> list[Version]:
    versions = [
        confused("Correction", "Corrective action", "Preventive action", note=CASE),
        confused("Corrective action", "Preventive action", note=CAUSE),
        make.published("Preventive action"),
    ]
    settled(*versions)
    return versions


def withdrawn(version: Version, reason: str) -> None:
    facts = {"reason": reason, "explanation": "Nobody says so.", "proof": make.proof()}
    withdraw(version, by=make.petra(), **facts)


def rows_in(page: str) -> list[str]:
    return re.findall(r'<h2 class="versus__heading" id="([\w-]+)">', page)


def test_both_sides_of_the_difference_stand_above_the_texts(client: Client) -> None:
    pair()
    response = client.get(PAIR)
    assert_is_public(response)
    page = text_of(response)
    assert page.index(CASE) < page.index(CAUSE) < page.index('class="versus"')
    assert '<link rel="canonical" href="http://testserver' + PAIR in page
    assert f'<meta name="description" content="{CASE}">' in page


def test_a_line_that_both_state_is_said_once(client: Client) -> None:
    settled(
        confused("Correction", "Corrective action", note=CASE),
        confused("Corrective action", "Correction", note=CASE.capitalize()),
    )
    page = text_of(client.get(PAIR))
    assert page.count('class="apart__line"') == 1
    assert f">{CASE}</p>" in page


def test_one_side_is_enough(client: Client) -> None:
    settled(confused("Correction", "Corrective action"), make.published("Corrective action"))
    page = text_of(client.get(PAIR))
    assert 'id="difference"' not in page
    assert "Read all about Corrective action" in page


def test_sections_are_rows_in_the_order_of_the_template(client: Client) -> None:
    """A section that only one of them has is a row too, and says that the other has none."""
    first = (
        SectionText(kind="definition", body="Puts it right."),
        SectionText(kind="risks", body="Comes back."),
        SectionText(kind="additional", heading="Costs", body="Few."),
    )
    second = (
        SectionText(kind="definition", body="Ends the cause."),
        SectionText(kind="examples", body="A new fixture."),
        SectionText(kind="additional", heading="costs", body="Many."),
    )
    settled(
        confused("Correction", "Corrective action", sections=first, short_definition="mending"),
        make.published("Corrective action", sections=second),
    )
    page = text_of(client.get(PAIR))
    assert rows_in(page) == ["short-definition", "definition", "examples", "risks", "additional-4"]
    risks = page[page.index('id="risks"') : page.index('id="additional-4"')]
    assert "Comes back." in risks and "says nothing about this" in risks
    assert risks.index("Correction</h3>") < risks.index("Corrective action</h3>")
    costs = page[page.index('id="additional-4"') :]
    assert costs.index("Few.") < costs.index("Many.")


def test_no_two_places_of_the_page_have_one_id(client: Client) -> None:
    """Headings in the texts stand below the names, and links between places still work."""
    body = "# Steps\n\nOne.[^1] See [above](#definition--steps).\n\n[^1]: Note."
    pair(sections=(SectionText(kind="definition", body=body),))
    page = text_of(client.get(PAIR))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {"correction--definition--steps", "corrective-action--definition--steps"} <= set(ids)
    assert '<h4 id="correction--definition--steps">' in page
    targets = re.findall(r' href="#([^"]+)"', page)
    assert len(targets) > 6
    assert set(targets) <= {*ids}


def test_the_order_of_the_slugs_leads_to_one_address(client: Client) -> None:
    triple()
    for address in (
        "/confusable/corrective-action/correction/preventive-action/",
        "/confusable/preventive-action/corrective-action/correction/",
    ):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, TRIPLE)
    assert client.get(PAIR).status_code == 200


def test_three_have_a_difference_for_each_pair(client: Client) -> None:
    triple()
    page = text_of(client.get(TRIPLE))
    assert "Correction, Corrective action or Preventive action?" in page
    assert f'<a href="{PAIR}">Correction and Corrective action</a>' in page
    assert page.count(f">{CASE}</p>") == 2 and page.count(f">{CAUSE}</p>") == 1
    assert 'data-columns="3"' in page
    assert f'<a href="{TRIPLE}">Set Preventive action beside them</a>' in text_of(client.get(PAIR))


@pytest.mark.parametrize(
    "address",
    [
        "/confusable/correction/gauge/",
        "/confusable/correction/correction/",
        "/confusable/correction/absent/",
        "/confusable/correction/secret-plan/",
        "/confusable/correction/corrective-action/gauge/",
        "/confusable/correction/corrective-action/corrective-action/",
    ],
)
def test_only_what_is_stated_to_be_confusable_is_compared(client: Client, address: str) -> None:
    settled(*pair(), confused("Gauge", "Corrective action"))
    make.draft("Secret plan")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("reason", "status"), [("obsolete", 404), ("other", 404), ("wrong", 410), ("legal", 410)]
)
def test_a_withdrawn_entry_is_compared_no_more(client: Client, reason: str, status: int) -> None:
    """W-27: who, when and why where its text is not shown any more."""
    withdrawn(pair()[1], reason)
    response = client.get(PAIR)
    assert response.status_code == status
    assert ("Nobody says so." in text_of(response)) == (status == 410)


def test_a_renamed_entry_is_still_compared(client: Client) -> None:
    move(pair()[0].entry, slug="patch", by=make.petra())
    response = client.get(PAIR)
    assert (response.status_code, response["Location"]) == (
        301,
        "/confusable/corrective-action/patch/",
    )
    assert client.get(response["Location"]).status_code == 200


def test_names_are_small_in_the_question_where_texts_write_them_small(client: Client) -> None:
    settled(
        confused("Correction", "Pareto chart", definition="Unlike a Pareto chart."),
        confused("Pareto chart", "Histogram", definition="Not a histogram, nor histograms."),
        make.published("Histogram"),
    )
    assert '<h1 class="versus__question">Correction or Pareto chart?</h1>' in text_of(
        client.get("/confusable/correction/pareto-chart/")
    )
    title = "<title>Histogram or Pareto chart? The difference – Quality management glossary</title>"
    assert title in text_of(client.get("/confusable/histogram/pareto-chart/"))


def test_the_page_of_an_entry_leads_to_its_comparisons(client: Client) -> None:
    triple()
    page = text_of(client.get("/glossary/correction/"))
    link = 'Compare side by side <span class="visually-hidden">with Corrective action</span></a>'
    assert f'href="{PAIR}">{link}' in page
    assert (
        f'href="{TRIPLE}">Compare all three with Corrective action and Preventive action</a>'
        in page
    )
    assert "Compare all three" not in text_of(client.get("/glossary/corrective-action/"))


def test_the_list_has_each_pair_once_with_its_lines(client: Client) -> None:
    triple()
    response = client.get("/confusable/")
    assert_is_public(response)
    page = text_of(response)
    pairs = re.findall(r'<dt><a href="/confusable/([\w/-]+)/">', page)
    assert pairs == [
        "correction/corrective-action",
        "correction/preventive-action",
        "corrective-action/preventive-action",
    ]
    assert f"Correction and Corrective action</a></dt> <dd>{CASE}</dd>" in page


def test_a_pair_stated_on_both_sides_stands_in_the_list_once(client: Client) -> None:
    settled(
        confused("Correction", "Corrective action"),
        confused("Corrective action", "Correction", note=CAUSE),
    )
    page = text_of(client.get("/confusable/"))
    assert page.count("Correction and Corrective action") == 1
    assert f"<dd>{CAUSE}</dd>" in page


def test_withdrawn_entries_leave_the_list(client: Client) -> None:
    withdrawn(pair()[1], "obsolete")
    page = text_of(client.get("/confusable/"))
    assert "Correction" not in page
    assert "No two terms are stated to be easily confused yet." in page


def test_the_way_to_the_list_stands_on_the_ways_in(client: Client) -> None:
    pair()
    for address in ("/", "/glossary/"):
        assert '<a href="/confusable/">' in text_of(client.get(address))


def test_the_pages_only_read_and_have_a_validator(client: Client) -> None:
    pair()
    for address in (PAIR, "/confusable/"):
        assert_only_reads(client, address)
        etag = client.get(address)["ETag"]
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_the_number_of_queries_does_not_grow(client: Client) -> None:
    counts = []
    for titles in ("BCD", "EFGHIJ"):
        versions = [confused(title, "Aim", note=CASE, definition="See aim.") for title in titles]
        settled(*versions)
        aim = make.published("Aim") if "B" in titles else None
        settled(*versions, *([aim] if aim else []))
        with CaptureQueriesContext(connection) as queries:
            client.get("/confusable/")
        with CaptureQueriesContext(connection) as more:
            assert client.get("/confusable/aim/b/").status_code == 200
        counts.append((len(queries), len(more)))
    assert RelatedLink.objects.filter(kind="confusable").count() == 9
    assert counts[0] == counts[1]
