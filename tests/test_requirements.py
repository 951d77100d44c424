"""Every requirement of the life cycle is named by a test that shows it, or by a decision.

The identifiers are those of the written requirements of document control (W) and of the audit
record (A), on which docs/life-cycle.md rests.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.rules import ROOT, files

NUMBERS = {
    "W": [(1, 6), (10, 29), (30, 36), (40, 47), (50, 53), (60, 65), (70, 74)],
    "A": [(1, 13)],
}
REQUIRED = {
    f"{letter}-{number:02}"
    for letter, ranges in NUMBERS.items()
    for first, last in ranges
    for number in range(first, last + 1)
}
# "W-10", "W-10 to W-12", "W-26..W-29" name what is between, too.
NAMED = re.compile(r"\b([WA])-(\d{2})(?:(?: to |\.\.)\1-(\d{2}))?")
EXCEPTIONS = ROOT / "docs/decisions/0006-what-is-not-built-of-the-life-cycle.md"
EXCEPTION = re.compile(r"^- \*\*([WA]-\d{2})\*\*", re.MULTILINE)
AT_MOST = 5


def test_every_requirement_is_shown_by_a_test_or_left_out_with_a_reason():
    named = set().union(*map(names_in, docstrings()))
    left_out = set(EXCEPTION.findall(EXCEPTIONS.read_text(encoding="utf-8")))
    assert sorted(REQUIRED - named) == sorted(left_out)
    assert len(left_out) <= AT_MOST


def test_a_range_names_all_in_it():
    assert names_in("W-70 to W-72, A-04") == {"W-70", "W-71", "W-72", "A-04"}


def names_in(text: str) -> set[str]:
    return {
        f"{letter}-{number:02}"
        for letter, first, last in NAMED.findall(text)
        for number in range(int(first), int(last or first) + 1)
    }


def docstrings() -> Iterator[str]:
    """Yield the docstrings of all test functions; those of files and classes do not count."""
    for path in files("tests", ending=".py"):
        if path != Path(__file__):
            yield from docstrings_in(path.read_text(encoding="utf-8"))


def docstrings_in(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield ast.get_docstring(node) or ""
