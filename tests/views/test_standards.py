"""The register of standards, and the clauses with the entries that cite them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glossary.content import CitationText
from glossary.models import Standard, place_anchor
from glossary.pages import clauses
from glossary.pages.clauses import clause_order
from tests.factories import draft, published, republished, term_content
from tests.views.reading import assert_is_public, assert_only_reads, text_of

pytestmark = pytest.mark.django_db
PAGE = "/standards/iso-9001-2015/"


def register(designation: str = "ISO 9001", edition: str = "2015", **fields: object) -> Standard:
    return Standard.objects.create(designation=designation, edition=edition, **fields)


def with_clauses() -> Standard:
    standard = register(title="What a system has to do")
    for position, number in enumerate(("8.10", "Annex A", "8.4", "8")):
        standard.clauses.create(position=position, number=number, title=f"about {number}")
    return standard


def citing(title: str, clause: str = "", **fields: object):
    citation = CitationText(standard="ISO 9001", edition="2015", clause=clause)
    return published(title, citations=(citation,), **fields)


def places(page: str) -> list[str]:
    return re.findall(r'<div class="clause" id="([^"]+)"', page)


def test_clauses_follow_each_other_as_people_count() -> None:
    numbers = ["Introduction", "1", "4.2 a)", "4.2 b)", "8", "8.4", "8.4.1", "8.10", "10"]
    numbers += ["Annex A", "A.2", "A.10", "Annex B"]
    assert sorted(reversed(numbers), key=clause_order) == numbers


def test_every_standard_is_listed_with_its_editions(client: Client) -> None:
    register(edition="2008", title="What a system had to do", status="replaced")
    register("ISO 10012", "2003", title="Measuring")
    with_clauses()
    citing("Purchasing", "8.4")
    citing("Quality", "8")
    response = client.get("/standards/")
    assert_is_public(response)
    page = text_of(response)
    links = re.findall(r'href="/standards/([^"]+)/"', page)
    assert links == ["iso-9001-2015", "iso-9001-2008", "iso-10012-2003"]
    assert "What a system had to do</span> <small>replaced</small>" in page
    assert "What a system has to do</span> <small>2 entries</small>" in page


def test_a_clause_has_the_entries_that_cite_it(client: Client) -> None:
    with_clauses()
    citing("Purchasing", "8.4")
    citing("Supplier", "8.4")
    citing("Where do we buy?", "8.4", kind="question")
    response = client.get(PAGE)
    assert_is_public(response)
    page = text_of(response)
    assert places(page) == ["clause-8", "clause-8-4", "clause-8-10", "clause-annex-a"]
    clause = page[page.index('id="clause-8-4"') : page.index('id="clause-8-10"')]
    assert "<dt>8.4</dt> <dd>about 8.4</dd>" in clause
    addresses = re.findall(r'href="([^"]+)"', clause)
    question = "/learn/fundamentals/questions/where-do-we-buy"
    assert addresses == ["/glossary/purchasing/", "/glossary/supplier/", question]


def test_other_places_stand_behind_the_clauses(client: Client) -> None:
    with_clauses()
    citing("Quality")
    citing("Purchasing", "8.4.1")
    page = text_of(client.get(PAGE))
    assert places(page)[-2:] == ["whole", "clause-8-4-1"]
    assert "<dt>As a whole</dt>" in page


def test_other_editions_are_linked(client: Client) -> None:
    with_clauses()
    register(edition="2008", title="What it had to do", status="replaced")
    assert '<a href="/standards/iso-9001-2008/">ISO 9001:2008</a>' in text_of(client.get(PAGE))
    page = text_of(client.get("/standards/iso-9001-2008/"))
    assert "This edition is replaced." in page
    assert "No published entry cites this edition yet." in page
    assert f'<a href="{PAGE}">ISO 9001:2015</a> <small>current</small>' in page


def test_a_citation_leads_to_its_clause(client: Client) -> None:
    citing("Purchasing", "8.4.1")
    assert f'<a href="{PAGE}#clause-8-4-1">' in text_of(client.get("/glossary/purchasing/"))
    assert f'id="{place_anchor("8.4.1")}"' in text_of(client.get(PAGE))


def test_what_only_drafts_cite_is_unknown(client: Client) -> None:
    """S-18."""
    draft("Plan", citations=(CitationText(standard="Secret", edition="1"),))
    assert client.get("/standards/secret-1/").status_code == 404
    assert "Secret" not in text_of(client.get("/standards/"))


def test_drafts_and_old_versions_cite_nothing(client: Client) -> None:
    with_clauses()
    version = citing("Purchasing", "8.4")
    draft("Plan", citations=(CitationText(standard="ISO 9001", edition="2015", clause="8"),))
    assert "Plan" not in text_of(client.get(PAGE))
    republished(version, content=term_content("Purchasing"))
    assert "Purchasing" not in text_of(client.get(PAGE))


def test_entries_of_one_title_are_told_apart(client: Client) -> None:
    """R-05."""
    with_clauses()
    for subject in ("Inspection", "Documents"):
        citing("Release", "8.4", subject=subject)
    assert "Release</a> <small>Documents</small>" in text_of(client.get(PAGE))


def test_many_entries_of_a_place_have_pages_of_their_own(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(clauses, "SHOWN", 1)
    monkeypatch.setattr(clauses, "PAGE_LENGTH", 2)
    with_clauses()
    for title in ("Audit", "Buying", "Choice"):
        citing(title, "8.4")
    page = text_of(client.get(PAGE))
    assert ">Audit</a>" in page
    assert "Buying" not in page
    assert '<a href="?place=clause-8-4">All 3 entries' in page
    second = text_of(client.get(f"{PAGE}?place=clause-8-4&page=2"))
    assert "Choice" in second
    assert "Audit" not in second
    assert f'<a href="{PAGE}#clause-8-4">' in second
    assert client.get(f"{PAGE}?place=clause-9").status_code == 404


def test_editions_of_like_names_have_addresses_of_their_own() -> None:
    names = [("ISO 9001", "2015"), ("ISO/9001", "2015"), ("ISO 9001:2015", ""), ("+", "")]
    slugs = [register(designation, edition).slug for designation, edition in names]
    assert slugs == ["iso-9001-2015", "iso-9001-2015-2", "iso-9001-2015-3", "standard"]


def test_an_address_stays_when_the_edition_is_corrected() -> None:
    standard = register()
    standard.edition = "2016"
    standard.save()
    assert standard.slug == "iso-9001-2015"


def test_an_empty_register_says_so_and_offers_the_search(client: Client) -> None:
    page = text_of(client.get("/standards/"))
    assert "No standard is registered yet." in page
    assert 'type="search"' in page


@pytest.mark.parametrize("address", ["/standards/", PAGE])
def test_the_register_is_only_read(client: Client, address: str) -> None:
    with_clauses()
    assert_only_reads(client, address)
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("address", ["/standards/", PAGE, f"{PAGE}?place=clause-8"])
def test_the_number_of_queries_does_not_grow(client: Client, address: str) -> None:
    with_clauses()
    counts = []
    for title in ("Audit", "Buying", "Choice"):
        citing(title, "8")
        citing(f"{title} plan", f"8.{len(title)}")
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert len({*counts}) == 1
