"""Ways through a large glossary in a browser: letters, subjects, tags, standards."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from glossary.content import CitationText
from glossary.models import Entry, Standard, Subject
from glossary.pages import clauses, index, letters, lists
from tests.browser.axe import faults_of
from tests.browser.site import tab_of
from tests.factories import published
from tests.rebuilding import republish

STANDARD = "/standards/iso-9001-2015/"
PAGES = (
    "/glossary/",
    "/glossary/?language=sv",
    "/glossary/?letter=P&page=2",
    "/glossary/?letter=Z",
    "/subjects/",
    "/subjects/operation/",
    "/subjects/purchasing/?page=2",
    "/tags/",
    "/tags/buying/",
    "/standards/",
    STANDARD,
    f"{STANDARD}#clause-8-4",
    f"{STANDARD}?place=clause-8-4&page=2",
)
TITLES = ("Provider", "Price", "Purchase order", "Part", "Zero defects", "5S")


@pytest.fixture
def large(transactional_db, monkeypatch) -> None:
    """A vocabulary to which all that is divided in a large glossary happens."""
    for module, name, length in (
        (letters, "ON_ONE_PAGE", 3),
        (index, "ON_ONE_PAGE", 3),
        (index, "PAGE_LENGTH", 2),
        (lists, "PAGE_LENGTH", 2),
        (clauses, "PAGE_LENGTH", 2),
        (clauses, "SHOWN", 2),
    ):
        monkeypatch.setattr(module, name, length)
    standard = Standard.objects.create(designation="ISO 9001", edition="2015", title="Demands")
    for position, number in enumerate(("8", "8.4", "8.10", "Annex A")):
        standard.clauses.create(position=position, number=number, title=f"about {number}")
    Standard.objects.create(
        designation="ISO 9001", edition="2008", title="Demands before", status="replaced"
    )
    citation = CitationText(standard="ISO 9001", edition="2015", clause="8.4")
    beside = CitationText(standard="ISO 9001", edition="2015", clause="8.4.1")
    for title in TITLES:
        published(title, subject="Purchasing", tags=("buying", title), citations=(citation, beside))
    wide = Subject.objects.create(name="Operation", slug="operation")
    Subject.objects.filter(name="Purchasing").update(parent=wide)
    swedish = published("Åtgärd", subject="Purchasing").entry
    Entry.objects.filter(pk=swedish.pk).update(language="sv")
    republish([swedish])


@pytest.fixture(params=["light", "dark"])
def themed_page(request, browser: Browser, live_server) -> Iterator[Page]:
    yield from tab_of(browser, live_server, color_scheme=request.param)


@pytest.fixture
def plain_page(browser: Browser, live_server) -> Iterator[Page]:
    yield from tab_of(
        browser, live_server, java_script_enabled=False, viewport={"width": 320, "height": 640}
    )


def test_no_page_has_a_fault_that_axe_or_the_policy_finds(themed_page: Page, large) -> None:
    """R-31, R-34, S-36."""
    for address in PAGES:
        themed_page.goto(address)
        assert (address, themed_page.problems, faults_of(themed_page)) == (address, [], [])


def test_no_page_scrolls_sideways(page: Page, large) -> None:
    """R-31, R-41."""
    page.set_viewport_size({"width": 320, "height": 640})
    for address in PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_without_scripts_a_letter_leads_to_a_term_and_on_to_its_clause(
    plain_page: Page, large
) -> None:
    """R-20, R-30."""
    plain_page.goto("/")
    plain_page.get_by_role("navigation", name="Letters").get_by_role("link", name="P 4").click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Terms under P")
    parts = plain_page.get_by_role("navigation", name="Parts of this letter")
    parts.get_by_role("link", name="Provider – Purchase order").click()
    plain_page.get_by_role("link", name="Provider", exact=True).click()
    plain_page.get_by_role("link", name="ISO 9001:2015, 8.4", exact=True).click()
    clause = plain_page.locator("#clause-8-4")
    expect(clause).to_be_in_viewport()
    expect(clause).to_contain_text("about 8.4")
    clause.get_by_role("link", name="All 6 entries").click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("ISO 9001:2015, 8.4")
    plain_page.get_by_role("link", name="Next page").click()
    expect(plain_page.get_by_text("Page 2 of 3")).to_be_visible()


def test_an_old_link_into_the_whole_index_finds_the_letter(page: Page, large) -> None:
    page.goto("/glossary/#letter-z")
    expect(page.locator("#letter-z")).to_be_in_viewport()
    page.locator("#letter-z").click()
    expect(page.get_by_role("link", name="Zero defects", exact=True)).to_be_visible()


def test_every_subject_can_be_reached_through_the_tree(page: Page, large) -> None:
    page.goto("/glossary/")
    main = page.get_by_role("navigation", name="Main")
    main.get_by_role("link", name="Subjects").click()
    page.get_by_role("navigation", name="All subjects").get_by_role("link", name="Purch").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Purchasing")
    breadcrumb = page.get_by_role("navigation", name="Breadcrumb")
    breadcrumb.get_by_role("link", name="Operation").click()
    expect(page.get_by_text("its parts have them")).to_be_visible()
