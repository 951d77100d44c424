"""Which names occur in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.wording.term_index import Name, TermIndex


def index_of(*texts: str, is_abbreviation: bool = False) -> TermIndex:
    """Build an index in which every name is an entry of its own, numbered from 1."""
    return TermIndex.build(
        Name(text=text, target=n, url=f"/glossary/{n}/", is_abbreviation=is_abbreviation)
        for n, text in enumerate(texts, start=1)
    )


def surfaces(index: TermIndex, text: str) -> list[str]:
    return [text[match.start : match.end] for match in index.matches(text)]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("audit", "An Audit is planned.", ["Audit"]),
        ("audit", "Auditors and audition", []),
        ("audit", "Audits, audit's, AUDIT", ["Audits", "audit", "AUDIT"]),
        ("tolerance", "tight tolerances", ["tolerances"]),
        ("process", "two processes", ["processes"]),
        ("nonconformity", "all non-conformities", ["non-conformities"]),
        ("Requirements", "one requirement", ["requirement"]),
        ("goods", "a good audit", []),
        ("good", "goods", []),
        ("C++ compiler", "C++ compilers", ["C++ compilers"]),
        ("audit plan", "audits plan", []),
        ("root cause", "root-cause, root\u00a0cause", ["root-cause", "root\u00a0cause"]),
        ("root cause", "rootcause", []),
        ("root cause", "root. Cause", []),
        ("root cause", "root - cause", []),
        ("root cause", "root\n cause", ["root\n cause"]),
        ("non-conformance", "a nonconformance", ["nonconformance"]),
        ("non-conformance", "a non conformance", ["non conformance"]),
        ("non-conformance", "a Non\u2011conformance", ["Non\u2011conformance"]),
        ("nonconformance", "a non-conformance", ["non-conformance"]),
        ("nonconformance", "a non conformance", ["non conformance"]),
        ("conformance", "non-conformance", []),
        ("supplier", "supplier-specific", []),
        (
            "Qualität",
            "Qualitat QUALITÄT qualita\u0308t",
            ["Qualitat", "QUALITÄT", "qualita\u0308t"],
        ),
        ("quality", "qual\u00adity", ["qual\u00adity"]),
        ("example", "example.com or at@example now", []),
        ("example", "An example.", ["example"]),
        ("audit", "https://a.example/audit/ now", []),
        ("audit", "audit/review (audit) “audit”", ["audit", "audit", "audit"]),
    ],
)
def test_a_term_is_found_in_its_forms_and_as_a_whole_word(name, text, found):
    assert surfaces(index_of(name), text) == found


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("IT", "it is IT, not It", ["IT"]),
        ("KPI", "KPIs and KPI's and kpi", ["KPIs", "KPI"]),
        ("R&D", "R&D, r&d, R & D", ["R&D"]),
        ("eBPF", "eBPF EBPF", ["eBPF"]),
        ("8D", "8D and 8d", ["8D"]),
    ],
)
def test_an_abbreviation_is_found_only_as_it_is_written(name, text, found):
    assert surfaces(index_of(name, is_abbreviation=True), text) == found


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("C++", "C++ and c++, but C+ or C", ["C++", "c++"]),
        ("C++", "C++11 or C+++", []),
        ("C", "C++ or C#", []),
        ("a.b", "a.b but not a. b or axb", ["a.b"]),
        ("(x)", "take (x) or f(x)", ["(x)"]),
        ("$^", "the $^ sign", ["$^"]),
        ("IQ / OQ / PQ", "an IQ / OQ / PQ plan", ["IQ / OQ / PQ"]),
        ("[a-z]*", "abc [a-z]* abc", ["[a-z]*"]),
        ("501(c)(4)", "a 501(c)(4) body", ["501(c)(4)"]),
        ("∅", "the ∅ set", ["∅"]),
        ("?", "why?", []),
        (" ", "a b", []),
        ("", "a b", []),
    ],
)
def test_names_with_signs_match_literally_or_not_at_all(name, text, found):
    """S-05."""
    assert surfaces(index_of(name), text) == found


def test_the_longest_name_wins():
    """R-04."""
    index = index_of("quality", "quality management", "quality management system")
    assert surfaces(index, "Quality management systems need quality, not quality managers.") == [
        "Quality management systems",
        "quality",
        "quality",
    ]


def test_a_longer_name_that_breaks_off_does_not_hide_the_shorter_one():
    index = index_of("quality", "quality management system audit")
    assert surfaces(index, "quality management system review") == ["quality"]


def test_an_ambiguous_name_keeps_every_entry_once():
    index = TermIndex.build(
        [
            Name(text="batch", target=2, url="/b/"),
            Name(text="Batch", target=1, url="/a/"),
            Name(text="batches", target=1, url="/a/"),
        ]
    )
    (match,) = index.matches("a batch")
    assert [name.target for name in match.candidates] == [1, 2]


def test_the_word_as_written_is_meant_before_its_plural():
    index = index_of("measure", "measures")
    (match,) = index.matches("some measures")
    assert [name.text for name in match.candidates] == ["measures"]


def test_an_abbreviation_is_meant_before_a_word_of_the_same_letters():
    index = TermIndex.build(
        [
            Name(text="AIM", target=1, url="/a/", is_abbreviation=True),
            Name(text="aim", target=2, url="/b/"),
        ]
    )
    targets = [match.candidates[0].target for match in index.matches("AIM, aim")]
    assert targets == [1, 2]


def test_an_entry_is_known_by_its_address():
    index = index_of("audit")
    assert index.target_of("/glossary/1/") == 1
    assert index.target_of("/elsewhere/") is None


@given(st.lists(st.text(max_size=12), max_size=8), st.text(max_size=60))
def test_no_name_and_no_text_breaks_the_matcher(names, text):
    """S-05."""
    end = 0
    for match in index_of(*names).matches(text + " ".join(names)):
        assert match.start >= end
        assert match.end > match.start
        end = match.end


@given(st.from_regex(r"[a-zäéß]{2,6}([ -][a-zäéß]{2,6}){0,2}", fullmatch=True))
def test_every_name_of_words_is_found_where_it_stands_alone(name):
    assert surfaces(index_of(name), f"x, {name.title()}; y") == [name.title()]
