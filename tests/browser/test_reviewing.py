"""Reviewing in a browser: comments, sent back, answered, approved, and on to the next one."""

import pytest
from playwright.sync_api import Page, expect

from glossary.models import Comment, State, Version
from glossary.workflow.actions import open_draft, recall, save_draft, submit
from glossary.workflow.discussion import comment
from tests.admin.desk import entry_page
from tests.browser.test_life_cycle import examine
from tests.browser.writing import log_in
from tests.factories import edda, petra, published, rolf, submitted, term_content

BATCH = "/admin/glossary/entry/review-batch/"


@pytest.fixture
def waiting(transactional_db) -> list[Version]:
    """Two versions in review, the first beside a published one."""
    for person in (rolf, petra):
        person()
    first = published("Audit", definition="A check every year.")
    version = open_draft(first.entry, by=edda())
    save_draft(version, term_content("Audit", definition="A check every month."), by=edda())
    return [submit(version, by=edda(), change_note="More often than before"), submitted("Gauge")]


def say(tab: Page, text: str, *, about: str, is_blocking: bool = False) -> None:
    """Comment on a section: every form is folded behind its name."""
    tab.get_by_text(f"Comment on “{about}”").click()
    form = tab.locator("form", has=tab.locator("#say-definition"))
    form.get_by_label("Comment").fill(text)
    if is_blocking:
        form.get_by_label("Blocking").check()
    form.get_by_role("button", name="Comment").click()
    expect(tab.get_by_text(text).first).to_be_visible()


def send_back(tab: Page) -> None:
    tab.locator("#offer-request-changes summary").click()
    tab.get_by_label("What the author should change").fill("See the comment.")
    tab.get_by_role("button", name="Send it back and go to the next").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Review: Gauge")
    expect(tab.get_by_text("Audit: The author sees your comment")).to_be_visible()


def answer_and_submit(tab: Page, version: Version) -> None:
    log_in(tab, "edda")
    tab.goto(entry_page("change", version))
    expect(tab.get_by_role("heading", name="One open comment")).to_be_visible()
    tab.get_by_role("link", name="Rolf Roth, “Definition”").click()
    tab.locator(".remark-thread").get_by_text("Reply", exact=True).click()
    tab.get_by_label("Reply to Rolf Roth").fill("So says the procedure.")
    tab.get_by_role("button", name="Send the reply").click()
    expect(tab.get_by_text("So says the procedure.")).to_be_visible()
    tab.locator("#offer-submit summary").click()
    tab.locator("#offer-submit [name=reply]").fill("Answered there.")
    tab.locator("#offer-submit").get_by_role("button", name="Submit for review").click()
    expect(tab.get_by_text("The version is submitted")).to_be_visible()


def fail_then_resolve_and_approve(tab: Page, version: Version) -> None:
    log_in(tab, "rolf")
    tab.goto(entry_page("review", version))
    tab.get_by_role("button", name="Approve", exact=True).click()
    expect(tab.get_by_role("alert")).to_contain_text("A blocking comment is open")
    tab.get_by_role("alert").get_by_role("link").click()
    expect(tab.locator(".remark:target")).to_contain_text("Since when?")
    tab.get_by_role("button", name="Resolve").click()
    expect(tab.get_by_text("One resolved comment")).to_be_visible()
    tab.get_by_role("button", name="Sign and go to the next").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Review: Gauge")


def review_in_two_rounds(tab: Page, version: Version) -> None:
    log_in(tab, "rolf")
    tab.goto(entry_page("review", version))
    expect(tab.get_by_text("1 of 2 waiting for you")).to_be_visible()
    say(tab, "Since when?", about="Definition", is_blocking=True)
    send_back(tab)
    answer_and_submit(tab, version)
    fail_then_resolve_and_approve(tab, version)
    assert Version.objects.get(pk=version.pk).state == State.APPROVED
    # The browser tells of the refusal, and of nothing else.
    assert ["409" in problem for problem in tab.problems] == [True]


def test_a_version_is_sent_back_answered_and_approved(page: Page, waiting):
    """E-31."""
    review_in_two_rounds(page, waiting[0])


def test_the_same_is_done_without_javascript(plain_page: Page, waiting):
    """E-31, R-30."""
    review_in_two_rounds(plain_page, waiting[0])


def test_several_are_approved_together_with_a_reason_for_the_refused_one(page: Page, waiting):
    """E-31: the box of a version is below what changed in it."""
    log_in(page, "petra")
    page.goto(BATCH)
    box = page.get_by_label("I have read it: approve “Audit”")
    expect(box).to_be_hidden()
    for title in ("Audit", "Gauge"):
        page.locator("summary", has_text=title).click()
        page.get_by_label(f"I have read it: approve “{title}”").check()
    comment(waiting[1], by=rolf(), text="Why?", is_blocking=True)
    page.get_by_role("button", name="Approve what is ticked").click()

    expect(page.get_by_role("status")).to_have_text("1 of 2 signed.")
    expect(page.get_by_role("row", name="Gauge")).to_contain_text("A blocking comment is open")
    expect(page.get_by_role("row", name="Audit")).to_contain_text("approved")
    examine(page)
    assert page.problems == []


def test_keys_lead_through_a_review_and_can_be_turned_off(page: Page, waiting):
    """E-31, WCAG 2.1.4: they move the focus, and none decides anything."""
    log_in(page, "rolf")
    page.goto(entry_page("review", waiting[0]))
    headings = page.locator("#changes .change h3")
    page.keyboard.press("j")
    expect(headings.first).to_be_focused()
    page.keyboard.press("c")
    expect(page.locator("#say-definition")).to_be_focused()
    page.keyboard.type("jar")
    expect(page.locator("#say-definition")).to_have_value("jar")
    headings.first.focus()
    page.keyboard.press("r")
    expect(page.get_by_label("What the author should change")).to_be_focused()
    headings.first.focus()
    page.keyboard.press("a")
    expect(page.locator("#offer-approve textarea")).to_be_focused()
    assert not Comment.objects.exists()
    page.get_by_text("Keys", exact=True).click()
    page.get_by_label("These keys work on this page").uncheck()
    page.reload()
    page.keyboard.press("n")
    page.keyboard.press("j")
    expect(headings.first).not_to_be_focused()
    page.get_by_text("Keys", exact=True).click()
    page.get_by_label("These keys work on this page").check()
    page.keyboard.press("n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Review: Gauge")
    assert page.problems == []


def test_the_pages_of_a_review_are_accessible_in_light_and_dark(page: Page, waiting):
    """R-31: with a blocking comment, a reply, and everything unfolded."""
    raised = comment(waiting[0], by=rolf(), text="Why?", section="definition", is_blocking=True)
    comment(waiting[0], by=edda(), text="So.", parent=raised)
    log_in(page, "petra")
    for address in (
        entry_page("review", waiting[0]),
        f"{BATCH}?entry={waiting[0].entry_id}&entry={waiting[1].entry_id}",
    ):
        page.goto(address)
        examine(page)
    recall(waiting[0], by=edda(), reason="A slip")
    log_in(page, "edda")
    for name in ("review", "change"):
        page.goto(entry_page(name, waiting[0]))
        examine(page)
    assert page.problems == []
