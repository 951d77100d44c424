"""The passage and the name that explain a hit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.search.extracts import (
    LENGTH,
    Designated,
    Extract,
    Marker,
    extract,
    matched_name,
)
from glossary.search.query import parse
from glossary.text import fold

FILLING = "Nothing to see in this sentence. " * 30


def shown(found: Extract) -> str:
    return "".join(f"[{part.text}]" if part.is_match else part.text for part in found.fragments)


def extracted(query: str, *texts: str) -> Extract:
    sections = [(f"Section {n}", text) for n, text in enumerate(texts, start=1)]
    return extract(sections, Marker(parse(query)))


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("negotiating", "Negotiations, and to negotiate.", "[Negotiations], and to [negotiate]."),
        ("negotiate ", "Negotiators negotiated.", "[Negotiators] [negotiated]."),
        ("quality ", "Qualities of a quality.", "[Qualities] of a [quality]."),
        ("process ", "Processes are processed.", "[Processes] are [processed]."),
        ("cali", "Calibration and scalability.", "[Calibration] and scalability."),
        ("cali ", "Calibration of a caliber.", "Calibration of a caliber."),
        ("qualitat ", "Die Qualität zählt.", "Die [Qualität] zählt."),
        (
            "nonconformity ",
            "No conformity, a non-conformity.",
            "No conformity, a [non-conformity].",
        ),
        ("non-conformity ", "A non-conformity.", "A [non]-[conformity]."),
        ("aim ", "Aims and claims.", "[Aims] and claims."),
        ("+", "One + one.", "One + one."),
        ("<b>", "Not <b>bold</b>.", "Not <[b]>bold</[b]>."),
    ],
)
def test_matching_words_are_marked(query: str, text: str, marked: str) -> None:
    assert shown(extracted(query, text)) == marked


def test_the_passage_comes_from_the_section_with_most_of_the_words() -> None:
    found = extracted(
        "supplier audit ", "A supplier.", f"{FILLING}An audit of a supplier.", "Audit."
    )
    assert found.section == "Section 2"
    assert shown(found).endswith("An [audit] of a [supplier].")
    assert shown(found).startswith("… ")


def test_without_a_match_the_text_is_shown_from_its_start() -> None:
    found = extracted("audit ", "", FILLING)
    assert found.section == "Section 2"
    assert shown(found).startswith("Nothing to see")
    assert shown(found).endswith(" …")
    assert extracted("audit ") == Extract()


def test_a_passage_is_short_and_ends_at_whole_words() -> None:
    found = shown(extracted("audit ", f"{FILLING}An audit. {FILLING}"))
    assert len(found) < LENGTH + 10
    assert set(found.strip("… ").split()) <= set(f"{FILLING} An [audit].".split())


@given(st.text(max_size=400), st.text(max_size=30))
def test_the_fragments_together_are_the_text(text: str, query: str) -> None:
    """S-03: an extract adds no mark-up and loses no character in between."""
    joined = "".join(part.text for part in extracted(query, text).fragments)
    assert joined.removeprefix("… ").removesuffix(" …") in text or len(text) <= LENGTH
    assert len(text) > LENGTH or joined == text


def test_a_passage_is_cut_even_where_a_text_has_no_blanks() -> None:
    found = extracted("audit ", f"{'x' * 5_000} audit {'y' * 5_000}")
    assert "[audit]" in shown(found)
    assert len(shown(found)) < LENGTH + 20


NAMES = [
    Designated("Nonconformity", "nonconformity", "preferred", "term"),
    Designated("Non-conformance", "nonconformance", "admitted", "term"),
    Designated("Defect in quality", "defectinquality", "deprecated", "term"),
    Designated("NC", "nc", "admitted", "abbreviation"),
]


@pytest.mark.parametrize(
    ("query", "matched"),
    [
        ("nonconformity", None),
        ("nonconf", None),
        ("nonconforma", "Non-conformance"),
        ("NC", "NC"),
        ("defects", "Defect in quality"),
        ("quality defect", "Defect in quality"),
        ("steel", None),
    ],
)
def test_the_name_that_matched_is_told_unless_it_is_the_title(
    query: str, matched: str | None
) -> None:
    found = matched_name(NAMES, Marker(parse(query)))
    assert (found.text if found else None) == matched
    assert found is None or found.folded == fold(found.text)
