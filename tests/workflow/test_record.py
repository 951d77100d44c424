"""The audit chain."""

import pytest

from glossary.models import ChainHead, Decision
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_rows_are_gapless_and_each_carries_the_hash_of_the_one_before():
    """A-05."""
    make.published()
    rows = list(Decision.objects.order_by("seq"))
    assert [row.seq for row in rows] == [1, 2, 3, 4]
    assert [row.prev_hash for row in rows] == ["", *(row.row_hash for row in rows[:-1])]
    assert all(row.row_hash == row.computed_hash() for row in rows)
    assert ChainHead.objects.get().row_hash == rows[-1].row_hash


def test_names_are_copied_so_that_later_changes_alter_no_row():
    """A-12."""
    make.draft()
    edda = make.edda()
    edda.last_name = "Married"
    edda.save()
    edda.groups.clear()
    row = Decision.objects.get()
    assert (row.actor_name, row.actor_roles) == ("Edda Ehlers", "author")
