"""Headings in all the spellings met, and lines that only look like one."""

import pytest

from glossary.exchange.formats.headings import (
    SECTION_TITLES,
    holds_two_sections,
    kind_of_heading,
    kind_of_title,
    plain_heading,
)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("General Description", "general-description"),
        ("Description:", "general-description"),
        ("APPLICATION AREAS", "application-areas"),
        ("Areas of Application:", "application-areas"),
        ("Well-Known Examples", "examples"),
        ("National and International Examples of Audit in Quality Management:", "examples"),
        ("Treatment and Risks", "risks"),
        ("Risks and Challenges", "risks"),
        ("## Risks ##", "risks"),
        ("**Recommendations:**", "recommendations"),
        ("Treatment", "recommendations"),
        ("History and Legal Basics", "history"),
        ("Example  Sentences", "example-sentences"),
        ("Similar concepts to Audit", "synonyms"),
        ("Similar Terms or Synonyms", "synonyms"),
        ("Summary", "summary"),
        ("Related Articles", "related"),
        ("Weblinks", "additional"),
        ("Articles with 'Audit' in the title", "additional"),
        ("Examples of this are rare.", None),
        ("Risks are everywhere", None),
        ("• Summary", None),
        ("Examples of " + "x" * 200, None),
        ("", None),
    ],
)
def test_a_line_is_a_heading_by_its_words(line, kind):
    assert kind_of_heading(line) == kind


def test_signs_and_colon_do_not_belong_to_a_heading():
    assert plain_heading("### **Legal  Basics**: ") == "Legal Basics"
    assert holds_two_sections("Treatment and Risks:")
    assert not holds_two_sections("Risks")


def test_our_own_titles_are_known_in_any_case_and_no_others():
    assert {kind_of_title(title.upper()) for title in SECTION_TITLES.values()} == {*SECTION_TITLES}
    assert kind_of_title("Areas of application") == "additional"
