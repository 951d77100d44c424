"""The list of broken links to other sites in a browser, on a narrow screen."""

from playwright.sync_api import Page

from glossary.workflow.external_links import Answer, check_links
from tests.browser.axe import WCAG, faults_of
from tests.browser.test_editing import log_in
from tests.factories import edda, published

LIST = "/admin/glossary/entry/work/external-links/"


def test_the_list_has_no_faults_that_axe_finds(themed_page: Page, transactional_db):
    edda()
    address = f"https://a.example/{'long-' * 40}gone"
    published("Gauge", definition=f"A thing, see [there]({address}).")
    check_links(lambda _url: Answer(status=404), limit=9)
    log_in(themed_page, "edda")
    themed_page.set_viewport_size({"width": 320, "height": 900})
    themed_page.goto(LIST)
    assert themed_page.problems == []
    assert faults_of(themed_page, tags=WCAG) == []
    assert themed_page.evaluate("document.documentElement.scrollWidth") <= 320
