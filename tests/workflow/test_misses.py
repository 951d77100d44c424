"""Counting searches without result, dismissing them, forgetting them (E-33)."""

import logging
from datetime import date
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from glossary.errors import MissingRole
from glossary.models import DismissedSearch, SearchMiss
from glossary.workflow import misses
from glossary.workflow.misses import (
    dismiss,
    forget_answered,
    forget_misses,
    impatient,
    note_miss,
    take_back,
)
from glossary.workflow.patience import PATIENCE_MS
from tests import factories as make

pytestmark = pytest.mark.django_db


def counts() -> list[tuple[str, str, str, int]]:
    rows = SearchMiss.objects.order_by("day", "folded", "language")
    return [(row.text, row.language, row.day.isoformat(), row.count) for row in rows]


def missed(text: str, *, day: str = "2026-03-01", language: str = "en", times: int = 1) -> None:
    with make.on(day):
        for _time in range(times):
            assert note_miss(text, language=language)


def test_spellings_of_one_text_count_together_each_day_and_language() -> None:
    missed("Process audit")
    missed("process-audit", times=2)
    missed("Process audit", language="de")
    missed("PROCESS AUDIT", day="2026-03-02")
    assert counts() == [
        ("Process audit", "de", "2026-03-01", 1),
        ("Process audit", "en", "2026-03-01", 3),
        ("PROCESS AUDIT", "en", "2026-03-02", 1),
    ]


def test_nothing_but_the_words_the_language_and_the_day_is_kept() -> None:
    """E-33: no address, no session, no time of day."""
    missed("Process audit")
    columns = {field.name for field in SearchMiss._meta.concrete_fields}
    assert columns == {"id", "folded", "text", "language", "day", "count"}
    assert type(SearchMiss.objects.get().day) is date


def test_a_text_that_looks_personal_is_not_counted() -> None:
    assert not note_miss("edda@example.org", language="en")
    assert not note_miss("call 0170 1234567", language="en")
    assert not SearchMiss.objects.exists()


def test_a_robot_cannot_fill_the_table() -> None:
    with patch.object(misses, "TEXTS_PER_DAY", 2):
        missed("First")
        missed("Second")
        with make.on("2026-03-01"):
            assert not note_miss("Third", language="en")
            assert not note_miss("First", language="de")
        missed("First")
        missed("Third", day="2026-03-02")
    assert [(row[0], row[3]) for row in counts()] == [("First", 2), ("Second", 1), ("Third", 1)]


def test_counting_is_one_statement() -> None:
    for _time in range(2):
        with CaptureQueriesContext(connection) as captured:
            note_miss("Process audit", language="en")
        written = [query for query in captured if "busy_timeout" not in query["sql"]]
        assert len(written) == 1


def test_where_the_site_keeps_none_none_is_counted() -> None:
    with override_settings(GLOSSARY={"missed_search_days": 0}):
        assert not note_miss("Process audit", language="en")
    assert not SearchMiss.objects.exists()


def test_a_failure_to_count_is_only_logged_and_without_the_text(caplog) -> None:
    with (
        patch.object(misses, "impatient", side_effect=DatabaseError("Process audit")),
        caplog.at_level(logging.WARNING),
    ):
        assert not note_miss("Process audit", language="en")
    assert "was not counted: DatabaseError" in caplog.text
    assert "Process audit" not in caplog.text


def patience() -> int:
    """Return how many milliseconds this connection waits for a lock; PostgreSQL is not asked."""
    if connection.vendor != "sqlite":
        return PATIENCE_MS
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        return cursor.fetchone()[0]


def test_counting_waits_shortly_and_later_writes_wait_as_long_as_before() -> None:
    before = patience()
    with pytest.raises(DatabaseError), impatient():
        assert patience() == PATIENCE_MS <= before
        raise DatabaseError
    assert patience() == before


def test_a_dismissed_text_is_no_longer_wanted_until_it_is_taken_back() -> None:
    missed("Canteen")
    missed("Canteen", language="de")
    wanted = SearchMiss.objects.wanted(since=date(2026, 1, 1))
    dismiss("canteen", language="en", reason=" Not our field ", by=make.edda())
    dismiss("canteen", language="en", by=make.rolf())
    dismissed = DismissedSearch.objects.get()
    assert (dismissed.reason, dismissed.by) == ("Not our field", make.edda())
    assert [row.language for row in wanted.all()] == ["de"]
    missed("Canteen", day="2026-03-05")
    assert [row.language for row in wanted.all()] == ["de"]
    take_back(dismissed, by=make.petra())
    assert wanted.all().count() == 3


@pytest.mark.parametrize("person", [make.vera, make.root])
def test_only_editors_dismiss_and_take_back(person) -> None:
    with pytest.raises(MissingRole):
        dismiss("Canteen", language="en", by=person())
    dismiss("Canteen", language="en", by=make.edda())
    with pytest.raises(MissingRole):
        take_back(DismissedSearch.objects.get(), by=person())
    assert DismissedSearch.objects.count() == 1


def test_counts_are_forgotten_when_they_are_older_than_they_are_kept() -> None:
    missed("Old", day="2026-03-01")
    missed("Kept", day="2026-03-02")
    with make.on("2026-03-31"), override_settings(GLOSSARY={"missed_search_days": 30}):
        assert forget_misses() == 1
        assert forget_misses() == 0
    assert [row[0] for row in counts()] == ["Kept"]
    with make.on("2026-03-31"), override_settings(GLOSSARY={"missed_search_days": 0}):
        assert forget_misses() == 1


def test_counts_of_what_is_found_by_now_are_forgotten() -> None:
    """By a name, in another number, and in a text."""
    for text in ("Process audit", "gauges", "torque wrench", "Hammer"):
        missed(text)
        missed(text, day="2026-03-02")
    make.published("Process-audit")
    make.published("Gauge", definition="It is no torque wrench.")
    assert forget_answered() == 3
    assert {row[0] for row in counts()} == {"Hammer"}
