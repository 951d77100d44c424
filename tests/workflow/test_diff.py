"""The word difference, as tables of old and new."""

import random
import time

import pytest

from glossary.content import (
    CitationText,
    Content,
    DesignationText,
    RelationText,
    SectionText,
)
from glossary.workflow.diff import Mark, Piece, content_diff, text_diff

SAME, ADDED, REMOVED = Mark.SAME, Mark.ADDED, Mark.REMOVED


def pieces(*pairs: tuple[Mark, str]) -> tuple[Piece, ...]:
    return tuple(Piece(mark=mark, text=text) for mark, text in pairs)


def definition(body: str) -> SectionText:
    return SectionText(kind="definition", body=body)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ()),
        ("one", "one", pieces((SAME, "one"))),
        ("", "one", pieces((ADDED, "one"))),
        ("one", "", pieces((REMOVED, "one"))),
        (
            "every quarter, alone",
            "every month, alone",
            pieces((SAME, "every "), (REMOVED, "quarter"), (ADDED, "month"), (SAME, ", alone")),
        ),
        ("first\n\nsecond", "first", pieces((SAME, "first"), (REMOVED, "\n\nsecond"))),
        ("Prüfung", "Prüfungen", pieces((REMOVED, "Prüfung"), (ADDED, "Prüfungen"))),
        ("a b", "a  b", pieces((SAME, "a"), (REMOVED, " "), (ADDED, "  "), (SAME, "b"))),
        ("<b>x</b>", "<i>x</i>", None),
    ],
)
def test_a_text_is_compared_word_by_word(old, new, expected):
    found = text_diff(old, new)

    assert "".join(piece.text for piece in found if piece.mark != REMOVED) == new
    assert "".join(piece.text for piece in found if piece.mark != ADDED) == old
    assert expected is None or found == expected


def test_equal_contents_have_no_difference():
    content = Content(title="Audit", tags=("iso",), sections=(definition("A check."),))

    assert content_diff(content, content) == []


def test_a_first_version_is_new_throughout():
    changes = content_diff(None, Content(title="Audit", sections=(definition("A check."),)))

    assert [(change.place, change.mark) for change in changes] == [
        ("title", ADDED),
        ("definition", ADDED),
    ]


def test_fields_come_first_then_sections_then_lists():
    """W-22: designations, relations and citations are listed apart."""
    old = Content(
        title="Audit",
        sections=(definition("A check."),),
        designations=(DesignationText(term="Check"),),
        citations=(CitationText(standard="ISO 9001", clause="9.2"),),
    )
    new = Content(
        title="Audit",
        tags=("iso",),
        sections=(definition("A planned check."),),
        designations=(DesignationText(term="Inspection"),),
        relations=(RelationText(number="QM-0007", kind="broader"),),
    )

    changes = content_diff(old, new)

    assert [change.place for change in changes] == [
        "tags",
        "definition",
        "designations",
        "relations",
        "citations",
    ]
    assert [piece.mark for piece in changes[2].pieces] == [REMOVED, ADDED]
    assert changes[3].pieces == pieces((ADDED, "broader · QM-0007"))


def test_a_confirmed_synonym_counts_as_a_change():
    old = Content(title="Audit", designations=(DesignationText(term="Check", reviewed=False),))
    new = Content(title="Audit", designations=(DesignationText(term="Check"),))

    assert [change.place for change in content_diff(old, new)] == ["designations"]


def test_lists_in_another_order_are_moved():
    names = DesignationText(term="Check"), DesignationText(term="Inspection")
    old = Content(title="Audit", designations=names)
    new = Content(title="Audit", designations=names[::-1])

    assert [change.mark for change in content_diff(old, new)] == [Mark.MOVED]


def test_a_section_under_a_new_heading_is_recognised():
    """W-22: a section that moved is not shown as removed and added."""
    old = Content(
        title="Audit", sections=(SectionText(kind="additional", heading="Cost", body="Much."),)
    )
    new = Content(
        title="Audit", sections=(SectionText(kind="additional", heading="Price", body="Much."),)
    )

    (change,) = content_diff(old, new)

    assert (change.mark, change.heading, change.before) == (Mark.MOVED, "Price", "Cost")
    assert change.pieces == pieces((SAME, "Much."))


def test_sections_that_change_places_are_recognised():
    one = SectionText(kind="additional", heading="One", body="1")
    two = SectionText(kind="additional", heading="Two", body="2")

    changes = content_diff(
        Content(title="Audit", sections=(one, two)), Content(title="Audit", sections=(two, one))
    )

    assert [change.mark for change in changes] == [Mark.MOVED]


def test_a_removed_section_shows_its_text():
    old = Content(title="Audit", sections=(definition("A check."),))

    (change,) = content_diff(old, Content(title="Audit"))

    assert change.mark == REMOVED
    assert change.pieces == pieces((REMOVED, "A check."))


def test_text_that_repeats_itself_is_compared_in_time():
    """W-22: no text of the allowed length stops the review page."""
    chance = random.Random(1)
    words = [" ".join(chance.choice("ab") for _ in range(450)) for _ in range(40)]
    old, new = "\n\n".join(words[:20]), "\n\n".join(words[20:])

    started = time.perf_counter()
    found = text_diff(old, new)

    assert time.perf_counter() - started < 5
    assert "".join(piece.text for piece in found if piece.mark != REMOVED) == new


def test_a_block_of_very_many_words_is_replaced_as_a_whole():
    old, new = "a b " * 2_000, "b a " * 2_000

    assert [piece.mark for piece in text_diff(old, new)] == [REMOVED, ADDED]
