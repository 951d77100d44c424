"""What scripts add to the page of a term: the section being read, a reference to take along."""

import pytest
from playwright.sync_api import Page, expect

from glossary.content import SectionText
from tests.factories import published

TERM = "/glossary/calibration/"
KINDS = ("definition", "application-areas", "risks", "recommendations", "summary")


@pytest.fixture
def long_term(transactional_db) -> None:
    body = "A reading is compared with a known reference, and both are kept. " * 40
    published("Calibration", sections=tuple(SectionText(kind=kind, body=body) for kind in KINDS))


def test_the_contents_list_says_where_the_reader_is(page: Page, long_term) -> None:
    """R-02."""
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(TERM)
    contents = page.get_by_role("navigation", name="On this page")
    for heading in ("Risks", "Summary", "Definition"):
        contents.get_by_role("link", name=heading).click()
        expect(contents.locator("[aria-current]")).to_have_text(heading)


def test_a_reference_is_opened_and_copied(page: Page, long_term) -> None:
    """R-08."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(TERM)
    page.get_by_text("Cite this version").click()
    for style, beginning in (("ISO 690", "Calibration. In: "), ("BibTeX", "@misc{QM-")):
        page.get_by_role("button", name=f"Copy {style}").click()
        expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()").startswith(beginning)
        expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(0)
    assert page.problems == []


def test_references_need_no_script(browser, live_server, long_term) -> None:
    """R-08, R-30."""
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(TERM)
    page.get_by_text("Cite this version").click()
    expect(page.get_by_text("@misc{QM-")).to_be_visible()
    expect(page.get_by_role("button", name="Copy APA")).to_have_count(0)
    context.close()
