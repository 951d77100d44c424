"""The measures of the benches, by hand-made cases: a wrong measure would hide a bad search."""

from collections import Counter
from math import log2
from pathlib import Path

import pytest

from glossary.text import fold
from tests.bench.asking import MEASURED, WARMING, kinds
from tests.bench.documents import HOLDERS, RARE, documents, rare_word, titles
from tests.bench.gain import ndcg
from tests.bench.judging import (
    Case,
    by_kind,
    failures,
    judge,
    mean_reciprocal_rank,
    misspellings,
    success,
)
from tests.bench.misspelling import deleted, inserted, misspelt, substituted, transposed
from tests.bench.processor import Costs
from tests.bench.sentences import cisi, cranfield

PLANTED = {rare_word(number) for number in range(RARE)}
FOUND = {"one": ["a", "b", "c", "d"], "two": ["x", "b"], "three": []}
CASES = [
    Case("one", frozenset("a"), "easy"),
    Case("two", frozenset("bz"), "easy"),
    Case("three", frozenset("c"), "hard"),
]


def test_success_and_reciprocal_rank_count_the_first_expected_entry():
    outcomes = judge(CASES, lambda text: FOUND[text])
    assert [outcome.rank for outcome in outcomes] == [1, 2, None]
    assert success(outcomes, first=1) == pytest.approx(1 / 3)
    assert success(outcomes, first=3) == pytest.approx(2 / 3)
    assert mean_reciprocal_rank(outcomes) == pytest.approx((1 + 1 / 2) / 3)
    assert {kind: len(some) for kind, some in by_kind(outcomes).items()} == {"easy": 2, "hard": 1}
    assert failures(outcomes, first=2) == ["'three' expects c, rank none, found nothing"]


def test_each_kind_of_edit_changes_one_place():
    assert inserted("gauge", 1, "x") == "gxauge"
    assert deleted("gauge", 4, "x") == "gaug"
    assert substituted("gauge", 0, "x") == "xauge"
    assert transposed("gauge", 1, "x") == "guage"
    assert transposed("gauge", 4, "x") == "gauge"


def test_a_misspelling_is_the_same_in_every_run_and_never_the_name_itself():
    names = [f"Root-cause analysis {letter}" for letter in "abcdefghijkl"]
    for edits in (1, 2):
        wrong = [misspelt(name, edits=edits) for name in names]
        assert wrong == [misspelt(name, edits=edits) for name in names]
        assert all(fold(text) != fold(name) for text, name in zip(wrong, names, strict=True))
    assert misspelt("Audit plan", edits=1) != misspelt("Audit plan", edits=2)


def test_a_misspelling_that_is_another_designation_is_left_out():
    wrong = misspelt("Gauges", edits=1)
    names = {"Gauges": frozenset("g"), wrong: frozenset("w"), "Lot": frozenset("l")}
    cases, ambiguous = misspellings({**names}, letters=6, edits=1)
    assert ambiguous == 1
    assert frozenset("l") not in [case.expected for case in cases]
    assert all(case.text != wrong for case in cases)


def test_gain_counts_by_rank_against_the_best_order():
    gains = {1: 4.0, 2: 1.0, 3: 0.0}
    assert ndcg([1, 2], gains) == pytest.approx(1)
    assert ndcg([9, 3, 1], gains) == pytest.approx((4 / log2(4)) / (4 + 1 / log2(3)))
    assert ndcg([9, 8], gains) == 0
    assert ndcg([*range(10, 20), 1], gains) == 0
    assert ndcg([*range(10, 20), 1], gains, aside={10}) > 0
    assert ndcg([3, 1, 2], gains, aside={3}) == pytest.approx(1)


CRANFIELD = {
    "cran.all.1400": ".I 1\n.T\nflow past\na plate .\n.A\nsmith\n.W\nflow past\na plate . text\n"
    ".I 2\n.T\nwings .\n.W\n\n",
    "cran.qry": ".I 001\n.W\nwhat is\nflow .\n.I 004\n.W\nwhat are wings .\n",
    "cranqrel": "1 1 1 \n1 2 -1\n2 2 4 \n2 1    3\n",
}
CISI = {
    "CISI.ALL": ".I 1\n.T\nTitles\n.A\nDoe, J.\n.W\n  About titles.\n.X\n1\t5\t1\n",
    "CISI.QRY": ".I 1\n.W\nUsed?\n.I 2\n.T\nNot asked\n.W\nUnjudged?\n.B\n(1980)\n",
    "CISI.REL": "     1     1\t0\t0.000000\n",
}


def test_the_codes_of_cranfield_are_reversed_and_its_questions_counted(tmp_path: Path):
    given = cranfield(written(tmp_path, CRANFIELD))
    assert [(text.number, text.title, text.body) for text in given.texts] == [
        (1, "flow past a plate .", "flow past a plate . text"),
        (2, "wings .", ""),
    ]
    assert [question.text for question in given.questions] == ["what is flow .", "what are wings ."]
    assert [question.gains for question in given.questions] == [{1: 4, 2: 0}, {2: 1, 1: 2}]
    assert [question.aside for question in given.questions] == [{2}, set()]


def test_a_question_that_nobody_judged_is_left_out_of_cisi(tmp_path: Path):
    given = cisi(written(tmp_path, CISI))
    assert [(text.title, text.body) for text in given.texts] == [("Titles", "About titles.")]
    assert [(one.text, one.gains) for one in given.questions] == [("Used?", {1: 1})]


def test_a_rare_word_is_planted_into_a_fixed_number_of_documents():
    texts: list[str] = []
    made = list(documents([*range(1_000)], note=texts.append))
    assert [one.title for one in made] == titles(1_000)
    holders = Counter(word for text in texts for word in text.split() if word in PLANTED)
    assert holders == dict.fromkeys(PLANTED, HOLDERS)


def test_there_are_enough_different_queries_for_the_function_and_for_the_site():
    for kind in kinds(titles(1_000)):
        assert len({*kind.queries[: 2 * (WARMING + MEASURED)]}) == 2 * (WARMING + MEASURED)


def test_costs_are_told_by_their_middle_and_their_worst_part():
    costs = Costs([number / 100 for number in range(1, 101)])
    assert (costs.median, costs.p95) == (0.505, 0.96)
    assert costs.beyond(0.5).median == pytest.approx(0.005)


def written(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        (folder / name).write_text(text)
    return folder
