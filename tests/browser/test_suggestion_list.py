"""How the list of suggestions looks: within the window, without fault, whatever the colours."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import faults_of
from tests.browser.combobox import options_of, publish_gauges, type_into
from tests.browser.site import tab_of


@pytest.fixture
def gauges(transactional_db) -> None:
    publish_gauges()


@pytest.fixture
def home(page: Page, gauges) -> Page:
    page.goto("/")
    return page


@pytest.fixture(params=["light", "dark"])
def tab(request, browser: Browser, live_server) -> Iterator[Page]:
    yield from tab_of(browser, live_server, color_scheme=request.param)


@pytest.mark.parametrize("size", [(320, 568), (320, 300), (1280, 720)])
def test_an_open_list_is_within_the_window_and_without_fault(
    tab: Page, gauges, size: tuple[int, int]
) -> None:
    """R-31, R-34, S-36: also where a keyboard leaves little of a small screen."""
    width, height = size
    tab.set_viewport_size({"width": width, "height": height})
    for address in ("/", "/glossary/gauge/", "/search/?q=gauge", "/glossary/gage/"):
        tab.goto(address)
        type_into(tab, "gauge").press("ArrowDown")
        box = tab.get_by_role("listbox").bounding_box()
        assert box is not None
        assert box["x"] >= 0, address
        assert box["x"] + box["width"] <= width, address
        assert box["y"] + box["height"] <= height, address
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, address
        problems = [text for text in tab.problems if "404" not in text]
        tab.problems.clear()
        assert (address, problems, faults_of(tab)) == (address, [], [])


def test_the_chosen_option_has_an_outline_whatever_the_colours(
    browser: Browser, live_server, gauges
) -> None:
    """R-32, R-34: forced colours take the background away."""
    outline = "option => getComputedStyle(option).outlineStyle"
    for tab in tab_of(browser, live_server, forced_colors="active"):
        tab.goto("/")
        type_into(tab, "gauge").press("ArrowDown")
        assert options_of(tab).nth(0).evaluate(outline) == "solid"
        assert options_of(tab).nth(1).evaluate(outline) == "none"


def test_a_chosen_option_is_always_in_sight(home: Page) -> None:
    """WCAG 2.4.11: the last option stays in sight and hides none."""
    home.set_viewport_size({"width": 320, "height": 480})
    field = type_into(home, "gauge")
    last = options_of(home).last.bounding_box()
    assert last is not None
    for place in range(6):
        field.press("ArrowDown")
        chosen = options_of(home).nth(place).bounding_box()
        assert chosen is not None
        assert chosen["y"] + chosen["height"] <= last["y"] + 1
