"""A term's whole life in a browser: refused, signed, published, scheduled, replaced, withdrawn."""

from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from unittest.mock import Mock, patch

import pytest
from django.core.management import call_command
from playwright.sync_api import Locator, Page, expect

from glossary.models import Decision, Outcome, State, Version
from tests.admin.desk import entry_page
from tests.browser.axe import WCAG, faults_of
from tests.browser.writing import log_in
from tests.factories import PASSWORD, edda, petra, published, rolf, vera, withdrawn

# Colours on their way from one scheme to the other are no colours of the page.
PREPARE = """() => {
    document.querySelectorAll("details").forEach(part => { part.open = true });
    const still = new CSSStyleSheet();
    still.replaceSync("* { transition: none !important }");
    document.adoptedStyleSheets = [still];
}"""
TERM = "/glossary/traceability/"
FIRST_TEXT = "Traceability links a result to a reference."
SECOND_TEXT = "Traceability links a result to a reference through calibrations."
THIRD_TEXT = "Traceability links a result to a reference through a chain of calibrations."
COMMENT = "Say through what it is linked."
NOTE = "Names the chain of calibrations"
FAREWELL = "Nobody uses the word any more."
OLD_PAGES = (
    f"{TERM}versions/",
    f"{TERM}versions/1.0/",
    f"{TERM}compare/1.0/1.1/",
    f"{TERM}?on=2026-02-01",
    "/glossary/?on=2026-02-01",
    "/changes/",
)


@pytest.fixture
def clock(live_server) -> Iterator[Mock]:
    """The time of this process, in which the server runs, too; `it_is` sets it."""
    with patch("django.utils.timezone.now") as now:
        it_is(now, "2026-01-10T12:00")
        yield now


@pytest.fixture
def cast(transactional_db, clock: Mock) -> None:
    for person in (edda, rolf, petra, vera):
        person()
    published("Measuring chain", definition="It gives a result its traceability.")


def it_is(clock: Mock, moment: str) -> None:
    clock.return_value = datetime.fromisoformat(f"{moment}+00:00")


def newest() -> Version:
    return Version.objects.filter(entry__slug="traceability").latest("sequence")


def examine(tab: Page) -> None:
    """Add what axe finds on this page, folded parts too, to the problems of the tab."""
    tab.evaluate(PREPARE)
    # In the dark only colours are others; the enhanced contrast is asked of no page.
    for scheme, tags in (("light", WCAG), ("dark", ["cat.color"])):
        tab.emulate_media(color_scheme=scheme)
        faults = faults_of(tab, tags=tags, without=["color-contrast-enhanced"])
        tab.problems += [f"{tab.url} {scheme} {fault}" for fault in faults]


def inspect(tab: Page, *addresses: str) -> None:
    for address in addresses:
        tab.goto(address)
        examine(tab)


def inspect_desk(tab: Page, state: State) -> None:
    """Examine the pages of the entry, which is in this state, as whoever is logged in."""
    version = newest()
    assert version.state == state
    inspect(tab, entry_page("review", version), entry_page("change", version))


def expect_refusal(tab: Page, status: HTTPStatus) -> None:
    """Take from the problems that the browser notes an answer which was meant to be a refusal."""
    tab.problems.remove(
        "Failed to load resource: the server responded with a status of "
        f"{status.value} ({status.phrase})"
    )


def offer(tab: Page, name: str) -> Locator:
    """Unfold a decision on the entry's page."""
    form = tab.locator(f"#offer-{name}")
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    return form


def decide(tab: Page, name: str, typed: dict[str, str], *, then: str) -> None:
    """Fill in the form of a decision, send it, and expect what is said of it."""
    form = offer(tab, name)
    for label, text in typed.items():
        form.get_by_label(label).fill(text)
    form.get_by_role("button").click()
    expect(tab.get_by_text(then)).to_be_visible()


