"""The record that every part of the house speaks."""

import hashlib
import json
from dataclasses import asdict, fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.content import (
    LATER_FIELDS,
    PARTS,
    CitationText,
    Content,
    DesignationText,
    RelationText,
    SectionText,
    WaiverText,
    content_hash,
)
from glossary.models import Acceptability

FULL = Content(
    title="Gauge",
    dated=date(2026, 11, 2),
    tags=("measuring",),
    sections=(SectionText(kind="definition", body="A *device*\n"),),
    designations=(DesignationText(term="Gage", reviewed=False),),
    relations=(RelationText(title="Calibration"),),
    citations=(CitationText(standard="ISO 9000", clause="3.11.6"),),
)


def test_plain_values_are_those_of_json():
    values = FULL.as_dict()
    assert json.loads(json.dumps(values)) == values
    assert values["dated"] == "2026-11-02"
    assert values["tags"] == ["measuring"]
    assert values["designations"][0]["term"] == "Gage"
    assert Content(title="Bare").as_dict()["dated"] is None


def test_the_hash_is_that_of_the_canonical_form():
    """W-16: a known value, so that a change of the form cannot go unnoticed."""
    assert (
        content_hash(Content(title="Bare"))
        == "5a67bc5efe9c4978d855eba97dc6045e84f142de18aede772e83bed8b2d57124"
    )
    assert len(content_hash(FULL)) == 64


@pytest.mark.parametrize(
    "changed",
    [
        replace(FULL, title="Gauges"),
        replace(FULL, tags=()),
        replace(FULL, dated=None),
        replace(FULL, sections=(SectionText(kind="definition", body="A *device*"),)),
        replace(FULL, relations=(RelationText(title="Calibration", note="x"),)),
        replace(FULL, title_autolink=False),
        replace(FULL, unlinked=("Audit",)),
        replace(FULL, designations=(DesignationText(term="Gage", reviewed=False, autolink=False),)),
        replace(FULL, waivers=(WaiverText(rule="circle", reason="Both are basic"),)),
    ],
)
def test_one_changed_byte_gives_another_hash(changed):
    """W-16."""
    assert content_hash(changed) != content_hash(FULL)


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=5)
VALUES = {
    str: TEXTS,
    bool: st.booleans(),
    date | None: st.none() | st.dates(),
    tuple[str, ...]: st.lists(TEXTS, max_size=2).map(tuple),
}


def records(kind):
    """Return a strategy for records of this kind, with every field that it has."""
    values = {}
    for field in fields(kind):
        part = PARTS.get(field.name) if kind is Content else None
        values[field.name] = (
            st.lists(records(part), max_size=2).map(tuple) if part else VALUES[field.type]
        )
    return st.builds(kind, **values)


def through_json(content):
    """Return the plain values by way of JSON, which keeps nothing else."""
    values = asdict(content)
    for part, later in LATER_FIELDS.items():
        for row in values[part] if part else [values]:
            for name in [name for name, nothing in later.items() if row[name] == nothing]:
                del row[name]
    return json.loads(json.dumps(values, default=date.isoformat))


@given(records(Content))
def test_any_content_has_the_plain_values_and_the_hash_that_json_gives_it(content):
    """W-16."""
    values = through_json(content)
    assert json.dumps(content.as_dict()) == json.dumps(values)
    canonical = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert content_hash(content) == hashlib.sha256(canonical.encode()).hexdigest()


def test_a_member_of_an_enumeration_is_plain_text_like_any_other():
    designation = DesignationText(term="Gage", acceptability=Acceptability.DEPRECATED)
    (row,) = Content(title="Gauge", designations=(designation,)).as_dict()["designations"]
    assert type(row["acceptability"]) is str
