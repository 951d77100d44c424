"""Sentences cut around a name."""

import pytest

from glossary.pages.mentions import around


@pytest.mark.parametrize(
    ("name", "sentence", "parts"),
    [
        ("audit", "An audit begins.", ("An ", "audit", " begins.")),
        ("audit", "Some auditors audit.", ("Some auditors ", "audit", ".")),
        ("audit", "Only auditors.", ("Only ", "audit", "ors.")),
        ("C++", "In C++, too.", ("In ", "C++", ", too.")),
        ("gauge", "It measures …", ("It measures …", "", "")),
    ],
)
def test_the_whole_word_is_marked(name: str, sentence: str, parts: tuple[str, str, str]) -> None:
    assert around(name, sentence) == parts
