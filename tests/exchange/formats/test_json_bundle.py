"""The bundle: every record back as it was, every wrong line refused with its number."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.content import Content, DesignationText, RelationText, SectionText
from glossary.errors import SourceRefused
from glossary.exchange.formats import json_bundle
from glossary.exchange.records import (
    EntryRecord,
    ExternalId,
    SectionKindRecord,
    Source,
    StandardRecord,
    SubjectRecord,
)

ENTRY = EntryRecord(
    kind="term",
    content=Content(
        title="Maß",
        dated=date(2025, 1, 31),
        tags=("a", "b"),
        sections=(SectionText(kind="risks", body="one\n\u2028two"),),
        designations=(DesignationText(term="measure", language="en", reviewed=False),),
        relations=(RelationText(title="x", rating="10/10"),),
    ),
    external_ids=(ExternalId(system="s", identifier="1"),),
    source=Source(name="a.md", raw=b"\xff\0", format="x", extra={"score": "-1.0", "l": [1, None]}),
    marks=("check it",),
)
OTHERS = (
    SubjectRecord(name="Audits", slug="audits"),
    StandardRecord(designation="ISO 9000", edition="2015"),
    SectionKindRecord(key="risks", title="Risks", position=5, for_terms=True),
)


def parsed(text):
    return [*json_bundle.read(text if isinstance(text, bytes) else text.encode(), name="b.jsonl")]


def line_with(**changes):
    values = json.loads(json_bundle.write_line(ENTRY))
    return json.dumps({**values, **changes})


def test_all_kinds_of_records_come_back_as_they_were():
    text = "".join(map(json_bundle.write_line, (ENTRY, *OTHERS)))
    assert parsed(text) == [ENTRY, *OTHERS]
    assert text.count("\n") == 4


def test_a_line_has_sorted_keys_no_spaces_and_readable_letters():
    assert json_bundle.write_line(OTHERS[0]) == (
        '{"description":"","name":"Audits","parent":"","record":"subject","review_interval_months":null,"slug":"audits"}\n'
    )
    line = json_bundle.write_line(ENTRY)
    assert '"title":"Maß"' in line
    assert '"dated":"2025-01-31"' in line
    assert '"raw":"/wA="' in line


def test_mark_line_ends_and_blank_lines_do_not_matter():
    line = json_bundle.write_line(ENTRY).encode()
    assert (
        parsed(b"\xef\xbb\xbf" + line.replace(b"\n", b"\r\n") + b"\r\n" + line[:-1]) == [ENTRY] * 2
    )


def test_members_with_a_default_may_be_missing():
    line = '{"record":"entry","kind":"term","content":{"title":"a"}}'
    assert parsed(line) == [EntryRecord(kind="term", content=Content(title="a"))]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is no JSON: "),
        ("[]", "is no JSON object"),
        ("3", "is no JSON object"),
        ("9" * 5000, "too long"),
        ("{}", "“record” must be one of entry, subject"),
        ('{"record":["entry"]}', "“record” must be"),
        ('{"record":"page"}', "“record” must be"),
        ('{"record":"subject","name":"a"}', "“slug” is missing"),
        ('{"record":"subject","name":1,"slug":"a"}', "“name” must be a text"),
        ('{"record":"subject","name":null,"slug":"a"}', "“name” must be a text"),
        ('{"record":"subject","name":"a","slug":"a","x":1}', "“x” is no known key"),
        ('{"record":"subject","name":"a","name":"b","slug":"a"}', "“name” stands twice"),
        ('{"record":"subject","name":"a\\u0000","slug":"a"}', "U+0000"),
        ('{"record":"subject","name":"\\ud800","slug":"a"}', "U+D800"),
        ('{"record":"section-kind","key":"a","title":"b","position":true}', "whole number"),
        ('{"record":"section-kind","key":"a","title":"b","position":1.5}', "whole number"),
        ('{"record":"entry","kind":"term","content":"a"}', "“content” must be an object"),
        ('{"record":"entry","kind":"term","content":{"title":"a","dated":"2024-13-01"}}', "a date"),
        ('{"record":"entry","kind":"term","content":{"title":"a","dated":20240101}}', "a text"),
        ('{"record":"entry","kind":"term","content":{"title":"a","tags":"b"}}', "“content.tags”"),
        (line_with(marks=[1]), "“marks.0” must be a text"),
        (line_with(external_ids=[{"system": "a"}]), "“external_ids.0.identifier” is missing"),
        (line_with(source={"name": "a", "raw": "??", "format": "x"}), "must be base64"),
        (line_with(source={"name": "a", "raw": "", "format": "x", "extra": []}), "an object"),
        ('{"record":"subject","name":NaN,"slug":"a"}', "NaN is no JSON number"),
        ('{"record":"subject","name":1e999,"slug":"a"}', "1e999 is no JSON number"),
        ('{"record":' + "[" * 21 + "]" * 21 + "}", "deeper than 20"),
        ('{"record":' + "[" * 100_000, "deeper than 20"),
        (line_with(source={**json.loads(line_with())["source"], "extra": {"a": "\0"}}), "U+0000"),
    ],
)
def test_s09_a_wrong_line_is_refused_with_its_number(line, reason):
    with pytest.raises(SourceRefused) as caught:
        parsed(f"{json_bundle.write_line(OTHERS[0])}\n{line}\n")
    assert (caught.value.line, reason in caught.value.reason) == (3, True), caught.value


texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20)
extras = st.dictionaries(
    texts,
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | texts,
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
        max_leaves=4,
    ),
    max_size=2,
)


@given(title=texts, raw=st.binary(max_size=20), extra=extras, marks=st.lists(texts, max_size=2))
def test_any_text_and_bytes_come_back(title, raw, extra, marks):
    record = EntryRecord(
        kind="question",
        content=Content(title=title),
        source=Source(name=title, raw=raw, format="x", extra=extra),
        marks=tuple(marks),
    )
    assert parsed(json_bundle.write_line(record)) == [record]
