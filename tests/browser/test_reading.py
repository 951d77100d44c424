"""The public pages as a reader meets them: small screens, no scripts, keyboard, paper."""

import gzip

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import QUESTION, TERM
from tests.factories import published
from tests.views.reading import settled

CUT = """() => [...document.querySelectorAll("main *")]
    .filter((one) => one.scrollWidth > one.clientWidth + 1
        && ["auto", "scroll", "hidden"].includes(getComputedStyle(one).overflowX)
        && !one.closest(".visually-hidden"))
    .map((one) => one.tagName)"""


@pytest.mark.parametrize(("width", "height"), [(360, 640), (1280, 720)])
def test_the_definition_is_on_the_first_screen(
    page: Page, vocabulary, width: int, height: int
) -> None:
    """R-01."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(TERM)
    for selector in ("h1", ".definition", ".status"):
        box = page.locator(selector).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= height
    contents = page.locator(".contents").bounding_box()
    assert contents is not None
    assert contents["y"] < height


def test_everything_is_reached_without_scripts(plain_page: Page, vocabulary) -> None:
    """R-30."""
    plain_page.goto("/")
    plain_page.get_by_role("searchbox").fill("instrument check")
    plain_page.get_by_role("button", name="Search").click()
    expect(plain_page.get_by_text("matches the synonym Instrument check")).to_be_visible()
    plain_page.get_by_role("link", name="Calibration", exact=True).click()
    plain_page.get_by_role("link", name="Risks", exact=True).click()
    expect(plain_page.get_by_role("heading", name="Risks")).to_be_in_viewport()
    plain_page.get_by_role("region", name="Related articles").get_by_role(
        "link", name="Gauge", exact=True
    ).click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Gauge")
    # Controls that need a script are not shown to those who have none.
    expect(plain_page.get_by_label("Appearance")).to_be_hidden()


def test_the_skip_link_comes_first(page: Page, vocabulary) -> None:
    """R-32."""
    page.goto(TERM)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the text")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_a_key_leads_to_the_search_and_can_be_switched_off(page: Page, vocabulary) -> None:
    """R-15."""
    page.goto(TERM)
    field = page.get_by_role("combobox", name="Search terms and questions")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")
    page.get_by_label("start a search").uncheck()
    page.goto(QUESTION)
    page.keyboard.press("/")
    expect(field).not_to_be_focused()
    expect(page.get_by_label("start a search")).not_to_be_checked()


def test_the_chosen_appearance_is_kept(page: Page, vocabulary) -> None:
    """R-34."""
    page.goto("/")
    page.get_by_label("Appearance").select_option("dark")
    page.goto(TERM)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_label("Appearance")).to_have_value("dark")
    page.get_by_label("Appearance").select_option("")
    assert page.locator("html").get_attribute("data-theme") is None


def test_the_link_beside_a_heading_copies_its_address(page: Page, vocabulary) -> None:
    """R-08."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(TERM)
    page.get_by_role("link", name="Link to “Risks”").click()
    expect(page.locator("copy-link[data-state=copied]")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"{TERM}#risks")


def test_paper_shows_the_state_of_the_document_and_no_navigation(page: Page, vocabulary) -> None:
    """R-35."""
    page.goto(TERM)
    page.emulate_media(media="print")
    expect(page.locator(".print-footer")).to_contain_text("v1.0, effective")
    expect(page.locator(".print-footer")).to_be_visible()
    for part in (".masthead", ".colophon", ".contents", ".breadcrumb"):
        expect(page.locator(part)).to_be_hidden()


# What margins leave of A4 and of Letter, in CSS pixels.
@pytest.mark.parametrize("width", [658, 680])
def test_paper_cuts_nothing_off(page: Page, vocabulary, width: int) -> None:
    """R-35: what scrolls on a screen is folded on paper."""
    cells = " | ".join(f"column{number}" * 3 for number in range(9))
    table = f"| {cells} |\n|{'---|' * 9}\n| {cells} |"
    code = "    " + "reading " * 40
    settled(published("Wide table", definition=f"{table}\n\nText.\n\n{code}"))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/glossary/wide-table/")
    assert page.evaluate(CUT) != []
    page.emulate_media(media="print")
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "across"), [(360, 1), (767, 1), (768, 2), (1280, 2)])
def test_confusable_terms_stand_side_by_side_where_there_is_room(
    page: Page, vocabulary, width: int, across: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/confusable/adjustment/calibration/")
    cells = page.locator("[data-kind=definition] .versus__cell")
    expect(cells).to_have_count(2)
    first, second = (cells.nth(number).bounding_box() for number in (0, 1))
    assert (first["y"] == second["y"]) == (across == 2)
    assert (first["x"] == second["x"]) == (across == 1)


def test_a_reader_gets_from_a_term_to_its_comparisons_and_back(page: Page, vocabulary) -> None:
    page.goto(TERM)
    page.get_by_role("link", name="Compare side by side with Adjustment").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Adjustment or Calibration?")
    article = page.get_by_role("article", name="Calibration").first
    expect(article.get_by_role("heading", level=3)).to_have_text("Calibration")
    page.get_by_role("link", name="Set Verification beside them").click()
    expect(page.get_by_role("region", name="The difference")).to_contain_text("it changes nothing")
    page.get_by_role("link", name="Read all about Calibration").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Calibration")


def test_a_term_page_is_light(page: Page, vocabulary) -> None:
    """R-36: six requests at most, nothing from elsewhere, no cookie, few bytes."""
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    html = page.goto(TERM).body()
    page.wait_for_load_state("networkidle")
    origin = page.evaluate("location.origin")
    assert 1 < len(requests) <= 6
    assert all(url.startswith(origin) for url in requests)
    assert len(gzip.compress(html)) < 30_000
    assert page.context.cookies() == []
