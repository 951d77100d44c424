"""Nothing that is typed gets lost: crash, lost network, lost session, two people at once."""

from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, BrowserContext, Page, expect

from glossary.models import Entry, Presence, RecoveryCopy, Version
from tests.admin.desk import entry_page, stored
from tests.browser.axe import WCAG, faults_of
from tests.browser.site import tab_of
from tests.browser.writing import log_in
from tests.factories import PASSWORD, draft, petra, rolf

TYPED = "Typed with care, and long."
ADD = "/admin/glossary/entry/add/"


@pytest.fixture
def version(transactional_db) -> Version:
    petra(), rolf()
    return draft("Audit")


@pytest.fixture
def other_page(browser: Browser, live_server) -> Iterator[Page]:
    """The browser of a second person."""
    yield from tab_of(browser, live_server)


@pytest.fixture
def plain_page(browser: Browser, live_server) -> Iterator[Page]:
    yield from tab_of(browser, live_server, java_script_enabled=False)


def write(tab: Page, version: Version, *, by: str = "edda", text: str = TYPED) -> None:
    """Log in, open the draft and type a section."""
    log_in(tab, by)
    tab.goto(entry_page("change", version))
    tab.locator("[name=section-risks]").fill(text)


def kept(tab: Page) -> None:
    """Leave the field, and wait until the copy is kept."""
    tab.locator("[name=section-risks]").blur()
    expect(tab.get_by_text("Kept at")).to_be_visible()


def risks_of(version: Version) -> str:
    return stored(version).content().section("risks")


def test_typed_text_is_kept_every_ten_seconds(page: Page, version):
    """E-04: the state is shown, and nothing is sent while nothing changes."""
    page.clock.install()
    write(page, version)
    sent = []
    page.on("request", lambda asked: sent.append(asked.url) if "recovery" in asked.url else None)
    page.clock.fast_forward(10_000)
    expect(page.get_by_text("Kept at")).to_be_visible()
    page.clock.fast_forward(60_000)

    assert len(sent) == 1
    assert dict(RecoveryCopy.objects.get().fields)["section-risks"] == TYPED
    assert risks_of(version) == ""
    assert page.problems == []


def test_after_a_crash_the_text_is_offered_with_the_difference(page: Page, version):
    """E-05: a closed tab, opened again."""
    write(page, version)
    kept(page)
    context = page.context
    page.close(run_before_unload=False)

    again = context.new_page()
    again.goto(entry_page("change", version))
    expect(again.get_by_text("You typed something here that was not saved")).to_be_visible()
    expect(again.locator(".unsaved-copy ins")).to_contain_text(TYPED)
    again.get_by_role("link", name="Go on with this text").click()
    expect(again.locator("[name=section-risks]")).to_have_value(TYPED)
    again.get_by_role("button", name="Save draft").click()
    expect(again.get_by_text("The draft is saved.")).to_be_visible()

    expect(again.get_by_text("You typed something here")).to_be_hidden()
    assert risks_of(version) == TYPED


def test_a_new_entry_is_offered_after_a_crash_too(page: Page, version):
    """E-05."""
    log_in(page, "edda")
    page.goto(ADD)
    page.locator("[name=title]").fill("Survey")
    page.locator("[name=title]").blur()
    expect(page.get_by_text("Kept at")).to_be_visible()
    page.goto(ADD)
    page.get_by_role("link", name="Go on with this text").click()
    expect(page.locator("[name=title]")).to_have_value("Survey")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()

    assert Entry.objects.filter(title="Survey").count() == 1
    assert not RecoveryCopy.objects.exists()


def test_a_copy_is_thrown_away_without_javascript(page: Page, plain_page: Page, version):
    """E-05, R-30."""
    write(page, version)
    kept(page)
    log_in(plain_page, "edda")
    plain_page.goto(entry_page("change", version))
    plain_page.get_by_role("button", name="Throw it away").click()
    expect(plain_page.get_by_text("is thrown away")).to_be_visible()

    assert not RecoveryCopy.objects.exists()


def test_leaving_warns_before_saving_and_not_afterwards(page: Page, version):
    """E-05: a text that is kept as a copy is not saved."""
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    write(page, version)
    kept(page)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    page.get_by_role("link", name="Home").click()
    page.wait_for_url("**/admin/")
    assert asked == []

    write(page, version, text="More.")
    kept(page)
    page.goto("/admin/")
    assert asked == ["beforeunload"]


def test_without_a_network_the_text_stays_in_the_browser(page: Page, version):
    """F-19: a banner, a local copy, and the offer after the page is loaded again."""
    write(page, version)
    page.context.set_offline(True)
    page.locator("[name=section-risks]").blur()
    expect(page.get_by_role("alert")).to_contain_text("No connection")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("[name=section-risks]")).to_have_value(TYPED)
    assert not RecoveryCopy.objects.exists()

    context = page.context
    page.close(run_before_unload=False)
    context.set_offline(False)
    again = context.new_page()
    again.goto(entry_page("change", version))
    expect(again.get_by_text("You typed something here that was not saved")).to_be_visible()
    expect(again.locator(".unsaved-copy ins")).to_contain_text(TYPED)
    assert local_copies(again) == []


def test_when_the_network_is_back_the_copy_goes_to_the_server(page: Page, version):
    """F-19."""
    write(page, version)
    page.context.set_offline(True)
    page.locator("[name=section-risks]").blur()
    expect(page.get_by_role("alert")).to_contain_text("No connection")
    assert len(local_copies(page)) == 1
    page.context.set_offline(False)
    expect(page.get_by_text("Kept at")).to_be_visible()

    assert local_copies(page) == []
    assert RecoveryCopy.objects.count() == 1


