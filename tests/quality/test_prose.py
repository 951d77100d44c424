"""Markdown becomes the sentences that a reader reads."""

import pytest

from glossary.quality.prose import addresses_in, plain, sentences


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("A **bold** and *slanted* word.", "A bold and slanted word."),
        ("See [the plan](/glossary/plan/) now.", "See the plan now."),
        ("- **Label**: text\n- other", "Label: text\nother"),
        ("1. first\n2) second", "first\nsecond"),
        ("## Head\n\n> quoted", "Head\n\nquoted"),
        ("keep `code` out", "keep   out"),
        ("before\n```\ncode\n```\nafter", "before\n\nafter"),
        ("before\n~~~\nnever closed", "before"),
        ("snake_case and 2*3*4 stay", "snake_case and 2*3*4 stay"),
        ("| a | b |\n|---|:-:|\n| c | d |", "a \n b \n\n\n c \n d"),
        ("", ""),
    ],
)
def test_markup_goes_and_words_stay(markdown, text):
    assert lines_of(plain(markdown)) == lines_of(text)


def lines_of(text):
    return [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("A limit, e.g. of 5 mm. Then more.", ["A limit, e.g. of 5 mm.", "Then more."]),
        ("By J. Smith. Next.", ["By J. Smith.", "Next."]),
        ("see 8.4.1 there. ok", ["see 8.4.1 there. ok"]),
        ("first item\nsecond item", ["first item", "second item"]),
        ("two\n  lines", ["two lines"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_stops(text, found):
    assert list(sentences(text)) == found


def test_links_are_found_outside_code_only():
    markdown = '[a](/glossary/a/ "A") and `[b](/b/)` and [c](https://example.org/c)'
    assert list(addresses_in(markdown)) == ["/glossary/a/", "https://example.org/c"]
