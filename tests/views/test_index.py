"""The A-Z."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glossary.content import DesignationText
from glossary.models import Entry
from glossary.pages import index, letters
from tests.factories import draft, published, withdrawn
from tests.rebuilding import republish
from tests.views.reading import assert_is_public, assert_only_reads, many_terms, text_of

pytestmark = pytest.mark.django_db


def test_terms_and_their_names_stand_under_their_letters(client: Client) -> None:
    """R-20."""
    published("Negotiation", designations=(DesignationText(term="Quality negotiation"),))
    response = client.get("/glossary/")
    assert_is_public(response)
    page = text_of(response)
    under_q = page[page.index('id="letter-q"') :]
    assert 'Quality negotiation, see <a href="/glossary/negotiation/">Negotiation</a>' in under_q
    assert '<h2 class="index__letter" id="letter-n">N</h2>' in page


def test_an_empty_glossary_says_so(client: Client) -> None:
    draft("Negotiation")
    page = text_of(client.get("/glossary/"))
    assert "No term is published yet." in page
    assert "letters" not in page


def test_letters_without_entries_are_no_links(client: Client) -> None:
    """R-20: with counts, digits and signs under their own sign."""
    published("Negotiation")
    published("Nature")
    published("5S")
    page = text_of(client.get("/glossary/"))
    assert re.search(
        r'<a href="#letter-n"><span class="letters__name">N</span> <span [^>]+>2<', page
    )
    assert '<a href="#letter-signs"><span class="letters__name">#</span>' in page
    assert '<span class="letters__empty">B</span>' in page


def test_deprecated_names_are_marked_and_hidden_ones_are_missing(client: Client) -> None:
    published(
        "Acceptable quality limit",
        designations=(
            DesignationText(term="Quality level", acceptability="deprecated"),
            DesignationText(term="Faulty share", acceptability="search-only"),
            DesignationText(term="Grenzlage", language="de"),
        ),
    )
    page = text_of(client.get("/glossary/"))
    assert "Quality level <small>deprecated</small>, see" in page
    assert "Faulty share" not in page
    assert "Grenzlage" not in page


def test_equal_titles_are_told_apart_by_their_subject(client: Client) -> None:
    """R-05."""
    published("Release", subject="Inspection", designations=(DesignationText(term="Clearance"),))
    published("Release", subject="Documents")
    published("Gauge", subject="Metrology")
    page = text_of(client.get("/glossary/"))
    assert "Release <small>Inspection</small></a>" in page
    assert "Release <small>Documents</small></a>" in page
    assert "<small>Metrology</small>" not in page
    assert re.search(r"Clearance, see <a [^>]+>Release <small>Inspection</small></a>", page)


def test_drafts_and_questions_are_not_listed(client: Client) -> None:
    draft("Secret plan", designations=(DesignationText(term="Hidden scheme"),))
    published("What is a plan?", kind="question")
    page = text_of(client.get("/glossary/"))
    assert "Secret plan" not in page
    assert "Hidden scheme" not in page
    assert "What is a plan?" not in page


def test_the_index_is_only_read(client: Client) -> None:
    assert_only_reads(client, "/glossary/")


def test_ten_and_fifty_entries_cost_the_same_queries(client: Client) -> None:
    counts = []
    for number, prefix in ((10, "Gauge"), (40, "Scale")):
        many_terms(number, prefix=prefix)
        with CaptureQueriesContext(connection) as queries:
            client.get("/glossary/")
        counts.append(len(queries))
    assert counts == [2, 2]


def in_language(title: str, language: str) -> None:
    entry = published(title).entry
    Entry.objects.filter(pk=entry.pk).update(language=language)
    republish([entry])


def links_in(page: str) -> list[str]:
    return re.findall(r'<li><a href="/glossary/[^"?]+/[^"]*">([^<]+)', page)


@pytest.fixture
def large(monkeypatch) -> None:
    """Let a few names be as many as a large glossary has."""
    monkeypatch.setattr(letters, "ON_ONE_PAGE", 3)
    monkeypatch.setattr(index, "ON_ONE_PAGE", 3)
    monkeypatch.setattr(index, "PAGE_LENGTH", 2)


def test_a_large_glossary_shows_its_letters_first(client: Client, large) -> None:
    """R-20: the old places on the page lead to the letters."""
    for title in ("Gauge", "Grade", "Audit", "5S"):
        published(title)
    page = text_of(client.get("/glossary/"))
    assert '<a href="/glossary/?letter=G" id="letter-g">' in page
    assert '<a href="/glossary/?letter=%23" id="letter-signs">' in page
    assert "4 names are listed." in page
    assert links_in(page) == []
    assert '<a href="/glossary/?letter=G">' in text_of(client.get("/"))


def test_a_letter_has_a_page_of_its_own(client: Client, large) -> None:
    """R-20."""
    for title in ("Gauge", "Grade", "Audit", "5S"):
        published(title)
    response = client.get("/glossary/?letter=G")
    assert_is_public(response)
    page = text_of(response)
    assert links_in(page) == ["Gauge", "Grade"]
    assert '<a href="/glossary/?letter=G" aria-current="page">' in page
    assert links_in(text_of(client.get("/glossary/?letter=%23"))) == ["5S"]


def test_a_letter_with_many_names_is_divided_by_them(client: Client, large) -> None:
    for title in ("Grade", "Gauge", "Gain", "Gap", "Glossary"):
        published(title)
    pages = [text_of(client.get(f"/glossary/?letter=G&page={number}")) for number in (1, 2, 3)]
    assert [links_in(page) for page in pages] == [["Gain", "Gap"], ["Gauge", "Glossary"], ["Grade"]]
    assert '<a href="?letter=G&amp;page=2" aria-current="page">Gauge – Glossary</a>' in pages[1]
    assert "Page 2 of 3" in pages[1]


def test_few_names_can_be_asked_for_by_letter_too(client: Client) -> None:
    for title in ("Gauge", "Audit"):
        published(title)
    assert links_in(text_of(client.get("/glossary/?letter=A"))) == ["Audit"]
    assert "No term begins with this letter." in text_of(client.get("/glossary/?letter=Z"))


@pytest.mark.parametrize("query", ["letter=AB", "letter=a", "language=de", "letter=A&language=x"])
def test_what_is_no_letter_or_language_is_not_found(client: Client, query: str) -> None:
    published("Gauge")
    assert client.get(f"/glossary/?{query}").status_code == 404


def test_each_language_has_an_alphabet_of_its_own(client: Client) -> None:
    """R-20, R-40."""
    published("Gauge")
    for title in ("Öppen", "Avvikelse", "Åtgärd", "Ändring"):
        in_language(title, "sv")
    page = text_of(client.get("/glossary/"))
    assert links_in(page) == ["Gauge"]
    assert '<a href="/glossary/?language=sv" hreflang="sv">Swedish</a>' in page
    page = text_of(client.get("/glossary/?language=sv"))
    assert links_in(page) == ["Avvikelse", "Åtgärd", "Ändring", "Öppen"]
    assert re.findall('letters__(?:name|empty)">(.)', page)[-4:] == ["Z", "Å", "Ä", "Ö"]
    assert '<ul class="index__list" lang="sv">' in page


def test_without_terms_in_the_language_of_the_site_another_one_is_shown(client: Client) -> None:
    in_language("Öppen", "sv")
    assert links_in(text_of(client.get("/glossary/"))) == ["Öppen"]


def test_a_day_is_divided_like_today(client: Client, large) -> None:
    for title in ("Gauge", "Grade", "Audit", "5S"):
        published(title)
    assert '<a href="/glossary/?on=9999-01-01&amp;letter=G"' in text_of(
        client.get("/glossary/?on=9999-01-01")
    )
    page = text_of(client.get("/glossary/?on=9999-01-01&letter=G"))
    assert links_in(page) == ["Gauge", "Grade"]


def test_what_is_withdrawn_is_listed_no_more(client: Client) -> None:
    published("Gauge", designations=(DesignationText(term="Instrument"),))
    withdrawn("Grade", designations=(DesignationText(term="Class"),))
    assert links_in(text_of(client.get("/glossary/"))) == ["Gauge"]
    assert "Class" not in text_of(client.get("/glossary/"))


def test_a_letter_costs_the_same_queries_whatever_its_size(client: Client, large) -> None:
    counts = []
    for prefix in ("Gauge", "Gain"):
        many_terms(6, prefix=prefix)
        with CaptureQueriesContext(connection) as queries:
            client.get("/glossary/?letter=G")
        counts.append(len(queries))
    assert counts == [4, 4]


def test_an_unchanged_page_is_not_sent_again(client: Client) -> None:
    published("Gauge")
    etag = client.get("/glossary/")["ETag"]
    assert client.get("/glossary/", headers={"If-None-Match": etag}).status_code == 304
