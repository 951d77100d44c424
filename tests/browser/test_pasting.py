"""Text pasted from Word and from pages of the web becomes clean Markdown (E-10)."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.writing import open_draft_of, paste
from tests.factories import draft, edda

IGNORED = "<span style='mso-list:Ignore'>{}<span style='font:7.0pt \"Times\"'>&nbsp; </span></span>"
WORD_LIST = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><style>p {{color: red}}</style></head><body><!--StartFragment-->
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Before</b> you begin:<o:p></o:p></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span
style='font-family:Symbol'>{IGNORED.format("·")}</span><![endif]>Plan the talk</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>{IGNORED.format("o")}name the goal</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'>{IGNORED.format("2.")}Hold it</p>
<!--EndFragment--></body></html>"""
WORD_TABLE = """<table class=MsoTableGrid border=1>
<tr><td width=100 style='border:solid'><p class=MsoNormal><b>Name</b></p></td>
<td><p class=MsoNormal>Value | unit</p></td></tr>
<tr><td><p>Length</p></td><td><p>10<br>mm</p></td></tr></table>"""

HTML = [
    ("<p>One <b>two</b> <i>three</i>.</p>", "One **two** *three*."),
    ("<p>One</p><p>Two</p>", "One\n\nTwo"),
    ("<h1>Top</h1><h4>Deep <b>bold</b></h4><p>x</p>", "### Top\n\n#### Deep bold\n\nx"),
    ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n    - c"),
    ("<ol><li><p>a</p></li><li><p>b</p></li></ol>", "1. a\n2. b"),
    ("<p>• one</p><p>•&nbsp;two</p><p>end</p>", "- one\n- two\n\nend"),
    (WORD_LIST, "**Before** you begin:\n\n- Plan the talk\n    - name the goal\n1. Hold it"),
    (WORD_TABLE, "| **Name** | Value \\| unit |\n|---|---|\n| Length | 10 mm |"),
    (
        '<p>See <a href="https://example.org/a_(b)" onclick="x()">the <b>page</b></a>.</p>',
        "See [the **page**](https://example.org/a_%28b%29).",
    ),
    ('<p><a href="javascript:alert(1)">press</a></p>', "press"),
    ("<p>one<br>two<br></p>", "one  \ntwo"),
    (
        '<div><span style="font-weight:700">bold</span> <i style="font-size:9pt">it</i></div>',
        "**bold** *it*",
    ),
    ('<b style="font-weight:normal"><p>from a <b>drive</b></p></b>', "from a **drive**"),
    ("<p><b>one </b><b>two</b></p>", "**one** **two**"),
    ("<blockquote><p>said</p><p>again</p></blockquote>", "> said\n> \n> again"),
    ("<p>2 * 3, snake_case, _x_ and a < b</p>", "2 \\* 3, snake_case, \\_x\\_ and a < b"),
    (
        "<p>use <code>make test</code></p><pre>one\ntwo</pre>",
        "use `make test`\n\n```\none\ntwo\n```",
    ),
    (
        "<style>p{}</style><script>alert(1)</script><p style='color:red'>plain</p><!-- no -->",
        "plain",
    ),
    ("bare text and <em>more</em>", "bare text and *more*"),
    ("<p>write style= in a tag</p>", "write style= in a tag"),
]
TEXTS = [
    ("Before:\n• one\n• two\nAfter", "Before:\n\n- one\n- two\nAfter"),
    ("·\tone\r\n·\ttwo", "- one\n- two"),
    ("▪ one\n\n▪ two", "- one\n\n- two"),
]


@pytest.fixture
def area(page: Page, transactional_db):
    edda()
    field = open_draft_of(page, draft("Audit"))
    field.fill("")
    return field


def test_what_was_laid_out_becomes_markdown(page: Page, area):
    """E-10."""
    for html, markdown in HTML:
        area.fill("")
        assert paste(area, html=html, text="the plain text")
        expect(area, html).to_have_value(markdown)
    assert page.problems == []


def test_bullets_of_a_plain_text_become_a_list(page: Page, area):
    """E-10: as in the samples."""
    for text, markdown in TEXTS:
        area.fill("")
        assert paste(area, text=text)
        expect(area).to_have_value(markdown)


def test_a_plain_text_without_bullets_is_left_to_the_browser(page: Page, area):
    assert not paste(area, text="One - two.\n\n- three")


def test_pasting_replaces_the_selection_and_can_be_undone(page: Page, area):
    area.fill("one two")
    area.select_text()
    paste(area, html="<p><b>three</b></p>")
    expect(area).to_have_value("**three**")
    area.press("Control+z")
    expect(area).to_have_value("one two")


def test_pictures_are_left_out_and_the_field_says_so(page: Page, area):
    """E-10."""
    assert paste(area, html='<p>before</p><img src="file:///x.png"><p>after</p>')
    expect(area).to_have_value("before\n\nafter")
    hint = page.get_by_text("A picture cannot stand in an entry")
    expect(hint).to_be_visible()
    paste(area, html="<p>x</p>")
    expect(hint).to_have_count(0)
    assert paste(area, picture=True)
    expect(hint).to_be_visible()
    assert page.problems == []


def test_with_shift_the_bare_text_is_pasted(page: Page, area):
    area.focus()
    page.keyboard.down("Control")
    page.keyboard.down("Shift")
    page.keyboard.down("KeyV")
    assert not paste(area, html="<p><b>x</b></p>", text="• x")
    page.keyboard.up("KeyV")
    page.keyboard.up("Shift")
    page.keyboard.up("Control")
    area.press("a")
    assert paste(area, html="<p><b>x</b></p>")
