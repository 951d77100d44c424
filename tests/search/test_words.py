"""The words of a text, as a slower and plainer way finds them."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from glossary.search.words import HYPHENS, MAX_WORD, index_words, normalised, word_groups

JOINED = re.compile(rf"(?<=[^\W_])[{HYPHENS}](?=[^\W_])|(?<=\d)\.(?=\d)")
TEXTS = st.text(alphabet=f"ab9é-.'’_ \n\u0660ß質{HYPHENS}") | st.text()


def plain_groups(text: str) -> list[tuple[str, ...]]:
    """Split at all that joins nothing, then at what does."""
    marked = JOINED.sub("\0", normalised(text).replace("\0", " "))
    pieces = re.split(r"(?:[^\w\0]|_)+", marked)
    return [tuple(word[:MAX_WORD] for word in piece.split("\0")) for piece in pieces if piece]


@given(TEXTS)
@example("non-conformance of 8.5.1 and 8-D, e.g. a_b-c")
@example("x" * 300 + "-" + "y" * 300)
def test_words_that_hang_together_come_together(text: str) -> None:
    assert list(word_groups(text)) == plain_groups(text)


@given(TEXTS)
@example("a non-conformity report")
def test_the_index_has_the_words_in_their_order_first(text: str) -> None:
    words = [word for group in plain_groups(text) for word in group]
    assert index_words(text)[: len(words)] == words


@given(TEXTS)
def test_only_a_compound_is_repeated_in_one_piece(text: str) -> None:
    groups = plain_groups(text)
    compounds = [group for group in groups if len(group) > 1 and not all(map(str.isdecimal, group))]
    words = [word for group in groups for word in group]
    assert (index_words(text) == words) == (not compounds)
    for group in compounds:
        assert "".join(group[:2])[:MAX_WORD] in index_words(text)
