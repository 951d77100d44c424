"""From a reader's search in vain to a draft that answers it, without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from glossary.models import State, Version
from glossary.workflow.misses import dismiss
from tests.browser.axe import WCAG, faults_of
from tests.browser.writing import log_in
from tests.factories import edda, published

LIST = "/admin/glossary/entry/searches/"
SYNONYM = f"{LIST}synonym/?text=calibrashun&language=en"


def search_in_vain(tab: Page, text: str) -> None:
    tab.goto("/search/")
    tab.get_by_label("Search terms and questions").fill(text)
    tab.get_by_role("button", name="Search").click()
    expect(tab.get_by_text("Your search is a suggestion already")).to_be_visible()


def test_a_search_in_vain_becomes_drafts(plain_page: Page, transactional_db) -> None:
    """R-19, R-30, E-33."""
    edda()
    published("Calibration")
    for text in ("obeya room", "calibrashun", "canteen"):
        search_in_vain(plain_page, text)
    log_in(plain_page, "edda")
    plain_page.get_by_role("link", name="3 Searched for in vain").click()

    plain_page.get_by_role("link", name="Create draft – obeya room").click()
    title = plain_page.get_by_role("textbox", name="Title needed")
    expect(title).to_have_value("Obeya room")
    plain_page.locator("[name=section-definition]").fill("A room where a project is on the walls.")
    plain_page.get_by_role("button", name="Save draft").click()

    plain_page.goto(LIST)
    expect(plain_page.get_by_role("link", name="Obeya room")).to_be_visible()
    plain_page.get_by_role("link", name="Add as synonym of … – calibrashun").click()
    plain_page.get_by_label("Calibration").check()
    plain_page.get_by_label("Use").select_option("search only")
    plain_page.get_by_role("button", name="Add to its draft").click()
    expect(plain_page.get_by_text("“calibrashun” stands in this draft now.")).to_be_visible()
    expect(plain_page.locator("[name=designation-0-term]")).to_have_value("calibrashun")

    plain_page.goto(LIST)
    plain_page.locator("summary", has_text="Dismiss – canteen").click()
    plain_page.get_by_label("Reason").locator("visible=true").fill("Not our field")
    plain_page.get_by_role("button", name="Do not list it again").locator("visible=true").click()
    expect(plain_page.get_by_role("heading", name="canteen")).to_have_count(0)

    assert plain_page.problems == []
    drafts = Version.objects.filter(state=State.DRAFT).values_list("title", flat=True)
    assert sorted(drafts) == ["Calibration", "Obeya room"]
    assert Version.objects.exclude(state=State.DRAFT).get().title == "Calibration"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_narrow(page: Page, transactional_db, scheme: str) -> None:
    """R-31."""
    edda()
    published("Calibration")
    for text in ("obeya room", "calibrashun"):
        search_in_vain(page, text)
    dismiss("canteen", language="en", by=edda())
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    log_in(page, "edda")
    for address in ("/admin/", LIST, SYNONYM, "/search/?q=calibrashun"):
        page.goto(address)
        for summary in page.locator("main summary, #content summary").all():
            summary.click()
        assert page.problems == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        assert (address, faults_of(page, tags=WCAG)) == (address, [])
