"""Rows read by statements of our own."""

import pytest

from glossary.models import Relation, Version, fetch_columns, fetch_rows
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_columns_are_read_of_the_rows_with_one_of_the_values():
    one, other, _third = (make.draft(title) for title in ("Audit", "Batch", "Gauge"))
    among = [other.entry_id, one.entry_id]
    rows = fetch_columns(Version, ["id", "title"], where="entry_id", among=among)
    assert sorted(rows) == [(one.pk, "Audit"), (other.pk, "Batch")]


def test_more_keys_than_fit_into_a_statement_are_asked_for_in_several(
    monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr("glossary.models.fetching.KEYS_AT_ONCE", 2)
    versions = [make.draft(title) for title in ("Audit", "Batch", "Gauge")]
    statement = "SELECT title FROM glossary_version WHERE state = %s AND id IN ({})"
    with django_assert_num_queries(2):
        rows = fetch_rows(statement, [version.pk for version in versions], first=["draft"])
    assert sorted(rows) == [("Audit",), ("Batch",), ("Gauge",)]


def test_without_keys_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert fetch_columns(Relation, ["id"], where="version_id", among=[]) == []
