"""Whole pages of plain text: nothing is lost, nothing is guessed without a mark."""

import json
import re
from pathlib import Path

import pytest

from glossary.content import SectionText
from glossary.errors import SourceRefused
from glossary.exchange.formats import lexicon_text
from glossary.exchange.records import ExternalId

CORPUS = Path(__file__).parents[2] / "corpus"
PAGES = ("lexicon-traceability.txt", "lexicon-release.txt")


def page(text, *, name="drift.txt"):
    raw = text if isinstance(text, bytes) else text.encode()
    (record,) = lexicon_text.read(raw, name=name)
    assert record.source.raw == raw
    return record


def corpus(name, *, change=lambda raw: raw):
    return page(change((CORPUS / name).read_bytes()), name=name)


def words(text):
    return sorted(re.findall(r"\w+", text))


def test_a_page_with_lost_headings_is_mapped_without_marks():
    record = corpus("lexicon-traceability.txt")
    assert (record.kind, record.content.title, record.marks) == ("term", "Traceability", ())
    assert record.external_ids == (
        ExternalId(system="lexicon-text", identifier="lexicon-traceability.txt"),
    )
    assert [section.kind for section in record.content.sections] == [
        "definition",
        "general-description",
        "application-areas",
        "examples",
        "risks",
        "recommendations",
        "history",
        "summary",
    ]
    assert record.content.section("risks").startswith("A gap in the chain")
    assert record.content.section("recommendations").startswith(
        "A chain that holds usually has:\n\n- "
    )
    assert record.content.section("summary").startswith("Traceability is cheap")
    assert "- **Assembly**: The serial number" in record.content.section("application-areas")


def test_synonyms_and_related_articles_become_records():
    content = corpus("lexicon-traceability.txt").content
    assert [word.term for word in content.designations] == ["Product Tracing", "Lot Tracking"]
    assert [(one.title, one.rating) for one in content.relations] == [
        ("Batch", "10/10"),
        ("Recall", "7/10"),
        ("Root-cause", "10/10"),
    ]
    assert content.relations[1].teaser.endswith("already left the house,")


def test_candidates_and_notices_are_kept_beside_the_content():
    extra = corpus("lexicon-traceability.txt").source.extra
    assert extra["notices"] == ["You have no rights to post comments"]
    assert extra["abbreviation_candidates"] == [
        {"abbreviation": "ERP", "full_form": "enterprise resource planning"}
    ]
    assert extra["standard_candidates"] == ["ISO 9001", "ISO 22005:2007"]
    assert [part["line"] for part in extra["parts"] if part["named_by"] == "position"] == [
        19,
        22,
        38,
    ]


@pytest.mark.parametrize("name", PAGES)
def test_every_word_of_a_page_is_somewhere_in_the_record(name):
    """formats.md 2.2: every byte is mapped or listed as kept."""
    record = corpus(name)
    content = record.content.as_dict()
    places = [*content["sections"], *content["designations"], *content["relations"]]
    kept = " ".join(text for place in places for text in place.values() if isinstance(text, str))
    kept += json.dumps([record.source.extra["notices"], record.source.extra["parts"]])
    kept += " ".join(word for word in ("Deutsch", "Español", "Português", "Français", "Italiano"))
    missing = set(words((CORPUS / name).read_text())) - set(words(kept)) - {"Read", "More"}
    assert missing == set()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "change",
    [
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: b"\n\n" + raw + b"\n\n\n",
    ],
)
def test_the_outer_form_of_a_page_does_not_matter(name, change):
    assert corpus(name, change=change).content == corpus(name).content


def test_the_everyday_meaning_comes_first_and_is_marked():
    record = corpus("lexicon-release.txt")
    definition = record.content.section("definition")
    assert definition.startswith("A release is the act") and "recorded decision" in definition
    assert record.content.title == "Release"
    assert "everyday meaning" in record.marks[0]
    assert "divide it" in record.marks[1]


def test_other_headings_translations_and_lists_are_read():
    content = corpus("lexicon-release.txt").content
    assert {word.language: word.term for word in content.designations if word.language} == {
        "de": "Freigabe",
        "es": "Liberación",
        "pt": "Liberação",
        "it": "Rilascio",
    }
    assert content.section("general-description").endswith(
        "10. the quality manager, after a deviation"
    )
    assert "    - **Chilled goods**: within one hour" in content.section("application-areas")
    assert content.section("examples").count("\n- ") == 1
    assert [section.heading for section in content.sections if section.kind == "additional"] == [
        "Weblinks",
        "Articles with 'Release' in the title",
    ]


def test_a_section_that_cannot_be_named_is_kept_and_marked():
    record = page("Drift is a change.\n\nExamples\n\nA.\n\n\nB.\n\nHistory\n\nC.\n")
    assert record.content.sections[2] == SectionText(
        kind="additional", heading="Section without a heading (line 8)", body="B."
    )
    assert record.marks == (
        "Line 8: a section lost its heading; by its place it may be “Risks” or “Recommendations”.",
    )


def test_a_repeated_section_is_kept_and_marked():
    record = page("Drift is a change.\n\nRisks\n\nA.\n\nSummary\n\nB.\n\nRisks\n\nC.\n")
    assert record.content.section("risks") == "A."
    assert record.content.sections[-1] == SectionText(kind="additional", heading="Risks", body="C.")
    assert "repeats" in record.marks[0]


def test_synonyms_in_sentences_stay_readable():
    record = page("Drift is a change.\n\nSynonyms\n\nSome say wander, others do not care at all.\n")
    assert record.content.sections[-1].heading == "Synonyms"
    assert "more than single words" in record.marks[0]


@pytest.mark.parametrize("first", ["Drift\n\n", "# Drift\n\n", "Deutsch: Drift /\n\nDrift\n\n"])
def test_a_heading_above_the_definition_is_the_title(first):
    record = page(
        f"{first}A slow change of a gauge.\n\n## Risks\n\nWrong results.\n", name="p1.txt"
    )
    assert (record.content.title, record.marks) == ("Drift", ())
    assert record.content.section("definition") == "A slow change of a gauge."
    assert record.content.section("risks") == "Wrong results."


def test_a_page_that_begins_with_a_section_takes_its_title_from_the_file():
    record = page("Risks\n\nWrong results.\n")
    assert record.content.title == "Drift"
    assert "file's name" in record.marks[0]


def test_template_text_is_taken_as_it_is():
    body = "Drift is {{7*7}} and {% load %}."
    assert page(body).content.section("definition") == body


def test_s07_a_page_above_the_limit_is_refused():
    with pytest.raises(SourceRefused, match="256 kB"):
        page("x" * (lexicon_text.SIZE_LIMIT + 1))


@pytest.mark.parametrize("text", ["", "\n \n", "Print\n"])
def test_a_page_without_text_is_refused(text):
    with pytest.raises(SourceRefused, match="holds no text"):
        page(text)
