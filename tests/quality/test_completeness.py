"""E-23: what is missing, and synonyms that say nothing."""

import pytest

from glossary.content import DesignationText
from glossary.quality.completeness import dull_synonyms, gaps, quotations, unrelated
from tests.quality.texts import entry, said

REQUIRED = {"term": ("definition",), "question": ("answer",)}


def rules(checked):
    return {finding.rule.name for finding in gaps(checked, required=REQUIRED)}


def test_a_complete_entry_has_no_gap():
    assert rules(entry("Audit", "look at rules", definition="It looks at rules.")) == set()
    assert rules(entry("Why audit?", kind="question", answer="To know.", citations=())) == set()


@pytest.mark.parametrize(
    ("without", "rule"),
    [
        ({"definition": " \n"}, "missing-section"),
        ({"short": ""}, "missing-definition"),
        ({"citations": ()}, "missing-source"),
        ({"subject": ""}, "missing-subject"),
    ],
)
def test_each_gap_of_a_term_is_named(without, rule):
    facts = {"short": "look at rules", "definition": "It looks at rules."} | without
    assert rules(entry("Audit", **facts)) == {rule}


def test_a_question_needs_its_answer():
    assert rules(entry("Why audit?", kind="question")) == {"missing-section"}


@pytest.mark.parametrize(
    "name", ["Audits", "audit", "The concept", "Audit concept", "Audit activities"]
)
def test_a_synonym_that_is_the_title_again_is_dull(name):
    found = said(dull_synonyms(entry("Audit", names=[name])))
    assert found == ([] if name == "The concept" else [("dull-synonym", "Audit", name)])


@pytest.mark.parametrize(
    "designation",
    [
        DesignationText(term="Quality audit"),
        DesignationText(term="Audit process"),
        DesignationText(term="AUDIT", type="abbreviation"),
        DesignationText(term="Audits", acceptability="search-only"),
        DesignationText(term="Audits", acceptability="deprecated"),
        DesignationText(term="Audit", language="de"),
    ],
)
def test_other_words_and_words_for_searching_are_not(designation):
    assert list(dull_synonyms(entry("Audit", names=[designation]))) == []


def test_a_spelling_with_a_hyphen_is_worth_listing():
    assert list(dull_synonyms(entry("Non-conformance", names=["Nonconformance"]))) == []


@pytest.mark.parametrize(
    ("markdown", "quoted"),
    [
        ("> Said by somebody.\n> Twice.", ["Said by somebody."]),
        ("> One.\n\nBetween.\n\n> Other.", ["One."]),
        ("He said “yes”.", []),
        ("    a > b\n\n`> code`", []),
    ],
)
def test_a_quotation_needs_a_source(markdown, quoted):
    """E-23."""
    for kind, place in (("term", "definition"), ("question", "answer")):
        bare = entry("Audit", kind=kind, citations=(), **{place: markdown})
        found = [one for one in gaps(bare, required={}) if one.rule.name == "quotation-source"]
        assert [one.about for one in found] == quoted
        assert not [*quotations(entry("Audit", kind=kind, **{place: markdown}))]


def test_a_term_without_any_relation_is_told_so():
    assert [one.rule.name for one in unrelated(entry("Audit"))] == ["no-relation"]
    assert list(unrelated(entry("Audit", relations=[("related", "Plan")]))) == []
    assert list(unrelated(entry("Why audit?", kind="question"))) == []
