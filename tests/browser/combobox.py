"""The search field as a combobox, and entries that it suggests."""

from playwright.sync_api import Locator, Page, expect

from glossary.content import DesignationText
from tests.factories import published

NAMES = ("Gauge", "Gauge block", "Gauge ring", "Gauge pin", "Gauge study", "Gauge control")


def publish_gauges() -> None:
    for name in NAMES:
        published(name, short_definition=f"{name}, by which something is measured")
    published(
        "Non-conformance",
        short_definition="departure from a requirement",
        designations=(DesignationText(term="Deviation"),),
    )


def field_of(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search terms and questions")


def options_of(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def type_into(page: Page, text: str) -> Locator:
    """Type key by key and wait until the list belongs to the whole text."""
    field = field_of(page)
    field.fill("")
    field.press_sequentially(text)
    expect(options_of(page).last).to_have_text(f"Search for “{text}”")
    expect(field).to_have_attribute("aria-expanded", "true")
    return field
