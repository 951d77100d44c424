"""An import from the files to the readers, in a browser."""

import pytest
from playwright.sync_api import Page, expect

from glossary.exchange.running import run_waiting
from glossary.models import Entry, ImportedSource
from tests.browser.axe import WCAG, faults_of
from tests.browser.writing import log_in
from tests.exchange.uploading import Upload, brought_in, checked, stepped, term_file, uploaded
from tests.factories import edda, petra

LIST = "/admin/glossary/import/"


@pytest.fixture
def cast(transactional_db) -> None:
    edda()
    petra()


def as_files(*uploads: Upload) -> list[dict]:
    return [
        {"name": upload.name, "mimeType": "text/markdown", "buffer": upload.raw}
        for upload in uploads
    ]


def choose(tab: Page, *uploads: Upload) -> None:
    tab.goto(LIST)
    tab.get_by_label("Files").set_input_files(as_files(*uploads))
    tab.get_by_role("button", name="Upload and check").click()


def import_with_a_correction(tab: Page) -> None:
    """Upload a file that is wrong, read why, upload it corrected, confirm."""
    log_in(tab, "edda")
    choose(tab, term_file("Gauge"), term_file("Ruler", definition="x" * 20_001))
    expect(tab.get_by_text("1 record cannot be imported, so nothing is.")).to_be_visible()
    tab.get_by_role("link", name="Error 1").click()
    expect(tab.get_by_text("definition: 20,001 characters are too many")).to_be_visible()
    expect(tab.get_by_role("button", name="Import as drafts")).to_have_count(0)
    choose(tab, term_file("Gauge"), term_file("Ruler"))
    expect(tab.get_by_text("This is what would happen.")).to_be_visible()
    tab.get_by_role("button", name="Import as drafts").click()
    expect(tab.get_by_text("The drafts are there.")).to_be_visible()


def submit_and_publish(tab: Page) -> None:
    tab.locator(".standing").get_by_role("link", name="Batch").click()
    tab.get_by_role("button", name="Submit for review").click()
    expect(tab.get_by_text("2 entries went through")).to_be_visible()
    address = tab.url.replace("submit", "change")
    log_in(tab, "petra")
    tab.goto(address)
    for box in tab.locator(".batch-sample input").all():
        box.check()
    tab.get_by_label("Publish what is approved").check()
    tab.get_by_role("button", name="Approve the batch").click()
    expect(tab.get_by_text("2 entries went through")).to_be_visible()


def test_an_import_with_errors_is_corrected_confirmed_and_published(page: Page, cast):
    """E-40 to E-43."""
    import_with_a_correction(page)
    submit_and_publish(page)
    assert page.problems == []
    assert Entry.objects.published().count() == 2


def test_the_same_works_without_javascript(plain_page: Page, cast):
    """R-30."""
    import_with_a_correction(plain_page)
    submit_and_publish(plain_page)
    assert plain_page.problems == []
    assert Entry.objects.published().count() == 2


def test_the_page_follows_the_worker(page: Page, cast):
    """E-45."""
    imported = uploaded(term_file("Gauge"))
    log_in(page, "edda")
    page.goto(f"{LIST}{imported.pk}/")
    expect(page.get_by_role("status")).to_have_text("Waits for the worker")
    expect(page.get_by_role("progressbar")).to_be_visible()
    run_waiting()
    expect(page.get_by_text("This is what would happen.")).to_be_visible()
    assert page.problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_narrow(page: Page, cast, scheme: str):
    """R-31."""
    brought_in(term_file("Gauge"))
    waiting = uploaded(term_file("Caliper"))
    mixed = checked(
        term_file("Gauge", definition="Gauge is explained here in two words."),
        term_file("Bad", definition="x" * 20_001),
        term_file("Ruler"),
    )
    done = brought_in(term_file("Square"), term_file("Level"))
    ImportedSource.objects.filter(version__title="Level").update(marks=["look"])
    undone = stepped("undo", brought_in(term_file("Plumb line")))
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    log_in(page, "edda")
    batch = f"/admin/glossary/batch/{done.batch_id}/change/"
    pages = [LIST, *(f"{LIST}{one.pk}/" for one in (waiting, mixed, done, undone)), batch]
    look_at(page, pages)
    log_in(page, "petra")
    look_at(page, [LIST, batch])


def look_at(page: Page, addresses: list[str]) -> None:
    for address in addresses:
        page.goto(address)
        for summary in page.locator("#content summary").all():
            summary.click()
        assert page.problems == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        assert (address, faults_of(page, tags=WCAG)) == (address, [])
