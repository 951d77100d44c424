"""Old versions at addresses of their own, and what changed between them."""

import pytest
from django.test import Client

from glossary.content import CitationText, DesignationText, RelationText, SectionText
from glossary.models import Rendering, Version
from glossary.workflow.actions import open_draft, save_draft
from tests import factories as make
from tests.rebuilding import republish
from tests.views.reading import assert_is_public, assert_only_reads, text_of

pytestmark = pytest.mark.django_db
LIST = "/glossary/calibration/versions/"


def two_versions(**second: object) -> Version:
    """Publish two versions and return the second; `second` is its content."""
    with make.on("2026-01-10"):
        first = make.published("Calibration", definition="Compares with a **standard**.")
    with make.on("2026-03-20"):
        values = {"definition": "Compares with a **reference**."} | second
        return make.republished(
            first,
            content=make.term_content("Calibration", **values),
            note="Names the reference, not the standard",
            change_class="major",
        )


def test_an_old_version_says_that_it_is_not_current(client: Client) -> None:
    """W-26, W-29."""
    two_versions()
    response = client.get(f"{LIST}1.0/")
    page = text_of(response)
    assert_is_public(response)
    assert "Not current since <time" in page and "20 March 2026" in page
    assert "<strong>standard</strong>" in page
    assert '<link rel="canonical" href="http://testserver/glossary/calibration/">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "v1.0, effective" in page and "NOT CURRENT" in page


def test_an_old_version_keeps_its_html_whatever_the_renderer_does_now(client: Client) -> None:
    """W-25: what was stored at publication is shown, and made once where nothing is stored."""
    two_versions()
    old = Version.objects.get(major=1)
    Rendering.objects.filter(version=old).update(
        sections=[{"key": "definition", "anchor": "a", "title": "Was", "html": "<p>as it was</p>"}]
    )
    assert "<p>as it was</p>" in text_of(client.get(f"{LIST}1.0/"))
    Rendering.objects.filter(version=old).delete()
    assert "<strong>standard</strong>" in text_of(client.get(f"{LIST}1.0/"))


def test_the_current_version_is_there_too_and_leads_to_the_entry(client: Client) -> None:
    two_versions()
    page = text_of(client.get(f"{LIST}2.0/"))
    assert "This is the version in force." in page
    assert "<strong>reference</strong>" in page
    assert "noindex" in page


def test_old_versions_are_found_nowhere_else(client: Client) -> None:
    """W-26, W-28: not by search, not in the A-Z, not in suggestions of a missing page."""
    two_versions()
    for address in ("/search/?q=standard", "/glossary/", "/glossary/calibratio/", "/"):
        assert "versions/1.0" not in text_of(client.get(address))
    assert "<strong>standard" not in text_of(client.get("/glossary/calibration/"))


def test_the_number_leads_to_the_entry_and_to_each_of_its_versions(client: Client) -> None:
    """W-02, W-03."""
    number = two_versions().entry.number
    entry = client.get(f"/id/{number}")
    old = client.get(f"/id/{number}/v/1.0")
    assert (entry.status_code, entry.url) == (301, "/glossary/calibration/")
    assert (old.status_code, old.url) == (301, "/glossary/calibration/versions/1.0/")
    assert client.get(f"/id/{number}/v/7.0").status_code == 404


@pytest.mark.parametrize("label", ["3.0", "1.7", "x", "1.0.0", "٣.0", "9" * 30, "-1.0"])
def test_a_version_that_never_was_is_not_found(client: Client, label: str) -> None:
    two_versions()
    assert client.get(f"{LIST}{label}/").status_code == 404
    assert client.get(f"/glossary/calibration/compare/1.0/{label}/").status_code == 404


def test_drafts_scheduled_and_discarded_versions_show_nowhere(client: Client) -> None:
    """W-31."""
    for maker in (make.draft, make.submitted, make.approved, make.scheduled, make.discarded):
        version = maker(f"Secret {maker.__name__}")
        slug = version.entry.slug
        addresses = [
            f"/glossary/{slug}/{rest}" for rest in ("", "versions/", "feed/", "?on=2030-01-01")
        ]
        for address in (
            *addresses,
            f"/id/{version.entry.number}",
            f"/subscribe/?entry={version.entry.number}",
        ):
            assert client.get(address).status_code == 404, address
    for address in ("/", "/glossary/", "/changes/", "/changes/feed/", "/search/?q=secret"):
        page = text_of(client.get(address))
        assert "Secret" not in page.replace("Secret</title>", ""), address


