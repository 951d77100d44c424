"""Standards and subjects brought in: added, completed, never overwritten."""

import pytest

from glossary.errors import GlossaryError
from glossary.exchange.records import ClauseRecord, StandardRecord, SubjectRecord
from glossary.exchange.registers import load_register
from glossary.exchange.snapshot import standards, subjects
from glossary.models import Standard, Subject

pytestmark = pytest.mark.django_db

FULL = StandardRecord(
    designation="ISO 9001",
    edition="2015",
    title="What a system has to do",
    status="replaced",
    clauses=(
        ClauseRecord(number="8.4", title="what is bought in"),
        ClauseRecord(number="8.10", title="something else"),
    ),
)


def test_a_standard_comes_in_with_its_clauses_and_goes_out_the_same():
    load_register(FULL)
    assert list(standards()) == [FULL]


def test_a_standard_that_a_citation_named_is_completed():
    Standard.objects.create(designation="ISO 9001", edition="2015")
    load_register(FULL)
    assert list(standards()) == [FULL]


@pytest.mark.parametrize("known", [{"title": "Ours"}, {"title": ""}])
def test_what_somebody_has_said_of_it_stays(known):
    standard = Standard.objects.create(designation="ISO 9001", edition="2015", **known)
    standard.clauses.create(position=0, number="1", title="ours")
    load_register(FULL)
    (record,) = standards()
    assert (record.title, record.status, len(record.clauses)) == (known["title"], "current", 1)


def test_subjects_come_in_with_what_they_are_part_of_and_go_out_the_same():
    records = [
        SubjectRecord(name="Quality", slug="quality", description="All of it"),
        SubjectRecord(name="Statistics", slug="a-statistics", parent="Metrology"),
        SubjectRecord(name="Metrology", slug="metrology", parent="Quality"),
    ]
    for record in sorted(records, key=lambda one: ("", "Quality", "Metrology").index(one.parent)):
        load_register(record)
    assert [record.name for record in subjects()] == ["Quality", "Metrology", "Statistics"]
    assert {*subjects()} == {*records}


def test_a_subject_that_is_part_of_nothing_known_is_refused():
    record = SubjectRecord(name="Statistics", slug="statistics", parent="Metrology")
    with pytest.raises(GlossaryError, match="“Metrology”, which is not there"):
        load_register(record)
    assert not Subject.objects.exists()
