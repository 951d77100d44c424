"""Bullets become Markdown lists; synonyms and related articles become records."""

import pytest

from glossary.exchange.formats.lexicon_lists import bar_of, markdown_of, related_of, synonyms_of


@pytest.mark.parametrize(
    ("plain", "markdown"),
    [
        ("  • one\n  • two", "- one\n- two"),
        ("- one\n\n- two", "- one\n- two"),
        ("* one\n*emphasis* stays", "- one\n\n*emphasis* stays"),
        ("1. one\n2) two\n10. ten", "1. one\n2. two\n10. ten"),
        ("Lead-in:\n• one", "Lead-in:\n\n- one"),
        ("Lead-in:\n\n\n• one\n\nAfter.", "Lead-in:\n\n- one\n\nAfter."),
        ("• one\n    ◦ inner\n    ◦ inner 2\n• two", "- one\n    - inner\n    - inner 2\n- two"),
        ("• one\n        • deep\n    • less deep", "- one\n    - deep\n    - less deep"),
        ("• one\n  goes on\nand on\n• two", "- one\n    goes on\n    and on\n- two"),
        ("• one\n\n1. first", "- one\n\n1. first"),
        ("    indented text", "indented text"),
        ("wrapped\nlines", "wrapped\nlines"),
        ("-no bullet, 3.5 neither", "-no bullet, 3.5 neither"),
        ("a <b> c < d <https://example.org>", "a &lt;b> c < d <https://example.org>"),
        ("<!-- gone? --> </p>", "&lt;!-- gone? --> &lt;/p>"),
        ("Qualität • mitten im Satz", "Qualität • mitten im Satz"),
        ("", ""),
    ],
)
def test_plain_lines_become_markdown(plain, markdown):
    assert markdown_of(plain.split("\n")) == markdown


@pytest.mark.parametrize(
    ("plain", "markdown"),
    [
        ("• Label: text", "- **Label**: text"),
        ("• Label: one: two", "- **Label**: one: two"),
        ("• see https://example.org", "- see https://example.org"),
        ("• A sentence. Then: more", "- A sentence. Then: more"),
        ("• **Bold**: text", "- **Bold**: text"),
        ("Lead: no item", "Lead: no item"),
    ],
)
def test_labels_of_items_become_bold_where_asked(plain, markdown):
    assert markdown_of([plain], bold_labels=True) == markdown


@pytest.mark.parametrize(
    ("lines", "terms", "complete"),
    [
        (
            ["  • Lot Tracking", "", "  • lot-tracking", "  • Tracing;"],
            ["Lot Tracking", "Tracing"],
            True,
        ),
        (["Approval, Clearance; Go-ahead."], ["Approval", "Clearance", "Go-ahead"], True),
        (["• Approval: given by a person"], ["Approval"], False),
        (["Other words are used in other trades, as the case may be."], [], False),
        (["These terms are close:", "- Approval"], ["Approval"], False),
        (["• " + "x" * 101], [], False),
    ],
)
def test_synonyms_are_unreviewed_designations(lines, terms, complete):
    found = synonyms_of(lines)
    assert [word.term for word in found.designations] == terms
    assert all(not word.reviewed for word in found.designations)
    assert (
        found.complete,
        {word.acceptability for word in found.designations} <= {"admitted"},
    ) == (
        complete,
        True,
    )


@pytest.mark.parametrize(
    ("line", "bar"),
    [
        ("Batch ■■■■■■■■■■", "■" * 10),
        ("Batch■■■□□  ", "■■■□□"),
        ("Batch", ""),
        ("A ■ in the text", ""),
        ("one ■", ""),
    ],
)
def test_a_bar_stands_at_the_end_of_a_line(line, bar):
    assert bar_of(line) == bar


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Batch ■■■■", "A batch, for . . . Read More"], [("Batch", "4/4", "A batch, for")]),
        (["High-quality ■□", "The end. . . . Read More"], [("High-quality", "1/2", "The end.")]),
        (
            ["Batch ■■", "one", "two...Read more", "Lot ■■"],
            [("Batch", "2/2", "one two"), ("Lot", "2/2", "")],
        ),
        (
            ["Batch", "A batch … Read More", "", "Lot", "A lot"],
            [("Batch", "", "A batch"), ("Lot", "", "A lot")],
        ),
        (["• Batch", "• Lot", "• Part"], [("Batch", "", ""), ("Lot", "", ""), ("Part", "", "")]),
        ([], []),
    ],
)
def test_related_articles_keep_title_rating_and_teaser(lines, found):
    assert [(one.title, one.rating, one.teaser) for one in related_of(lines)] == found
