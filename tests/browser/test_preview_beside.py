"""The live preview beside the text: what readers would see of what is typed (E-01)."""

from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.writing import open_draft_of, shown
from tests.factories import draft, published

# From the last key to the moment the request leaves.
PAUSE_TO_REQUEST_MS = 500


def test_the_preview_follows_within_half_a_second_and_stays_where_it_was(wide: Page):
    """E-01."""
    published("Calibration")
    text = "\n\n".join(f"Paragraph {number}." for number in range(60))
    wide.clock.install()
    area = open_draft_of(wide, draft("Audit", definition=text))
    expect(shown(wide)).to_contain_text("Paragraph 59.")
    area.press("Control+End")
    shown(wide).evaluate("element => (element.scrollTop = 400)")
    wide.clock.pause_at(datetime.now() + timedelta(hours=1))
    area.press_sequentially(" Then a calibration.")
    with wide.expect_request("**/preview/live/"):
        wide.clock.run_for(PAUSE_TO_REQUEST_MS)
    wide.clock.resume()
    expect(shown(wide).get_by_role("link", name="calibration")).to_be_visible()

    assert shown(wide).evaluate("element => element.scrollTop") == 400
    assert wide.problems == []


def test_the_preview_looks_like_the_readers_page_and_leaves_the_admin_alone(wide: Page):
    """E-01."""
    published("Calibration")
    area = open_draft_of(wide, draft("Audit", definition="A calibration."))
    link = shown(wide).get_by_role("link", name="calibration")
    expect(link).to_have_class("term")
    look = "element => [getComputedStyle(element).color, getComputedStyle(element).fontFamily]"
    heading = shown(wide).get_by_role("heading", level=1)
    ours, size = heading.evaluate(look), area.evaluate(look)
    wide.goto("/glossary/calibration/")
    assert wide.get_by_role("heading", level=1).evaluate(look) == ours
    assert size != ours
    assert wide.problems == []


def test_the_preview_can_be_hidden_and_stays_so(wide: Page):
    """E-01."""
    open_draft_of(wide, draft("Audit"))
    expect(shown(wide)).to_be_visible()
    wide.get_by_role("button", name="Hide preview").click()
    expect(shown(wide)).to_be_hidden()
    wide.reload()
    expect(wide.get_by_role("button", name="Show preview")).to_have_attribute(
        "aria-expanded", "false"
    )
    expect(shown(wide)).to_be_hidden()


def test_on_a_narrow_screen_the_preview_waits_behind_its_button(wide: Page):
    wide.set_viewport_size({"width": 360, "height": 740})
    open_draft_of(wide, draft("Audit", definition="A text."))
    expect(shown(wide)).to_be_hidden()
    wide.get_by_role("button", name="Show preview").click()
    expect(shown(wide)).to_contain_text("A text.")
    assert wide.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_preview_that_fails_is_said_to_be_out_of_date(wide: Page):
    area = open_draft_of(wide, draft("Audit"))
    wide.route("**/preview/live/", lambda route: route.abort())
    area.press_sequentially("more")
    expect(wide.get_by_text("The preview is out of date: the server")).to_be_visible()
    wide.unroute("**/preview/live/")
    area.press_sequentially(" words")
    expect(shown(wide)).to_contain_text("more words")
    expect(wide.get_by_text("The preview is out of date: the server")).to_have_count(0)


def test_links_of_the_preview_open_beside_the_text(wide: Page):
    published("Calibration")
    area = open_draft_of(wide, draft("Audit", definition="A calibration."))
    area.press_sequentially("!")
    with wide.context.expect_page() as opened:
        shown(wide).get_by_role("link", name="calibration").click()
    opened.value.wait_for_url("**/glossary/calibration/")
    expect(area).to_be_visible()
