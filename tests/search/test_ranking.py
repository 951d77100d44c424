"""How documents are weighed: bags of words, rarity, and what a word may mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.models import SearchDocument
from glossary.search import DocumentSource
from glossary.search.bags import CURRENT_WEIGHT, bag_of, keys_of_sources, weight_in
from glossary.search.everyday import TABLE, meant_by, table
from glossary.search.ranking import Term, ranked, rarity_of
from glossary.search.stems import stemmed
from glossary.search.stored import Bag
from glossary.search.words import index_words

WORDS = st.text(alphabet="abc1é", min_size=1, max_size=5)


@given(st.dictionaries(WORDS, st.integers(1, 500), max_size=8), WORDS)
def test_a_bag_knows_the_weight_of_each_of_its_words_and_of_no_other(
    weights: dict[str, int], other: str
) -> None:
    bag = bag_of(SearchDocument(pk=1), weights)
    assert {word: weight_in(bag.words, word) for word in weights} == weights
    assert weight_in(bag.words, other) == weights.get(other, 0)
    assert bag.length == sum(weights.values())


def bag(pk: int, length: int, **weights: int) -> Bag:
    return Bag(pk, length, "".join(f" {word}:{weight}" for word, weight in weights.items()) + " ")


def order(bags: list[Bag], *terms: Term, **rarity: float) -> list[int]:
    return [pk for pk, _score in ranked(bags, terms, rarity, shares={})]


def word(*keys: str, count: int = 1) -> Term:
    return Term(tuple(((key,), 1.0) for key in keys), count)


def test_the_rarer_word_and_the_shorter_document_count_more() -> None:
    audit, caliper = word("audit"), word("caliper")
    bags = [bag(1, 100, audit=2), bag(2, 100, caliper=2)]
    assert order(bags, audit, caliper, audit=1.0, caliper=3.0) == [2, 1]
    assert order([bag(1, 900, audit=2), bag(2, 90, audit=2)], audit, audit=1.0) == [2, 1]


def test_once_more_counts_less_each_time_and_a_word_asked_twice_counts_twice() -> None:
    audit, plan = word("audit"), word("plan")
    both = [bag(1, 100, audit=9), bag(2, 100, audit=4, plan=4)]
    assert order(both, audit, plan, audit=1.0, plan=1.0) == [2, 1]
    one_each = [bag(1, 100, audit=2), bag(2, 100, plan=2)]
    assert order(one_each, audit, word("plan", count=2), audit=1.5, plan=1.0) == [2, 1]


def test_of_the_forms_of_a_word_the_best_one_counts() -> None:
    form = Term(((("boss",), 1.0), (("manag",), 0.7)))
    bags = [bag(1, 100, manag=3), bag(2, 100, boss=3), bag(3, 100, boss=3, manag=3)]
    assert order(bags, form, boss=1.0, manag=1.0) == [2, 3, 1]


def test_shares_lower_a_score() -> None:
    bags = [bag(1, 100, audit=2), bag(2, 100, audit=2)]
    found = ranked(bags, [word("audit")], {"audit": 1.0}, shares={1: 0.5})
    assert [pk for pk, _score in found] == [2, 1]
    assert found[0][1] == pytest.approx(2 * found[1][1])
    assert ranked([], [word("audit")], {}, shares={}) == []


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_rarity_is_above_zero_and_falls_with_those_who_have_the_word(few: int, more: int) -> None:
    few, more = sorted((few, more))
    assert rarity_of(few, 10_000) >= rarity_of(more, 10_000) > 0


def test_clauses_are_keys_of_their_own() -> None:
    sources = [DocumentSource("ISO 9001:2015, 8.4.1"), DocumentSource("VIM, 2.39", False)]
    assert keys_of_sources(sources) == {"8.4.1": CURRENT_WEIGHT, "2.39": 1}


def test_everyday_words_stand_in_the_table_once_and_lead_to_other_stems() -> None:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("=") for line in lines if line and not line.startswith("#")]
    said = [one.strip() for left, _right in pairs for one in left.split(",")]
    assert len(said) == len(set(said)) == len(table()) > 1_000
    assert all({*meant} - {*words} for words, meant in table().items())


def test_a_phrase_goes_before_its_words_and_small_words_inside_do_not_count() -> None:
    found = meant_by("the boss gave it the green light")
    said = [" ".join(words) for words, _meant in found]
    assert said[0] == "green light"
    assert "boss" in said and "green" not in said


@pytest.mark.parametrize(
    ("language", "word", "stem"),
    [
        ("en", "calibrations", "calibr"),
        ("en-GB", "calibrations", "calibr"),
        ("de", "prufungen", "prufung"),
        ("fr", "mesures", "mesur"),
        ("ja", "calibrations", "calibrations"),
    ],
)
def test_a_word_is_stemmed_in_its_language(language: str, word: str, stem: str) -> None:
    assert stemmed(index_words(word), language) == [stem]