def test_an_open_draft_beside_a_published_entry_shows_nowhere(client: Client) -> None:
    """W-31."""
    version = two_versions()
    opened = open_draft(version.entry, by=make.edda())
    save_draft(opened, make.term_content("Calibration", definition="Hush."), by=make.edda())
    for address in (
        "/glossary/calibration/",
        LIST,
        "/changes/",
        "/changes/feed/",
        "/search/?q=hush",
    ):
        page = text_of(client.get(address))
        assert "Hush" not in page and "3.0" not in page


def test_the_list_of_changes_has_all_notes(client: Client) -> None:
    """W-21: an editorial change is folded, and there all the same."""
    with make.on("2026-01-10"):
        first = make.published("Calibration")
    make.republished(first, note="A comma was missing", change_class="editorial")
    response = client.get(LIST)
    page = text_of(response)
    assert_is_public(response)
    assert page.index("Version 1.1") < page.index("Version 1.0")
    assert "<summary>Editorial change</summary> <p>A comma was missing</p>" in page
    assert "approved by Rolf Roth" in page
    assert 'href="/glossary/calibration/compare/1.0/1.1/"' in page


def test_two_versions_are_compared_word_by_word(client: Client) -> None:
    """W-22: texts first, the lists of names, relations and sources apart."""
    two_versions(
        designations=(DesignationText(term="Adjustment check"),),
        relations=(RelationText(title="Gauge"),),
        citations=(CitationText(standard="ISO 10012", edition="2003", clause="7.1"),),
    )
    response = client.get("/glossary/calibration/compare/1.0/2.0/")
    page = text_of(response)
    assert_is_public(response)
    assert "[removed: </span>standard<" in page and "[added: </span>reference<" in page
    text, lists = page.split("Names, relations and sources")
    assert "<del>" in text
    for name in ("Adjustment check", "Gauge", "ISO 10012"):
        assert name in lists and name not in text
    back = text_of(client.get("/glossary/calibration/compare/2.0/1.0/"))
    assert "[added: </span>standard<" in back


def test_the_difference_shows_markup_as_text(client: Client) -> None:
    """W-23: in every field that can be compared."""
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    two_versions(
        definition=f"Compares {bad}",
        short_definition=bad,
        heading=bad,
        byline=bad,
        seo_title=bad,
        seo_description=bad,
        tags=(bad[:90],),
        designations=(DesignationText(term=bad),),
        relations=(RelationText(title=bad, note=bad),),
        citations=(CitationText(source=bad, clause="1", note=bad, licence=bad),),
    )
    page = text_of(client.get("/glossary/calibration/compare/1.0/2.0/"))
    assert "<script>alert" not in page and "<img" not in page
    assert page.count("&lt;script&gt;") > 8


def test_rendering_again_changes_none_of_the_dates(client: Client) -> None:
    """W-05: first published, in force since and next review are separate facts."""
    entry = two_versions().entry
    before = text_of(client.get("/glossary/calibration/"))
    assert '<dt>In force since</dt><dd><time datetime="2026-03-20">' in before
    assert '<dt>First published</dt><dd><time datetime="2026-01-10">' in before
    assert "Last reviewed" not in before
    republish([entry])
    assert text_of(client.get("/glossary/calibration/")) == before


def test_what_is_printed_names_the_version(client: Client) -> None:
    """W-29."""
    two_versions()
    page = text_of(client.get("/glossary/calibration/"))
    foot = page[page.index('class="print-footer"') :]
    assert "v2.0, effective" in foot and "uncontrolled when printed" in foot
    assert "NOT CURRENT" not in foot


@pytest.mark.parametrize(
    "address", [LIST, f"{LIST}1.0/", "/glossary/calibration/compare/1.0/2.0/", "/changes/"]
)
def test_the_pages_only_read_and_have_a_validator(client: Client, address: str) -> None:
    two_versions()
    assert_only_reads(client, address)
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_sections_that_moved_are_recognised(client: Client) -> None:
    """W-22."""
    parts = [SectionText(kind="additional", heading=name, body=f"{name} text.") for name in "AB"]
    with make.on("2026-01-10"):
        first = make.published("Calibration", sections=(*make.term_content("x").sections, *parts))
    turned = (*make.term_content("x").sections, *parts[::-1])
    make.republished(first, content=make.term_content("Calibration", sections=turned))
    page = text_of(client.get("/glossary/calibration/compare/1.0/1.1/"))
    assert "moved" in page
