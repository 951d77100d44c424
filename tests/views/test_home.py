"""The home page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glossary.workflow.actions import confirm
from tests.factories import draft, on, published, republished, rolf
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
    address = "/learn/metrology/questions/what-is-a-gauge"
    assert f'<a href="{address}" lang="en">What is a gauge?</a>' in page
    assert '<a href="/questions/"><b>1</b> question</a>' in page
    assert '<a href="/glossary/"><b>1</b> term</a>' in page


def test_the_latest_change_stands_first(client: Client) -> None:
    published("Calibration")
    published("Gauge")
    page = text_of(client.get("/"))
    assert page.index(">Gauge</a>") < page.rindex(">Calibration</a>")


def test_a_change_says_what_it_changed(client: Client) -> None:
    republished(published("Calibration"), note="Says what a reference is")
    assert "<b>Change</b> Says what a reference is" in text_of(client.get("/"))


def test_the_word_of_the_day_stays_all_day(client: Client) -> None:
    with on("2026-03-01"):
        for title in ("Calibration", "Gauge", "Scale"):
            published(title, short_definition=f"what {title} is")
    with on("2026-03-04"):
        word = word_in(client)
        published("Ruler", short_definition="what a ruler is")
        assert word_in(client) == word


def test_what_was_reviewed_this_month_is_listed(client: Client) -> None:
    with on("2026-02-20"):
        early = published("Calibration")
        late = published("Gauge")
    with on("2026-02-27"):
        confirm(early, by=rolf(), remark="Read again")
    with on("2026-03-02"):
        confirm(late, by=rolf(), remark="Read again")
        page = text_of(client.get("/"))
    reviewed = page.split('id="reviewed"')[1].split("</section>")[0]
    assert '<span class="count">1</span>' in reviewed
    assert ">Gauge</a>" in reviewed
    assert "Calibration" not in reviewed


def test_an_empty_glossary_says_so(client: Client) -> None:
    draft("Secret plan", subject="Secrets")
    page = text_of(client.get("/"))
    assert "Nothing is published yet." in page
    assert "Secret" not in page


def word_in(client: Client) -> str:
    return text_of(client.get("/")).split('id="word"')[1].split("</h2>")[0]


def test_the_home_page_is_only_read(client: Client) -> None:
    assert_only_reads(client, "/")


def test_the_number_of_queries_does_not_grow(client: Client) -> None:
    counts = []
    for prefix in ("Gauge", "Scale"):
        many_terms(10, prefix=prefix)
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        counts.append(len(queries))
    assert counts == [11, 11]
