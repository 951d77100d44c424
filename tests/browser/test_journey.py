"""A whole visit by keyboard: search, open, preview, compare, subscribe, give feedback (R-32)."""

import re

from playwright.sync_api import Locator, Page, expect

FARTHEST = 120


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus; a page that is a trap never gets there."""
    expect(target).to_have_count(1)
    for _step in range(FARTHEST):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached by keyboard")


def test_a_whole_visit_needs_the_keyboard_only(page: Page, vocabulary) -> None:
    """R-32."""
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("instrument che")
    expect(page.get_by_role("option").first).to_contain_text("Calibration")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Calibration")

    page.goto("/glossary/gauge/")
    tab_to(page, page.locator("a.term").first)
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#term-preview")).to_contain_text("comparison of an instrument")
    page.keyboard.press("Escape")
    expect(page.locator("#term-preview")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Calibration")

    tab_to(page, page.get_by_role("link", name="Compare side by side with Adjustment"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Adjustment or Calibration?")
    page.go_back()

    tab_to(page, page.get_by_role("link", name="Tell me of changes"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Your e-mail address"))
    page.keyboard.type("reader@example.org")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/subscribe/asked/$"))
    assert page.problems == []


def test_a_reader_says_by_keyboard_that_something_is_not_clear(page: Page, vocabulary) -> None:
    """R-10, R-32."""
    page.goto("/glossary/calibration/")
    tab_to(page, page.get_by_role("button", name="No, tell us why"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/feedback/"))
