"""Texts of another field."""

import pytest

from glossary.quality.domain import off_domain
from tests.quality.texts import entry, said, vocabulary

LONG = "Fill a pan with water, add salt, and wait until bubbles rise to the top of it. " * 3


@pytest.mark.parametrize(
    "definition",
    [
        "Acceptance in human psychology is a person's assent to what has happened.",
        "In botany, an acceptance is a part of a plan for a garden.",
        "In the field of music the word names a pause.",
    ],
)
def test_a_definition_that_opens_in_another_field_is_found(definition):
    words = vocabulary(entry("Acceptance", definition=definition), entry("Plan"))
    assert len(list(off_domain(words))) == 1


def test_an_orphan_without_a_word_of_the_glossary_is_found():
    words = vocabulary(entry("Boiling", definition=LONG), entry("Plan"))
    assert said(off_domain(words)) == [("off-domain", "Boiling", "")]


@pytest.mark.parametrize(
    "good",
    [
        entry("Heating", definition=f"{LONG} The plan says how long."),
        entry("Boiling", definition="Too short to judge."),
        entry("Boiling", definition=LONG, relations=[("related", "Plan")]),
        entry("Boiling", definition=f"{LONG} It is planned."),
        entry("Boiling", definition=f"{LONG} See [there](/glossary/plan/)."),
        entry("Acceptance", definition="In music as in the plan, it comes last.", subject="Music"),
        entry("Acceptance", definition="It is a plan. In philosophy it is something else."),
    ],
)
def test_texts_of_the_field_are_not(good):
    plan = entry("Plan", names=["Planned work"], address="/glossary/plan/")
    assert list(off_domain(vocabulary(good, plan))) == []
