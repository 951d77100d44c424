"""Bytes to text: encoding, line ends, size and characters no database keeps."""

import pytest

from glossary.errors import SourceRefused
from glossary.exchange.formats.decoding import line_at, text_of


def refusal(raw, **options):
    with pytest.raises(SourceRefused) as caught:
        text_of(raw, name="page.txt", **options)
    return caught.value


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"", ""),
        (b"\xef\xbb\xbfQualit\xc3\xa4t", "Qualität"),
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("line\u2028separator".encode(), "line\u2028separator"),
    ],
)
def test_marks_and_line_ends_become_plain(raw, text):
    assert text_of(raw, name="page.txt") == text


@pytest.mark.parametrize(
    ("raw", "line", "byte"),
    [
        (b"Qualit\xe4t", 1, 6),
        (b"one\r\ntwo\r\n\xff", 3, 10),
        (b"\xef\xbb\xbfone\rtwo \xc3", 2, 11),
        (b"a lone surrogate \xed\xa0\x80", 1, 17),
        ("UTF-16".encode("utf-16"), 1, 0),
    ],
)
def test_other_encodings_are_refused_with_byte_and_line(raw, line, byte):
    error = refusal(raw)
    assert (error.line, f"byte {byte} " in error.reason) == (line, True)


def test_nul_is_refused_with_its_line():
    error = refusal(b"one\ntwo\0")
    assert (error.line, "U+0000" in error.reason) == (2, True)


def test_s45_a_file_above_the_limit_is_refused():
    assert "larger than 10,240 kB" in refusal(b" " * (10 * 1024 * 1024 + 1)).reason
    assert text_of(b"abc", name="page.txt", limit=3) == "abc"
    refusal(b"abcd", limit=3)


def test_lines_count_from_one():
    assert [line_at("a\nb\nc", position) for position in (0, 1, 2, 4)] == [1, 1, 2, 3]
