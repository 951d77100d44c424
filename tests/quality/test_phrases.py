"""Phrases that say nothing, and the same words everywhere."""

import pytest

from glossary.quality.phrases import repeated_phrases, stock_phrases
from tests.quality.texts import entry, said, vocabulary


@pytest.mark.parametrize(
    "phrase",
    [
        "plays a crucial role",
        "play an important part",
        "In today's fast-paced business world",
        "It is important to note",
        "cannot be overstated",
        "last but not least",
        "when it comes to",
    ],
)
def test_a_stock_phrase_is_found_once_an_entry(phrase):
    text = f"Here {phrase} for all.\nAgain {phrase}."
    assert said(stock_phrases(vocabulary(entry("Audit", definition=text)))) == [
        ("stock-phrase", "Audit", phrase)
    ]


def test_plain_words_are_none():
    text = "She plays a role in the play. It is important to weigh twice. The end of the day shift."
    assert list(stock_phrases(vocabulary(entry("Audit", definition=text)))) == []


def sharing(*texts):
    return vocabulary(*(entry(f"Term {n}", definition=text) for n, text in enumerate(texts)))


SHARED = "one who forgets the label pays for it twice in the end"


def test_a_run_of_words_in_three_entries_is_reported_once():
    words = sharing(f"We say {SHARED}.", f"But {SHARED} here.", f"{SHARED.capitalize()}.")
    (finding,) = repeated_phrases(words)
    assert finding.message.startswith("3 entries say “")
    assert finding.others == ("Term 1", "Term 2")


@pytest.mark.parametrize(
    "texts",
    [
        [f"We say {SHARED}.", f"But {SHARED} here."],
        ["The rules of the European Union on product safety of goods apply."] * 3,
        ["It came into force on 13 December with all its annexes."] * 3,
        ["Two short words.", "Two short words.", "Two short words."],
    ],
)
def test_pairs_names_dates_and_short_phrases_are_not(texts):
    assert list(repeated_phrases(sharing(*texts))) == []
