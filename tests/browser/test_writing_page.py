"""The page on which an entry is written: toolbar, links, offers, errors."""

import pytest
from playwright.sync_api import Page, expect

from glossary.content import DesignationText
from glossary.models import Clause, Standard, State, Version
from tests.admin.desk import stored
from tests.browser.axe import WCAG, faults_of
from tests.browser.writing import log_in, open_draft_of, shown
from tests.factories import draft, published, rolf


def test_each_button_of_the_toolbar_writes_markdown(wide: Page):
    """E-02."""
    area = open_draft_of(wide, draft("Audit", definition="x"))
    toolbar = wide.get_by_role("toolbar").first
    for name, before, after in [
        ("Bold", "word", "**word**"),
        ("Italic", "word", "*word*"),
        ("Heading", "word", "### word"),
        ("List", "one\ntwo", "- one\n- two"),
        ("1. List (numbered)", "one\ntwo", "1. one\n2. two"),
        ("Quote", "one\ntwo", "> one\n> two"),
        ("Link", "word", "[word](https://)"),
    ]:
        area.fill(before)
        area.select_text()
        button = toolbar.get_by_role("button", name=name, exact=True)
        box = button.bounding_box()
        assert box["width"] >= 24 and box["height"] >= 24, name
        button.click()
        expect(area, name).to_have_value(after)
        toolbar.get_by_role("button", name="Undo").click()
        expect(area, name).to_have_value(before)
    area.fill("")
    toolbar.get_by_role("button", name="Table").click()
    expect(area).to_have_value("| Column | Column |\n|---|---|\n|  |  |\n")
    assert wide.problems == []


@pytest.mark.parametrize(
    ("keys", "after"),
    [
        ("Control+b", "**word**"),
        ("Control+i", "*word*"),
        ("Control+Shift+H", "### word"),
        ("Control+Shift+Digit8", "- word"),
        ("Control+Shift+Digit7", "1. word"),
        ("Control+Shift+Digit9", "> word"),
        ("Control+Shift+L", "[word](https://)"),
    ],
)
def test_the_keys_that_the_toolbar_names_work_and_work_back(wide: Page, keys, after):
    """E-02."""
    area = open_draft_of(wide, draft("Audit", definition="word"))
    area.select_text()
    area.press(keys)
    expect(area).to_have_value(after)
    area.press("Control+z")
    expect(area).to_have_value("word")


def test_the_toolbar_is_one_stop_of_the_tab_key(wide: Page):
    """E-02."""
    area = open_draft_of(wide, draft("Audit"))
    toolbar = wide.get_by_role("toolbar").first
    area.focus()
    wide.keyboard.press("Shift+Tab")
    expect(toolbar.get_by_role("button", name="Bold")).to_be_focused()
    for key, name in (("ArrowRight", "Italic"), ("End", "Undo"), ("ArrowRight", "Bold")):
        wide.keyboard.press(key)
        expect(toolbar.get_by_role("button", name=name)).to_be_focused()
    wide.keyboard.press("Tab")
    expect(area).to_be_focused()


def test_two_brackets_list_entries_and_write_a_link_by_number(wide: Page):
    """E-03."""
    number = published("Calibration", designations=(DesignationText(term="Gauging"),)).entry.number
    draft("Calibration plan")
    area = open_draft_of(wide, draft("Audit", definition=" "))
    area.fill("")
    area.press_sequentially("See [[calib")
    options = wide.get_by_role("listbox", name="Entries to link").get_by_role("option")
    expect(options).to_have_count(2)
    expect(options.nth(1)).to_contain_text("draft", ignore_case=True)
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(area).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    area.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    area.press("ArrowUp")
    area.press("Enter")
    expect(area).to_have_value(f"See [[{number}|calibration]]")
    expect(options).to_have_count(0)

    area.press_sequentially(" and [[gaug")
    expect(options).to_have_count(1)
    options.first.click()
    expect(area).to_have_value(f"See [[{number}|calibration]] and [[{number}|gauging]]")
    expect(shown(wide).get_by_role("link", name="gauging")).to_have_attribute(
        "href", "/glossary/calibration/"
    )
    assert wide.problems == []


def test_the_list_stands_below_the_line_that_is_typed(wide: Page):
    published("Calibration")
    area = open_draft_of(wide, draft("Audit"))
    wide.locator("[name=short_definition]").fill("An audit is a check.")
    area.fill("one\n\ntwo\n\n")
    area.press_sequentially("See [[cali")
    listbox = wide.get_by_role("listbox", name="Entries to link")
    expect(listbox).to_be_visible()
    expect(wide.locator("#id_short_definition_findings")).to_be_visible()
    expect(shown(wide)).to_contain_text("[[cali")
    place = "element => element.getBoundingClientRect().top"
    lines = listbox.evaluate(place) - area.evaluate(place)
    assert 5 * 24 <= lines <= 6 * 24


def test_the_list_of_entries_can_be_left_and_the_name_typed(wide: Page):
    published("Calibration")
    area = open_draft_of(wide, draft("Audit"))
    area.fill("")
    area.press_sequentially("[[cali")
    listbox = wide.get_by_role("listbox", name="Entries to link")
    expect(listbox).to_be_visible()
    area.press("Escape")
    expect(listbox).to_be_hidden()
    area.press_sequentially("bration]] x")
    expect(listbox).to_be_hidden()
    expect(area).to_have_value("[[calibration]] x")


def test_a_selected_word_becomes_a_link_with_control_and_k(wide: Page):
    """E-03."""
    number = published("Calibration").entry.number
    area = open_draft_of(wide, draft("Audit", definition="calibrations"))
    area.select_text()
    area.press("Control+k")
    wide.get_by_role("listbox", name="Entries to link").get_by_role("option").first.click()
    expect(area).to_have_value(f"[[{number}|calibrations]]")
    area.fill("")
    area.press("Control+k")
    expect(area).to_have_value("[[")


