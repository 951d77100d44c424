"""E-21: chains that lead back, over any number of entries, each reported once with its path."""

from glossary.quality.circles import broader_circles, circles, shortest_circles
from tests.quality.texts import entry, said, vocabulary


def path(*titles):
    return " → ".join((*titles, titles[0]))


def test_two_definitions_that_explain_each_other_are_a_circle():
    words = vocabulary(
        entry("Requirement", "what a customer asks for"),
        entry("Customer", "person with requirements"),
        entry("Gauge", "device for one dimension"),
    )
    assert said(circles(words)) == [("circle", "Customer", path("Customer", "Requirement"))]


def test_a_chain_is_followed_to_its_end():
    words = vocabulary(
        entry("Delta", "part of an alpha"),
        entry("Alpha", "sort of beta"),
        entry("Beta", "gamma with a lid", names=["Second letter"]),
        entry("Gamma", "unit made from a delta"),
        entry("Outside", "thing beside an alpha"),
    )
    (finding,) = circles(words)
    assert finding.about == path("Alpha", "Beta", "Gamma", "Delta")
    assert finding.others == ("Beta", "Gamma", "Delta")


def test_synonyms_and_plurals_close_a_circle_too():
    words = vocabulary(
        entry("Nonconformity", "gap found by inspections", names=["Defectiveness"]),
        entry("Inspection", "search for defectiveness"),
    )
    assert len(list(circles(words))) == 1


def test_longer_names_and_parts_of_words_close_none():
    words = vocabulary(
        entry("Trust", "belief in a trustee agreement"),
        entry("Trustee", "person in charge of a trust fund"),
        entry("Trust fund", "money kept for others"),
        entry("Trustee agreement", "paper that names duties"),
    )
    assert list(circles(words)) == []


def test_without_short_definition_the_first_sentence_counts():
    words = vocabulary(
        entry("Audit", definition="An audit asks an auditor. It also names a plan."),
        entry("Auditor", definition="An auditor makes an audit."),
        entry("Plan", definition="A plan is for an audit."),
    )
    assert [finding.about for finding in circles(words)] == [path("Audit", "Auditor")]


def test_two_circles_through_one_entry_are_both_reported():
    graph = [frozenset({1, 2}), frozenset({0}), frozenset({0}), frozenset({0}), frozenset()]
    assert shortest_circles(graph, key=str) == [(0, 1), (0, 2)]


def test_long_chains_without_a_circle_need_no_recursion():
    length = 5_000
    chain = [frozenset({place + 1}) for place in range(length)] + [frozenset()]
    assert shortest_circles(chain, key=str) == []
    assert len(shortest_circles([*chain[:-1], frozenset({length - 1})], key=str)) == 1


def test_broader_terms_must_not_lead_back():
    words = vocabulary(
        entry("Audit", relations=[("broader", "Assessment")]),
        entry("Assessment", relations=[("broader", "Evaluation"), ("narrower", "Audit")]),
        entry("Evaluation", relations=[("broader", "Audit")]),
    )
    assert said(broader_circles(words)) == [
        ("broader-circle", "Assessment", path("Assessment", "Evaluation", "Audit"))
    ]


def test_a_hierarchy_told_from_both_ends_is_no_circle():
    words = vocabulary(
        entry("Audit", relations=[("broader", "Assessment"), ("broader", "Not there")]),
        entry("Assessment", relations=[("narrower", "Audit"), ("related", "Audit")]),
    )
    assert list(broader_circles(words)) == []
