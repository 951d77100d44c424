"""From a version to its stored page."""

import pytest

from glossary.content import DesignationText, SectionText
from glossary.models import Entry, Mention, Publication, Version
from glossary.publishing.pipeline import anchors_for, link_pages, preview, term_index
from glossary.workflow.actions import approve, publish
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_anchors_stay_with_their_headings_and_are_unique():
    """R-02."""
    names = [("risks", ""), ("additional", "Weblinks"), ("additional", "Weblinks"), ("risks", "")]
    assert list(anchors_for(names)) == ["risks", "weblinks", "weblinks-2", "risks-2"]


def test_the_preview_is_what_publishing_stores():
    """E-01."""
    make.published("Procurement")
    version = make.submitted("Negotiation", definition="A talk *before* procurement.")
    shown = preview(Version.objects.with_content().get(pk=version.pk))
    assert not Publication.objects.filter(entry=version.entry).exists()
    approve(version, by=make.rolf(), proof=make.proof(), seen_hash=version.current_hash())
    publish(version, by=make.petra(), proof=make.proof())
    stored = Publication.objects.get(entry=version.entry)
    assert [vars(section) for section in shown] == stored.sections
    assert "<em>before</em>" in stored.sections[0]["html"]


def test_the_teaser_is_the_short_definition_or_the_start_of_the_long_one():
    short = make.published("One", short_definition="talk that leads to terms").entry
    long = make.published("Two", definition="A **bold** start. " + "word " * 60).entry
    assert short.publication.teaser == "talk that leads to terms"
    assert long.publication.teaser.startswith("A bold start. word word")
    assert long.publication.teaser.endswith("word …")


def test_hostile_text_is_harmless_in_the_stored_page():
    """S-06, S-09."""
    text = "<script>alert(1)</script> {{7*7}} [x](javascript:alert(1)) <b onclick=x>bold</b>"
    html = make.published("Hostile", definition=text).entry.publication.sections[0]["html"]
    assert "<script" not in html
    assert "javascript:" not in html
    assert "onclick" not in html
    assert "{{7*7}}" in html


def test_search_only_and_unconfirmed_words_are_not_linked_and_deprecated_ones_lead_to_the_entry():
    make.published(
        "Nonconformity",
        designations=(
            DesignationText(term="Reject slip", acceptability="search-only"),
            DesignationText(term="Red card", reviewed=False),
            DesignationText(term="Failure note", acceptability="deprecated"),
        ),
    )
    html = make.published(
        "Report", definition="A reject slip, a red card or a failure note."
    ).entry.publication.sections[0]["html"]
    assert 'href="/glossary/nonconformity/">failure note</a>' in html
    assert ">reject slip<" not in html
    assert ">red card<" not in html


def test_drafts_and_questions_are_no_targets_of_links():
    """W-31."""
    make.draft("Hidden plan")
    make.published("Open question", kind="question")
    html = make.published(
        "Report", definition="A hidden plan and an open question."
    ).entry.publication.sections[0]["html"]
    assert "<a " not in html


def test_an_entry_in_another_language_is_not_linked():
    make.published("Audit")
    assert list(term_index("de").matches("An audit")) == []
    assert len(list(term_index("en").matches("An audit"))) == 1


def test_linking_again_finds_what_was_there_and_writes_nothing_new():
    make.published("Procurement")
    entry = make.published("Negotiation", definition="Before procurement.").entry
    before = entry.publication.rendered_at
    link_pages([entry])
    entry.publication.refresh_from_db()
    assert entry.publication.rendered_at == before
    assert Mention.objects.count() == 1


def test_each_section_links_a_term_once():
    """R-04."""
    make.published("Procurement")
    sections = (
        SectionText(kind="definition", body="Procurement and procurement."),
        SectionText(kind="risks", body="Procurement too."),
    )
    page = make.published("Negotiation", sections=sections).entry.publication
    assert [section["html"].count("<a ") for section in page.sections] == [1, 1]
    assert Mention.objects.get().section == "Definition"
    assert Entry.objects.get(title="Procurement").mentioned_in.count() == 1
