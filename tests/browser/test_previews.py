"""Previews of linked terms: pointer, keyboard, touch, screen readers (R-03).

WCAG 2.2, 1.4.13: what appears can be dismissed, can be pointed at, and stays.
"""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.combobox import type_into
from tests.browser.previewing import (
    SENTENCE,
    TERM,
    ask_at,
    asked_by,
    box_of,
    gauge_in,
    leave,
    machine_in,
    previews_of,
    publish_linked,
    scroll_by,
)
from tests.browser.site import tab_of

PREVIEWS = "**/preview/"


@pytest.fixture
def vocabulary(transactional_db) -> None:
    publish_linked()


@pytest.fixture
def article(page: Page, vocabulary) -> Page:
    page.goto(TERM)
    return page


def test_a_preview_opens_where_the_pointer_rests(article: Page) -> None:
    """R-03: title, sentence and status, without a word to screen readers."""
    gauge_in(article).hover()
    preview = previews_of(article)
    for text in ("Gauge", SENTENCE, "QM-0001", "Version 1.0", "Approved"):
        expect(preview).to_contain_text(text)
    expect(gauge_in(article)).not_to_have_attribute("aria-describedby", "term-preview")
    expect(preview.get_by_text("closes this preview")).to_be_hidden()
    assert article.problems == []


def test_it_takes_a_rest_of_300_to_500_milliseconds(article: Page) -> None:
    """R-03: asked for before that, so that it is there in time."""
    asked = asked_by(article)
    article.clock.install(time=0)
    article.clock.pause_at(1_000)
    gauge_in(article).hover()
    article.clock.run_for(140)
    assert asked == []
    with article.expect_response(PREVIEWS) as answer:
        article.clock.run_for(20)
    answer.value.finished()
    article.clock.run_for(150)
    expect(previews_of(article)).to_have_count(0)
    article.clock.run_for(180)
    expect(previews_of(article)).to_be_visible()
    leave(article)
    article.clock.run_for(280)
    expect(previews_of(article)).to_be_visible()
    article.clock.run_for(40)
    expect(previews_of(article)).to_have_count(0)


def test_a_pointer_that_passes_asks_for_nothing(article: Page) -> None:
    """R-03."""
    asked = asked_by(article)
    article.clock.install(time=0)
    article.clock.pause_at(1_000)
    gauge_in(article).hover()
    article.clock.run_for(100)
    leave(article)
    article.clock.run_for(2_000)
    assert asked == []
    expect(previews_of(article)).to_have_count(0)


def test_the_pointer_can_move_onto_a_preview(article: Page) -> None:
    """R-03, WCAG 1.4.13: hoverable and persistent, also for those who move a little aside."""
    gauge_in(article).hover()
    expect(previews_of(article)).to_be_visible()
    article.clock.install(time=0)
    article.clock.pause_at(1_000)
    leave(article)
    article.clock.run_for(250)
    previews_of(article).hover()
    article.clock.run_for(5_000)
    expect(previews_of(article)).to_be_visible()
    leave(article)
    article.clock.run_for(400)
    expect(previews_of(article)).to_have_count(0)


def test_text_that_is_scrolled_below_the_pointer_opens_nothing(article: Page) -> None:
    """R-03: a pointer that rests somewhere does not ask for whatever comes by."""
    box = box_of(gauge_in(article))
    article.mouse.move(box["x"] + 5, box["y"] + 5 - 100)
    scroll_by(article, 100)
    article.wait_for_timeout(600)
    expect(previews_of(article)).to_have_count(0)
    article.mouse.move(box["x"] + 6, box["y"] + 5 - 100)
    expect(previews_of(article)).to_be_visible()


def test_one_preview_is_open_at_a_time(article: Page) -> None:
    """R-03."""
    gauge_in(article).hover()
    expect(previews_of(article)).to_contain_text("Gauge")
    box = box_of(machine_in(article))
    article.mouse.move(box["right"] - 2, box["y"] + 2)
    expect(previews_of(article)).to_contain_text("Coordinate measuring machine")
    expect(previews_of(article)).to_have_count(1)
    ask_at(gauge_in(article))
    expect(previews_of(article)).to_contain_text("Gauge")
    expect(previews_of(article)).to_have_count(1)


def test_a_key_opens_a_preview_and_focus_alone_does_not(article: Page) -> None:
    """R-03, R-32: only then it is the description of the link."""
    link = gauge_in(article)
    link.focus()
    article.wait_for_timeout(600)
    expect(previews_of(article)).to_have_count(0)
    expect(link).to_have_accessible_description("")
    ask_at(link)
    description = re.compile(rf"^Gauge {SENTENCE} QM-0001 .* Esc closes this preview$")
    expect(link).to_have_accessible_description(description)
    expect(link).to_be_focused()
    link.press("Tab")
    expect(previews_of(article)).to_have_count(0)
    expect(link).to_have_accessible_description("")


