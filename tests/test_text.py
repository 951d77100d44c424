"""String functions, by tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.text import (
    fold,
    folded_in,
    in_plain_lines,
    meanings_part,
    meanings_url,
    slug_for,
    teaser_of,
    unprintable_in,
)


@pytest.mark.parametrize(
    "spelling",
    [
        "nonconformance", "Non-conformance", "non conformance", "NON‐CONFORMANCE",
        "non\u00a0conformance", "non\u00adconformance", "Non_Conformance",
    ],
)  # fmt: skip
def test_hyphens_spaces_and_case_do_not_count(spelling):
    assert fold(spelling) == "nonconformance"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Qualität", "qualitat"), ("Straße", "STRASSE"), ("café", "CAFE\u0301"), ("ﬁt", "fit")],
)
def test_accents_and_compatible_letters_do_not_count(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize("sign", ["+", "∅", "$^", "C++"])
def test_a_name_of_signs_has_a_form_of_its_own(sign):
    assert fold(sign)
    assert len({fold("+"), fold("∅"), fold("$^"), fold("C++")}) == 4


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Non-conformance", "non-conformance"),
        ("Qualität & Größe", "qualitaet-groesse"),
        ("501(c)(4)", "501c4"),
        ("IQ / OQ / PQ", "iq-oq-pq"),
        ("+", "qm-0007"),
        ("∅", "qm-0007"),
        ("x" * 300, "x" * 100),
    ],
)
def test_every_title_has_an_address(title, slug):
    assert slug_for(title, fallback="QM-0007") == slug


def test_a_teaser_ends_with_a_whole_word():
    assert teaser_of("one two three", length=9) == "one two …"
    assert teaser_of("one two, three", length=9) == "one two …"
    assert teaser_of(" short \n text ", length=20) == "short text"
    assert teaser_of("Donaudampfschifffahrt", length=5) == "Donau …"


def test_what_no_database_keeps_is_found():
    assert unprintable_in("a\0b") == "\0"
    assert unprintable_in("a\ud800") == "\ud800"
    assert unprintable_in("Ünïcode ✓ 🙂\t\n") == ""
    assert unprintable_in("plain\n") == ""


@given(st.text(st.characters() | st.sampled_from("\0\ud800\udbff\udfff\ue000")))
def test_the_first_of_what_no_database_keeps_is_told(text):
    lost = [char for char in text if char == "\0" or 0xD800 <= ord(char) <= 0xDFFF]
    assert unprintable_in(text) == (lost[0] if lost else "")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Non-conformance", "/meanings/nonconformance/"),
        ("Größe", "/meanings/grosse/"),
        ("品質", "/meanings/%E5%93%81%E8%B3%AA/"),
        ("+", "/meanings/-2b/"),
        ("..", "/meanings/-2e-2e/"),
        ("/", "/meanings/-2f/"),
        ("%", "/meanings/-25/"),
        ("", "/meanings/-/"),
    ],
)
def test_the_meanings_of_a_name_have_an_address(name, path):
    assert meanings_url(fold(name)) == path


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_the_address_of_a_name_leads_back_to_it(name):
    folded = fold(name)
    part = meanings_part(folded)
    assert folded_in(part) == folded
    assert part.isalnum() or part.isascii()


@pytest.mark.parametrize("part", ["-", "-zz", "-d800", "-0", "-110000", "--", "-2b-"])
def test_a_part_of_an_address_that_no_name_has_is_empty(part):
    assert folded_in(part) == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  two \t words ", "two words"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\n\n \n\ntwo\n\n", "one\n\ntwo"),
        ("a\0b\x07c\ud800d", "a b c d"),
        (" \r\n ", ""),
    ],
)
def test_typed_text_keeps_its_lines_and_loses_its_waste(typed, kept):
    assert in_plain_lines(typed) == kept
