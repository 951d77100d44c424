"""manage.py import_entries, approve_batch and export_entries: from a file to a page and back."""

import re
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from glossary.models import Batch, Entry, Version
from tests import factories as make
from tests.commands.running import run
from tests.emptying import empty_database

TERM = """---
title: Gauge
subject: Metrology
short_definition: device for comparing a dimension with its limits
tags: [measuring]
designations:
  - term: Gage
    acceptability: admitted
relations:
  - kind: related
    title: Calibration
---

## Definition

A gauge compares a dimension with its limits.
"""
QUESTION = """---
id: 7
date: 2026-11-01
title: How often is a gauge checked?
subject: Metrology
score: -1.0
answer: >-
    It depends:\\n\\n1. on use\\n2. on stability
---

&nbsp;"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "gauge.md").write_text(TERM)
    (tmp_path / "question.md").write_text(QUESTION)
    return tmp_path


def people():
    return make.edda().username, make.petra().username


@pytest.mark.django_db
def test_files_become_a_batch_of_drafts(folder):
    edda, _petra = people()
    said = run("import_entries", folder, "--by", edda).splitlines()
    assert said[0] == f"Batch {Batch.objects.get().pk}"
    assert [line.split()[0] for line in said[1:]] == ["created", "created"]
    assert not Entry.objects.published().exists()
    assert run("import_entries", folder, "--by", edda).startswith("Nothing new")


@pytest.mark.django_db
def test_a_dry_run_keeps_nothing(folder):
    """E-41."""
    said = run("import_entries", folder, "--by", people()[0], "--dry-run")
    assert said.startswith("Dry run: nothing is kept")
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_second_account_approves_and_publishes_the_batch(folder, client):
    edda, petra = people()
    run("import_entries", folder, "--by", edda)
    number = Batch.objects.get().pk
    with pytest.raises(CommandError, match="somebody else"):
        run("approve_batch", number, "--by", edda)
    said = run("approve_batch", number, "--by", petra, "--publish")
    assert said.count("published") == 2
    question = Entry.objects.get(kind="question")
    assert question.publication.sections[0]["html"].count("<li>") == 2
    assert client.get("/glossary/gauge/").status_code == 200
    assert client.get(question.get_absolute_url()).status_code == 200


@pytest.mark.django_db
def test_a_file_that_is_not_what_it_claims_gives_its_name_and_line(folder):
    (folder / "broken.md").write_bytes(b"---\ntitle: Gauge\nsubject: \xff\n---\n")
    with pytest.raises(CommandError, match=r"broken\.md:3: ") as refused:
        run("import_entries", folder, "--by", people()[0])
    assert len(str(refused.value).splitlines()) == 1
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_an_entry_that_cannot_be_kept_gives_its_name_and_line_too(folder):
    (folder / "long.md").write_text(TERM.replace("title: Gauge", f"title: {'x' * 201}"))
    with pytest.raises(CommandError, match=r"long\.md:1: title: 201 characters are too many"):
        run("import_entries", folder, "--by", people()[0])
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_unknown_batch_account_and_file_are_named(folder):
    edda, _petra = people()
    with pytest.raises(CommandError, match="no batch 99"):
        run("approve_batch", 99, "--by", edda)
    with pytest.raises(CommandError, match="no account nobody"):
        run("import_entries", folder, "--by", "nobody")
    with pytest.raises(CommandError, match=r"missing\.md"):
        run("import_entries", folder / "missing.md", "--by", edda)


def without_control(bundle: Path) -> list[str]:
    """Return the lines without what identifies the document: an import makes drafts."""
    control = re.compile(r'"control":(\{[^{}]*\}|null),')
    return [control.sub("", line) for line in bundle.read_text(encoding="utf-8").splitlines()]


@pytest.mark.django_db(transaction=True)
def test_export_empty_import_export_gives_the_same_bytes(folder, tmp_path):
    """E-44."""
    edda, petra = people()
    make.published("Calibration")
    run("import_entries", folder, "--by", edda)
    run("approve_batch", Batch.objects.get().pk, "--by", petra, "--publish")
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    run("export_entries", "--format", "json", "--out", first)
    empty_database()
    assert not Entry.objects.exists()
    run("import_entries", first, "--by", make.edda().username)
    run("export_entries", "--format", "json", "--out", second)
    assert without_control(second) == without_control(first)
    assert second.read_bytes() != first.read_bytes()
    assert first.read_bytes().count(b'"record":"entry"') == Version.objects.count() == 3
