"""The map on the page of a term."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glossary.content import RelationText
from glossary.models import Version
from tests.factories import published
from tests.views.reading import assert_is_public, settled, text_of

pytestmark = pytest.mark.django_db

TERM = "/glossary/gauge/"
SUBJECT = "/subjects/fundamentals/map/"


def related_terms(*titles: str, to: str) -> list[Version]:
    relation = (RelationText(kind="broader", title=to),)
    return [published(title, relations=relation) for title in titles]


@pytest.fixture
def vocabulary(db) -> None:
    gauge = published("Gauge", relations=(RelationText(kind="confusable", title="Meter"),))
    settled(gauge, published("Meter"), *related_terms("Plug gauge", "Snap gauge", to="Gauge"))


def section_of(page: str) -> str:
    start = page.index('<section class="section" data-kind="map"')
    return page[start : page.index("</section>", start)]


def test_a_term_has_a_map_whose_boxes_lead_to_the_terms(client: Client, vocabulary) -> None:
    response = client.get(TERM)
    assert_is_public(response)
    page = text_of(response)
    assert '<li><a href="#entry-map">Concept map</a></li>' in page
    drawing = section_of(page).split("</svg>")[0]
    boxes = re.findall(r'<a class="concept-map__node" data-kind="([\w-]+)" href="([^"]+)"', drawing)
    assert boxes == [
        ("own", "#page-main"),
        ("confusable", "/glossary/meter/"),
        ("narrower", "/glossary/plug-gauge/"),
        ("narrower", "/glossary/snap-gauge/"),
    ]


def test_the_list_below_says_what_the_drawing_shows(client: Client, vocabulary) -> None:
    """R-33: the drawing is hidden from those who listen, and the keyboard passes by it."""
    drawing, facts = section_of(text_of(client.get(TERM))).split("</svg>")
    assert 'aria-hidden="true"' in drawing
    assert drawing.count("<a ") - 1 == drawing.count('tabindex="-1"')
    assert '<dt>easily confused</dt> <dd><a href="/glossary/meter/">Meter</a></dd>' in facts
    assert re.search(r"<dt>narrower</dt> <dd>.*Plug gauge</a></dd><dd>.*Snap gauge</a></dd>", facts)


def test_without_neighbours_there_is_no_map_and_no_line_in_the_contents(client: Client) -> None:
    published("Gauge")
    assert "entry-map" not in text_of(client.get(TERM))


def test_names_in_drawings_are_escaped(client: Client) -> None:
    """S-01."""
    settled(published("Gauge"), *related_terms("<b>Bold</b>", "A & B", to="Gauge"))
    section = section_of(text_of(client.get(TERM)))
    assert "<b>" not in section
    assert "&lt;b&gt;Bold&lt;/b&gt;</text>" in section
    assert "A &amp; B</text>" in section


def test_a_long_name_is_cut_and_said_in_full(client: Client) -> None:
    long = "Verification of the calibration status of measuring equipment"
    settled(published("Gauge"), *related_terms(long, "Meter", to="Gauge"))
    section = section_of(text_of(client.get(TERM)))
    assert f"<title>{long}</title>" in section
    assert "<title>Meter</title>" not in section


def test_the_number_of_queries_does_not_grow(client: Client, vocabulary) -> None:
    counts = []
    for letters in ("ab", "cdefgh"):
        settled(*related_terms(*(f"Gauge {letter}" for letter in letters), to="Gauge"))
        with CaptureQueriesContext(connection) as queries:
            client.get(TERM)
        counts.append(len(queries))
    assert counts[0] == counts[1]