@pytest.mark.parametrize("way", ["key", "pointer"])
def test_escape_closes_it_and_keeps_the_focus(article: Page, way: str) -> None:
    """R-03, WCAG 1.4.13: dismissible, and it does not come back by itself."""
    link = gauge_in(article)
    link.focus()
    if way == "key":
        ask_at(link)
    else:
        link.hover()
        expect(previews_of(article)).to_be_visible()
    article.keyboard.press("Escape")
    expect(previews_of(article)).to_have_count(0)
    expect(link).to_be_focused()
    article.wait_for_timeout(600)
    expect(previews_of(article)).to_have_count(0)


def test_escape_closes_one_thing_at_a_time(article: Page) -> None:
    """R-03: what is written in the search field stays."""
    field = type_into(article, "zzzz")
    field.press("Escape")
    gauge_in(article).hover()
    expect(previews_of(article)).to_be_visible()
    article.keyboard.press("Escape")
    expect(previews_of(article)).to_have_count(0)
    expect(field).to_have_value("zzzz")
    expect(field).to_be_focused()


def test_previews_can_be_switched_off_for_good(article: Page) -> None:
    """R-03: at once, and remembered."""
    box = article.get_by_label("Previews of linked terms")
    asked = asked_by(article)
    box.uncheck()
    for _again in range(2):
        gauge_in(article).hover()
        gauge_in(article).press("Alt+ArrowDown")
        article.wait_for_timeout(600)
        expect(previews_of(article)).to_have_count(0)
        assert asked == []
        leave(article)
        article.reload()
        expect(box).not_to_be_checked()
    box.check()
    gauge_in(article).hover()
    expect(previews_of(article)).to_be_visible()


def test_touch_follows_the_link(browser: Browser, live_server, vocabulary) -> None:
    """R-03, R-41: nor does a finger that moves over it open anything; a mouse does."""
    for tab in tab_of(browser, live_server, has_touch=True, viewport={"width": 360, "height": 640}):
        tab.goto(TERM)
        asked = asked_by(tab)
        gauge_in(tab).dispatch_event("pointermove", {"pointerType": "touch"})
        tab.wait_for_timeout(600)
        assert asked == []
        gauge_in(tab).dispatch_event("pointermove", {"pointerType": "mouse"})
        expect(previews_of(tab)).to_be_visible()
        gauge_in(tab).tap()
        tab.wait_for_url("**/glossary/gauge/")
        assert asked == ["gauge"]


def test_a_click_follows_the_link_and_leaves_no_preview(article: Page) -> None:
    """R-03: also where the link opens in another tab."""
    gauge_in(article).hover()
    expect(previews_of(article)).to_be_visible()
    with article.context.expect_page():
        gauge_in(article).click(modifiers=["Control"])
    article.bring_to_front()
    expect(previews_of(article)).to_have_count(0)
    gauge_in(article).click()
    article.wait_for_url("**/glossary/gauge/")


def test_an_answer_that_comes_too_late_is_dropped(article: Page) -> None:
    """R-03."""
    held: list[Route] = []
    article.route("**/gauge/preview/", lambda route: held.append(route))
    with article.expect_request(PREVIEWS):
        gauge_in(article).hover()
    with article.expect_event("requestfailed"):
        leave(article)
    ask_at(machine_in(article))
    expect(previews_of(article)).to_contain_text("Coordinate")
    assert len(held) == 1


def test_a_preview_is_asked_for_once(article: Page) -> None:
    """R-03."""
    asked = asked_by(article)
    for link in (gauge_in(article), machine_in(article), gauge_in(article)):
        ask_at(link)
        link.press("Escape")
    assert asked == ["gauge", "coordinate-measuring-machine"]


@pytest.mark.parametrize(("status", "body"), [(0, ""), (404, "gone"), (500, ""), (200, "<p>?</p>")])
def test_without_an_answer_the_link_is_a_link(article: Page, status: int, body: str) -> None:
    """R-03."""

    def fail(route: Route) -> None:
        route.fulfill(status=status, body=body) if status else route.abort()

    article.route(PREVIEWS, fail)
    gauge_in(article).hover()
    article.wait_for_timeout(600)
    gauge_in(article).press("Alt+ArrowDown")
    expect(previews_of(article)).to_have_count(0)
    assert [text for text in article.problems if "Failed to load" not in text] == []
    gauge_in(article).click()
    article.wait_for_url("**/glossary/gauge/")


def test_without_scripts_links_are_plain(browser: Browser, live_server, vocabulary) -> None:
    """R-30."""
    for tab in tab_of(browser, live_server, java_script_enabled=False):
        tab.goto(TERM)
        expect(tab.get_by_label("Previews of linked terms")).to_be_hidden()
        gauge_in(tab).click()
        tab.wait_for_url("**/glossary/gauge/")
