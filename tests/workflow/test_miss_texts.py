"""Which searched texts may be kept (E-33)."""

import pytest

from glossary.models import LONGEST_MISS
from glossary.text import fold
from glossary.workflow.miss_texts import text_to_keep

KEPT = {
    "process audit": "process audit",
    "  Process \t Audit ": "Process Audit",
    "“process audit”": "process audit",
    "5S": "5S",
    "C#": "C#",
    "gage R&R": "gage R&R",
    "Prozessfähigkeit": "Prozessfähigkeit",
    "Prozessfa\u0308higkeit": "Prozessfähigkeit",
    "गुणवत्ता": "गुणवत्ता",
    "What is a golden sample?": "What is a golden sample?",
    "cost of quality (COQ)": "cost of quality (COQ)",
    "ISO 9001:2030": "ISO 9001:2030",
    "ISO/IEC 17025:2017 and ISO 15189:2022": "ISO/IEC 17025:2017 and ISO 15189:2022",
    "IEC 60050-192": "IEC 60050-192",
    "IATF 16949 clause 8.5.1.1": "IATF 16949 clause 8.5.1.1",
    "page-break": "page-break",
}
PERSONAL = (
    "edda@example.org",
    "mail to edda @ example",
    "https://example.org/edda",
    "WWW.example.org",
    "call 0170 1234567",
    "+49 (30) 123-45-67",
    "tel 030/123456-7",
    "born 12.03.1975",
    "DE89 3704 0044 0532 0130 00",
    "٠١٢٣٤٥٦٧ قياس",
    "ISO 4111111111111111",
)
WORTHLESS = ("", " ", "x", "+", "4711", "12 34", '""', "!?", "🙂 smile")
HOSTILE = (
    "' or 1=1",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "${jndi:ldap}",
    "select 1 -- now",
    "a\\b",
    "{{7*7}}",
    "`id`",
    "drop table x;",
    "calib*",
)


@pytest.mark.parametrize(("typed", "kept"), KEPT.items())
def test_what_could_be_a_term_is_kept_in_one_line(typed: str, kept: str) -> None:
    assert text_to_keep(typed) == kept


@pytest.mark.parametrize("text", PERSONAL)
def test_what_looks_like_personal_data_is_not_kept(text: str) -> None:
    assert text_to_keep(text) == ""


@pytest.mark.parametrize("text", [*WORTHLESS, *HOSTILE])
def test_what_is_no_term_or_meant_to_harm_is_not_kept(text: str) -> None:
    assert text_to_keep(text) == ""


def test_what_no_database_keeps_is_left_out() -> None:
    assert text_to_keep("tolerance\0 stack") == "tolerance stack"
    assert text_to_keep("tolerance\ud800stack") == ""


def test_a_text_that_is_too_long_is_not_kept() -> None:
    longest = " ".join(["quality"] * 12)
    assert len(longest) <= LONGEST_MISS
    assert text_to_keep(longest) == longest
    for text in (f"{longest} assurance", "x" * 41, "x" * 100_000):
        assert text_to_keep(text) == ""


def test_a_text_that_grows_when_it_is_folded_is_not_kept() -> None:
    assert len(fold("\ufdfa" * 10)) > LONGEST_MISS
    assert text_to_keep("\ufdfa" * 10) == ""
