"""The home page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import draft, published
from tests.views.reading import assert_is_public, assert_only_reads, many_terms, text_of

pytestmark = pytest.mark.django_db


def test_the_home_page_offers_every_way_in(client: Client) -> None:
    published("Calibration", subject="Metrology", short_definition="comparison")
    published("What is a gauge?", kind="question", subject="Metrology")
    response = client.get("/")
    assert_is_public(response)
    page = text_of(response)
    assert '<input class="search__field" id="page-search" type="search" name="q"' in page
    assert '<a href="/glossary/#letter-c">' in page
    assert '<a href="/subjects/metrology/">Metrology</a> <span class="count">2</span>' in page
    assert '<a href="/glossary/calibration/">Calibration</a>' in page
    assert "comparison" in page
    assert '<a href="/learn/metrology/questions/what-is-a-gauge">What is a gauge?</a>' in page


def test_the_latest_change_stands_first(client: Client) -> None:
    published("Calibration")
    published("Gauge")
    page = text_of(client.get("/"))
    assert page.index(">Gauge</a>") < page.index(">Calibration</a>")


def test_an_empty_glossary_says_so(client: Client) -> None:
    draft("Secret plan", subject="Secrets")
    page = text_of(client.get("/"))
    assert "Nothing is published yet." in page
    assert "Secret" not in page


def test_the_home_page_is_only_read(client: Client) -> None:
    assert_only_reads(client, "/")


def test_the_number_of_queries_does_not_grow(client: Client) -> None:
    counts = []
    for prefix in ("Gauge", "Scale"):
        many_terms(10, prefix=prefix)
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        counts.append(len(queries))
    assert counts == [7, 7]
