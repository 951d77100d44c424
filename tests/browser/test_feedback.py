"""A reader says what is not clear; editors see it, talk about it and handle it."""

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from glossary.models import Comment, Feedback
from glossary.workflow.discussion import comment, resolve
from glossary.workflow.feedback import give_feedback
from tests.browser.axe import STRICT, WCAG, faults_of
from tests.browser.writing import log_in
from tests.factories import edda, published, rolf

TERM = "/glossary/calibration/"
QUEUE = "/admin/glossary/feedback/"


@pytest.fixture
def term(transactional_db):
    cache.clear()
    edda()
    rolf()
    return published("Calibration")


def test_readers_words_reach_the_editors_without_script_login_or_cookie(
    plain_page: Page, term
) -> None:
    """R-10, R-30, R-36."""
    plain_page.goto(TERM)
    asked = plain_page.get_by_role("group", name="Is this clear?")
    asked.get_by_role("button", name="Yes").click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Thank you")
    plain_page.get_by_role("link", name="Back to “Calibration”").click()
    asked.get_by_role("button", name="No, tell us why").click()
    expect(plain_page.get_by_label("No", exact=True)).to_be_checked()
    plain_page.get_by_label("What is missing").fill("What is a reference?")
    plain_page.get_by_role("button", name="Send").click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert plain_page.context.cookies() == []

    log_in(plain_page, "edda")
    plain_page.get_by_role("link", name="1 Feedback of readers").click()
    expect(plain_page.get_by_text("What is a reference?")).to_be_visible()
    expect(plain_page.get_by_text("1 clear, 1 not")).to_be_visible()
    plain_page.locator("summary", has_text="Handled").click()
    plain_page.get_by_label("Note").fill("The word is explained now")
    plain_page.get_by_role("button", name="Set it aside").click()
    expect(plain_page.get_by_text("It is handled.")).to_be_visible()
    expect(plain_page.get_by_text("What is a reference?")).to_have_count(0)
    plain_page.get_by_role("link", name="Handled", exact=True).click()
    expect(plain_page.get_by_text("Handled by Edda Ehlers")).to_be_visible()
    assert plain_page.problems == []
    assert Feedback.objects.count() == 2


def test_editors_talk_below_an_entry_and_readers_see_nothing_of_it(page: Page, term) -> None:
    """R-10, S-12: also in a browser that kept the page of readers."""
    page.goto(TERM)
    log_in(page, "rolf")
    page.goto(TERM)
    discussion = page.get_by_role("region", name="Discussion")
    discussion.get_by_label("About").select_option("Definition")
    discussion.get_by_label("Comment").fill("Is this so?")
    discussion.get_by_role("button", name="Comment").click()
    said = page.locator(f"#comment-{Comment.objects.get().pk}")
    expect(said).to_contain_text("on “Definition”")
    expect(said).to_be_in_viewport()

    log_in(page, "edda")
    page.goto(TERM)
    page.locator("summary", has_text="Reply").click()
    page.get_by_label("Reply to Rolf Roth").fill("It was, until yesterday.")
    page.get_by_role("button", name="Send the reply").click()
    expect(discussion.get_by_text("It was, until yesterday.")).to_be_visible()
    page.get_by_role("button", name="Resolve").click()
    expect(discussion.get_by_text("Nothing is open.")).to_be_visible()

    page.goto("/admin/")
    page.locator(".person summary").click()
    page.get_by_role("button", name="Log out").click()
    page.goto(TERM)
    expect(page.get_by_role("heading", level=1)).to_have_text("Calibration")
    expect(discussion).to_have_count(0)
    expect(page.get_by_text("Is this so?")).to_have_count(0)
    assert page.problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_narrow(page: Page, term, scheme: str) -> None:
    """R-31, R-34, S-36."""
    first = comment(term, by=rolf(), text="Is this so?\n\nWell.", section="definition")
    comment(term, by=edda(), text="Yes.", parent=first)
    resolve(comment(term, by=edda(), text="Hm."), by=edda())
    give_feedback(term.entry, is_clear=False, text="Why?\n\nSo.")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    log_in(page, "edda")
    for address in (TERM, f"{TERM}feedback/?clear=no", f"{TERM}feedback/given/", QUEUE, "/admin/"):
        page.goto(address)
        for summary in page.locator(".discussion summary, #content summary").all():
            summary.click()
        tags = STRICT if address.startswith(TERM) else WCAG
        assert (address, page.problems, faults_of(page, tags=tags)) == (address, [], [])
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
