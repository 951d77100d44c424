"""Front matter: everything stays text, everything refused has its line in the file."""

import pytest

from glossary.errors import SourceRefused
from glossary.exchange.formats.front_matter import (
    FRONT_MATTER_LIMIT,
    front_matter_of,
    opens_front_matter,
    top_level_keys,
)


def values_of(yaml_text):
    return front_matter_of(f"---\n{yaml_text}\n---\n", name="a.md").values


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("No", "No"),
        ("0012", "0012"),
        ("8.10", "8.10"),
        ("1:30", "1:30"),
        ("2024-13-45", "2024-13-45"),
        ("-1.0", "-1.0"),
        ("true", "true"),
        ("<<", "<<"),
        ("'null'", "null"),
        ("null", None),
        ("~", None),
        ("", None),
        ("''", ""),
        (">-\n  two\n  words", "two words"),
        ("|\n  two\n  lines", "two\nlines\n"),
        ("{0: a, 1: b}", {"0": "a", "1": "b"}),
        ("'{{7*7}}{% load %}'", "{{7*7}}{% load %}"),
    ],
)
def test_every_scalar_stays_as_it_was_written(written, value):
    assert values_of(f"key: {written}") == {"key": value}


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("title: x\n", 1, "does not begin"),
        ("---\ntitle: x\n", 1, "never closed"),
        ("\n\n---\ntitle: x\n", 3, "never closed"),
        ("---\na: 1\nb: [1\n---\n", 4, "cannot be read"),
        ("---\na: 1\n\tb: 2\n---\n", 3, "cannot be read"),
        ("---\na: b: c\n---\n", 2, "mapping values"),
        ("---\n- one\n---\n", 2, "no list of keys"),
        ("---\n? [a]\n: b\n---\n", 2, "no text"),
        ("---\na: &x 1\nb: 2\n---\n", 2, "anchors"),
        ("---\na: 1\nb: *x\n---\n", 3, "anchors"),
        ("---\na: 1\nb: !!python/object:os.system x\n---\n", 3, "a tag"),
        ("---\na: ! x\n---\n", 2, "a tag"),
        ('---\na: 1\nb: "\\0"\n---\n', 3, "U+0000"),
        ('---\na: 1\nb: "\\uD800"\n---\n', 3, "U+D800"),
        ("---\na: 1\nb: \x07\n---\n", 3, "U+0007"),
        ("---\na: one\u2028  two\nb: *x\n---\n", 3, "anchors"),
        (f"---\na: {'[' * 30}\n---\n", 2, "20 levels"),
        (f"---\na: {'x' * FRONT_MATTER_LIMIT}\n---\n", 2, "characters"),
    ],
)
def test_s09_what_cannot_be_read_is_refused_with_its_line(text, line, reason):
    with pytest.raises(SourceRefused) as caught:
        front_matter_of(text, name="a.md")
    assert (caught.value.line, reason in caught.value.reason) == (line, True), caught.value


def test_an_alias_bomb_is_refused_before_it_unfolds():
    """security-and-faults.md 1.7: loading is quick, walking the result would not be."""
    levels = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10))
    with pytest.raises(SourceRefused, match="anchors"):
        values_of(f"a0: &a0 x\n{levels}")


def test_lines_and_body_count_in_the_file():
    found = front_matter_of("\n---\na: 1\nb:\n  - c: x\n    d: y\n...\nbody\n", name="a.md")
    assert found.lines["a"] == 3
    assert (found.lines["b"], found.lines["b.0.c"], found.lines["b.0.d"]) == (4, 5, 6)
    assert (found.body, found.body_line) == ("body\n", 8)


def test_the_last_of_two_equal_keys_counts_and_the_first_is_told():
    found = front_matter_of("---\na: 1\nb:\n  c: 2\n  c: 3\na: 4\n---\n", name="a.md")
    assert found.values == {"a": "4", "b": {"c": "3"}}
    assert [(one.key, one.line, one.value) for one in found.duplicates] == [
        ("b.c", 5, "2"),
        ("a", 6, "1"),
    ]


def test_empty_front_matter_has_no_values():
    assert front_matter_of("---\n---\ntext", name="a.md").values == {}
    assert front_matter_of("---\n---", name="a.md").body == ""


def test_keys_are_found_without_reading_the_yaml():
    assert top_level_keys("---\nTitle: x\nseo:\n  inner: y\n---\nbody: z\n") == {"title", "seo"}
    assert top_level_keys("Title: x\n") == set()
    assert opens_front_matter("\n---\n")
    assert not opens_front_matter("----\n")
