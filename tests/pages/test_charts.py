"""Columns of a chart, and the numbers of months behind them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from glossary.models import Entry
from glossary.pages.charts import HEIGHT, Point, column_chart, table_rows
from glossary.pages.trends import MONTHS, growth, month_after, review_load
from tests import factories as make


def points(*numbers: int) -> list[Point]:
    return [Point(label=f"Month {n}", short="M", number=number) for n, number in enumerate(numbers)]


@pytest.mark.parametrize(
    ("numbers", "heights"),
    [
        ((), []),
        ((0, 0), [0, 0]),
        ((0, 5, 10), [0, HEIGHT // 2, HEIGHT]),
        # What is more than nothing can be seen.
        ((1, 100_000), [2, HEIGHT]),
    ],
)
def test_the_highest_column_is_as_high_as_the_chart(numbers, heights):
    chart = column_chart("Reviews", points(*numbers))

    assert [column.height for column in chart.columns] == heights
    assert all(column.y + column.height == HEIGHT for column in chart.columns)
    assert chart.total == sum(numbers)
    assert chart.is_empty == (not any(numbers))


def test_columns_stand_beside_each_other_within_the_chart():
    columns = column_chart("Reviews", points(1, 2, 3)).columns
    chart = column_chart("Reviews", points(1, 2, 3))

    assert all(a.x + a.width < b.x for a, b in zip(columns, columns[1:], strict=False))
    assert columns[-1].x + columns[-1].width <= chart.width


def test_charts_of_the_same_months_make_one_table():
    charts = [column_chart("A", points(1, 2)), column_chart("B", points(3, 4))]

    assert table_rows(charts) == [("Month 0", [1, 3]), ("Month 1", [2, 4])]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 1)),
        (date(2026, 12, 5), 1, date(2027, 1, 1)),
        (date(2026, 11, 25), -11, date(2025, 12, 1)),
    ],
)
def test_months_are_counted_over_the_end_of_a_year(day, months, expected):
    assert month_after(day, months) == expected


def numbers_of(today: date) -> dict[str, list[int]]:
    return {chart.title: [point.number for point in chart.points] for chart in growth(today)}


@pytest.mark.django_db
def test_what_was_in_force_in_work_and_withdrawn_is_counted_at_the_end_of_months():
    with make.on("2026-01-10"):
        gauge = make.published("Gauge")
    with make.on("2026-03-10"):
        make.draft("Hammer")
        make.discarded("Nonsense")
    with make.on("2026-04-10"):
        make.republished(gauge)
        make.withdrawn("Old")

    found = numbers_of(date(2026, 5, 20))

    # From June of the year before to May.
    assert found["Published"] == [0] * 7 + [1, 1, 1, 1, 1]
    assert found["In work"] == [0] * 7 + [0, 0, 1, 1, 1]
    assert found["Withdrawn"] == [0] * 7 + [0, 0, 0, 1, 1]


@pytest.mark.django_db
def test_the_chart_agrees_with_the_database_today():
    for state in make.VERSION_IN:
        make.VERSION_IN[state](f"In {state}")

    found = numbers_of(timezone.localdate())

    assert found["Published"][-1] == Entry.objects.published().count()
    assert found["Withdrawn"][-1] == Entry.objects.withdrawn().count()
    assert found["In work"][-1] == 5


@pytest.mark.django_db
def test_reviews_are_counted_by_month_and_the_overdue_apart():
    today = date(2026, 5, 20)
    days = (date(2024, 1, 1), date(2026, 5, 19), date(2026, 5, 20), date(2026, 6, 1))
    for number, day in enumerate((*days, date(2027, 4, 30), date(2027, 5, 1))):
        entry = make.published(f"Gauge {number}").entry
        Entry.objects.filter(pk=entry.pk).update(next_review=day)

    chart = review_load(today)

    assert [point.number for point in chart.points] == [2, 1, 1] + [0] * 9 + [1]
    assert [point.is_marked for point in chart.points] == [True] + [False] * MONTHS


@pytest.mark.django_db
@pytest.mark.parametrize("count", [growth, review_load])
def test_each_chart_takes_one_query(count):
    make.published("Gauge")
    with CaptureQueriesContext(connection) as captured:
        count(timezone.localdate() + timedelta(days=40))

    assert len(captured) == 1
