"""Words, signs and forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.wording.words import inflections, split_prefix, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Non-conformance", ["", "non", "-", "conformance"]),
        ("a\u00a0b", ["", "a", " ", "b"]),
        ("audit's end", ["", "audit", " ", "end"]),
        ("don't", ["", "don", "", "'", "", "t"]),
        ("C++, yes", ["", "c", "", "+", "", "+", "", ",", " ", "yes"]),
        ("a - b", ["", "a", " ", "-", " ", "b"]),
        ("Qualität", ["", "qualitat"]),
        ("Qualita\u0308t", ["", "qualitat"]),
        ("qual\u00adity", ["", "quality"]),
        ("İstanbul", ["", "istanbul"]),
        ("İ, KPI'S", ["", "i", "", ",", " ", "kpi"]),
        ("audit’s www2 HTTPS", ["", "audit", " ", "www2", " ", "https"]),
        (
            "x://y a.WWW.b-c’",
            ["", "x", "", ":", "", "/", "", "/", "", "y"] + [" ", "a", "", ".", "", "www.b-c’"],
        ),
        ("Straße", ["", "strasse"]),
        ("see https://a.example/b-c now", ["", "see", " ", "https://a.example/b-c", " ", "now"]),
        ("", []),
    ],
)
def test_a_text_becomes_keys_with_their_gaps(text, expected):
    assert [part for token in tokens(text) for part in (token.gap, token.key)] == expected


@given(st.text())
def test_places_are_those_of_the_text_whatever_folding_does(text):
    for token in tokens(text):
        assert text[token.start : token.end] == token.text


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("audit", {"audits"}),
        ("tolerances", {"tolerance"}),
        ("process", {"processes"}),
        ("processes", {"process", "processe"}),
        ("nonconformity", {"nonconformities"}),
        ("nonconformities", {"nonconformity"}),
        ("surveys", {"survey"}),
        ("kpis", {"kpi"}),
        ("characteristics", {"characteristic"}),
        ("good", set()),
        ("goods", {"goods"}),
        ("logistic", set()),
        ("8d", set()),
        ("it", set()),
    ],
)
def test_forms_are_the_regular_plural_and_singular(word, forms):
    assert set(inflections(word)) == forms


def test_only_a_known_prefix_before_a_real_rest_is_split():
    assert split_prefix("nonconformance") == ("non", "conformance")
    assert split_prefix("none") == ()
    assert split_prefix("quality") == ()
