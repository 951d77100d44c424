"""The search field as a combobox: keyboard, mouse, touch, late answers, screen readers (R-17).

Whether a screen reader says it well is for people to try; here stands what it is told.
"""

import json

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.combobox import field_of, options_of, publish_gauges, type_into
from tests.browser.site import tab_of

SUGGEST = "**/search/suggest/**"


@pytest.fixture
def gauges(transactional_db) -> None:
    publish_gauges()


@pytest.fixture
def home(page: Page, gauges) -> Page:
    page.goto("/")
    return page


def test_suggestions_appear_below_the_field_as_it_is_typed(home: Page) -> None:
    """R-16: the name that was meant, the title, what it is, the first words."""
    field = field_of(home)
    expect(field).to_have_attribute("aria-autocomplete", "list")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_accessible_description(
        "Suggestions appear while you type. Choose one with the arrow keys and Enter, or touch it."
    )
    type_into(home, "deviation")
    option = options_of(home).first
    expect(option).to_have_accessible_name(
        "Deviation, Non-conformance (synonym) Term , departure from a requirement"
    )
    expect(option).to_have_attribute("href", "/glossary/non-conformance/")
    assert field.get_attribute("aria-controls") == home.get_by_role("listbox").get_attribute("id")
    assert home.problems == []


def test_the_arrow_keys_go_round_through_the_typed_text(home: Page) -> None:
    """R-17: nothing is chosen in advance, and the text is never changed."""
    field = type_into(home, "gauge")
    options = options_of(home)
    places = [*range(7), None, 0, None, 6]
    keys = ["ArrowDown"] * 9 + ["ArrowUp"] * 2
    expect(home.locator("[aria-selected=true]")).to_have_count(0)
    for key, place in zip(keys, places, strict=True):
        field.press(key)
        chosen = field.get_attribute("aria-activedescendant")
        assert chosen == (None if place is None else options.nth(place).get_attribute("id"))
        expect(home.locator("[aria-selected=true]")).to_have_count(0 if place is None else 1)
        expect(field).to_be_focused()
        expect(field).to_have_value("gauge")


def test_enter_goes_to_the_chosen_entry(home: Page) -> None:
    """R-17."""
    field = type_into(home, "gauge bl")
    field.press("ArrowDown")
    field.press("Enter")
    home.wait_for_url("**/glossary/gauge-block/")


def test_enter_searches_for_the_text_if_nothing_is_chosen(home: Page) -> None:
    """R-17."""
    type_into(home, "gauge bl").press("Enter")
    home.wait_for_url("**/search/?q=gauge+bl")


def test_the_last_option_searches_for_the_text(home: Page) -> None:
    """R-17: whatever stands there, and with the kind that was chosen."""
    home.goto("/search/?q=gauge&kind=term")
    field_of(home).fill("")
    field = type_into(home, "<b>&{text}$& nothing")
    expect(options_of(home)).to_have_count(1)
    field.press("ArrowUp")
    field.press("Enter")
    home.wait_for_url("**/search/?q=*nothing&kind=term")
    expect(field_of(home)).to_have_value("<b>&{text}$& nothing")


def test_home_and_end_move_in_the_text(home: Page) -> None:
    """R-17."""
    field = type_into(home, "gauge")
    for key, place in (("Home", 0), ("End", 5), ("ArrowLeft", 4)):
        field.press("ArrowDown")
        field.press(key)
        assert field.get_attribute("aria-activedescendant") is None
        assert field.evaluate("field => field.selectionStart") == place
    expect(options_of(home)).to_have_count(7)


