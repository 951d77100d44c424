"""Keys of names and of texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.wording.keys import keys_in, keys_of_name
from glossary.wording.readings import Name
from glossary.wording.term_index import TermIndex
from tests.wording.strategies import NAMES, TEXTS


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("audit", {"audit"}),
        ("Audits", {"audit"}),
        ("nonconformity", {"nonconformit"}),
        ("non-conformities", {"nonconformit"}),
        ("quality management system audit", {"qualitymanagementsystem"}),
        ("C++", {"c"}),
        ("∅", {"∅"}),
        ("audit programme", {"auditprogramm", "auditprogram"}),
        ("is", {"i"}),
        ("", set()),
    ],
)
def test_a_name_has_few_keys(name, keys):
    assert keys_of_name(name) == keys


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("two audits", "audit"),
        ("a non-conformity", "nonconformit"),
        ("quality-management systems", "qualitymanagementsystem"),
        ("e-mail-based audit plan", "emailbasedauditplan"),
        ("why ∅?", "∅"),
    ],
)
def test_a_text_has_the_keys_of_its_stretches(text, key):
    assert key in keys_in(text)


def test_a_long_text_has_no_more_than_three_keys_a_word():
    words = [f"word{number}" for number in range(900)]
    assert len(keys_in(" ".join(words))) <= 3 * len(words)


@given(st.lists(NAMES, max_size=8), TEXTS)
def test_every_match_is_found_by_a_key(names, text):
    text += " " + " ".join(names)
    index = TermIndex.build(
        Name(text=name, target=number, url=f"/{number}/", is_abbreviation=name.isupper())
        for number, name in enumerate(names)
    )
    known = keys_in(text)
    for match in index.matches(text):
        for bearer in match.candidates:
            assert keys_of_name(names[bearer.target]) & known


@given(st.lists(NAMES, max_size=8), TEXTS)
def test_the_names_with_a_key_of_the_text_match_like_all_names(names, text):
    bearers = [
        Name(text=name, target=number, url=f"/{number}/", is_abbreviation=name.isupper())
        for number, name in enumerate(names)
    ]
    known = keys_in(text)
    few = [name for name in bearers if keys_of_name(name.text) & known]
    assert list(TermIndex.build(few).matches(text)) == list(TermIndex.build(bearers).matches(text))
