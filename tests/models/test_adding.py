"""Rows added without instances are those that Django would have written."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from glossary.models import (
    Batch,
    Citation,
    Decision,
    ImportedSource,
    Outcome,
    Rendering,
    Section,
    SectionKind,
    Standard,
    Waiver,
    add_rows,
)
from glossary.workflow.transitions import Action
from tests import factories as make

pytestmark = pytest.mark.django_db

TEXT = 'Zoë\t"x"\\N\r\n\\. \U0001f600'


def columns(row: object) -> dict:
    return {name: value for name, value in vars(row).items() if name not in ("id", "_state")}


def test_every_kind_of_value_comes_back_as_it_was():
    version, now = make.draft(), timezone.now()
    sections = [{"html": TEXT, "level": 3, "none": None}]
    add_rows(Rendering, ["rendered_at", "version_id", "sections"], [(now, version.pk, sections)])
    row = Rendering.objects.get()
    assert (row.version_id, row.sections, row.dialect, row.rendered_at) == (
        *(version.pk, sections),
        *(0, now),
    )
    source = {"batch_id": Batch.objects.create(at=now, by=make.edda()).pk, "raw": b"\0\xff\\x"}
    values = {**source, "version_id": version.pk, "name": TEXT, "content_hash": "x"}
    add_rows(ImportedSource, list(values), [tuple(values.values())])
    kept = ImportedSource.objects.get()
    assert (bytes(kept.raw), kept.name, kept.marks, kept.extra) == (b"\0\xff\\x", TEXT, [], {})


def test_a_column_that_is_not_named_has_its_default():
    version = make.draft()
    standard = Standard.objects.create(designation="ISO 9001")
    Citation.objects.create(version=version, position=7, standard=standard, clause="7.1")
    add_rows(
        Citation,
        ["clause", "position", "standard_id", "version_id"],
        [("7.1", 8, standard.pk, version.pk)],
    )
    one, other = Citation.objects.filter(position__in=(7, 8)).order_by("position")
    assert columns(other) == columns(one) | {"position": 8}


def test_an_enumeration_is_kept_as_its_value():
    make.draft()
    row = columns(Decision.objects.get()) | {"seq": 2, "action": Action.APPROVE}
    row["outcome"] = Outcome.DENIED
    add_rows(Decision, list(row), [tuple(row.values())])
    added = Decision.objects.get(seq=2)
    assert (added.action, added.outcome) == ("approve", "denied")


def test_constraints_hold_and_all_rows_are_added_or_none():
    version = make.draft(definition="")
    kind = SectionKind.objects.first()
    names = ["version_id", "kind_id", "position", "body"]
    rows = [(version.pk, kind.pk, position, TEXT) for position in (5, 6, 6)]
    with pytest.raises(IntegrityError), transaction.atomic():
        add_rows(Section, names, rows)
    assert not Section.objects.filter(position__gte=5).exists()
    add_rows(Section, names, rows[:2])
    assert [row.body for row in Section.objects.filter(position__gte=5)] == [TEXT, TEXT]


def test_triggers_hold():
    version = make.submitted()
    with pytest.raises(IntegrityError, match="cannot change"), transaction.atomic():
        add_rows(
            Waiver,
            ["version_id", "position", "rule", "reason"],
            [(version.pk, 0, "circle", "So")],
        )


def test_no_rows_are_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        add_rows(Section, ["version_id"], [])
