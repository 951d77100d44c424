"""The quality gate in a browser: findings while typing, errors that stop, reasons to let stand."""

import pytest
from playwright.sync_api import Page, expect

from glossary.content import DesignationText
from glossary.models import Version
from tests.admin.desk import entry_page
from tests.browser.axe import WCAG, faults_of
from tests.browser.test_editing import log_in
from tests.factories import draft, edda, published, rolf

# A refusal has a status of its own, which the browser notes.
REFUSED = (
    "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"
)
REASON = "The article belongs to the name"


@pytest.fixture
def cast(transactional_db) -> None:
    edda()
    rolf()
    published(
        "Calibration",
        subject="Metrology",
        short_definition="comparison with a reference",
        definition="Calibration compares.",
    )


def write_badly(tab: Page) -> None:
    """Begin a term whose title is nearly another one's and whose definition uses it."""
    log_in(tab, "edda")
    tab.goto("/admin/glossary/entry/add/")
    tab.locator("[name=title]").fill("Calibraton")
    tab.locator("[name=short_definition]").fill("the calibraton of scales")
    tab.locator("[name=section-definition]").fill("A scale is compared with calibration.")


def test_a_new_term_is_judged_while_it_is_typed_and_stopped_by_an_error(page: Page, cast):
    """E-11, E-20."""
    write_badly(page)
    gate = page.locator("#gate")
    near = gate.locator("[data-what]", has_text="Another entry is called “Calibration”")
    expect(near).to_be_visible()
    expect(gate.get_by_text("comparison with a reference")).to_be_visible()
    expect(gate.get_by_text("Metrology")).to_be_visible()
    assert Version.objects.count() == 1
    beside = page.locator("#id_title_findings")
    expect(beside).to_contain_text("Another entry is called “Calibration”")
    expect(page.locator("[name=title]")).to_have_attribute("aria-describedby", "id_title_findings")

    page.get_by_role("button", name="Save and submit").click()

    expect(page.get_by_role("alert")).to_contain_text("saved, but not submitted")
    page.get_by_role("alert").get_by_role("link", name="uses “Calibraton”").click()
    expect(page.locator("[name=short_definition]")).to_be_focused()
    assert page.problems == [REFUSED]


def test_a_warning_is_waived_and_the_reviewer_reads_why(page: Page, cast):
    version = draft("Scale", short_definition="the thing that weighs", subject="Metrology")
    log_in(page, "edda")
    page.goto(entry_page("change", version))
    warning = page.locator(".finding", has_text="begins with the article")
    warning.locator("summary").click()
    warning.get_by_role("button", name="Let it stand").click()
    expect(warning.get_by_label("Reason; the reviewer sees it")).to_be_focused()
    warning.get_by_label("Reason; the reviewer sees it").fill(REASON)
    warning.get_by_role("button", name="Let it stand").click()
    expect(page.locator("[name=waiver-0-reason]")).to_have_value(REASON)
    expect(page.locator("#gate").get_by_text(f"It stands because: {REASON}")).to_be_visible()
    expect(page.locator("#id_short_definition_findings")).to_be_hidden()
    page.locator("[name=short_definition]").fill("the scale that weighs")
    page.get_by_role("button", name="Save and submit").click()
    expect(page.get_by_role("alert")).to_contain_text("saved, but not submitted")
    page.locator("[name=short_definition]").fill("the thing that weighs")
    page.get_by_role("button", name="Save and submit").click()
    expect(page.get_by_text("The version is submitted")).to_be_visible()

    log_in(page, "rolf")
    page.goto(entry_page("review", version))
    expect(page.locator("#waivers")).to_contain_text(REASON)
    expect(page.locator("#waivers")).to_contain_text("begins with the article “the”")
    assert page.problems == [REFUSED]


def test_a_reason_that_is_being_typed_is_not_taken_away(page: Page, cast):
    version = draft("Scale", short_definition="the thing that weighs")
    log_in(page, "edda")
    page.goto(entry_page("change", version))
    page.locator("[name=short_definition]").fill("the thing that weighs.")
    warning = page.locator(".finding", has_text="begins with the article")
    warning.locator("summary").click()
    warning.get_by_label("Reason; the reviewer sees it").fill(REASON)
    page.locator("[name=title]").fill("Scales")
    expect(page.locator("#gate [data-what]", has_text="ends with a full stop")).to_be_visible()
    expect(warning.get_by_label("Reason; the reviewer sees it")).to_have_value(REASON)


def test_the_same_works_without_javascript(plain_page: Page, cast):
    """E-11, E-20, R-30."""
    write_badly(plain_page)
    plain_page.get_by_role("button", name="Save and submit").click()
    expect(plain_page.get_by_role("alert")).to_contain_text("saved, but not submitted")
    plain_page.locator("[name=short_definition]").fill("the thing that weighs")
    plain_page.get_by_role("button", name="Save draft").click()
    warning = plain_page.locator(".finding", has_text="begins with the article")
    warning.locator("summary").click()
    warning.get_by_label("Reason; the reviewer sees it").fill(REASON)
    warning.get_by_role("button", name="Let it stand").click()
    expect(plain_page.get_by_text(f"It stands because: {REASON}")).to_be_visible()
    assert plain_page.problems == [REFUSED]


def test_the_gate_has_no_faults_that_axe_finds(themed_page: Page, cast):
    version = draft(
        "Calibraton",
        subject="Metrology",
        short_definition="the calibraton of scales",
        designations=(DesignationText(term="Calibratons"),),
    )
    log_in(themed_page, "edda")
    for address in (
        entry_page("change", version),
        entry_page("review", version),
        "/admin/glossary/entry/work/broken-links/",
    ):
        themed_page.goto(address)
        assert themed_page.problems == []
        assert (address, faults_of(themed_page, tags=WCAG)) == (address, [])
