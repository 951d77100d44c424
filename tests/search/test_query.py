"""What the reader typed: words, phrases, beginnings; every text is understood somehow."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.search.query import MAX_WORDS, Query, parse, spellings
from glossary.search.words import MAX_BYTES, index_words, words_of

WORD = re.compile(r"[^\W_]+")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Negotiation", ("negotiation",)),
        ("  corrective   ACTION ", ("corrective", "action")),
        ("supplier's suppliers' don't", ("supplier", "suppliers", "dont")),
        ("Deming’s circle", ("deming", "circle")),
        ("Qualität Café", ("qualitat", "cafe")),
        ("Cafe\u0301", ("cafe",)),
        ("ﬁnal ﬁt ™", ("final", "fit", "tm")),
        ("con\u00adform\u200bity", ("conformity",)),
        ("R&D a_b c/d", ("r", "d", "b", "c")),
        ("C++", ("c",)),
        ("+ ± % 🙂", ()),
        ("質量 Качество σ", ("質量", "качество", "σ")),
        ("what is a nonconformity", ("nonconformity",)),
        ("what is the", ("what", "is", "the")),
        ("audit Audit AUDIT plan", ("audit", "plan")),
        ("x" * 300, ("x" * 100,)),
    ],
)
def test_a_text_has_words(text: str, words: tuple[str, ...]) -> None:
    assert parse(text).words == words


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("non-conformance report", (("non", "conformance"),)),
        ("ISO 9001 8.5.1", (("8", "5", "1"),)),
        ('"root cause" analysis', (("root", "cause"),)),
        ("“root cause” «of it»", (("root", "cause"), ("of", "it"))),
        ('root" cause', ()),
        ('"root cause', ()),
        ('""', ()),
        ('a "root" cause', ()),
    ],
)
def test_words_that_hang_together_are_phrases(text: str, phrases: tuple) -> None:
    assert tuple(unit.words for unit in parse(text).units if len(unit.words) > 1) == phrases


@pytest.mark.parametrize(
    ("text", "words", "excluded"),
    [
        ("audit -internal", ("audit",), ("internal",)),
        ('-"root cause" tree', ("tree",), ("root", "cause")),
        ("audit −plan –client", ("audit",), ("plan", "client")),
        ("-miss", ("miss",), ()),
        ("non-conformity - report", ("non", "conformity", "report"), ()),
        ("8 -7", ("8",), ("7",)),
    ],
)
def test_a_minus_before_a_word_rules_it_out(text: str, words: tuple, excluded: tuple) -> None:
    query = parse(text)
    assert query.words == words
    assert tuple(word for unit in query.excluded for word in unit.words) == excluded


@pytest.mark.parametrize(
    ("text", "is_question", "is_sentence"),
    [
        ("is ISO 9001 mandatory", True, True),
        ("audit?", True, False),
        ("what is an audit", True, False),
        ("can", False, False),
        ("machine that compares a gauge with a standard", False, False),
        ("machine that compares each gauge with a standard daily", False, True),
    ],
)
def test_questions_and_sentences_are_told_from_words(
    text: str, is_question: bool, is_sentence: bool
) -> None:
    query = parse(text)
    assert (query.is_question, query.is_sentence) == (is_question, is_sentence)


@pytest.mark.parametrize(
    ("text", "is_prefix"),
    [
        ("cali", True),
        ("corrective act", True),
        ("non-conf", True),
        ("cali ", False),
        ("c", True),
        ('"cali"', False),
        ("cali?", False),
        ("cost of", False),
        ("audit plan audit", False),
        ("audit -plan", False),
        ("", False),
    ],
)
def test_a_last_word_may_be_unfinished(text: str, is_prefix: bool) -> None:
    assert parse(text).last_is_prefix is is_prefix


@pytest.mark.parametrize(
    "text", ["nonconformity", "Non conformity", "NON-CONFORMITY", "non\0conformity"]
)
def test_spellings_of_a_name_fold_to_one_form(text: str) -> None:
    assert parse(text).folded == "nonconformity"


@pytest.mark.parametrize(
    ("text", "joined"),
    [("non conformity", "nonconformity"), ("8.5.1", ""), ("audit", ""), ("v w x y z", "")],
)
def test_a_few_words_are_also_tried_as_one(text: str, joined: str) -> None:
    assert parse(text).joined == joined


def test_what_is_too_long_is_cut() -> None:
    """S-19: the size of the query is bounded whatever is sent."""
    assert len(parse(" ".join(f"w{n}" for n in range(5_000))).words) == MAX_WORDS
    assert len(parse("x" * 20_000).text) == 10_000
    assert len(parse("x-" * 20_000).words) == MAX_WORDS


@given(st.text(max_size=300))
def test_any_text_is_understood(text: str) -> None:
    """S-03: what reaches an engine has letters and digits only."""
    query = parse(text)
    assert isinstance(query, Query)
    assert all(WORD.fullmatch(word) for word in query.words)
    assert "\0" not in query.text + query.folded
    (query.text + query.folded).encode()
    assert parse(query.text).folded == query.folded


@given(st.text(max_size=200))
def test_a_document_has_every_word_that_a_query_asks_for(text: str) -> None:
    assert set(parse(text).words) <= {*index_words(text)}


@pytest.mark.parametrize(
    ("text", "indexed"),
    [
        ("A plain text.", "a plain text"),
        ("re-use it", "re use it reuse it"),
        ("the non-conformity report", "the non conformity report the nonconformity report"),
        ("up-to-date", "up to date upto date uptodate up todate"),
        ("see 8.5.1", "see 8 5 1"),
    ],
)
def test_a_compound_is_indexed_in_parts_and_in_one_piece(text: str, indexed: str) -> None:
    assert index_words(text) == indexed.split()


def test_an_enormous_text_is_cut_for_the_index() -> None:
    assert len(" ".join(index_words("質量管理体系 " * 100_000)).encode()) <= MAX_BYTES


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("non-conformity report", ("nonconformity", "report")),
        ("non-conformity report", ("non", "conformity", "reports")),
        ("nonconformity", ("non", "conformity")),
        ("nonconformity", ("nonconformities",)),
        ("companies", ("company",)),
        ("lenses", ("lens",)),
        ("status", ("statuses",)),
    ],
)
def test_a_phrase_is_looked_for_in_its_other_spellings(phrase: str, expected: tuple) -> None:
    assert expected in spellings(phrase)


def test_signs_have_no_spelling_in_words() -> None:
    assert spellings("+") == spellings("") == set()


def test_all_words_of_a_text_come_in_their_order() -> None:
    assert words_of("Root-cause analysis, 8.5") == ("root", "cause", "analysis", "8", "5")
