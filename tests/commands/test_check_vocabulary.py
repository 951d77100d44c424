"""manage.py check_vocabulary."""

import json

import pytest
from django.core.management.base import CommandError

from glossary.content import CitationText, WaiverText
from tests import factories as make
from tests.commands.running import run

pytestmark = pytest.mark.django_db

GOOD = {
    "short_definition": "look at what is done",
    "citations": (CitationText(standard="ISO 9001", edition="2015"),),
}
FILE = """---
title: {title}
subject: Fundamentals
short_definition: {definition}
citations:
  - {{standard: ISO 9001, edition: "2015"}}
---

## Definition

{body}
"""


def vocabulary():
    make.published("Audit", definition="It follows a plan.", **GOOD)
    make.published("Plan", **GOOD | {"short_definition": "list of steps"})


def file_of(tmp_path, title, *, definition="thing of its own", body="It names an audit."):
    path = tmp_path / f"{title.lower()}.md"
    path.write_text(FILE.format(title=title, definition=definition, body=body))
    return path


def test_a_vocabulary_without_fault_says_so():
    vocabulary()
    assert run("check_vocabulary") == "0 error, 0 warning, 0 advice, 0 waived\n"


def test_warnings_are_listed_and_are_no_failure():
    vocabulary()
    make.published("Gauge", definition="An audit asks for it.", **GOOD | {"citations": ()})
    lines = run("check_vocabulary").splitlines()
    assert lines[0].split(maxsplit=2) == ["warning", "missing-source", "QM-0003: cites no source"]
    assert lines[-1] == "0 error, 1 warning, 0 advice, 0 waived"


def test_an_error_ends_with_status_1():
    make.published("Audit", **GOOD | {"short_definition": "look at an audit"})
    with pytest.raises(CommandError, match="^1 error$"):
        run("check_vocabulary")


def test_a_waived_error_counts_for_nothing_and_shows_its_reason():
    waiver = WaiverText(rule="definition-repeats-term", reason="The word is older")
    make.published("Audit", waivers=(waiver,), **GOOD | {"short_definition": "sort of audit"})
    lines = run("check_vocabulary").splitlines()
    assert lines[0].startswith("waived ")
    assert lines[0].endswith("(waived: The word is older)")
    assert lines[-1] == "0 error, 0 warning, 0 advice, 1 waived"


def test_drafts_and_withdrawn_entries_are_not_looked_at():
    vocabulary()
    make.draft("Audits")
    make.withdrawn("Auditt")
    assert run("check_vocabulary").startswith("0 error, 0 warning")


def test_programs_get_json():
    make.published("Audit", definition="It is.", **GOOD | {"citations": ()})
    (finding,) = json.loads(run("check_vocabulary", "--format", "json"))
    assert finding == {
        "rule": "missing-source",
        "tier": "warning",
        "key": "QM-0001",
        "place": "citations",
        "about": "",
        "others": [],
        "message": "cites no source",
        "waived": "",
    }


def test_files_are_checked_together_with_the_current_entries(tmp_path):
    """What a file names is looked for among them; their own faults are not listed."""
    make.published("Audit", **GOOD | {"citations": ()})
    good = file_of(tmp_path, "Gauge")
    assert run("check_vocabulary", good).startswith("0 error, 0 warning")
    twin = file_of(tmp_path, "Audits")
    assert "“Audits” is nearly a name of QM-0001" in run("check_vocabulary", twin)


def test_a_circle_through_a_file_is_found(tmp_path):
    make.published("Audit", **GOOD | {"short_definition": "look with a gauge"})
    path = file_of(tmp_path, "Gauge", definition="device for an audit")
    with pytest.raises(CommandError, match="1 error"):
        run("check_vocabulary", path)


def test_a_file_stands_for_the_entry_it_would_change(tmp_path):
    path = file_of(tmp_path, "Gauge", body="It is alone.")
    run("import_entries", path, "--by", make.edda().username)
    assert run("check_vocabulary", path) == "0 error, 0 warning, 0 advice, 0 waived\n"


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    path = tmp_path / "bad.md"
    path.write_text("---\ntitle: [\n---\n")
    with pytest.raises(CommandError, match="bad.md"):
        run("check_vocabulary", path)
