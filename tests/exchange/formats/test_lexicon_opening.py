"""The name of an entry from its first sentence, and the line of translations."""

import pytest

from glossary.exchange.formats.lexicon_opening import name_of_file, title_of, translations_of


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("In the quality management context, drift refers to a slow change.", "Drift"),
        ("In the context of quality management, drift means a change.", "Drift"),
        ('In the quality management context, "Gauge" refers to a tool.', "Gauge"),
        ("Drift in the quality management context refers to a change.", "Drift"),
        ("Root-cause, in the context of quality management, denotes a link.", "Root-cause"),
        ("A control chart is a picture of a process.", "Control chart"),
        ("The term “first pass yield” denotes a share.", "First pass yield"),
        ("Statistical process control (SPC) is a way to watch.", "Statistical process control"),
        ("First in, first out", ""),
        ("ALCOA+ stands for five duties of a record.", "ALCOA+"),
        ("ISO 9001:2015 is a standard.", "ISO 9001:2015"),
        ("It is often said that measuring helps.", ""),
        ("Whoever measures the same thing twice on two days is wise.", ""),
        ("Qualität ist alles", ""),
    ],
)
def test_the_first_sentence_names_the_term(sentence, title):
    found = title_of([sentence], name="page-17.txt")
    assert found.text == (title or "Page 17")
    assert len(found.marks) == 1


@pytest.mark.parametrize(
    ("paragraphs", "name", "title"),
    [
        (["Drift in gauges is a slow change."], "drift.txt", "Drift"),
        (["Drift in gauges is a slow change."], "lexicon-drift-in-gauges.txt", "Drift in gauges"),
        (["Letting go is hard.", "Release is a decision."], "a/b/lexicon-release.txt", "Release"),
    ],
)
def test_the_name_of_the_file_decides_between_names(paragraphs, name, title):
    found = title_of(paragraphs, name=name)
    assert (found.text, found.marks) == (title, ())


def test_the_name_of_a_file_is_made_readable():
    assert name_of_file("c:\\in\\lexicon-non_conforming-item.txt") == "Non conforming item"
    assert name_of_file("-.txt") == "-.txt"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Deutsch: Freigabe / Español: Liberación", {"de": "Freigabe", "es": "Liberación"}),
        ("Deutsch: Ein-/Ausgang / Polski: Wejście /", {"de": "Ein-/Ausgang", "pl": "Wejście"}),
        ("German: a/Dutch: b / Français: / 日本語: 品質", {"de": "a", "nl": "b", "ja": "品質"}),
        ("DEUTSCH: Maß", {"de": "Maß"}),
    ],
)
def test_translations_are_equivalents_in_their_language(line, found):
    words = translations_of(line).designations
    assert {word.language: word.term for word in words} == found
    assert {word.acceptability for word in words} == {"preferred"}


@pytest.mark.parametrize(
    "line", ["Note: this is text / more: text", "Deutsch ist schwer", "", "a/b"]
)
def test_other_lines_are_no_translations(line):
    assert translations_of(line) is None


def test_an_unknown_language_is_not_lost():
    found = translations_of("Deutsch: Maß / Klingon: juH / Español: Medida")
    assert found.unknown == ("Klingon: juH",)
    assert len(found.designations) == 2
