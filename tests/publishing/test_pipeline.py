"""From a version to its stored page."""

import pytest

from glossary.content import DesignationText
from tests import factories as make

pytestmark = pytest.mark.django_db


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
