"""The first sentence of a text, as a preview shows it."""

import pytest

from glossary.pages.previews import LONGEST_TEXT, first_sentence

LONG = "measures " * 60


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", ""),
        ("departure from a requirement", "departure from a requirement"),
        ("It measures. It is made of steel.", "It measures."),
        ("It measures!  »Steel« is used.", "It measures! »Steel« is used."),
        ("He said “it measures.” Then he left.", "He said “it measures.”"),
        ("It measures.\n\nIt is made of steel.", "It measures."),
        ("tool, e.g. Abbe's, with 0.5 mm. It is made of steel.", "tool, e.g. Abbe's, with 0.5 mm."),
        ("Was J. Juran right? Often.", "Was J. Juran right?"),
        ("So says ISO 9001:2015, 8.4. Nobody else.", "So says ISO 9001:2015, 8.4."),
        ("Прибор меряет. Он стальной.", "Прибор меряет."),
        ("It measures. a small one", "It measures. a small one"),
        (f"It measures. It {LONG}.", "It measures."),
    ],
)
def test_a_sentence_ends_where_a_reader_sees_its_end(text: str, sentence: str) -> None:
    """R-03."""
    assert first_sentence(text) == sentence


@pytest.mark.parametrize("text", [LONG, f"It {LONG}. It is long.", "a. B. " * 100, "x" * 2_000])
def test_what_is_too_long_is_cut_at_a_word_end(text: str) -> None:
    """R-03."""
    sentence = first_sentence(text)
    assert len(sentence) <= LONGEST_TEXT
    assert sentence.endswith(" …")
    kept = sentence.removesuffix(" …")
    assert " ".join(text.split()).startswith(kept)
    assert " " not in text.strip() or kept.split()[-1].rstrip(".") in {"measures", "a", "B"}


@pytest.mark.parametrize("end", [" It", ""])
def test_a_sentence_of_just_the_length_is_whole(end: str) -> None:
    """R-03."""
    sentence = f"{'x' * 9} " * 29 + f"{'x' * 9}."
    assert len(sentence) == LONGEST_TEXT
    assert first_sentence(sentence + end) == sentence
    assert first_sentence(f"x{sentence}{end}").endswith(" …")
