"""The HTML of several entries on one page."""

import pytest

from glossary.pages.placing import Placing


def placed(html: str, *, further: str = "") -> str:
    return Placing(name="audit", address="/glossary/audit/", texts=[html, further]).placed(html)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<h3 id="a--b">B</h3>', '<h4 id="audit--a--b">B</h4>'),
        ("<h5>B</h5><h6>C</h6>", "<h6>B</h6><h6>C</h6>"),
        ('<p id="x">A <a href="#x">B</a></p>', '<p id="audit--x">A <a href="#audit--x">B</a></p>'),
        ('<a href="#risks">B</a>', '<a href="/glossary/audit/#risks">B</a>'),
        (
            '<a class="term" href="#x" rel="a">B</a>',
            '<a class="term" href="/glossary/audit/#x" rel="a">B</a>',
        ),
    ],
)
def test_ids_links_and_headings_make_room(html: str, expected: str) -> None:
    assert placed(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/glossary/gauge/#x">B</a>',
        '<code>&lt;h3 id="x"&gt; href="#y" id="z"</code>',
        '<abbr title=" id=x > href=#y">A</abbr>',
        "<br><hr>",
    ],
)
def test_everything_else_stays_as_it_was_stored(html: str) -> None:
    assert placed(html) == html


def test_a_link_to_another_section_of_the_same_entry_stays_on_the_page() -> None:
    html = '<a href="#risks--first">B</a>'
    there = '<h3 id="risks--first">First</h3>'
    assert placed(html, further=there) == '<a href="#audit--risks--first">B</a>'
