"""Texts like that of an entry: those that share words which few others have."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from glossary.search import similar, similarity
from glossary.search.engine import backend
from glossary.search.similarity import telling_words
from tests.search.cases import indexed

pytestmark = pytest.mark.django_db
CALIPER = "A calliper gauge with a vernier scale measures diameters."


def test_the_text_that_shares_most_telling_words_comes_first():
    own = indexed("Calliper", sections=(CALIPER,))
    near = indexed("Micrometer", sections=("A gauge with a vernier scale for small diameters.",))
    farther = indexed("Ruler", sections=("It has a scale and measures lengths.",))
    indexed("Contract", sections=("An agreement between two parties.",))
    assert similar([own]) == {own: [near, farther]}


def test_an_entry_is_not_like_itself_and_one_word_in_common_is_chance():
    own = indexed("Calliper", sections=(CALIPER,))
    indexed("Weighing", sections=("Puts something on a scale.",))
    assert similar([own]) == {own: []}


def test_two_forms_of_one_word_count_once():
    own = indexed("Audit", sections=("Audits of an auditee.",))
    indexed("Plan", sections=("Says when audits are; an audit is announced.",))
    assert similar([own]) == {own: []}


def test_only_texts_of_the_same_language_are_alike():
    own = indexed("Calliper", sections=(CALIPER,))
    indexed("Kaliber", sections=(CALIPER,), language="de")
    assert similar([own]) == {own: []}


def test_a_word_that_many_have_does_not_tell(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(similarity, "HOLDERS", 3)
    common = [
        indexed(f"Entry {number}", sections=("The supplier delivers.",)) for number in range(4)
    ]
    rare = [indexed(f"Thing {number}", sections=("The vernier measures.",)) for number in range(3)]
    assert similar([common[0], rare[0]]) == {common[0]: [], rare[0]: rare[1:]}


def test_no_more_are_returned_than_asked_for_and_unknown_entries_are_left_out():
    own, *others = [indexed(f"Gauge {number}", sections=(CALIPER,)) for number in range(6)]
    assert similar([own, 10**9], limit=2) == {own: others[:2]}
    assert similar([]) == {}


@pytest.mark.parametrize(
    ("names", "text", "words"),
    [
        (["Calliper"], "A scale, a scale and a gauge.", ("calliper", "scale", "gauge")),
        (["Vernier scale"], "gauge gauge", ("vernier", "scale", "gauge")),
        (["QM"], "This is 9001 with which they vary in 2015.", ("vary",)),
        (["Café-Prüfung"], "", ("cafe", "prufung")),
        ([], "", ()),
    ],
)
def test_the_words_of_names_tell_most_then_the_frequent_ones(names, text, words):
    assert telling_words(names, "", [{"title": "", "text": text}]) == words


def test_what_stands_far_behind_in_a_text_is_not_looked_at():
    assert telling_words([], "gauge " * 300, [{"text": "vernier"}]) == ("gauge",)


def test_words_are_looked_up_by_their_stems_and_common_ones_have_no_holders():
    first = indexed("Calibration", sections=("Calibrated gauges.",))
    second = indexed("Gauge", sections=("Something calibrated.",))
    found = backend().holders(["gaug", "nowher"], most=2)
    assert {word: len(pks) for word, pks in found.items() if pks} == {"gaug": 2}
    assert not backend().holders(["gaug"], most=1).get("gaug")
    assert first != second


def test_the_number_of_queries_does_not_depend_on_the_number_of_entries():
    pks = [indexed(f"Gauge {number}", sections=(CALIPER,)) for number in range(20)]
    counts = [queries_for(pks[:1]), queries_for(pks)]
    assert counts[0] == counts[1]


def queries_for(pks: list[int]) -> int:
    with CaptureQueriesContext(connection) as queries:
        similar(pks)
    return len(queries)
