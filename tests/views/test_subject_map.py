"""The page with the map of a subject."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glossary.content import RelationText
from glossary.models import Version
from tests.factories import draft, published
from tests.views.reading import assert_is_public, assert_only_reads, settled, text_of

pytestmark = pytest.mark.django_db

SUBJECT = "/subjects/fundamentals/map/"


def related_terms(*titles: str, to: str) -> list[Version]:
    relation = (RelationText(kind="broader", title=to),)
    return [published(title, relations=relation) for title in titles]


@pytest.fixture
def vocabulary(db) -> None:
    gauge = published("Gauge", relations=(RelationText(kind="confusable", title="Meter"),))
    settled(gauge, published("Meter"), *related_terms("Plug gauge", "Snap gauge", to="Gauge"))


def test_a_subject_has_a_map_with_the_same_facts_as_a_list(client: Client, vocabulary) -> None:
    published("Spare part")
    assert f'<a href="{SUBJECT}">Concept map</a>' in text_of(client.get("/subjects/fundamentals/"))
    response = client.get(SUBJECT)
    assert_is_public(response)
    page = text_of(response)
    drawing, facts = page.split("</svg>", 1)
    for title in ("Gauge", "Meter", "Plug gauge", "Snap gauge", "Spare part"):
        assert f">{title}</text>" in drawing
    assert '<dt><a href="/glossary/meter/">Meter</a></dt>' in facts
    assert 'Without a relation in this subject: <a href="/glossary/spare-part/">' in facts


def test_a_subject_without_relations_says_so(client: Client) -> None:
    published("Gauge", subject="Metrology")
    response = client.get("/subjects/metrology/map/")
    assert_is_public(response)
    assert "No two terms of this subject are related" in text_of(response)
    assert "/map/" not in text_of(client.get("/subjects/metrology/"))


def test_the_map_of_what_only_has_drafts_is_unknown(client: Client) -> None:
    """S-18."""
    draft("Secret plan", subject="Secrets")
    known = client.get("/subjects/secrets/map/")
    unknown = client.get("/subjects/absents/map/")
    assert known.status_code == unknown.status_code == 404
    assert known.content.replace(b"secrets", b"absents") == unknown.content


def test_a_map_is_only_read_and_has_a_validator(client: Client, vocabulary) -> None:
    assert_only_reads(client, SUBJECT)
    first = client.get(SUBJECT)
    assert first["Cache-Control"] == "public, no-cache"
    kept = {"If-None-Match": first["ETag"]}
    assert client.get(SUBJECT, headers=kept).status_code == 304
    settled(*related_terms("Ring gauge", to="Gauge"))
    assert client.get(SUBJECT, headers=kept).status_code == 200


def test_the_number_of_queries_does_not_grow(client: Client, vocabulary) -> None:
    counts = []
    for letters in ("ab", "cdefgh"):
        settled(*related_terms(*(f"Gauge {letter}" for letter in letters), to="Gauge"))
        with CaptureQueriesContext(connection) as queries:
            client.get(SUBJECT)
        counts.append(len(queries))
    assert counts == [5, 5]
