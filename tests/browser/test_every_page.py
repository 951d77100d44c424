"""What holds on every type of public page, with whatever a reader's browser is set to."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import faults_of
from tests.browser.site import MISSING, PAGES, tab_of

# As read at 320 pixels, which is also 1280 at a zoom of 400 %; and the spacing of WCAG 1.4.12.
SETTINGS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
}
TEXT_SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* {
        line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""
# Links and controls of one list or bar that a screen reader would read out as the same.
REPEATED_NAMES = """() => {
    const parts = document.querySelectorAll("main ul, main ol, main dl, main nav, header, footer");
    const repeated = [];
    for (const part of parts) {
        const targets = new Map();
        for (const link of part.querySelectorAll(":scope a[href]")) {
            const name = (link.getAttribute("aria-label") ?? link.textContent).trim();
            const known = targets.get(name);
            if (known !== undefined && known !== link.href) repeated.push(name);
            targets.set(name, link.href);
        }
    }
    return repeated;
}"""
OUTSIDE = """() => [...document.querySelectorAll("main p, main li, main h1, main h2")]
    .filter((one) => one.offsetParent && one.scrollWidth > one.clientWidth + 1
        && getComputedStyle(one).overflowX === "hidden")
    .map((one) => one.textContent.trim())"""


@pytest.fixture(params=SETTINGS)
def setting(request) -> str:
    return request.param


@pytest.fixture
def set_page(setting: str, browser: Browser, live_server) -> Iterator[Page]:
    yield from tab_of(browser, live_server, **SETTINGS[setting])


def test_no_page_has_a_fault_that_axe_or_the_policy_finds(
    set_page: Page, setting: str, vocabulary
) -> None:
    """R-31, R-34, S-36.

    Forced colours are the reader's own, and axe still looks at those of the page.
    """
    without = ["color-contrast"] if setting == "forced colours" else []
    for address in PAGES:
        set_page.goto(address)
        # A page that is missing is itself an error on the console.
        problems = [text for text in set_page.problems if "404" not in text and "410" not in text]
        set_page.problems.clear()
        assert (address, problems, faults_of(set_page, without=without)) == (address, [], [])


@pytest.mark.parametrize("width", [320, 360, 768])
def test_no_page_scrolls_sideways(page: Page, vocabulary, width: int) -> None:
    """R-31, R-41: also at 400 % zoom of a 1280 pixel screen."""
    page.set_viewport_size({"width": width, "height": 640})
    for address in PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_wider_spacing_of_text_loses_nothing(page: Page, vocabulary) -> None:
    """R-31: WCAG 1.4.12."""
    page.set_viewport_size({"width": 320, "height": 640})
    for address in PAGES:
        page.goto(address)
        page.evaluate(TEXT_SPACING)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        assert page.evaluate(OUTSIDE) == [], address


def test_every_page_says_what_it_is_without_scripts(plain_page: Page, vocabulary) -> None:
    """R-30: title, heading, a way to search and to the other pages, and an answer."""
    for address in PAGES:
        answer = plain_page.goto(address)
        assert answer is not None
        assert answer.status == MISSING.get(address, 200), address
        expect(plain_page.get_by_role("heading", level=1)).to_have_count(1)
        expect(plain_page.get_by_role("searchbox").first).to_be_visible()
        expect(plain_page.get_by_role("navigation", name="Footer")).to_be_visible()
        hidden = plain_page.locator("theme-switch, shortcut-switch, [role=listbox]")
        assert not any(one.is_visible() for one in hidden.all()), address


def test_links_of_one_name_lead_to_one_place(page: Page, vocabulary) -> None:
    """R-33: whoever hears a list of links knows where each leads."""
    for address in PAGES:
        page.goto(address)
        assert page.evaluate(REPEATED_NAMES) == [], address


def test_what_has_the_focus_is_seen_and_not_covered(page: Page, vocabulary) -> None:
    """R-31, R-32: WCAG 2.4.7 and 2.4.11, step by step through a whole page."""
    page.set_viewport_size({"width": 1024, "height": 600})
    page.emulate_media(reduced_motion="reduce")
    page.goto("/glossary/calibration/")
    seen = set()
    for _step in range(120):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
                const one = document.activeElement;
                if (one === document.body) return null;
                const box = one.getBoundingClientRect();
                const bar = document.querySelector(".masthead").getBoundingClientRect();
                const below = one.closest(".masthead, .skip-link") || box.bottom > bar.bottom;
                return [one.outerHTML.slice(0, 120), getComputedStyle(one).outlineStyle,
                    box.bottom > 0 && box.top < innerHeight && Boolean(below)];
            }"""
        )
        if found is None:
            break
        name, outline, is_in_sight = found
        assert (name, outline != "none", is_in_sight) == (name, True, True)
        seen.add(name)
    assert len(seen) > 20