def test_escape_closes_the_list_and_then_clears_the_text(home: Page) -> None:
    """R-17."""
    field = type_into(home, "gauge")
    field.press("Escape")
    expect(home.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("gauge")
    field.press("ArrowDown")
    expect(options_of(home).first).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    field.press("Escape")
    expect(field).to_have_value("")
    expect(field).to_be_focused()


def test_tab_leaves_and_closes_the_list(home: Page) -> None:
    """R-17, R-32: no trap, and no option in the way."""
    type_into(home, "gauge").press("Tab")
    expect(home.get_by_role("listbox")).to_be_hidden()
    expect(home.get_by_role("button", name="Search")).to_be_focused()


def test_a_click_opens_the_entry_and_beside_the_list_closes_it(home: Page) -> None:
    """R-17."""
    type_into(home, "gauge")
    home.get_by_role("heading", level=1).click()
    expect(home.get_by_role("listbox")).to_be_hidden()
    field_of(home).press("ArrowDown")
    options_of(home).filter(has_text="Gauge ring").click()
    home.wait_for_url("**/glossary/gauge-ring/")


def test_going_back_shows_no_old_list(home: Page) -> None:
    type_into(home, "gauge")
    options_of(home).first.click()
    home.wait_for_url("**/glossary/gauge/")
    home.go_back()
    expect(home.get_by_role("listbox")).to_be_hidden()


def test_an_entry_opens_by_touch(browser: Browser, live_server, gauges) -> None:
    """R-17, R-41."""
    for tab in tab_of(browser, live_server, has_touch=True, viewport={"width": 360, "height": 640}):
        tab.goto("/glossary/gauge/")
        field_of(tab).tap()
        type_into(tab, "gauge pi")
        options_of(tab).first.tap()
        tab.wait_for_url("**/glossary/gauge-pin/")


def test_a_late_answer_is_dropped(home: Page) -> None:
    """R-16: the newest answer wins."""
    held: list[Route] = []
    home.route(f"{SUGGEST}?q=gauge", lambda route: held.append(route))
    field = field_of(home)
    with home.expect_request(f"{SUGGEST}?q=gauge"):
        field.fill("gauge")
    field.fill("deviation")
    expect(options_of(home).first).to_contain_text("Non-conformance")
    late = {"query": "gauge", "announcement": "1 suggestion", "suggestions": []}
    assert len(held) == 1
    held[0].fulfill(body=json.dumps(late))
    home.wait_for_timeout(200)
    expect(options_of(home).first).to_contain_text("Non-conformance")
    expect(options_of(home)).to_have_count(2)


def test_an_arrow_key_waits_for_the_list_of_what_was_typed(home: Page) -> None:
    """R-16: nobody chooses from the list of the text before."""
    held: list[Route] = []
    field = type_into(home, "gauge")
    home.route(SUGGEST, lambda route: held.append(route))
    field.press_sequentially("x")
    with home.expect_request(SUGGEST):
        field.press("ArrowDown")
    expect(home.locator("[aria-selected=true]")).to_have_count(0)
    held[-1].fulfill(body=json.dumps({"announcement": "", "suggestions": []}))
    expect(options_of(home).first).to_have_text("Search for “gaugex”")
    expect(options_of(home).first).to_have_attribute("aria-selected", "true")


def test_an_answer_does_not_open_the_list_of_a_field_that_was_left(home: Page) -> None:
    held: list[Route] = []
    home.route(SUGGEST, lambda route: held.append(route))
    with home.expect_request(SUGGEST):
        field_of(home).fill("gauge")
    field_of(home).press("Tab")
    held[0].fulfill(body=json.dumps({"announcement": "", "suggestions": []}))
    home.wait_for_timeout(200)
    expect(home.get_by_role("listbox")).to_be_hidden()


@pytest.mark.parametrize("status", [0, 500])
def test_the_text_can_be_searched_for_when_the_server_is_in_trouble(
    home: Page, status: int
) -> None:
    def fail(route: Route) -> None:
        route.fulfill(status=status) if status else route.abort()

    home.route(SUGGEST, fail)
    field = type_into(home, "gauge")
    expect(options_of(home)).to_have_count(1)
    field.press("Enter")
    home.wait_for_url("**/search/?q=gauge")


def test_the_number_of_suggestions_is_told_when_typing_pauses(home: Page) -> None:
    """R-17, WCAG 4.1.3: once, politely, and again when it has changed."""
    status = home.locator("search-suggest [role=status]")
    status.evaluate(
        """status => {
            window.told = [];
            const note = () => status.textContent && window.told.push(status.textContent);
            new MutationObserver(note).observe(status, { childList: true });
        }"""
    )
    type_into(home, "gauge")
    expect(status).to_have_text("6 suggestions")
    field_of(home).press_sequentially(" bl")
    expect(status).to_have_text("1 suggestion")
    field_of(home).fill("")
    type_into(home, "zzzzzz")
    expect(status).to_have_text("No suggestions")
    assert home.evaluate("window.told") == ["6 suggestions", "1 suggestion", "No suggestions"]


def test_without_scripts_the_field_is_a_plain_one(browser: Browser, live_server, gauges) -> None:
    """R-30."""
    for tab in tab_of(browser, live_server, java_script_enabled=False):
        tab.goto("/")
        field = tab.get_by_role("searchbox", name="Search terms and questions")
        field.fill("gauge bl")
        expect(tab.get_by_role("listbox")).to_have_count(0)
        field.press("Enter")
        expect(tab.get_by_role("link", name="Gauge block")).to_be_visible()
