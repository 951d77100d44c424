"""Cutting a page into blocks loses nothing; parts get their names by heading or by count."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.exchange.formats.lexicon_blocks import (
    blocks_of,
    parts_of,
    without_notices,
)

CORPUS = Path(__file__).parents[2] / "corpus"


def reassembled(text):
    return "".join(block.gap + block.text for block in blocks_of(text))


def names(text):
    return [(part.kind, part.by_position) for part in parts_of(blocks_of(text))]


@pytest.mark.parametrize("path", sorted(CORPUS.glob("lexicon-*.txt")), ids=lambda path: path.name)
def test_the_blocks_of_a_page_make_the_page_again(path):
    text = path.read_text()
    assert reassembled(text) == text


@given(st.text(alphabet="ab•■ \t\n\u00a0\u2028\x0c"))
def test_any_text_is_reassembled_character_for_character(text):
    assert reassembled(text) == text


def test_blocks_know_their_line_and_the_blank_lines_before():
    blocks = blocks_of("one\ntwo\n\n \nthree\n\n")
    assert [(block.line, block.blank_lines, block.lines) for block in blocks] == [
        (1, 0, ["one", "two"]),
        (5, 2, ["three"]),
        (7, 1, [""]),
    ]


def test_lost_headings_are_named_where_their_number_is_exact():
    text = "A.\n\nExamples\n\nB.\n\n\nC.\n\n\nD.\n\nmore D.\n\nHistory\n\nE.\n"
    assert names(text) == [
        ("definition", False),
        ("examples", False),
        ("risks", True),
        ("recommendations", True),
        ("history", False),
    ]


@pytest.mark.parametrize("lost", ["C.", "C.\n\n\nD.\n\n\nE."])
def test_lost_headings_stay_without_a_name_where_their_number_is_not_exact(lost):
    text = f"A.\n\nExamples\n\nB.\n\n\n{lost}\n\nHistory\n\nF.\n"
    unnamed = [part for part in parts_of(blocks_of(text)) if not part.kind]
    assert len(unnamed) == lost.count(".")
    assert unnamed[0].candidates == ("Risks", "Recommendations")
    assert unnamed[0].line == 8


def test_headings_out_of_order_name_nothing_by_position():
    text = "A.\n\nSummary\n\nB.\n\n\nC.\n\nRisks\n\nD.\n"
    assert names(text)[2] == ("", False)


def test_the_gap_of_a_lost_heading_is_measured_against_the_page():
    text = "A.\n\n\nRisks\n\n\nB.\n\n\nmore B.\n\n\nSummary\n\n\nC.\n"
    assert names(text) == [("definition", False), ("risks", False), ("summary", False)]


def test_a_heading_needs_no_blank_line_after_or_before_it():
    text = "A.\n\nRisks\nB.\nSummary\nC.\n"
    assert names(text) == [("definition", False), ("risks", False), ("summary", False)]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("Tools and Methods", True),
        ("Tools and Methods:", True),
        ("## what to measure", True),
        ("A short paragraph without an end", False),
        ("It Ends Here.", False),
    ],
)
def test_an_unknown_heading_is_known_by_its_looks(line, is_heading):
    found = names(f"A.\n\nRisks\n\nB.\n\n{line}\n\nC.\n")
    assert (("additional", False) in found) == is_heading


def test_titles_of_related_articles_are_no_headings():
    text = "A.\n\nRelated Articles\n\nRisk ■■\nText . . . Read More\n\nSafety Case ■■\nText\n"
    assert names(text) == [("definition", False), ("related", False)]


def test_notices_of_the_site_are_taken_out_and_kept():
    blocks, notices = without_notices(
        blocks_of("A.\n\n\nPrint | Email\n\nB.\nRead More\n\nYou have no rights to post comments\n")
    )
    assert [block.lines for block in blocks] == [["A."], ["B."]]
    assert blocks[1].blank_lines == 2
    assert notices == ["Print | Email", "Read More", "You have no rights to post comments"]
