"""What browser tests of the public pages have in common."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.site import confused_terms, namesakes, rich_term, tab_of
from tests.factories import edda, published, republished, withdrawn
from tests.views.reading import settled


@pytest.fixture
def vocabulary(transactional_db) -> None:
    gauge = published("Gauge", subject="Metrology", definition="Every gauge needs calibration.")
    republished(gauge, change_class="major", note="Says what it is compared with")
    withdrawn("Obsolete")
    withdrawn("Wrong", reason="wrong")
    asked = published("What is a gauge?", kind="question", subject="Metrology", byline="Editors")
    settled(gauge, asked, rich_term(), *confused_terms(), *namesakes())


@pytest.fixture
def plain_page(browser: Browser, live_server) -> Iterator[Page]:
    yield from tab_of(browser, live_server, java_script_enabled=False)


@pytest.fixture(params=["light", "dark"])
def themed_page(request, browser: Browser, live_server) -> Iterator[Page]:
    yield from tab_of(browser, live_server, color_scheme=request.param)


@pytest.fixture
def wide(page: Page, transactional_db) -> Page:
    """A tab of an author with room for a preview beside the text."""
    edda()
    page.set_viewport_size({"width": 1400, "height": 900})
    return page
