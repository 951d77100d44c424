"""The A-Z."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glossary.content import DesignationText
from tests.factories import draft, published
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
    assert "Release</a> <small>Inspection</small>" in page
    assert "Release</a> <small>Documents</small>" in page
    assert "<small>Metrology</small>" not in page
    assert re.search(r"Clearance, see <a [^>]+>Release</a> <small>Inspection</small>", page)


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