def local_copies(tab: Page) -> list[str]:
    keys = tab.evaluate("() => Object.keys(localStorage)")
    return [key for key in keys if key.startswith("glossary-copy:")]


def test_logging_out_leaves_nothing_in_the_browser(page: Page, version):
    """S-47."""
    log_in(page, "edda")
    page.evaluate("() => localStorage.setItem('glossary-copy:1:1:x', 'title=Secret')")
    page.locator(".person summary").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_text("Thanks for spending")).to_be_visible()

    page.wait_for_function("() => !localStorage.getItem('glossary-copy:1:1:x')")


def test_a_session_that_ends_while_writing_is_renewed_in_place(page: Page, version):
    """E-06, F-18: the save succeeds without retyping."""
    write(page, version)
    Session.objects.all().delete()
    page.locator("[name=section-risks]").blur()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Password").fill("not the one")
    dialog.get_by_role("button", name="Log in").click()
    expect(dialog.get_by_role("alert")).to_contain_text("did not work")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Log in").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("Kept at")).to_be_visible()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()

    assert risks_of(version) == TYPED


def test_another_account_does_not_take_over_the_page(page: Page, version):
    """E-06, F-18."""
    write(page, version)
    Session.objects.all().delete()
    page.locator("[name=section-risks]").blur()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Username").fill("petra")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Log in").click()
    expect(dialog.get_by_role("alert")).to_contain_text("under another account")

    assert not RecoveryCopy.objects.exists()


def test_a_login_in_another_tab_makes_the_token_new(page: Page, version):
    """F-18: nobody is asked for a password that was just given."""
    write(page, version)
    log_in_again(page.context)
    kept(page)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()

    assert risks_of(version) == TYPED


def log_in_again(context: BrowserContext) -> None:
    tab = context.new_page()
    log_in(tab, "edda")
    tab.close()


def test_without_javascript_the_text_comes_back_with_the_login(plain_page: Page, version):
    """E-06, F-18, R-30."""
    write(plain_page, version)
    Session.objects.all().delete()
    plain_page.get_by_role("button", name="Save draft").click()
    expect(plain_page.get_by_role("heading", name="You were logged out")).to_be_visible()
    plain_page.get_by_label("Username").fill("edda")
    plain_page.get_by_label("Password").fill(PASSWORD)
    plain_page.get_by_role("button", name="Log in and send it again").click()
    expect(plain_page.get_by_text("The draft is saved.")).to_be_visible()

    assert risks_of(version) == TYPED


def test_an_old_token_is_confirmed_without_javascript(plain_page: Page, version):
    """F-18."""
    write(plain_page, version)
    log_in_again(plain_page.context)
    plain_page.get_by_role("button", name="Save draft").click()
    plain_page.get_by_role("button", name="This is my text: send it again").click()
    expect(plain_page.get_by_text("The draft is saved.")).to_be_visible()

    assert risks_of(version) == TYPED


def test_two_editors_save_at_once_and_no_text_is_lost(page: Page, other_page: Page, version):
    """E-08, F-16."""
    write(page, version, text="Mine.")
    write(other_page, version, by="petra", text="Theirs.")
    other_page.locator("[name=short_definition]").fill("planned check")
    other_page.get_by_role("button", name="Save draft").click()
    expect(other_page.get_by_text("The draft is saved.")).to_be_visible()

    page.get_by_role("button", name="Save draft").click()
    conflict = page.get_by_role("group", name="Risks")
    for column in ("Before", "Theirs", "Mine"):
        expect(conflict.get_by_role("heading", name=column)).to_be_visible()
    expect(page.locator("[name=short_definition]")).to_have_value("planned check")
    conflict.get_by_label("Both, one after the other").check()
    page.get_by_role("button", name="Put it together like this").click()
    expect(page.locator("[name=section-risks]")).to_have_value("Theirs.\n\nMine.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()

    content = stored(version).content()
    assert content.section("risks") == "Theirs.\n\nMine."
    assert content.short_definition == "planned check"


def test_two_editors_see_each_other(page: Page, other_page: Page, version):
    """E-07: within fifteen seconds; gone when the page is closed."""
    page.clock.install()
    write(page, version)
    write(other_page, version, by="petra")
    expect(other_page.get_by_text("Edda Ehlers has been editing since")).to_be_visible()
    page.clock.fast_forward(15_000)
    expect(page.get_by_text("Petra Palm has been editing since")).to_be_visible()

    other_page.close(run_before_unload=False)
    Presence.objects.filter(person=petra()).delete()
    page.clock.fast_forward(15_000)
    expect(page.get_by_text("Petra Palm has been editing since")).to_be_hidden()
    assert page.problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_keeps_text_is_accessible(page: Page, other_page: Page, version, scheme):
    """R-31: presence, an offered copy, three columns, the login in place, the kept text."""
    page.emulate_media(color_scheme=scheme)
    write(page, version, text="Mine.")
    kept(page)
    write(other_page, version, by="petra", text="Theirs.")
    page.goto(entry_page("change", version))
    expect(page.get_by_text("Petra Palm has been editing since")).to_be_visible()
    assert faults_of(page, tags=WCAG) == []
    page.locator("[name=section-risks]").fill("Mine again.")
    other_page.get_by_role("button", name="Save draft").click()
    expect(other_page.get_by_text("The draft is saved.")).to_be_visible()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("group", name="Risks")).to_be_visible()
    assert faults_of(page, tags=WCAG) == []
    Session.objects.all().delete()
    page.locator("[name=section-risks]").fill("Mine at last.")
    page.locator("[name=section-risks]").blur()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert faults_of(page, tags=WCAG) == []
    page.get_by_role("button", name="Later").click()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", name="You were logged out")).to_be_visible()
    assert faults_of(page, tags=WCAG) == []
