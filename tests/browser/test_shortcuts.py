"""Keys that lead to the search field, for those who want them (R-15, WCAG 2.1.4)."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_suggesting import field_of
from tests.factories import published

# Notes whether the page kept a key for itself; the browser gets all others.
WATCH = """() => {
    addEventListener("keydown", event => { window.wasTaken = event.defaultPrevented });
}"""


@pytest.fixture
def home(page: Page, transactional_db) -> Page:
    published("Gauge")
    page.goto("/")
    return page


@pytest.mark.parametrize("keys", ["/", "Control+k", "Meta+k"])
def test_keys_lead_to_the_search_unless_they_are_switched_off(home: Page, keys: str) -> None:
    """R-15: then the browser has them back."""
    home.evaluate(WATCH)
    home.keyboard.press(keys)
    expect(field_of(home)).to_be_focused()
    assert home.evaluate("window.wasTaken")
    home.get_by_label("start a search").uncheck()
    home.goto("/glossary/gauge/")
    home.evaluate(WATCH)
    home.keyboard.press(keys)
    expect(field_of(home)).not_to_be_focused()
    assert not home.evaluate("window.wasTaken")


@pytest.mark.parametrize("keys", ["/", "Control+k", "Meta+k"])
def test_keys_belong_to_the_field_in_which_one_writes(home: Page, keys: str) -> None:
    """R-15."""
    home.goto("/subscribe/")
    field = home.get_by_role("textbox").first
    field.focus()
    home.evaluate(WATCH)
    home.keyboard.press(keys)
    expect(field).to_be_focused()
    assert not home.evaluate("window.wasTaken")
