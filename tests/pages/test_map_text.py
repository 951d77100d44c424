"""Names broken into lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.pages.map_text import lettering, width_of
from tests.pages.drawings import TITLES


@pytest.mark.parametrize(
    ("name", "lines", "is_cut"),
    [
        ("Audit", ("Audit",), False),
        ("Statistical  process control", ("Statistical", "process control"), False),
        ("Non-conformance report", ("Non-conformance", "report"), False),
        (
            "Quality management system of a small company",
            ("Quality", "management…"),
            True,
        ),
        ("Prüfmittelüberwachungsordnung", ("Prüfmittelüberwa…",), True),
        ("測定機器校正手順書一覧", ("測定機器校", "正手順書一覧"), False),
        ("", ("",), False),
    ],
)
def test_names_are_written_in_two_lines_and_cut_at_the_end_of_a_word(
    name: str, lines: tuple[str, ...], is_cut: bool
) -> None:
    written = lettering(name, room=10)
    assert (written.lines, written.is_cut) == (lines, is_cut)


@given(TITLES, st.integers(min_value=3, max_value=30))
def test_no_line_is_longer_than_its_room(name: str, room: int) -> None:
    written = lettering(name, room=room)
    assert all(width_of(line) <= room for line in written.lines)
    if not written.is_cut:
        assert "".join(written.lines).replace(" ", "") == "".join(name.split())
