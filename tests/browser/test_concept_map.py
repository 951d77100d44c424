"""Maps as readers meet them: a click, a telephone, the dark, paper, no scripts, no colours."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from glossary.content import RelationText
from tests.browser.axe import faults_of
from tests.chromium import collect_problems
from tests.factories import published
from tests.views.reading import settled

TERM = "/glossary/gauge/"
SUBJECT = "/subjects/metrology/map/"
LONG = "Measuring equipment of customers and suppliers"
# Every text of the drawing: its height in pixels, and whether it stays within its box.
LETTERS = """() => [...document.querySelectorAll(".concept-map text")].map(text => {
  const box = text.closest("a")?.querySelector("rect").getBoundingClientRect();
  const own = text.getBoundingClientRect();
  const scale = text.getScreenCTM().a;
  return {
    size: parseFloat(getComputedStyle(text).fontSize) * scale,
    fits: !box || (own.left >= box.left && own.right <= box.right),
  };
})"""


@pytest.fixture
def vocabulary(transactional_db) -> None:
    def term(title: str, *relations: tuple[str, str]):
        stated = tuple(RelationText(kind=kind, title=other) for kind, other in relations)
        return published(title, subject="Metrology", relations=stated)

    settled(
        term("Measuring instrument"),
        term("Calibration"),
        term("Meter", ("related", "Calibration")),
        term(LONG, ("broader", "Measuring instrument")),
        term("Plug gauge", ("broader", "Gauge")),
        term("Snap gauge", ("broader", "Gauge")),
        term("Multimeter MMMMMMMM WWWWWWWW", ("broader", "Gauge")),
        term(
            "Gauge",
            ("broader", "Measuring instrument"),
            ("confusable", "Meter"),
            ("related", "Calibration"),
            ("related", LONG),
        ),
    )


@pytest.fixture(params=["light", "dark"])
def themed_page(request, browser: Browser, live_server) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, color_scheme=request.param)
    tab = context.new_page()
    collect_problems(tab)
    yield tab
    context.close()


@pytest.mark.parametrize("address", [TERM, SUBJECT])
def test_axe_and_the_policy_find_no_fault_in_a_map(
    themed_page: Page, vocabulary, address: str
) -> None:
    """R-31, R-34, S-36."""
    themed_page.goto(address)
    for facts in themed_page.locator("details.concept-map__facts summary").all():
        facts.click()
    assert themed_page.problems == []
    assert faults_of(themed_page) == []


@pytest.mark.parametrize("address", [TERM, SUBJECT])
def test_a_click_on_a_box_leads_to_the_term(page: Page, vocabulary, address: str) -> None:
    page.goto(address)
    page.locator(".concept-map__node", has_text="Plug gauge").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plug gauge")


def test_the_keyboard_reaches_every_term_of_the_map_through_the_list(
    page: Page, vocabulary
) -> None:
    """R-32: one tab stop leads from the heading to the list, none into the drawing."""
    page.goto(TERM)
    page.get_by_role("link", name="Link to “Concept map”").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".concept-map__facts summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Measuring instrument")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Measuring instrument")


@pytest.mark.parametrize("address", [TERM, SUBJECT])
@pytest.mark.parametrize("width", [360, 1280])
def test_letters_are_large_enough_and_stay_in_their_boxes(
    page: Page, vocabulary, address: str, width: int
) -> None:
    """R-41."""
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(address)
    letters = page.evaluate(LETTERS)
    assert len(letters) > 6
    assert min(letter["size"] for letter in letters) >= 12
    assert all(letter["fits"] for letter in letters)


@pytest.mark.parametrize("address", [TERM, SUBJECT])
def test_no_map_makes_the_page_scroll_sideways(page: Page, vocabulary, address: str) -> None:
    """R-31, R-41."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_map_needs_no_script(browser: Browser, live_server, vocabulary) -> None:
    """R-30."""
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(TERM)
    tab.get_by_text("The map as a list").click()
    tab.locator(".concept-map__facts").get_by_role("link", name="Snap gauge").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Snap gauge")
    context.close()


def test_paper_shows_the_drawing_in_dark_letters(page: Page, vocabulary) -> None:
    """R-35: also where the screen is dark, and with the term itself in ink and not in a block."""
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(TERM)
    drawing = page.locator(".concept-map")
    expect(drawing).to_be_visible()
    own, other = (drawing.locator(f"[data-kind={kind}]").last for kind in ("own", "narrower"))
    ink = other.evaluate("node => getComputedStyle(node).fill")
    assert own.evaluate("node => getComputedStyle(node).fill") == ink
    lightness = float(ink.removeprefix("oklch(").split()[0])
    assert lightness < 0.4
    expect(page.locator(".concept-map__facts")).to_be_hidden()


def test_kinds_of_lines_differ_by_more_than_colour(page: Page, vocabulary) -> None:
    page.goto(TERM)
    dashes = {
        kind: page.locator(f".concept-map__line[data-kind={kind}]").first.evaluate(
            "line => getComputedStyle(line).strokeDasharray"
        )
        for kind in ("confusable", "related", "narrower")
    }
    assert dashes["confusable"] != dashes["related"] == dashes["narrower"] == "none"
    heads = page.locator(".concept-map__line[data-kind=related] + .concept-map__head")
    expect(heads).to_have_count(1)


def test_in_forced_colours_lines_and_boxes_have_those_of_text_and_links(
    browser: Browser, live_server, vocabulary
) -> None:
    """R-31."""
    context = browser.new_context(base_url=live_server.url, forced_colors="active")
    tab = context.new_page()
    tab.goto(TERM)
    text, link = (
        tab.locator(place).first.evaluate("part => getComputedStyle(part).color")
        for place in ("body", "main a")
    )
    colours = "part => [getComputedStyle(part).stroke, getComputedStyle(part).fill]"
    line = tab.locator(".concept-map__line[data-kind=related]")
    assert line.evaluate(colours) == [text, "none"]
    for kind in ("own", "narrower"):
        node = tab.locator(f".concept-map__node[data-kind={kind}]").first
        assert node.evaluate(colours)[1] == link
        assert node.locator("rect").evaluate(colours)[0] == link
    context.close()
