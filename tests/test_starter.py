"""The vocabulary that comes with the product: complete, connected, and without a fault."""

from collections import Counter

import pytest

from glossary.exchange.formats.headings import SECTION_TITLES
from glossary.exchange.records import EntryRecord, StandardRecord
from glossary.exchange.texts import text_of
from glossary.management.commands.load_starter import starter
from glossary.quality.check import check
from glossary.quality.rules import Tier

OF_QUESTIONS = {"answer", "additional"}
SECTIONS = tuple(kind for kind in SECTION_TITLES if kind not in OF_QUESTIONS)
INCOMING = starter()
ENTRIES = {item.name: item.record for item in INCOMING if isinstance(item.record, EntryRecord)}
TERMS = {name: record for name, record in ENTRIES.items() if record.kind == "term"}
STANDARDS = [item.record for item in INCOMING if isinstance(item.record, StandardRecord)]
PAIRS = """
    Correction / Corrective action
    Corrective action / Preventive action
    Non-conformance / Defect
    Verification / Validation
    Quality assurance / Quality control
    Accuracy / Precision
    Accuracy / Trueness
    Precision / Trueness
    Repeatability / Reproducibility
    Efficiency / Effectiveness
    Audit / Inspection
    Specification / Tolerance
    Concession / Deviation permit
    Rework / Repair
    Repair / Regrade
    Objective evidence / Record
    Calibration / Adjustment
    Calibration / Verification
    Hazard / Risk
    Process / Procedure
    Competence / Qualification
"""


def of_title(title):
    return next(record for record in TERMS.values() if record.content.title == title)


def test_it_is_large_enough_to_be_of_use():
    assert len(TERMS) >= 150
    assert len(ENTRIES) - len(TERMS) >= 60


def test_the_rules_find_nothing_to_object_to():
    """E-20 to E-24: no error, and no warning without a reason."""
    texts = [text_of(record, key=name) for name, record in ENTRIES.items()]
    found = check(texts, required={"term": SECTIONS, "question": ("answer",)})
    open_findings = [
        (finding.rule.name, finding.key, finding.message)
        for finding in found
        if not finding.waived and finding.rule.tier != Tier.ADVICE
    ]
    assert open_findings == []


@pytest.mark.parametrize("name", TERMS)
def test_each_term_has_all_its_parts(name):
    content = TERMS[name].content
    assert [section.kind for section in content.sections] == list(SECTIONS)
    assert content.subject
    assert content.tags
    assert content.designations
    assert content.citations
    assert content.seo_description
    assert len(content.relations) >= 3
    assert all(relation.note for relation in content.relations)
    assert all("**" in line for line in lines(content.section("application-areas")))
    industries = {line.split("**")[1] for line in lines(content.section("examples"))}
    assert len(industries) >= 2
    assert len(lines(content.section("example-sentences"))) >= 3


def lines(body):
    return [line for line in body.splitlines() if line.startswith("- ")]


@pytest.mark.parametrize("pair", PAIRS.strip().splitlines())
def test_each_of_a_confusable_pair_says_what_tells_it_from_the_other(pair):
    one, other = pair.strip().split(" / ")
    for title, target in ((one, other), (other, one)):
        (relation,) = (
            relation
            for relation in of_title(title).content.relations
            if (relation.kind, relation.title) == ("confusable", target)
        )
        assert len(relation.note.split()) >= 6


def test_every_standard_cited_is_in_the_register_with_its_clauses():
    register = {(one.designation, one.edition): one for one in STANDARDS}
    assert len(register) == len(STANDARDS)
    for name, record in ENTRIES.items():
        for citation in record.content.citations:
            if citation.standard:
                standard = register[citation.standard, citation.edition]
                clauses = {clause.number for clause in standard.clauses}
                assert {citation.clause} - {""} <= clauses, (name, citation)


def test_the_register_says_what_each_standard_is_about_and_whether_it_is_in_force():
    assert all(standard.title for standard in STANDARDS)
    assert {standard.status for standard in STANDARDS} == {"current", "replaced"}


def test_no_two_entries_begin_alike():
    openings = Counter(
        " ".join(record.content.section("definition").split()[:6]) for record in TERMS.values()
    )
    assert [opening for opening, count in openings.items() if count > 1] == []
