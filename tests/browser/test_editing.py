"""One term from the author's keyboard to the reader's page, in a browser."""

import pytest
from playwright.sync_api import Page, expect

from glossary.content import DesignationText
from glossary.models import State, Version
from tests.admin.desk import entry_page
from tests.browser.axe import WCAG, faults_of
from tests.browser.writing import log_in
from tests.factories import draft, edda, published, rolf, submitted

DEFINITION = "Traceability links a result to a reference through calibrations."


@pytest.fixture
def cast(transactional_db) -> None:
    edda()
    rolf()


def write_and_submit(tab: Page) -> None:
    log_in(tab, "edda")
    tab.get_by_role("link", name="Add term").first.click()
    tab.get_by_role("textbox", name="Title needed").fill("Traceability")
    tab.get_by_role("textbox", name="Short definition").fill(
        "Unbroken link of a result to a reference."
    )
    tab.locator("[name=section-definition]").fill(DEFINITION)
    tab.locator("[name=designation-0-term]").fill("Metrological traceability")
    tab.get_by_role("button", name="Save draft").click()
    expect(tab.get_by_text("The draft is saved.")).to_be_visible()
    tab.get_by_role("button", name="Save and submit").click()
    expect(tab.get_by_text("The version is submitted")).to_be_visible()


def approve_and_publish(tab: Page) -> None:
    log_in(tab, "rolf")
    tab.get_by_role("link", name="Traceability").first.click()
    expect(tab.locator(".change ins").first).to_be_visible()
    tab.locator("#offer-approve-and-publish summary").click()
    tab.get_by_role("button", name="Approve and publish").click()
    expect(tab.get_by_text("The version is approved and published.")).to_be_visible()


def find_as_a_reader(tab: Page) -> None:
    tab.context.clear_cookies()
    tab.goto("/search/?q=metrological+traceability")
    tab.get_by_role("main").get_by_role("link", name="Traceability").first.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Traceability")
    expect(tab.get_by_text(DEFINITION).first).to_be_visible()


def test_a_term_goes_from_an_author_to_its_readers(page: Page, cast):
    write_and_submit(page)
    approve_and_publish(page)
    find_as_a_reader(page)

    assert page.problems == []


def test_the_same_works_without_javascript(plain_page: Page, cast):
    """R-30."""
    write_and_submit(plain_page)
    approve_and_publish(plain_page)
    find_as_a_reader(plain_page)

    assert plain_page.problems == []


def test_rows_are_added_in_the_page(page: Page, cast):
    version = draft("Audit")
    log_in(page, "edda")
    page.goto(entry_page("change", version))
    page.get_by_role("button", name="Add a designation").click()
    page.locator("[name=designation-0-term]").fill("Check")
    page.locator("[name=designation-1-term]").fill("Inspection")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()

    terms = [row.term for row in Version.objects.get(pk=version.pk).designations.all()]
    assert terms == ["Check", "Inspection"]
    assert page.problems == []


def test_the_toolbar_writes_markdown_and_can_be_undone(page: Page, cast):
    """E-02."""
    version = draft("Audit", definition="planned check")
    log_in(page, "edda")
    page.goto(entry_page("change", version))
    area = page.locator("[name=section-definition]")
    toolbar = page.get_by_role("toolbar").first
    area.select_text()
    area.press("Control+b")
    expect(area).to_have_value("**planned check**")
    area.press("Control+z")
    expect(area).to_have_value("planned check")
    toolbar.get_by_role("button", name="List", exact=True).click()
    expect(area).to_have_value("- planned check")
    toolbar.get_by_role("button", name="Bold").focus()
    page.keyboard.press("ArrowLeft")
    expect(toolbar.get_by_role("button", name="Undo")).to_be_focused()
    assert page.problems == []


def test_leaving_with_unsaved_text_asks_first(page: Page, cast):
    """E-05."""
    version = draft("Audit")
    log_in(page, "edda")
    page.goto(entry_page("change", version))
    page.locator("[name=title]").press_sequentially("!")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Home").click()
    page.wait_for_url("**/admin/")

    assert asked == ["beforeunload"]


def test_errors_take_the_focus(page: Page, cast):
    """E-09."""
    version = draft("Audit")
    log_in(page, "edda")
    page.goto(entry_page("change", version))
    page.locator("[name=title]").fill("")
    page.get_by_role("button", name="Save draft").click()

    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.locator("[name=title]")).to_be_focused()
    assert Version.objects.get(pk=version.pk).state == State.DRAFT


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_editors_pages_are_accessible(page: Page, cast, scheme):
    """R-31."""
    published("Calibration", designations=(DesignationText(term="Comparison"),))
    opened, waiting = draft("Audit"), submitted("Supplier")
    page.emulate_media(color_scheme=scheme)
    log_in(page, "rolf")
    for address in (
        "/admin/",
        "/admin/glossary/entry/",
        entry_page("change", opened),
        entry_page("review", waiting),
        entry_page("preview", waiting),
    ):
        page.goto(address)
        assert page.problems == []
        assert (address, faults_of(page, tags=WCAG)) == (address, [])
