"""Version numbers and review dates."""

from datetime import date

import pytest

from glossary.models import Version
from glossary.workflow.numbering import months_after, next_label


@pytest.mark.parametrize(
    ("previous", "change_class", "expected"),
    [
        (None, "minor", (1, 0)),
        (Version(major=None, minor=None), "major", (1, 0)),
        (Version(major=1, minor=0), "minor", (1, 1)),
        (Version(major=1, minor=9), "editorial", (1, 10)),
        (Version(major=1, minor=9), "major", (2, 0)),
    ],
)
def test_the_number_follows_the_class_of_change(previous, change_class, expected):
    """W-04."""
    assert next_label(previous, change_class) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 15), 24, date(2028, 1, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_review_falls_on_the_same_day_or_the_last_of_the_month(day, months, expected):
    assert months_after(day, months) == expected