def save_and_submit(tab: Page, text: str, typed: dict[str, str]) -> None:
    tab.locator("[name=section-definition]").fill(text)
    for label, answer in typed.items():
        tab.get_by_label(label).fill(answer)
    tab.get_by_role("button", name="Save and submit").click()
    expect(tab.get_by_text("The version is submitted")).to_be_visible()


def write(tab: Page) -> None:
    log_in(tab, "edda")
    tab.get_by_role("link", name="Add term").first.click()
    tab.get_by_role("textbox", name="Title needed").fill("Traceability")
    tab.get_by_role("button", name="Save draft").click()
    expect(tab.get_by_text("The draft is saved.")).to_be_visible()
    inspect_desk(tab, State.DRAFT)
    save_and_submit(tab, FIRST_TEXT, {})


def ask_for_changes(tab: Page) -> None:
    log_in(tab, "rolf")
    inspect_desk(tab, State.IN_REVIEW)
    decide(
        tab,
        "request-changes",
        {"What the author should change": COMMENT},
        then="The author sees your comment",
    )


def answer(tab: Page) -> None:
    log_in(tab, "edda")
    expect(tab.get_by_role("blockquote")).to_have_text(COMMENT)
    inspect(tab, "/admin/", "/admin/glossary/notice/")
    log_in(tab, "vera")
    inspect_desk(tab, State.CHANGES_REQUESTED)
    log_in(tab, "edda")
    inspect_desk(tab, State.CHANGES_REQUESTED)
    expect(tab.get_by_role("heading", name="Rolf Roth asked for changes")).to_be_visible()
    save_and_submit(tab, SECOND_TEXT, {"Reply to the reviewer": "It names the calibrations now."})


def approve_with_the_password(tab: Page, clock: Mock) -> None:
    """Sign when the login is too long ago to be a proof, at first with a wrong password."""
    log_in(tab, "rolf")
    it_is(clock, "2026-01-10T12:11")
    tab.goto(entry_page("review", newest()))
    decide(tab, "approve", {"Your password": "open sesame"}, then="This is not your password")
    expect_refusal(tab, HTTPStatus.FORBIDDEN)
    examine(tab)
    version = newest()
    assert (version.state, version.approved_by) == (State.IN_REVIEW, None)
    row = Decision.objects.filter(entry=version.entry).first()
    assert (row.outcome, row.reason, row.meaning) == (Outcome.DENIED, "Wrong password", "")
    decide(tab, "approve", {"Your password": PASSWORD}, then="Your approval is recorded.")
    assert newest().approved_by == rolf()


def publish(tab: Page) -> None:
    log_in(tab, "petra")
    inspect_desk(tab, State.APPROVED)
    decide(tab, "publish", {}, then="The version is published.")


def write_a_second_version(tab: Page) -> None:
    log_in(tab, "edda")
    tab.goto(entry_page("change", newest()))
    decide(tab, "revise", {}, then="A new draft is open.")
    log_in(tab, "vera")
    inspect_desk(tab, State.DRAFT)
    log_in(tab, "edda")
    inspect_desk(tab, State.DRAFT)
    save_and_submit(tab, THIRD_TEXT, {"What has changed, and why": NOTE})


def approve_and_schedule(tab: Page) -> None:
    """Sign within ten minutes of the login, which is proof enough."""
    log_in(tab, "rolf")
    tab.get_by_role("link", name="Traceability").first.click()
    expect(tab.locator(".change ins").first).to_have_text("[added: a chain of ]")
    decide(tab, "approve", {}, then="Your approval is recorded.")
    log_in(tab, "petra")
    tab.goto(entry_page("review", newest()))
    at = {"Publish on": "2026-03-20T08:00"}
    decide(tab, "schedule", at, then="The version will be published at that time.")
    inspect(tab, "/admin/")
    inspect_desk(tab, State.SCHEDULED)


