"""Citations of a version in three styles (R-08)."""

from dataclasses import replace
from datetime import date

import pytest

from glossary.pages.citing import Cited, cited
from tests.factories import on, published

CITED = Cited(
    title="Calibration",
    author="",
    glossary="Quality management glossary",
    number="QM-0042",
    label="2.1",
    day=date(2026, 3, 4),
    address="https://g.example/id/QM-0042/v/2.1",
)


def test_iso_690_names_version_day_number_and_address() -> None:
    """R-08."""
    assert CITED.iso_690 == (
        "Calibration. In: Quality management glossary [online]. Version 2.1, 4 March 2026. "
        "QM-0042. Available from: https://g.example/id/QM-0042/v/2.1"
    )


def test_apa_has_the_glossary_as_author_where_nobody_else_is_named() -> None:
    """R-08."""
    assert CITED.apa == (
        "Quality management glossary. (2026, March 4). Calibration (QM-0042, Version 2.1). "
        "In Quality management glossary. https://g.example/id/QM-0042/v/2.1"
    )


def test_an_author_stands_first() -> None:
    by_ann = replace(CITED, author="A. Smith")
    assert by_ann.iso_690.startswith("A. Smith. Calibration. In: ")
    assert by_ann.apa.startswith("A. Smith. (2026, March 4). ")
    assert "author = {{A. Smith}}" in by_ann.bibtex


def test_a_question_keeps_its_own_sign() -> None:
    asked = replace(CITED, title="What is a gauge?")
    assert asked.iso_690.startswith("What is a gauge? In: ")


def test_bibtex_has_a_key_and_every_field() -> None:
    """R-08."""
    assert CITED.bibtex.splitlines() == [
        "@misc{QM-0042-v2.1,",
        "  author = {{Quality management glossary}},",
        "  title = {{Calibration}},",
        "  howpublished = {Quality management glossary},",
        "  note = {QM-0042, version 2.1},",
        "  year = {2026},",
        "  month = {3},",
        "  url = {https://g.example/id/QM-0042/v/2.1}",
        "}",
    ]


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("R&R at 5 %", r"R\&R at 5 \%"),
        ("A_1 {x} #2 $", r"A\_1 \{x\} \#2 \$"),
        ("a\\b~c^d", r"a\textbackslash{}b\textasciitilde{}c\textasciicircum{}d"),
    ],
)
def test_signs_that_tex_would_obey_are_escaped(title: str, written: str) -> None:
    assert f"title = {{{{{written}}}}}" in replace(CITED, title=title).bibtex


@pytest.mark.django_db
def test_the_address_is_that_of_the_version_for_ever() -> None:
    """R-08."""
    with on("2026-03-04"):
        version = published("Calibration", byline="Editors")
    found = cited(version.entry, version, glossary="Glossary", site="https://g.example")
    assert found.address == f"https://g.example/id/{version.entry.number}/v/1.0"
    assert (found.author, found.day) == ("Editors", date(2026, 3, 4))
