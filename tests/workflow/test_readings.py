"""How often entries are read: counted in memory, added up by month, forgotten in time (E-34)."""

from datetime import date

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext, override_settings

from glossary.models import Reading
from glossary.workflow.readings import (
    WRITE_AFTER_SECONDS,
    Tally,
    first_month,
    forget_readings,
    note_reading,
    tally,
)
from tests import factories as make

pytestmark = pytest.mark.django_db


class Watch:
    """A clock that a test moves."""

    time = 0.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def gauge() -> int:
    return make.published("Gauge").entry.pk


def counts() -> dict[tuple[int, date], int]:
    rows = Reading.objects.values_list("entry", "month", "count")
    return {(entry, month): count for entry, month, count in rows}


def write_with(counting: Tally, watch: Watch, *entries: int) -> None:
    """Count readings so that the last of them writes all."""
    for entry in entries[:-1]:
        counting.add(entry)
    watch.time += WRITE_AFTER_SECONDS
    counting.add(entries[-1])


def test_readings_are_kept_in_memory_and_written_together(watch: Watch, gauge: int) -> None:
    scale = make.published("Scale").entry.pk
    counting = Tally(watch)
    with CaptureQueriesContext(connection) as few:
        counting.add(gauge)
        counting.add(gauge)
    assert len(few) == 0
    assert counts() == {}
    with make.on("2026-03-31"):
        write_with(counting, watch, gauge, scale)
        assert counts() == {(gauge, date(2026, 3, 1)): 3, (scale, date(2026, 3, 1)): 1}
        write_with(counting, watch, gauge)
    with make.on("2026-04-01"):
        write_with(counting, watch, gauge)
    assert counts() == {
        (gauge, date(2026, 3, 1)): 4,
        (scale, date(2026, 3, 1)): 1,
        (gauge, date(2026, 4, 1)): 1,
    }


def test_an_entry_that_has_gone_takes_no_other_with_it(watch: Watch, gauge: int) -> None:
    write_with(Tally(watch), watch, gauge, 10**6)
    assert [entry for entry, _month in counts()] == [gauge]


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_written_is_kept_for_the_next_time(
    watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    gauge = make.published("Gauge").entry.pk
    counting = Tally(watch)

    def refuse(*_given: object) -> None:
        raise OperationalError("disk full")

    with connection.execute_wrapper(refuse):
        write_with(counting, watch, gauge, gauge)
    assert counts() == {}
    assert "readings were not written yet" in caplog.text
    write_with(counting, watch, gauge)
    assert [*counts().values()] == [3]


def test_nothing_is_counted_where_nothing_is_kept(gauge: int) -> None:
    with override_settings(GLOSSARY={"reading_months": 0}):
        note_reading(gauge)
    assert not tally.counts
    note_reading(gauge)
    assert tally.counts == {gauge: 1}


@pytest.mark.parametrize(
    ("today", "months", "first"),
    [
        (date(2026, 3, 31), 12, date(2025, 4, 1)),
        (date(2026, 12, 1), 12, date(2026, 1, 1)),
        (date(2026, 1, 5), 1, date(2026, 1, 1)),
        (date(2026, 1, 5), 2, date(2025, 12, 1)),
    ],
)
def test_the_months_that_are_kept_end_with_this_one(today: date, months: int, first: date) -> None:
    with override_settings(GLOSSARY={"reading_months": months}):
        assert first_month(today) == first


def test_old_months_are_forgotten(gauge: int) -> None:
    for month in ("2025-03-01", "2025-04-01"):
        Reading.objects.create(entry_id=gauge, month=month, count=5)
    with make.on("2026-03-31"):
        assert forget_readings() == 1
    assert [month for _entry, month in counts()] == [date(2025, 4, 1)]
