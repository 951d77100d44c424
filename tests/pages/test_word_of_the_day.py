"""The word of the day."""

from datetime import date, timedelta

import pytest

from glossary.models import Entry
from glossary.pages.word_of_the_day import word_of_the_day
from glossary.workflow.actions import withdraw
from tests.factories import draft, on, petra, proof, published

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 4)


def known(*titles: str) -> list[Entry]:
    with on("2026-03-01"):
        return [published(title, short_definition=f"what {title} is").entry for title in titles]


def test_another_day_has_another_word() -> None:
    known(*(f"Gauge {chr(97 + number)}" for number in range(8)))
    words = {word_of_the_day(DAY + timedelta(days=number)) for number in range(40)}
    assert len(words) > 4


def test_nothing_published_during_the_day_changes_the_word() -> None:
    known("Calibration", "Scale")
    words = [word_of_the_day(DAY + timedelta(days=number)) for number in range(20)]
    with on("2026-03-24"):
        for number in range(5):
            published(f"Ruler {number}", short_definition="what a ruler is")
    assert [word_of_the_day(DAY + timedelta(days=number)) for number in range(20)] == words


def test_on_the_first_day_all_are_chosen_from() -> None:
    with on("2026-03-04"):
        entry = published("Calibration", short_definition="comparison").entry
    assert word_of_the_day(DAY) == entry


def test_only_terms_in_force_with_a_definition_are_chosen() -> None:
    (gone, chosen) = known("Scale", "Calibration")
    with on("2026-03-02"):
        published("Gauge")
        published("What is a gauge?", kind="question", short_definition="an instrument")
        draft("Ruler", short_definition="what a ruler is")
        facts = {"reason": "obsolete", "explanation": "Nobody says so.", "proof": proof()}
        withdraw(gone.current, by=petra(), **facts)
    assert {word_of_the_day(DAY + timedelta(days=number)) for number in range(20)} == {chosen}


def test_an_empty_glossary_has_no_word() -> None:
    assert word_of_the_day(DAY) is None