def withdraw(tab: Page) -> None:
    log_in(tab, "petra")
    inspect_desk(tab, State.PUBLISHED)
    form = offer(tab, "withdraw")
    expect(form.get_by_role("link", name="Measuring chain")).to_be_visible()
    form.get_by_label("obsolete").check()
    typed = {"Public explanation": FAREWELL, "Use instead": "measuring chain"}
    decide(tab, "withdraw", typed, then="The entry is withdrawn.")
    inspect_desk(tab, State.WITHDRAWN)


def audit(tab: Page) -> None:
    log_in(tab, "vera")
    inspect(
        tab,
        "/admin/",
        "/admin/glossary/entry/reports/",
        "/admin/glossary/entry/reports/access/",
        "/admin/glossary/decision/",
        "/admin/glossary/notice/",
    )


def expect_readers_to_see(tab: Page, text: str, *, label: str) -> None:
    tab.context.clear_cookies()
    tab.goto(TERM)
    expect(tab.get_by_role("main").get_by_text(text, exact=True)).to_be_visible()
    expect(tab.get_by_text(f"Version {label}", exact=True)).to_be_visible()


def expect_the_way_to_the_successor(tab: Page) -> None:
    tab.context.clear_cookies()
    inspect(tab, TERM, *OLD_PAGES)
    tab.goto(TERM)
    banner = tab.get_by_role("note")
    expect(banner).to_contain_text("Withdrawn on 5 May 2026.")
    expect(banner).to_contain_text(FAREWELL)
    banner.get_by_role("link", name="Measuring chain").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Measuring chain")
    expect(tab.locator(f"main a[href='{TERM}']")).to_have_count(0)


def expect_both_versions(tab: Page) -> None:
    tab.goto(f"{TERM}versions/")
    versions = tab.locator(".versions").get_by_role("link", name="Version")
    expect(versions).to_have_text(["Version 1.1", "Version 1.0"])
    expect(tab.get_by_text(NOTE)).to_be_visible()
    versions.last.click()
    expect(tab.get_by_role("note")).to_contain_text("Not current since 20 March 2026.")
    expect(tab.get_by_text(SECOND_TEXT, exact=True)).to_be_visible()


def test_a_term_from_its_first_draft_to_its_withdrawal(page: Page, clock: Mock, cast):
    """T1 to T5, T7 to T9, T11, T14, T15; W-17, W-21, W-26..W-28, A-09; and no page on the way
    has a fault that axe (R-31, R-34), the browser or its policy (S-36) finds."""
    write(page)
    ask_for_changes(page)
    answer(page)
    approve_with_the_password(page, clock)
    publish(page)
    expect_readers_to_see(page, SECOND_TEXT, label="1.0")
    it_is(clock, "2026-03-01T12:00")
    write_a_second_version(page)
    approve_and_schedule(page)
    call_command("publish_due")
    expect_readers_to_see(page, SECOND_TEXT, label="1.0")
    it_is(clock, "2026-03-20T08:00")
    call_command("publish_due")
    expect_readers_to_see(page, THIRD_TEXT, label="1.1")
    inspect(page, TERM, *OLD_PAGES, "/subscribe/", f"/subscribe/?entry={newest().entry.number}")
    it_is(clock, "2026-05-05T12:00")
    withdraw(page)
    expect_the_way_to_the_successor(page)
    expect_both_versions(page)
    audit(page)

    assert page.problems == []


def test_a_wrong_text_is_gone_and_the_page_that_says_so_has_no_fault(page: Page, transactional_db):
    """W-27, R-31."""
    withdrawn("Gauge", reason="wrong")
    page.goto("/glossary/gauge/")
    expect_refusal(page, HTTPStatus.GONE)
    expect(page.get_by_role("heading", level=1)).to_have_text("“Gauge” was withdrawn")
    expect(page.get_by_text("Withdrawn by Petra Palm")).to_be_visible()
    examine(page)

    assert page.problems == []
