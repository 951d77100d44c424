"""Abbreviations and standards in running text."""

import pytest

from glossary.exchange.formats.candidates import abbreviations_in, standards_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("agreeing on limiting quality levels (LQLs) early", {"LQLs": "limiting quality levels"}),
        ("Cost of Poor Quality (CoPQ)", {"CoPQ": "Cost of Poor Quality"}),
        ("the cost of quality (CQ) and CQ again (CQ)", {"CQ": "cost of quality"}),
        ("Design of Experiments (DE).", {"DE": "Design of Experiments"}),
        ("nothing (AND) of the kind", {}),
        ("a (B) and an open (ABC", {}),
        ("(ABC) at the start", {}),
    ],
)
def test_abbreviations_come_with_their_full_form(text, found):
    pairs = {one["abbreviation"]: one["full_form"] for one in abbreviations_in(text)}
    assert pairs == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ISO 9001 and ISO 9001:2015, again ISO 9001.", ["ISO 9001", "ISO 9001:2015"]),
        ("DIN EN ISO 13485:2021", ["DIN EN ISO 13485:2021"]),
        (
            "ISO/IEC 17025, IEC 61508-3 and ISO/TS 22163",
            ["ISO/IEC 17025", "IEC 61508-3", "ISO/TS 22163"],
        ),
        ("21 CFR Part 820 or IATF 16949", ["21 CFR Part 820", "IATF 16949"]),
        ("as 100 people, ISOLATED 9001", []),
    ],
)
def test_standards_are_named_once_each(text, found):
    assert standards_in(text) == found
