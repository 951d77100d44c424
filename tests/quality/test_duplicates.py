"""E-20: names that are nearly the same, and names that only look so."""

import pytest

from glossary.content import DesignationText
from glossary.quality.duplicates import duplicates
from tests.quality.texts import entry, said, vocabulary


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Non-conformance", "Nonconformance"),
        ("Work instruction", "Work Instructions"),
        ("Café audit", "Cafe audit"),
        ("Café", "Cafe\u0301"),
        ("Calibration", "Calibraton"),
        ("Calibration label", "Callibration label"),
        ("Quality assurance", "Quality asurrance"),
        ("Organisation", "Organization"),
        ("Gauge study", "Guage study"),
    ],
)
def test_spellings_of_one_name_are_reported_at_the_later_entry(one, other):
    ((rule, key, about),) = said(duplicates(vocabulary(entry(one), entry(other))))
    assert rule in ("near-duplicate", "same-title")
    assert (key, about) == (other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ISO 9000", "ISO 9001"),
        ("Type I error", "Type II error"),
        ("Accuracy", "Trueness"),
        ("Repair", "Regrade"),
        ("Audit", "Audit plan"),
        ("PPM", "PPMs report"),
        ("Rework", "Network"),
        ("Readability", "Reliability"),
        ("C", "C++"),
    ],
)
def test_different_names_are_left_alone(one, other):
    assert list(duplicates(vocabulary(entry(one), entry(other)))) == []


def test_two_words_in_use_are_two_words():
    """A misspelled word stands in one entry only; "internal" and "external" stand in others."""
    words = vocabulary(
        entry("Internal audit", definition="Made by own people, unlike an external audit."),
        entry("External audit", definition="Made by others, unlike an internal audit."),
    )
    assert list(duplicates(words)) == []


def test_one_title_in_two_subjects_is_no_fault():
    one = entry("Acceptance", key="1", subject="Inspection")
    assert list(duplicates(vocabulary(one, entry("Acceptance", key="2", subject="Risk")))) == []
    assert said(
        duplicates(vocabulary(one, entry("Acceptance", key="2", subject="inspection")))
    ) == [("same-title", "2", "Acceptance")]


def test_a_synonym_that_is_another_entrys_name_is_reported_once():
    words = vocabulary(
        entry("Concession", names=["Waiver", "Use as is"]),
        entry("Waiver", names=["Use-as-is"]),
    )
    assert said(duplicates(words)) == [("near-duplicate", "Waiver", "Waiver")]


@pytest.mark.parametrize(
    "other",
    [
        entry("Release", names=[DesignationText(term="Waiver", acceptability="search-only")]),
        entry("Verzicht", names=[DesignationText(term="Waiver", language="fr")]),
        entry("Waiver", key="q", kind="question"),
        entry("Waiver", key="de", language="de"),
    ],
)
def test_words_for_searching_other_languages_and_questions_do_not_count(other):
    assert list(duplicates(vocabulary(entry("Waiver"), other))) == []
