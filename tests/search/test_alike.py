"""Names nearly the same, and how many entries hold a word (E-20)."""

import pytest

from glossary.content import DesignationText
from glossary.search import holders_of, named_like, stands_in_a_name
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    ["Gauge", "gauges", "GAUGE", "Ga-uge", "Guage", "Gauges checks", "gauge check", "Gauge-checks"],
)
def test_a_name_is_found_by_what_is_nearly_the_same(name):
    gauge = make.published("Gauge", designations=(DesignationText(term="Gauge check"),)).entry
    assert named_like([name], limit=5) == [gauge.pk]


def test_other_figures_and_short_names_are_other_names():
    make.published("ISO 9001")
    make.published("AQL")
    assert named_like(["ISO 9004", "AQM", ""], limit=5) == []


def test_words_are_counted_up_to_a_limit():
    plans = [make.published(title, definition="A plan.").entry.pk for title in ("One", "Two")]
    make.published("Three", definition="Nothing.")
    held = holders_of(["plan", "vernier"], most=2)
    assert held == {"plan": frozenset(plans), "vernier": frozenset()}
    assert "plan" not in holders_of(["plan"], most=1)


def test_words_of_names_are_known():
    make.published("Audit plan", definition="It has steps.")
    assert stands_in_a_name("plan")
    assert not stands_in_a_name("steps")
