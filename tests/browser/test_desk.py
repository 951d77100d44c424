"""The editors' workplace in a browser: one product with the readers' site, on every screen."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from glossary.models import Entry, SectionKind
from tests.admin.desk import entry_page
from tests.browser.axe import WCAG, faults_of
from tests.browser.site import tab_of
from tests.browser.writing import log_in
from tests.factories import (
    approved,
    changes_requested,
    draft,
    edda,
    petra,
    published,
    rolf,
    submitted,
)

LIST = "/admin/glossary/entry/"
TEMPLATE = "/admin/glossary/sectionkind/"
SMALL_TARGETS = """() => [...document.querySelectorAll(
        "header a, header summary, main a, main button, main select, main summary, main input")]
    .filter((one) => one.offsetParent && one.type !== "hidden"
        && !one.closest("p, .visually-hidden, .messagelist"))
    .map((one) => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
    .filter(([, box]) => box.height < 23.5 || box.width < 20)
    .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""


@pytest.fixture
def work(transactional_db) -> dict[str, str]:
    """Return the pages of the workplace, with something on each."""
    edda(), rolf(), petra()
    opened, waiting = draft("Audit"), submitted("Supplier")
    changes_requested("Gauge")
    approved("Run chart")
    entry = published("Calibration").entry
    day = timezone.localdate() - timedelta(days=3)
    Entry.objects.filter(pk=entry.pk).update(next_review=day, owner=petra())
    return {
        "index": "/admin/",
        "list": LIST,
        "narrowed list": f"{LIST}?state=draft",
        "write": entry_page("change", opened),
        "review": entry_page("review", waiting),
        "reports": f"{LIST}reports/",
        "report": f"{LIST}reports/due/",
        "searches": f"{LIST}searches/",
        "template": TEMPLATE,
        "section kind": f"{TEMPLATE}{SectionKind.objects.get(key='risks').pk}/change/",
        "new section kind": f"{TEMPLATE}add/",
        "notices": "/admin/glossary/notice/",
        "mail": "/admin/glossary/notice/mail/",
        "help": f"{LIST}help/",
        "decisions": "/admin/glossary/decision/",
        "password": "/admin/password_change/",
    }


@pytest.fixture
def plain_page(browser: Browser, live_server) -> Iterator[Page]:
    yield from tab_of(browser, live_server, java_script_enabled=False)


@pytest.mark.parametrize("setting", [{"color_scheme": "light"}, {"color_scheme": "dark"}])
def test_no_page_has_a_fault_that_axe_or_the_policy_finds(browser, live_server, work, setting):
    """R-31."""
    for tab in tab_of(browser, live_server, **setting):
        tab.goto("/admin/login/")
        assert faults_of(tab, tags=WCAG) == []
        log_in(tab, "petra")
        for name, address in work.items():
            tab.problems.clear()
            answer = tab.goto(address)
            assert answer is not None
            assert (name, answer.status, tab.problems) == (name, 200, [])
            assert (name, faults_of(tab, tags=WCAG)) == (name, [])


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_page_scrolls_sideways(page: Page, work, width: int):
    """R-31, R-41."""
    page.set_viewport_size({"width": width, "height": 640})
    log_in(page, "petra")
    for name, address in work.items():
        page.goto(address)
        found = page.evaluate("document.documentElement.scrollWidth")
        assert (name, found <= width) == (name, True), found


def test_targets_are_large_enough(page: Page, work):
    """R-31: WCAG 2.5.8; links in a sentence are excepted."""
    log_in(page, "petra")
    for name in ("index", "list", "template", "reports", "mail"):
        page.goto(work[name])
        assert (name, page.evaluate(SMALL_TARGETS)) == (name, [])


def test_the_appearance_chosen_on_one_side_holds_on_the_other(page: Page, work):
    """One product: light and dark are chosen once."""
    page.goto("/")
    page.get_by_label("Appearance").select_option("dark")
    log_in(page, "petra")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    expect(page.get_by_label("Appearance")).to_have_value("dark")

    page.get_by_label("Appearance").select_option("light")
    page.goto("/")

    assert page.locator("html").get_attribute("data-theme") == "light"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    page.get_by_label("Appearance").select_option("")
    page.goto("/admin/")
    expect(page.get_by_label("Appearance")).to_have_value("")
    assert page.problems == []


def test_both_sides_have_the_same_ground_and_type(page: Page, work):
    looks = """() => [document.body, document.querySelector("h1")].flatMap((one) => {
        const style = getComputedStyle(one); return [style.color, style.backgroundColor];
    }).concat(getComputedStyle(document.querySelector("h1")).fontFamily)"""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto("/glossary/calibration/")
        public = page.evaluate(looks)
        log_in(page, "petra")
        assert page.evaluate(looks) == public


def test_the_template_is_put_in_order_with_the_keyboard(page: Page, work):
    """R-31: WCAG 2.5.7, nothing is dragged."""
    log_in(page, "petra")
    page.goto(TEMPLATE)
    page.get_by_role("button", name="Move “Risks” up").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("“Risks” has moved.")).to_be_visible()
    rows = page.locator("#result_list tbody tr").all_inner_texts()
    titles = [row.split("\t")[0].strip() for row in rows]
    assert titles.index("Risks") + 1 == titles.index("Examples")
    assert page.problems == []


def save_and_open_a_list(tab: Page) -> None:
    log_in(tab, "petra")
    tab.goto(LIST)
    tab.locator(".filter summary", has_text="State").click()
    tab.get_by_role("link", name="in review", exact=True).click()
    tab.get_by_label("Save this list as").fill("To look at")
    tab.get_by_role("button", name="Save", exact=True).click()
    expect(tab.get_by_text("The list is saved as “To look at”.")).to_be_visible()
    tab.goto(LIST)
    tab.get_by_role("link", name="To look at").click()
    expect(tab.locator("#result_list tbody tr")).to_have_count(1)


def hand_over_in_bulk(tab: Page) -> None:
    tab.locator("#result_list tbody input[type=checkbox]").first.check()
    tab.locator("select[name=action]").select_option("hand_over")
    tab.get_by_role("button", name="Go").click()
    tab.get_by_label("New owner").select_option(label="rolf")
    tab.get_by_role("button", name="Give another owner").click()
    expect(tab.get_by_role("status")).to_have_text("1 of 1 was done.")
    assert Entry.objects.get(owner=rolf()).title == "Supplier"


def test_a_list_is_saved_and_worked_on_in_bulk(page: Page, work):
    """E-35."""
    save_and_open_a_list(page)
    hand_over_in_bulk(page)
    assert page.problems == []


def test_the_same_works_without_javascript(plain_page: Page, work):
    """E-35, R-30."""
    save_and_open_a_list(plain_page)
    hand_over_in_bulk(plain_page)


def test_charts_can_be_seen_in_forced_colours(browser, live_server, work):
    """R-31."""
    for tab in tab_of(browser, live_server, forced_colors="active"):
        log_in(tab, "petra")
        column = tab.locator(".chart__column").last
        fill = column.evaluate("(one) => getComputedStyle(one).fill")
        ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        assert fill != ground
