"""Two people and one draft, which one of them reserves (E-07)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from glossary.models import RecoveryCopy, Reservation, Version
from tests.admin.desk import entry_page, stored
from tests.browser.axe import WCAG, faults_of
from tests.browser.site import tab_of
from tests.browser.writing import log_in
from tests.factories import draft, petra

TYPED = "Typed with care, and long."


@pytest.fixture
def version(transactional_db) -> Version:
    petra()
    return draft("Audit")


@pytest.fixture
def other_page(browser: Browser, live_server) -> Iterator[Page]:
    """The browser of a second person."""
    yield from tab_of(browser, live_server)


@pytest.fixture
def other_plain_page(browser: Browser, live_server) -> Iterator[Page]:
    yield from tab_of(browser, live_server, java_script_enabled=False)


def open_page(tab: Page, version: Version, *, by: str) -> None:
    log_in(tab, by)
    tab.goto(entry_page("change", version))


def reserve(tab: Page) -> None:
    tab.get_by_role("button", name="Reserve this draft for me").click()
    expect(tab.get_by_text("Reserved for you since")).to_be_visible()


def save_in_vain(tab: Page) -> None:
    tab.get_by_role("button", name="Save draft").click()
    expect(tab.get_by_role("alert").first).to_contain_text("Reserved by Edda Ehlers since")
    expect(tab.locator("[name=section-risks]")).to_have_value(TYPED)


def release_for_a_reason(tab: Page) -> None:
    part = tab.get_by_role("region", name="Reservation")
    part.get_by_label("Why you release it").fill("She is on leave")
    part.get_by_role("button", name="Release").click()
    expect(tab.get_by_text("who had reserved it is told")).to_be_visible()


def test_who_has_the_page_open_learns_of_it_and_loses_no_text(
    page: Page, other_page: Page, version
):
    """E-07, E-05."""
    other_page.clock.install()
    open_page(other_page, version, by="petra")
    other_page.locator("[name=section-risks]").fill(TYPED)
    open_page(page, version, by="edda")
    reserve(page)
    other_page.clock.fast_forward(15_000)
    expect(other_page.get_by_text("Reserved by Edda Ehlers since")).to_be_visible()
    expect(other_page.get_by_text("Kept at")).to_be_visible()

    save_in_vain(other_page)
    assert faults_of(other_page, tags=WCAG) == []
    assert RecoveryCopy.objects.get().person == petra()
    other_page.on("dialog", lambda dialog: dialog.accept())
    release_for_a_reason(other_page)
    other_page.get_by_role("link", name="Go on with this text").click()
    other_page.get_by_role("button", name="Save draft").click()
    expect(other_page.get_by_text("The draft is saved.")).to_be_visible()

    assert stored(version).content().section("risks") == TYPED
    assert page.problems == []


def test_it_is_reserved_and_released_without_javascript(
    plain_page: Page, other_plain_page: Page, version
):
    """E-07, R-30."""
    open_page(other_plain_page, version, by="petra")
    open_page(plain_page, version, by="edda")
    reserve(plain_page)
    other_plain_page.locator("[name=section-risks]").fill(TYPED)
    save_in_vain(other_plain_page)

    plain_page.get_by_role("button", name="Release").click()
    expect(plain_page.get_by_role("button", name="Reserve this draft for me")).to_be_visible()
    assert not Reservation.objects.exists()
    other_plain_page.get_by_role("button", name="Save draft").click()
    expect(other_plain_page.get_by_text("The draft is saved.")).to_be_visible()

    assert stored(version).content().section("risks") == TYPED
