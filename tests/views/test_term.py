"""The page of a term."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from glossary.content import CitationText, DesignationText, RelationText, SectionText
from glossary.models import Publication
from tests.factories import draft, published
from tests.views.reading import assert_is_public, assert_only_reads, settled, text_of

pytestmark = pytest.mark.django_db

MARKER = "</script>'\"&<\u2028${{7*7}}"


def section(kind: str, body: str) -> SectionText:
    return SectionText(kind=kind, body=body)


def test_the_first_lines_are_title_status_and_the_definition_that_counts(client: Client) -> None:
    """R-01: number, version, approval and next review stand beside the definition."""
    version = published("Calibration", short_definition="comparison with a known reference")
    response = client.get("/glossary/calibration/")
    assert_is_public(response)
    page = text_of(response)
    assert re.search(r"<h1[^>]*>Calibration</h1>", page)
    assert '<p class="definition" lang="en">comparison with a known reference</p>' in page
    head = page[page.index("<h1") : page.index("Document control")]
    assert version.entry.number in head
    assert "Version 1.0" in head
    assert f'<time datetime="{timezone.localdate().isoformat()}">' in head
    assert f'<time datetime="{version.entry.next_review.isoformat()}">' in head


def test_the_contents_list_holds_exactly_the_headings(client: Client) -> None:
    """R-02: every section has a heading with a stable id, in the order of the template."""
    version = published(
        "Calibration",
        sections=(
            section("definition", "Compares an instrument."),
            section("risks", "- Wrong readings."),
            section("recommendations", "- Label it."),
        ),
        designations=(DesignationText(term="Instrument check"),),
        citations=(CitationText(standard="ISO 9001", edition="2015", clause="7.1.5"),),
        relations=(RelationText(title="Metrology"),),
    )
    settled(version)
    page = text_of(client.get("/glossary/calibration/"))
    contents = page[page.index('<nav class="contents"') :]
    listed = re.findall(r'<a href="#([\w-]+)">([^<]+)</a>', contents[: contents.index("</nav>")])
    headings = re.findall(r'<h2 id="([\w-]+)">([^<]+)</h2>', page)
    assert listed == headings
    assert [anchor for anchor, _ in headings] == [
        "definition",
        "risks",
        "recommendations",
        "entry-names",
        "entry-sources",
        "entry-related",
        "entry-history",
    ]


def test_risks_and_recommendations_are_marked_for_the_eye(client: Client) -> None:
    published("Calibration", sections=(section("definition", "A."), section("risks", "B.")))
    assert '<section class="section" data-kind="risks"' in text_of(
        client.get("/glossary/calibration/")
    )


def test_designations_stand_in_groups_and_search_only_ones_nowhere(client: Client) -> None:
    """R-33: a word of another language says so."""
    published(
        "Acceptable quality limit",
        designations=(
            DesignationText(term="Acceptance quality limit"),
            DesignationText(term="Quality agreement talk", reviewed=False),
            DesignationText(term="AQL", type="abbreviation"),
            DesignationText(term="Acceptable quality level", acceptability="deprecated"),
            DesignationText(term="Annehmbare Qualitätsgrenzlage", language="de"),
            DesignationText(term="faulty share", acceptability="search-only"),
        ),
    )
    page = text_of(client.get("/glossary/acceptable-quality-limit/"))
    names = page[page.index('data-kind="names"') :]
    assert "Similar terms or synonyms" in names
    assert "<dt>Abbreviations</dt> <dd><span>AQL</span></dd>" in names
    assert "deprecated: <s>Acceptable quality level</s>" in names
    assert '<dt>German</dt> <dd><span lang="de">Annehmbare Qualitätsgrenzlage</span>' in names
    assert "<span>Quality agreement talk</span> <small>not yet confirmed</small>" in names
    assert "<span>Acceptance quality limit</span></dd>" in names
    assert "faulty share" not in page


def test_citations_name_edition_clause_relation_and_note(client: Client) -> None:
    citation = CitationText(
        standard="ISO 9001",
        edition="2015",
        clause="8.2.3",
        relation="adapted",
        note="Before orders.",
    )
    published("Calibration", citations=(citation,))
    page = text_of(client.get("/glossary/calibration/"))
    link = '<a href="/standards/iso-9001-2015/#clause-8-2-3">ISO 9001:2015, 8.2.3</a>'
    assert f"<cite>{link}</cite> <small>adapted</small>" in page
    assert "<p>Before orders.</p>" in page


def test_related_articles_say_how_close_they_are_and_why(client: Client) -> None:
    """R-06: number and words, the reason, a link that names its target, none twice."""
    there = published("Procurement", short_definition="buying in")
    version = published(
        "Calibration",
        relations=(
            RelationText(title="Procurement", note="one step of buying", rating="8/10"),
            RelationText(title="Bargaining power", teaser="Who can say no.", rating="3/10"),
            RelationText(title="Bargaining power", teaser="Who can say no.", rating="3/10"),
        ),
    )
    settled(there, version)
    page = text_of(client.get("/glossary/calibration/"))
    assert "8 of 10, very close" in page
    assert "Why: one step of buying" in page
    assert (
        '<h3 class="related__title"><a href="/glossary/procurement/">Procurement</a></h3>' in page
    )
    assert "Read More" not in page
    assert page.count("Bargaining power") == 1
    assert page.count("not yet in the glossary") == 1
    assert '<h3 class="related__title">Bargaining power</h3>' in page


def test_terms_easily_confused_stand_out_with_the_difference(client: Client) -> None:
    other = published("Verification")
    note = "verification looks at results, not at instruments"
    version = published(
        "Calibration", relations=(RelationText(kind="confusable", title="Verification", note=note),)
    )
    settled(other, version)
    page = text_of(client.get("/glossary/calibration/"))
    notice = page[page.index('data-kind="confusable"') :]
    assert '<dt><a href="/glossary/verification/">Verification</a></dt>' in notice
    assert f"<dd>{note}</dd>" in notice
    assert "related__title" not in page


def test_a_term_says_who_mentions_it_and_in_which_sentence(client: Client) -> None:
    """R-07."""
    target = published("Calibration")
    source = published("Gauge", definition="Every gauge needs calibration before use. Then more.")
    settled(target, source)
    page = text_of(client.get("/glossary/calibration/"))
    mentions = page[page.index('data-kind="mentions"') :]
    assert '<a href="/glossary/gauge/">Gauge</a>' in mentions
    assert "<q>Every gauge needs <b>calibration</b> before use." in mentions


def test_the_neighbours_are_those_of_the_index(client: Client) -> None:
    """R-07."""
    for title in ("Audit", "Calibration", "Concession", "Élan"):
        published(title)
    published("What is a calibration?", kind="question")
    page = text_of(client.get("/glossary/calibration/"))
    assert re.search(r'href="/glossary/audit/" rel="prev">.*?Audit</a>', page)
    assert re.search(r'href="/glossary/concession/" rel="next">.*?Concession</a>', page)
    assert 'rel="prev"' not in text_of(client.get("/glossary/audit/"))
    assert 'rel="next"' not in text_of(client.get("/glossary/elan/"))


def test_the_control_box_and_the_printed_foot_name_the_signed_version(client: Client) -> None:
    """W-01, W-29."""
    version = published("Calibration", short_definition="comparison")
    page = text_of(client.get("/glossary/calibration/"))
    box = page[page.index('class="control"') :]
    assert "<dt>Approved by</dt> <dd>Rolf Roth</dd>" in box
    assert "<dt>Owner</dt><dd>Edda Ehlers</dd>" in box
    assert f"<dt>Number</dt><dd>{version.entry.number}</dd>" in box
    assert "<dt>Version</dt><dd>1.0, published</dd>" in box
    assert "<dt>Change</dt><dd>First version</dd>" in box
    foot = page[page.index('class="print-footer"') :]
    assert f"{version.entry.number} v1.0, effective" in foot
    assert ", printed" in foot
    assert "uncontrolled when printed" in foot


def test_a_review_that_is_due_is_said_to_be_overdue(client: Client) -> None:
    entry = published("Calibration").entry
    entry.next_review = timezone.localdate() - timedelta(days=1)
    entry.save(update_fields=["next_review"])
    assert "(overdue)" in text_of(client.get("/glossary/calibration/"))


def test_the_head_carries_what_search_engines_read(client: Client) -> None:
    """R-38."""
    published("Calibration", short_definition="comparison with a reference")
    page = text_of(client.get("/glossary/calibration/"))
    assert "<title>Calibration – Quality management glossary</title>" in page
    assert '<meta name="description" content="Calibration: comparison with a reference.">' in page
    assert '<link rel="canonical" href="http://testserver/glossary/calibration/">' in page
    assert 'name="keywords"' not in page


def test_seo_fields_replace_title_and_description(client: Client) -> None:
    published("Calibration", seo_title="A | B", seo_description="C", seo_keywords="d, e")
    page = text_of(client.get("/glossary/calibration/"))
    assert "<title>A | B</title>" in page
    assert '<meta name="description" content="C">' in page
    assert '<meta name="keywords" content="d, e">' in page


def test_every_context_of_the_page_escapes_what_editors_typed(client: Client) -> None:
    """S-01: text, attribute and JSON-LD."""
    published(
        "Calibration",
        heading=MARKER,
        short_definition=MARKER,
        byline=MARKER,
        designations=(DesignationText(term=MARKER),),
        citations=(CitationText(source=MARKER, note=MARKER),),
        tags=(MARKER.replace("\u2028", ""),),
    )
    page = client.get("/glossary/calibration/").content.decode()
    assert "</script>'" not in page
    escaped = "&lt;/script&gt;&#x27;&quot;&amp;&lt;\u2028${{7*7}}"
    assert f">{escaped}</h1>" in page
    assert f'<meta property="og:title" content="{escaped}">' in page
    graph = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert "\\u003c/script\\u003e'\\\"\\u0026\\u003c\\u2028${{7*7}}" in graph
    assert json.loads(graph)["@graph"][0]["name"] == MARKER


def test_without_a_short_definition_the_definition_opens_the_page(client: Client) -> None:
    """R-01: nothing stands between the title and the definition but the status."""
    published("Calibration", definition="It compares an instrument.")
    page = text_of(client.get("/glossary/calibration/"))
    assert page.index("It compares an instrument.</p>") < page.index("Document control")
    assert page.count('<h2 id="definition">') == 1


def test_drafts_and_unknown_terms_look_the_same(client: Client) -> None:
    """S-18."""
    draft("Secret plan")
    known = client.get("/glossary/secret-plan/")
    unknown = client.get("/glossary/absent-plan/")
    assert known.status_code == unknown.status_code == 404
    assert known.content.replace(b"secret", b"absent") == unknown.content
    names = {*known.headers, *unknown.headers} - {"X-Request-ID"}
    assert all(known.headers.get(name) == unknown.headers.get(name) for name in names)


def test_a_draft_of_a_published_term_changes_nothing_for_readers(client: Client) -> None:
    version = published("Calibration", short_definition="comparison")
    assert Publication.objects.get(entry=version.entry).version == version
    draft("Calibration of scales", designations=(DesignationText(term="Calibration work"),))
    page = text_of(client.get("/glossary/calibration/"))
    assert "Calibration work" not in page


def test_the_final_slash_is_added(client: Client) -> None:
    published("Calibration")
    response = client.get("/glossary/calibration")
    assert (response.status_code, response["Location"]) == (301, "/glossary/calibration/")


def test_a_term_is_only_read(client: Client) -> None:
    published("Calibration")
    assert_only_reads(client, "/glossary/calibration/")


def test_a_number_leads_to_the_entry_for_ever(client: Client) -> None:
    number = published("Calibration").entry.number
    hidden = draft("Secret plan").entry.number
    for spelling in (number, number.lower()):
        response = client.get(f"/id/{spelling}")
        assert (response.status_code, response["Location"]) == (301, "/glossary/calibration/")
    assert client.get(f"/id/{hidden}").status_code == 404
    assert client.get("/id/QM-9999").status_code == 404


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_num_queries) -> None:
    relations = tuple(RelationText(title=f"Gauge {letter}") for letter in "abcdef")
    others = [published(f"Gauge {letter}", definition="Needs calibration.") for letter in "abcdef"]
    version = published(
        "Calibration",
        tags=("a", "b", "c"),
        relations=relations,
        designations=(DesignationText(term="Check"), DesignationText(term="Test")),
        citations=(
            CitationText(standard="ISO 9001", edition="2015", clause="7.1"),
            CitationText(standard="ISO 10012", edition="2003", clause="6"),
        ),
    )
    settled(*others, version)
    with django_assert_num_queries(12):
        response = client.get("/glossary/calibration/")
    assert response.content.count(b'related__title"><a href="/glossary/gauge-') == 6