def test_a_link_in_a_table_keeps_the_table_whole(wide: Page):
    number = published("Calibration").entry.number
    area = open_draft_of(wide, draft("Audit"))
    area.fill("| a | b |\n|---|---|\n| ")
    area.press_sequentially("[[calib")
    wide.get_by_role("listbox", name="Entries to link").get_by_role("option").first.click()
    area.press_sequentially(" | c |")
    expect(area).to_have_value(f"| a | b |\n|---|---|\n| [[{number}\\|calibration]] | c |")
    cell = shown(wide).get_by_role("cell", name="calibration")
    expect(cell.get_by_role("link")).to_have_attribute("href", "/glossary/calibration/")


def test_relations_and_citations_are_completed_from_what_is_known(wide: Page):
    number = published("Calibration").entry.number
    standard = Standard.objects.create(designation="ISO 9001", edition="2015", title="Demands")
    Clause.objects.create(standard=standard, position=1, number="9.2", title="internal audits")
    version = draft("Audit")
    open_draft_of(wide, version)
    wide.get_by_role("combobox", name="Entry (number or title)").first.press_sequentially("calib")
    wide.get_by_role("option", name="Calibration").click()
    field = wide.get_by_role("combobox", name="Standard").first
    field.press_sequentially("9001")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    field.press("Enter")
    clause = wide.get_by_role("combobox", name="Clause").first
    clause.press_sequentially("audits")
    wide.get_by_role("option", name="9.2").click()
    wide.get_by_role("button", name="Save draft").click()
    expect(wide.get_by_text("The draft is saved.")).to_be_visible()

    content = stored(version).content()
    assert content.relations[0].number == number
    cited = content.citations[0]
    assert (cited.standard, cited.edition, cited.clause) == ("ISO 9001", "2015", "9.2")
    assert wide.problems == []


def test_counters_and_advice_follow_what_is_typed(wide: Page):
    """E-11: nothing of it keeps anybody from saving."""
    open_draft_of(wide, draft("Audit", definition="one two"))
    expect(wide.locator("summary").filter(has_text="Definition").first).to_contain_text("Words: 2")
    wide.locator("[name=short_definition]").fill("An audit is a check.")
    expect(wide.get_by_text("Characters: 20")).to_be_visible()
    advice = wide.locator("#id_short_definition_findings").get_by_text(
        "begins with the article “An”"
    )
    expect(advice).to_be_visible()
    wide.locator("[name=short_definition]").fill("planned check of a process")
    expect(advice).to_have_count(0)


def test_all_errors_show_at_once_and_folded_parts_open(wide: Page):
    """E-09."""
    version = draft("Audit")
    area = open_draft_of(wide, version)
    area.fill("Typed and not lost.")
    wide.locator("summary").filter(has_text="Definition").first.click()
    wide.locator("[name=title]").fill("")
    wide.locator("[name=change_note]").fill("A note that is not lost")
    wide.locator("[name=citation-0-edition]").fill("2015")
    wide.locator("#relation summary").first.click()
    wide.locator("[name=relation-0-target]").fill("Supplier")
    # More than the field takes from the keyboard.
    teaser = wide.locator("[name=relation-0-teaser]")
    teaser.evaluate("(field, text) => (field.value = text)", "x" * 2_001)
    wide.locator("#relation summary").first.click()
    wide.get_by_role("button", name="Save draft").click()

    summary = wide.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(3)
    expect(area).to_be_visible()
    expect(area).to_have_value("Typed and not lost.")
    expect(wide.locator("[name=change_note]")).to_have_value("A note that is not lost")
    for link, name in (("Title", "title"), ("teaser", "relation-0-teaser")):
        summary.get_by_role("link", name=link).click()
        expect(wide.locator(f"[name={name}]")).to_be_focused()
    assert stored(version).content().title == "Audit"
    assert wide.problems == [] or all("422" in problem for problem in wide.problems)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_with_the_preview_and_a_list_open(wide: Page, scheme):
    """R-31."""
    rolf()
    published("Calibration")
    wide.emulate_media(color_scheme=scheme)
    area = open_draft_of(wide, draft("Audit", definition="A calibration."))
    area.press_sequentially(" [[cali")
    expect(wide.get_by_role("listbox", name="Entries to link")).to_be_visible()
    expect(shown(wide)).to_contain_text("[[cali")
    assert wide.problems == []
    assert faults_of(wide, tags=WCAG) == []
    wide.goto("/admin/glossary/entry/help/")
    assert faults_of(wide, tags=WCAG) == []


def test_a_new_editor_writes_and_submits_by_what_the_page_says(wide: Page):
    """E-50: from nothing to submitted, reading only what is on the screen."""
    log_in(wide)
    wide.get_by_role("link", name="Help").click()
    expect(wide.get_by_role("heading", name="Your first entry")).to_be_visible()
    wide.get_by_role("main").get_by_role("link", name="Add a term").click()
    wide.get_by_role("textbox", name="Title needed").fill("Traceability")
    wide.get_by_role("textbox", name="Short definition").fill("unbroken link to a reference")
    wide.get_by_text("Example: Definition").click()
    wide.get_by_role("textbox", name="Definition (needed)").fill(
        "Links a result to a **reference**."
    )
    expect(shown(wide).get_by_role("heading", level=1)).to_have_text("Traceability")
    expect(shown(wide).locator("strong")).to_have_text("reference")
    wide.get_by_role("button", name="Save and submit").click()
    expect(wide.get_by_text("The version is submitted")).to_be_visible()

    assert Version.objects.get().state == State.IN_REVIEW
    assert wide.problems == []
