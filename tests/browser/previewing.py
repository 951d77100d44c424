"""Terms whose links have previews, and what a reader does with them."""

from playwright.sync_api import Locator, Page, Request, expect

from tests.factories import published
from tests.views.reading import settled

TERM = "/glossary/calibration/"
SENTENCE = "instrument by which something is measured"
LONG = f"{SENTENCE}, counted, weighed or seen " * 8


def publish_linked() -> None:
    """Publish a text that links two terms at its beginning and one at its end."""
    gauge = published("Gauge", short_definition=SENTENCE)
    scale = published("Coordinate measuring machine", short_definition=LONG)
    filler = "\n\n".join(["Nothing is named here."] * 40)
    text = f"A gauge is not a coordinate measuring machine.\n\n{filler}\n\nA gauge ends it."
    calibration = published("Calibration", short_definition="comparison", definition=text)
    settled(gauge, scale, calibration)


def gauge_in(page: Page) -> Locator:
    return page.locator("a.term", has_text="gauge").first


def machine_in(page: Page) -> Locator:
    return page.locator("a.term", has_text="coordinate")


def previews_of(page: Page) -> Locator:
    return page.get_by_role("tooltip")


def ask_at(link: Locator) -> Locator:
    """Ask for a preview by the key and return it."""
    link.focus()
    link.press("Alt+ArrowDown")
    found = previews_of(link.page)
    expect(found).to_be_visible()
    return found


def box_of(part: Locator) -> dict[str, float]:
    box = part.bounding_box()
    assert box is not None
    return {**box, "right": box["x"] + box["width"], "bottom": box["y"] + box["height"]}


def asked_by(page: Page) -> list[str]:
    """Return a list that takes up the slug of every preview the page asks for."""
    slugs: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/preview/"):
            slugs.append(request.url.split("/")[-3])

    page.on("request", note)
    return slugs


def scroll_by(page: Page, distance: int) -> None:
    page.evaluate(f"scrollBy({{ top: {distance}, behavior: 'instant' }})")


def point_at(link: Locator, *, line: int = 0) -> float:
    """Put the pointer on a line of a link that is in sight; return where the line ends."""
    x, y, bottom = link.evaluate(
        "(link, line) => { const { x, y, bottom } = link.getClientRects()[line];"
        "return [x, y, bottom]; }",
        line,
    )
    link.page.mouse.move(x + 3, y + 5)
    return bottom


def leave(page: Page) -> None:
    page.mouse.move(2, 2)
