"""E-22 and E-23: links and relations that lead nowhere or back, and entries that stand alone."""

from dataclasses import replace

import pytest

from glossary.quality.links import link_findings, orphans, relation_findings
from tests.quality.texts import entry, said, vocabulary


def linking(markdown):
    return vocabulary(
        entry("Audit", definition=markdown, address="/glossary/audit/"),
        entry("Plan", address="/glossary/plan/"),
        entry("Why?", kind="question", address="/learn/audit/questions/why/"),
    )


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ("/glossary/plan/", None),
        ("/glossary/plan", None),
        ("/glossary/plan/#risks", None),
        ("/learn/audit/questions/why", None),
        ("/glossary/", None),
        ("https://example.org/glossary/nothing/", None),
        ("/about/", None),
        ("/glossary/nothing/", "broken-link"),
        ("/learn/audit/questions/when/", "broken-link"),
        ("/glossary/audit/#risks", "self-link"),
    ],
)
def test_links_to_entries_are_followed(address, rule):
    found = [finding.rule.name for finding in link_findings(linking(f"See [this]({address})."))]
    assert found == ([rule] if rule else [])


def test_links_in_code_lead_nowhere_and_need_not():
    assert list(link_findings(linking("Write `[plan](/glossary/nothing/)`."))) == []


def test_relations_are_found_by_name_synonym_and_number():
    words = vocabulary(
        entry("Audit", relations=[("related", "plan"), ("related", "Scheme")]),
        entry("Plan", names=["Scheme"], relations=[("related", "Gone"), ("broader", "Plans")]),
    )
    assert said(relation_findings(words)) == [
        ("unknown-relation", "Plan", "Gone"),
        ("unknown-relation", "Plan", "Plans"),
    ]


def test_a_relation_to_itself_is_an_error():
    words = vocabulary(entry("Plan", names=["Scheme"], relations=[("related", "Scheme")]))
    assert said(relation_findings(words)) == [("self-link", "Plan", "Scheme")]


def test_an_entry_that_neither_names_nor_is_named_is_an_orphan():
    words = vocabulary(
        entry("Audit", definition="An audit follows plans."),
        entry("Plan"),
        entry("Record", relations=[("related", "Plan")]),
        entry("Alone", definition="It planned and recorded nothing."),
    )
    assert said(orphans(words)) == [("orphan", "Alone", "")]


def test_links_and_names_of_two_entries_connect_as_well():
    words = vocabulary(
        entry("Audit", definition="See [this](/glossary/plan/)."),
        entry("Plan", address="/glossary/plan/"),
        entry("Acceptance", key="1", subject="Risk"),
        entry("Acceptance", key="2", subject="Inspection"),
        entry("Delivery", definition="It ends with acceptance."),
    )
    assert list(orphans(words)) == []


def test_a_vocabulary_of_one_entry_has_no_orphan():
    assert list(orphans(vocabulary(entry("Alone")))) == []


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("See [[plan]] and [[Plan|plans]].", []),
        ("See [[QM-0002]].", []),
        ("See [[Scheme]].", [("unknown-link", "QM-0001", "Scheme")]),
        ("See [[Scheme|the scheme]] and [[ Scheme ]].", [("unknown-link", "QM-0001", "Scheme")]),
        ("See [[audit]].", [("self-link", "QM-0001", "audit")]),
        ("Write `[[Scheme]]`.", []),
    ],
)
def test_links_by_name_are_followed(markdown, expected):
    """E-22, E-24."""
    words = vocabulary(
        entry("Audit", definition=markdown, key="QM-0001"), entry("Plan", key="QM-0002")
    )
    assert said(link_findings(words)) == expected


def test_an_old_address_still_leads_to_its_entry():
    words = vocabulary(
        entry("Audit", definition="See [this](/glossary/scheme/) and [[Scheme]]."),
        replace(entry("Plan", address="/glossary/plan/"), old_addresses=("/glossary/scheme/",)),
    )
    assert list(link_findings(words)) == []
