"""The page on which an entry is written, opened by an author in a browser."""

from playwright.sync_api import Locator, Page

from glossary.models import Version
from tests.admin.desk import entry_page
from tests.factories import PASSWORD


def log_in(tab: Page, username: str = "edda") -> None:
    tab.context.clear_cookies()
    tab.goto("/admin/login/?next=/admin/")
    tab.get_by_label("Username").fill(username)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Log in").click()
    tab.wait_for_url("**/admin/")


def open_draft_of(tab: Page, version: Version) -> Locator:
    """Open the page of a draft and return the field of its definition."""
    log_in(tab)
    tab.goto(entry_page("change", version))
    return tab.locator("[name=section-definition]")


def shown(tab: Page) -> Locator:
    """Return the live preview."""
    return tab.locator(".live-preview__page")


def paste(area: Locator, *, html: str = "", text: str = "", picture: bool = False) -> bool:
    """Paste as a browser does; return whether the page took it over."""
    area.focus()
    return area.evaluate(
        """(area, { html, text, picture }) => {
            const clipboardData = new DataTransfer();
            if (html) clipboardData.setData("text/html", html);
            if (text) clipboardData.setData("text/plain", text);
            if (picture) clipboardData.items.add(new File(["x"], "x.png", { type: "image/png" }));
            const options = { clipboardData, bubbles: true, cancelable: true };
            return !area.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        {"html": html, "text": text, "picture": picture},
    )
