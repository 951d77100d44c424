"""Where a preview stands and how it looks: in the window, without fault, whatever the colours."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import faults_of
from tests.browser.previewing import (
    TERM,
    ask_at,
    box_of,
    gauge_in,
    leave,
    machine_in,
    point_at,
    previews_of,
    publish_linked,
    scroll_by,
)
from tests.browser.site import tab_of


@pytest.fixture
def vocabulary(transactional_db) -> None:
    publish_linked()


@pytest.fixture
def article(page: Page, vocabulary) -> Page:
    page.goto(TERM)
    return page


@pytest.fixture(params=["light", "dark"])
def tab(request, browser: Browser, live_server) -> Iterator[Page]:
    yield from tab_of(browser, live_server, color_scheme=request.param)


def test_a_preview_moves_with_its_link(article: Page) -> None:
    """R-03."""
    article.set_viewport_size({"width": 800, "height": 900})
    preview, link = ask_at(gauge_in(article)), gauge_in(article)
    between = box_of(preview)["y"] - box_of(link)["bottom"]
    scroll_by(article, 60)
    assert box_of(preview)["y"] - box_of(link)["bottom"] == pytest.approx(between, abs=1)
    assert 0 <= between <= 10
    # It does not outlive the sight of it.
    scroll_by(article, 1_500)
    expect(preview).to_have_count(0)


def test_a_link_on_two_lines_has_its_preview_at_the_line_pointed_at(article: Page) -> None:
    """R-03."""
    link = machine_in(article)
    width = next(
        width
        for width in range(320, 480, 8)
        if article.set_viewport_size({"width": width, "height": 1_000}) is None
        and link.evaluate("link => link.getClientRects().length") == 2
    )
    assert width
    link.scroll_into_view_if_needed()
    for number in (0, 1):
        leave(article)
        expect(previews_of(article)).to_have_count(0)
        bottom = point_at(link, line=number)
        expect(previews_of(article)).to_be_visible()
        assert 0 <= box_of(previews_of(article))["y"] - bottom <= 10


@pytest.mark.parametrize("size", [(320, 568), (320, 256), (768, 400), (1280, 720)])
@pytest.mark.parametrize("way", ["key", "pointer"])
def test_a_preview_is_within_the_window(article: Page, size: tuple[int, int], way: str) -> None:
    """R-03, R-31: also at 400 % zoom, for a link at the top and one at the bottom."""
    width, height = size
    article.set_viewport_size({"width": width, "height": height})
    for block in ("start", "end"):
        link = machine_in(article)
        link.evaluate(f"link => link.scrollIntoView({{ block: '{block}', behavior: 'instant' }})")
        leave(article)
        if way == "key":
            ask_at(link)
        else:
            point_at(link)
        expect(previews_of(article)).to_contain_text("Coordinate")
        box = box_of(previews_of(article))
        assert 0 <= box["x"] and box["right"] <= width
        assert 0 <= box["y"] and box["bottom"] <= height
        assert article.evaluate("document.documentElement.scrollWidth") <= width
        link.blur()
        article.keyboard.press("Escape")
        expect(previews_of(article)).to_have_count(0)


def test_an_open_preview_has_no_fault(tab: Page, vocabulary) -> None:
    """R-31, R-34, S-36: by key and by pointer."""
    tab.goto(TERM)
    for way in ("key", "pointer"):
        if way == "key":
            ask_at(gauge_in(tab))
        else:
            machine_in(tab).hover()
            expect(previews_of(tab)).to_contain_text("Coordinate")
        assert (way, tab.problems, faults_of(tab)) == (way, [], [])


def test_a_preview_has_an_edge_whatever_the_colours_and_is_not_printed(
    browser: Browser, live_server, vocabulary
) -> None:
    """R-34, R-35."""
    for tab in tab_of(browser, live_server, forced_colors="active", reduced_motion="reduce"):
        tab.goto(TERM)
        preview = ask_at(gauge_in(tab))
        style = preview.evaluate(
            "card => { const { borderTopStyle, transitionDuration } = getComputedStyle(card);"
            "return [borderTopStyle, transitionDuration]; }"
        )
        assert style == ["solid", "0s"]
        tab.emulate_media(media="print")
        expect(preview).to_be_hidden()
