"""Standards in readable files: read, written, refused with key and line."""

import pytest

from glossary.errors import SourceRefused
from glossary.exchange.formats import detect, read, standard_markdown
from glossary.exchange.records import ClauseRecord, StandardRecord

FILE = """---
designation: ISO 9001
edition: "2015"
title: "Quality management systems: what they have to do"
status: replaced
clauses:
  "8.4": what is bought in
  "8.10": "yes: odd, but there"
---
"""
RECORD = StandardRecord(
    designation="ISO 9001",
    edition="2015",
    title="Quality management systems: what they have to do",
    status="replaced",
    clauses=(
        ClauseRecord(number="8.4", title="what is bought in"),
        ClauseRecord(number="8.10", title="yes: odd, but there"),
    ),
)


def refused(text):
    with pytest.raises(SourceRefused) as caught:
        list(standard_markdown.read(text.encode(), name="iso.md"))
    return caught.value.line, caught.value.reason


def test_a_file_is_known_by_its_keys_and_read():
    assert detect(FILE.encode(), name="x.txt") is standard_markdown
    assert list(read(FILE.encode(), name="iso-9001.md")) == [RECORD]


@pytest.mark.parametrize("record", [RECORD, StandardRecord(designation="EN 10204")])
def test_what_is_written_is_read_again(record):
    assert list(read(standard_markdown.write(record).encode(), name="x.md")) == [record]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("---\ndesignation: ''\nedition: 1\n---\n", 2, "“designation” is missing"),
        ("---\ndesignation: A\nedition: [1]\n---\n", 3, "“edition” must be a text"),
        ("---\ndesignation: A\nyear: 1\n---\n", 3, "“year” is no key here"),
        ("---\ndesignation: A\ndesignation: B\n---\n", 3, "“designation” stands twice"),
        ("---\ndesignation: A\nclauses: [8.4]\n---\n", 3, "“clauses” must be a map"),
        ("---\ndesignation: A\nclauses:\n  8.4:\n---\n", 4, "“clauses.8.4” needs a text"),
        ("---\ndesignation: A\n---\n\nText\n", 4, "has text behind the front matter"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(text, line, reason):
    where, why = refused(text)
    assert where == line
    assert why.startswith(reason)
