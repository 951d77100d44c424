"""E-11, E-20 to E-24: what the rules find in one draft, and that errors stop its submission."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from glossary.content import (
    CitationText,
    Content,
    DesignationText,
    RelationText,
    SectionText,
    WaiverText,
)
from glossary.errors import QualityErrors
from glossary.models import Decision, Entry, Redirect, State, Version
from glossary.workflow.actions import save_draft, submit
from glossary.workflow.gate import findings_in_draft
from glossary.workflow.ripples import run_waiting
from tests import factories as make

pytestmark = pytest.mark.django_db
SOURCE = (CitationText(standard="ISO 9001", edition="2015", clause="9.2"),)
RELATED = (RelationText(title="Gauge"),)


def sound(title: str, **fields: object) -> Content:
    """Return a text with a short definition and all that the rules ask for."""
    values = {"citations": SOURCE, "relations": RELATED, "short_definition": "look at facts"}
    return make.term_content(title, **values | fields)


def found(content: Content, entry: Entry | None = None) -> dict[str, str]:
    findings = findings_in_draft(content, kind="term", entry=entry)
    return {one.rule.name: one.about for one in findings if not one.waived}


def draft_of(content: Content) -> Version:
    version = make.draft(content.title)
    return save_draft(version, content, by=make.edda())


@pytest.fixture
def gauge() -> Entry:
    return make.published(
        "Gauge",
        subject="Metrology",
        short_definition="device that shows a size",
        designations=(DesignationText(term="Measuring dial"),),
        definition="Every workshop has one.",
    ).entry


def test_a_sound_text_has_no_finding(gauge):
    assert found(sound("Audit")) == {}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("the look at facts", "definition-article"),
        ("planned look at facts.", "definition-full-stop"),
        ("audit of facts", "definition-repeats-term"),
        ("is a look at facts", "definition-verb"),
        ("", "missing-definition"),
    ],
)
def test_the_definition_is_looked_at(gauge, text, rule):
    """E-11."""
    assert rule in found(sound("Audit", short_definition=text))


@pytest.mark.parametrize(
    "title",
    ["gauges", "GAUGE", "Gau\u0308ge", "Measuring-dial", "Measuring dials", "Measurign dial"],
)
def test_a_title_like_another_name_is_found(gauge, title):
    """E-20: case, hyphen, plural, accents, letters that changed places; synonyms too."""
    findings = findings_in_draft(sound(title, subject="Metrology"), kind="term")
    alike = [one for one in findings if one.rule.name in ("near-duplicate", "same-title")]
    assert [one.others for one in alike] == [(gauge.number,)]


@pytest.mark.parametrize("wrong", ["Calibraton", "Calibraiton", "Caliberation"])
def test_a_misspelt_title_is_found(gauge, wrong):
    """E-20: one or two letters."""
    make.published("Calibration", definition="Calibration compares. Calibration is done often.")
    assert found(sound(wrong)).get("near-duplicate") == "Calibration"


def test_two_words_of_the_vocabulary_are_not_taken_for_one_misspelt(gauge):
    """E-20: a word that further entries use is a word."""
    make.published("Repeal", definition="A repeal takes back.")
    make.published("Order", definition="An order is not a repeat of another order.")
    make.published("Note", definition="A note of every repeat and repeal.")
    assert "near-duplicate" not in found(sound("Repeat"))


def test_the_same_title_is_a_fault_in_the_same_subject_only(gauge):
    """E-20."""
    assert "same-title" in found(sound("Gauge", subject="Metrology", relations=()))
    other = found(sound("Gauge", subject="Railways", relations=()))
    assert not {"same-title", "near-duplicate"} & other.keys()


def test_an_entry_is_not_its_own_duplicate(gauge):
    content = sound("Gauge", subject="Metrology", relations=(RelationText(title="Scale"),))
    assert not {"same-title", "near-duplicate", "self-link"} & found(content, gauge).keys()


def test_a_circle_of_definitions_is_told_with_its_path():
    """E-21."""
    make.published("Plan", short_definition="list of every scheme")
    scheme = make.published("Scheme", short_definition="drawing that an outline becomes")
    content = sound("Outline", short_definition="first form of a plan")
    assert found(content)["circle"] == "Outline → Plan → Scheme → Outline"
    changed = sound("Scheme", short_definition="drawing of a house")
    assert "circle" not in found(changed, scheme.entry)


def test_what_a_draft_says_takes_the_place_of_what_is_published():
    """E-21: mending a circle in one of its entries is enough."""
    plan = make.published("Plan", short_definition="list of every scheme").entry
    make.published("Scheme", short_definition="drawing of a plan")
    assert "circle" in found(sound("Plan", short_definition="list of every scheme"), plan)
    assert "circle" not in found(sound("Plan", short_definition="list of steps"), plan)


def test_a_circle_of_broader_terms_is_told(gauge):
    """E-21."""
    tool = (RelationText(kind="broader", title="Tool"),)
    scale = make.published("Scale", relations=tool, definition="A tool.").entry
    content = sound("Tool", relations=(RelationText(kind="broader", number=scale.number),))
    tool_entry = make.published("Tool").entry
    run_waiting()
    assert found(content, tool_entry)["broader-circle"] == "Scale → Tool → Scale"


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("See [it](/glossary/gauge/).", None),
        ("See [it](/glossary/nothing/).", "broken-link"),
        ("See [it](/glossary/once/).", None),
        ("See [[gauge]] and [[Measuring dial|dials]].", None),
        ("See [[Once]].", None),
        ("See [[Vernier]].", "unknown-link"),
        ("See [[Audit]].", "self-link"),
        ("> Said by somebody.", None),
    ],
)
def test_links_are_followed(gauge, body, rule):
    """E-22: by address, by an old one, by name."""
    Redirect.objects.create(path="/glossary/once/", entry=gauge, created_at=gauge.created_at)
    rules = {"broken-link", "unknown-link", "self-link", "quotation-source"}
    expected = {rule} if rule else set()
    assert rules & found(sound("Audit", definition=body)).keys() == expected


def test_gaps_are_named(gauge):
    """E-23."""
    content = Content(
        title="Audit",
        sections=(SectionText(kind="risks", body="> Nobody knows."),),
        designations=(DesignationText(term="Audits"),),
    )
    assert found(content).keys() >= {
        "missing-section",
        "missing-definition",
        "missing-source",
        "missing-subject",
        "quotation-source",
        "dull-synonym",
        "no-relation",
        "orphan",
    }


def test_who_is_named_is_no_orphan():
    """E-23: no links in or out."""
    make.published("Audit plan", definition="It tells what the lead person looks at.")
    alone = sound("Vernier", relations=())
    assert "orphan" in found(alone)
    make.published("Scale", definition="It has a vernier.")
    assert "orphan" not in found(alone)


def test_terms_used_but_not_defined_are_told_with_their_number(gauge):
    """E-24."""
    text = "It rests on a failure mode and effects analysis (FMEA) of the line."
    make.published("Risk", definition=text)
    (finding,) = (
        one
        for one in findings_in_draft(sound("Audit", definition=text), kind="term")
        if one.rule.name == "wanted-term"
    )
    assert "is used by 2 entries" in finding.message
    make.published("Failure mode and effects analysis")
    assert "wanted-term" not in found(sound("Audit", definition=text))


def test_an_error_stops_the_submission_and_names_its_place(gauge):
    version = draft_of(sound("Audit", short_definition="audit of facts"))
    with pytest.raises(QualityErrors, match="Short definition – uses “Audit”") as refused:
        submit(version, by=make.edda())
    assert [place for place, _message in refused.value.errors] == ["short_definition"]
    version.refresh_from_db()
    assert (version.state, version.submitted_by) == (State.DRAFT, None)
    assert Decision.objects.filter(action="submit").count() == 1  # that of the gauge


def test_warnings_stop_nobody(gauge):
    content = sound("Audit", short_definition="the look at facts.", citations=())
    assert submit(draft_of(content), by=make.edda()).state == State.IN_REVIEW


def test_a_waived_finding_is_told_with_its_reason_and_stops_nobody(gauge):
    """Decision 7: every finding can be waived; the reviewer approves the reason."""
    waived = WaiverText(rule="definition-repeats-term", about="Audit", reason="Two meanings")
    content = sound("Audit", short_definition="audit of facts", waivers=(waived,))
    (finding,) = findings_in_draft(content, kind="term")
    assert (finding.rule.name, finding.waived) == ("definition-repeats-term", "Two meanings")
    assert submit(draft_of(content), by=make.edda()).state == State.IN_REVIEW


def test_the_other_entry_of_a_pair_can_waive_it(gauge):
    waived = (WaiverText(rule="near-duplicate", about="Vernirr", reason="They differ"),)
    make.published("Vernier", waivers=waived)
    (finding,) = (
        one
        for one in findings_in_draft(sound("Vernirr"), kind="term")
        if one.rule.name == "near-duplicate"
    )
    assert finding.waived == ""
    whole = replace(waived[0], about="")
    make.published("Reversal", waivers=(whole,))
    (finding,) = (
        one
        for one in findings_in_draft(sound("Reversall"), kind="term")
        if one.rule.name == "near-duplicate"
    )
    assert finding.waived == "They differ"


def test_the_number_of_look_ups_does_not_grow_with_the_glossary(gauge):
    content = sound("Audit", definition="A gauge, a scale and [[Ruler]], [[Vernier]].")
    counts = []
    for title in ("Ruler", "Scale", "Vernier"):
        make.published(title, definition="Like a gauge.")
        findings_in_draft(content, kind="term")
        with CaptureQueriesContext(connection) as captured:
            findings_in_draft(content, kind="term")
        counts.append(len(captured))
    assert len(set(counts)) == 1
