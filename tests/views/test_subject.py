"""The pages of subjects and tags: lists of what is published there."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glossary.models import Subject
from tests.factories import draft, published
from tests.views.reading import assert_is_public, assert_only_reads, many_terms, text_of

pytestmark = pytest.mark.django_db

LISTS = ["/subjects/fundamentals/", "/tags/measuring/"]


@pytest.mark.parametrize("address", LISTS)
def test_terms_and_questions_are_listed_with_their_first_words(
    client: Client, address: str
) -> None:
    published("Gauge", tags=("measuring",), short_definition="instrument that measures")
    published("What is a gauge?", kind="question", tags=("measuring",), answer="A good one.")
    published("Invoice", subject="Buying")
    response = client.get(address)
    assert_is_public(response)
    page = text_of(response)
    assert '<a href="/glossary/gauge/">Gauge</a>' in page
    assert "instrument that measures" in page
    assert "A good one." in page
    assert "Invoice" not in page


def test_a_subject_says_what_it_is_about(client: Client) -> None:
    published("Gauge")
    Subject.objects.filter(slug="fundamentals").update(description="Where <all> begins.")
    assert "Where &lt;all&gt; begins." in text_of(client.get("/subjects/fundamentals/"))


@pytest.mark.parametrize("kind", ["subjects", "tags"])
def test_what_only_drafts_belong_to_is_unknown(client: Client, kind: str) -> None:
    """S-18."""
    draft("Secret plan", subject="Secrets", tags=("Secrets",))
    known = client.get(f"/{kind}/secrets/")
    unknown = client.get(f"/{kind}/absents/")
    assert known.status_code == unknown.status_code == 404
    assert known.content.replace(b"secrets", b"absents") == unknown.content


def test_a_tag_in_another_script_has_a_page(client: Client) -> None:
    published("Gauge", tags=("Prüfmittel", "+"))
    page = text_of(client.get("/glossary/gauge/"))
    assert 'href="/tags/pr%C3%BCfmittel/"' in page
    assert client.get("/tags/prüfmittel/").status_code == 200


@pytest.mark.parametrize("address", LISTS)
def test_lists_are_only_read(client: Client, address: str) -> None:
    published("Gauge", tags=("measuring",))
    assert_only_reads(client, address)


@pytest.mark.parametrize("address", LISTS)
def test_the_number_of_queries_does_not_grow(client: Client, address: str) -> None:
    counts = []
    for prefix in ("Gauge", "Scale"):
        many_terms(8, prefix=prefix)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts == [2, 2]
