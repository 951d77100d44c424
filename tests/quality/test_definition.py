"""E-11: the form of a short definition, after ISO 704 and the ISO/IEC Directives, Part 2."""

import pytest

from glossary.content import DesignationText
from glossary.quality.definition import lint
from tests.quality.texts import entry

GOOD = [
    ("Audit plan", "description of the visits and interviews of one audit"),
    ("Trustee", "person in whom trust is placed by an owner of property"),
    ("A4 sheet", "A4 paper cut to 210 mm by 297 mm"),
    ("Prior estimate", "a priori value of a quantity before the first observation"),
    ("Packing", "boxes, foils, straps etc."),
    ("Import", "goods made outside the U.S."),
    ("Non-conformance", "not fulfilling what has been agreed"),
    ("Gauge", "device that is used for one dimension and means little elsewhere"),
    ("May sample", "item taken in the month of may that may be kept"),
    ("Remark", "sentence that is not a finding, noted for the next visit"),
    ("Reading", "value of 3.5 mm, v. the table"),
    ("Quality", "degree to which what is delivered meets what is wanted"),
]


@pytest.mark.parametrize(("title", "definition"), GOOD)
def test_a_phrase_that_can_stand_for_the_term_is_right(title, definition):
    assert list(lint(entry(title, definition))) == []


@pytest.mark.parametrize(
    ("title", "definition", "rule", "about"),
    [
        ("Audit", "a systematic look at what is done", "article", "a"),
        ("Audit", "The systematic look at what is done", "article", "The"),
        ("Audit", "systematic look at what is done.", "full-stop", "done."),
        ("Audit", "look at the results of an audit", "repeats-term", "Audit"),
        ("Audit", "body of all audits of one year", "repeats-term", "Audit"),
        ("Audit plan", "list drawn from the audit plans", "repeats-term", "Audit plan"),
        ("Audit", "is a systematic look", "verb", "is"),
        ("Audit", "refers to a systematic look", "verb", "refers to"),
        ("Audit", "when somebody looks at what is done", "verb", "when somebody"),
        ("Audit", "term used to describe a look", "verb", "used to describe"),
        ("Audit", "look that shall be independent", "requirement", "shall"),
        ("Audit", "look that must not be announced", "requirement", "must"),
        ("Audit", "not an inspection but a look at the rules", "negative", "not"),
        ("Audit", "anything other than an inspection", "negative", "anything other than"),
        ("Remark", "sentence that is not a finding", "negative", "sentence that is not"),
        ("Audit", "look at rules; also a report on it", "phrases", ";"),
        ("Audit", "look at rules. It is independent", "phrases", "."),
    ],
)
def test_each_fault_is_named_with_the_words_it_is_about(title, definition, rule, about):
    found = {finding.rule.name: finding.about for finding in lint(entry(title, definition))}
    assert found[f"definition-{rule}"] == about


def test_a_definition_by_a_synonym_of_the_term_explains_nothing():
    synonyms = ("Surveillance visit", DesignationText(term="Look", acceptability="search-only"))
    found = list(lint(entry("Audit", "look during a surveillance visit", names=synonyms)))
    assert [finding.about for finding in found] == ["Surveillance visit"]


def test_one_text_can_have_several_faults():
    found = list(lint(entry("Audit", "An audit is a look; it must be made.")))
    assert {finding.rule.name.removeprefix("definition-") for finding in found} == {
        "article",
        "full-stop",
        "repeats-term",
        "verb",
        "requirement",
        "phrases",
    }


@pytest.mark.parametrize(
    "unchecked",
    [
        entry("Audit", ""),
        entry("What is an audit?", "An audit.", kind="question"),
        entry("Audit", "Das ist eine Prüfung.", language="de"),
    ],
)
def test_only_english_terms_with_a_definition_are_looked_at(unchecked):
    assert list(lint(unchecked)) == []
