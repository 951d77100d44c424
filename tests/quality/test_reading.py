"""How long the sentences of a text are."""

import pytest

from glossary.quality.reading import words_a_sentence


@pytest.mark.parametrize(
    ("markdown", "average", "longest"),
    [
        ("", 0, 0),
        ("One two three.", 3, 3),
        ("One two. One two three four.", 3, 4),
        ("- **One** two\n- [three](https://example.org/a/b) four five six", 3, 4),
        ("```\nthis is code and no prose at all\n```\nOne.", 1, 1),
    ],
)
def test_words_are_counted_by_sentence(markdown, average, longest):
    """E-11."""
    assert words_a_sentence(markdown) == (average, longest)
