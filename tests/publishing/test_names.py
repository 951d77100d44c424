"""The names of published terms: kept, looked up by text, loaded as a whole."""

import pytest

from glossary.content import DesignationText
from glossary.models import PublishedName
from glossary.publishing.names import all_names, names_in, names_of, store_names, tick, ticks
from tests import factories as make

pytestmark = pytest.mark.django_db

WORDS = (
    DesignationText(term="Conformity check"),
    DesignationText(term="CC", type="abbreviation"),
    DesignationText(term="Old word", acceptability="deprecated"),
    DesignationText(term="Common word", autolink=False),
    DesignationText(term="Typed word", acceptability="search-only"),
    DesignationText(term="Doubtful word", reviewed=False),
    DesignationText(term="Prüfung", language="de"),
)


def kept():
    return {row.text: row for row in PublishedName.objects.all()}


def test_what_may_be_linked_is_kept_when_a_term_is_published():
    make.published("Verification", designations=WORDS)
    rows = kept()
    assert {*rows} == {"Verification", "Conformity check", "CC", "Old word", "Common word"}
    assert rows["Verification"].position == 0
    assert [text for text, row in rows.items() if row.is_abbreviation] == ["CC"]
    assert [text for text, row in rows.items() if not row.autolink] == ["Common word"]


def test_drafts_questions_and_withdrawn_entries_have_no_names():
    """W-31."""
    make.draft("Hidden")
    make.published("Why?", kind="question")
    make.withdrawn("Gone")
    assert kept() == {}


def test_the_next_version_replaces_the_names():
    version = make.published("Verification", designations=WORDS)
    content = make.term_content("Checking", designations=WORDS[:1])
    make.republished(version, content=content)
    assert {*kept()} == {"Checking", "Conformity check"}


def test_names_that_stay_are_not_written_again():
    entry = make.published("Verification", designations=WORDS).entry
    before = list(PublishedName.objects.order_by("pk").values())
    assert store_names([entry.pk]) == names_of([entry.pk])
    assert list(PublishedName.objects.order_by("pk").values()) == before
    PublishedName.objects.filter(position=0).update(key="lost")
    store_names([entry.pk])
    assert not PublishedName.objects.filter(key="lost").exists()
    assert {*kept()} == {row["text"] for row in before}


def test_a_text_loads_the_names_it_holds():
    make.published("Non-conformance", designations=(DesignationText(term="C++"),))
    for title in ("Audit", "Audit plan", "Gauge"):
        make.published(title)
    known = names_in("Two nonconformances, the audit plans and c++.", language="en")
    text = "Two nonconformances, the audit plans and C++."
    found = [text[match.start : match.end] for match in known.index.matches(text)]
    assert found == ["nonconformances", "audit plans", "C++"]
    assert len(known.subject_of) < 4


def test_a_look_up_costs_the_same_however_many_names_there_are(django_assert_num_queries):
    make.published("Audit")
    with django_assert_num_queries(1):
        names_in("A short text about an audit.", language="en")


def test_names_are_kept_apart_by_language():
    make.published("Audit")
    assert list(all_names("de").index.matches("An audit")) == []
    assert len(list(all_names("en").index.matches("An audit"))) == 1


def test_facts_differ_with_what_pages_depend_on():
    version = make.published("Audit")
    before = names_of([version.entry_id])
    make.republished(version, content=make.term_content("Audit", subject="Other"))
    after = names_of([version.entry_id])
    assert len(before) == len(after) == 1
    assert before != after


def test_the_clock_counts_changes_only():
    version = make.published("Audit")
    before = ticks()
    make.republished(version, content=make.term_content("Audit", definition="Better."))
    assert ticks() == before
    make.republished(
        version,
        note="It has another name now",
        content=make.term_content("Audits", definition="Better."),
    )
    assert ticks() == before + 1
    tick()
    assert ticks() == before + 2
