"""Headings for the list of contents."""

from glossary.publishing.outline import Heading, outline


def test_headings_come_with_level_id_and_words():
    html = (
        '<h3 id="risks--r-d">R&amp;D <em>costs</em></h3><p>a</p>'
        '<h4 id="risks--more">More<br>words</h4>'
    )
    assert outline(html) == (
        Heading(level=3, id="risks--r-d", text="R&D costs"),
        Heading(level=4, id="risks--more", text="More words"),
    )


def test_a_heading_without_id_or_words_is_left_out():
    assert outline('<h3>a</h3><h3 id="risks--b"></h3><p>c</p>') == ()


def test_of_two_headings_with_one_id_the_first_is_listed():
    html = '<h3 id="risks--a">first</h3><h3 id="risks--a">second</h3>'
    assert [heading.text for heading in outline(html)] == ["first"]
