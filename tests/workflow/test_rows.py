"""Many rows changed in one statement."""

from datetime import date, timedelta

import pytest

from glossary.models import Entry, Version
from glossary.workflow.rows import chunks, columns_of, update_rows
from tests import factories as make

pytestmark = pytest.mark.django_db


def stored(*names):
    return list(Version.objects.order_by("pk").values_list(*names))


def test_each_row_gets_its_own_value_whatever_the_type_of_the_column(django_assert_num_queries):
    versions = [make.draft("Gauge"), make.draft("Audit"), make.draft("Untouched")]
    day = date(2026, 11, 1)
    values = {
        "title": ["It’s 100 % new", "Other"],
        "dated": [day, None],
        "saved_at": [versions[0].saved_at + timedelta(days=1), versions[1].saved_at],
        "tag_names": [["a", "b"], []],
        "title_autolink": [False, True],
        "submitted_by_id": [make.petra().pk, None],
        "major": [2, None],
    }
    with django_assert_num_queries(1):
        update_rows(versions[:2], values)
    untouched = stored(*values)[2]
    assert stored(*values)[:2] == list(zip(*values.values(), strict=True))
    assert untouched[:2] == ("Untouched", None)


def test_one_value_for_all_needs_no_case(django_assert_num_queries):
    versions = [make.draft("Gauge"), make.draft("Audit")]
    with django_assert_num_queries(1) as captured:
        update_rows(versions, {"change_note": ["Said once", "Said once"]})
    assert "CASE" not in captured[0]["sql"]
    assert stored("change_note") == [("Said once",), ("Said once",)]


def test_rows_are_saved_as_they_stand_in_memory():
    first, second = (make.draft(title).entry for title in ("Gauge", "Audit"))
    first.slug, second.slug, second.title = "one", "two", "Not named"
    update_rows([first, second], columns_of([first, second], ["slug"]))
    assert list(Entry.objects.order_by("pk").values_list("slug", "title")) == [
        ("one", "Gauge"),
        ("two", "Audit"),
    ]


def test_nothing_to_change_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        update_rows([], {"title": []})


def test_chunks_hold_everything_in_order():
    assert list(chunks(range(5), size=2)) == [[0, 1], [2, 3], [4]]
