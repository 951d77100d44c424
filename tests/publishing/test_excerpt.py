"""The sentence around a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.publishing.excerpt import LONGEST_EXCERPT, excerpt_around


def around(text: str, word: str) -> str:
    start = text.index(word)
    return excerpt_around(text, start, start + len(word))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("First one. The audit, planned, ends. Last one.", "The audit, planned, ends."),
        ("audit", "audit"),
        ("The  (audit)\n ends! Now.", "The (audit) ends!"),
        ("It costs 3.5 a day, e.g. for an audit.", "It costs 3.5 a day, e.g. for an audit."),
        ("Before. “An audit?” he said.", "“An audit?” he said."),
    ],
)
def test_the_excerpt_is_the_sentence(text, sentence):
    assert around(text, "audit") == sentence


def test_a_long_sentence_is_cut_at_word_ends_on_both_sides():
    excerpt = around("word " * 100 + "audit" + " more" * 100, "audit")
    assert len(excerpt) <= LONGEST_EXCERPT
    assert excerpt.startswith("… word ")
    assert " word audit more " in excerpt
    assert excerpt.endswith(" more …")


def test_room_left_on_one_side_is_used_on_the_other():
    excerpt = around("An audit" + " more" * 100, "audit")
    assert excerpt.startswith("An audit more")
    assert LONGEST_EXCERPT - 20 < len(excerpt) <= LONGEST_EXCERPT


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 20))
def test_an_excerpt_is_never_too_long(text, start, length):
    start = min(start, len(text))
    assert len(excerpt_around(text, start, min(start + length, len(text)))) <= LONGEST_EXCERPT
