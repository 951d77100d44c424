"""The record that every part of the house speaks."""

import json
from dataclasses import replace
from datetime import date

import pytest

from glossary.content import (
    CitationText,
    Content,
    DesignationText,
    RelationText,
    SectionText,
    WaiverText,
    content_hash,
)

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
