"""E-24: terms that are used and not defined; few and exact."""

import pytest

from glossary.quality.wanted import introduced_in, wanted_terms
from tests.quality.texts import entry, said, vocabulary


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "Use a failure mode and effects analysis (FMEA) first.",
            "failure mode and effects analysis",
        ),
        ("It has a mean time between failures (MTBF).", "mean time between failures"),
        ("See the first-article inspection (FAI).", "first-article inspection"),
        ("The rules of the plant (UK) differ.", ""),
        ("Take a sample (N) of it.", ""),
        ("As said before (ISO) there is more.", ""),
    ],
)
def test_a_long_form_counts_where_its_initials_follow(sentence, found):
    assert list(introduced_in(sentence)) == ([found] if found else [])


def users(sentence, *others):
    return vocabulary(
        entry("Alpha", definition=f"In it {sentence}."),
        entry("Beta", definition=f"Here {sentence} too."),
        *others,
    )


def test_a_term_that_several_entries_introduce_is_wanted():
    sentence = "we use a layered process audit (LPA)"
    assert said(wanted_terms(users(sentence))) == [
        ("wanted-term", "Alpha", "layered process audit")
    ]
    known = entry("Layered process audits")
    assert list(wanted_terms(users(sentence, entry("Layered process audit")))) == []
    assert len(list(wanted_terms(users(sentence, known)))) == 1


def test_one_entry_alone_wants_nothing():
    words = vocabulary(entry("Alpha", definition="A layered process audit (LPA) is made."))
    assert list(wanted_terms(words)) == []


def test_a_capitalised_phrase_counts_if_it_ends_like_a_name_of_the_glossary():
    audit = entry("Internal audit", names=["Final act"])
    sentence = "they make a Layered Process Audit in the European Union under the Safety Act"
    assert said(wanted_terms(users(sentence, audit))) == [
        ("wanted-term", "Alpha", "Layered Process Audit")
    ]
    assert list(wanted_terms(users(sentence))) == []
