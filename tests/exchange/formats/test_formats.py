"""The register of formats: which one a file has, and what happens if none fits."""

import re
from pathlib import Path

import pytest

from glossary.errors import SourceRefused
from glossary.exchange.formats import FORMATS, detect, read

CORPUS = Path(__file__).parents[2] / "corpus"
ARTICLES = sorted(CORPUS.glob("*-*.*"))
BEGINNINGS = {
    "question": "question-markdown",
    "lexicon": "lexicon-text",
    "term": "term-markdown",
}


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_a_file_is_known_by_its_content_whatever_its_name(path):
    expected = BEGINNINGS[path.name.partition("-")[0]]
    raw = path.read_bytes()
    assert [detect(raw, name=name).NAME for name in (path.name, "upload")] == [expected] * 2
    assert detect(b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"), name="x").NAME == expected
    assert next(read(raw, name=path.name)) == next(read(raw, name=path.name, format=expected))


@pytest.mark.parametrize(
    ("raw", "name", "format_name"),
    [
        (b'\n{"record": "subject"}', "a.txt", "json"),
        (b"---\nQuestion: [", "a.txt", "question-markdown"),
        (b"---\ntitle: x\n---\nquestion: y\n", "a.txt", "term-markdown"),
        (b"Any text", "a.TXT", "lexicon-text"),
        (b"Any text\n\nRisks\n\nx", "a", "lexicon-text"),
        (b"latin-1 \xe4", "a.txt", "lexicon-text"),
    ],
)
def test_broken_files_are_still_told_apart(raw, name, format_name):
    assert detect(raw, name=name).NAME == format_name


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"", "a.txt"),
        (b" \n", "a.md"),
        (b"PK\x03\x04\0\0", "a.txt"),
        (b"<html>", "a.txt"),
        (b"[1]", "a.json"),
        (b"Just a line", "a.md"),
        (b"\xff\xfea\0", "a.txt"),
    ],
)
def test_other_files_are_refused_with_the_names_of_the_formats(raw, name):
    with pytest.raises(SourceRefused) as caught:
        read(raw, name=name)
    assert caught.value.reason == f"is none of the known formats: {', '.join(FORMATS)}"


def test_a_format_that_does_not_exist_is_refused():
    with pytest.raises(SourceRefused, match="“tbx” is none of"):
        read(b"x", name="a.txt", format="tbx")


def test_the_examples_of_the_documentation_are_files_of_their_format():
    text = (CORPUS.parents[1] / "docs" / "exchange-formats.md").read_text()
    sections = dict(
        re.findall(r"^## ([a-z-]+)$(.*?)(?=^## [a-z-]+$|\Z)", text, re.MULTILINE | re.DOTALL)
    )
    assert {*sections} == {*FORMATS}
    for name, section in sections.items():
        (example,) = re.findall(r"^```\w+\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
        assert detect(example.encode(), name="drift.txt").NAME == name
        (record,) = read(example.encode(), name="drift.txt")
        assert getattr(record, "marks", ()) == ()


def test_every_format_is_registered_under_its_own_name():
    assert {*FORMATS} == {
        "json",
        "question-markdown",
        "standard-markdown",
        "term-markdown",
        "lexicon-text",
    }
    assert all(module.NAME == name for name, module in FORMATS.items())
