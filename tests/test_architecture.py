"""Rules of the project that no tool checks. Each one is also tried on a planted offender."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

import pytest

from glossary.conf import Options
from tests.rules import (
    ROOT,
    Detector,
    calls_of,
    files,
    files_longer_than,
    functions_longer_than,
    important_declarations,
    imports_inside_functions,
    imports_of,
    matches_of,
    names_read,
    offences,
    raw_colours,
    submodule_imports,
)

CODE = files("glossary", "qmglossary", ending=".py")
APPLICATION = files("glossary", ending=".py")
TESTS = files("tests", ending=".py")
HTML = files("templates", ending=".html")
TEMPLATES = [path for path in files("templates", ending="") if path.is_file()]
CSS = files("static", ending=".css")
JAVASCRIPT = files("static", ending=".js")
DOCUMENTATION = "\n".join(path.read_text() for path in files("docs", ending=".md"))

INTERFACES = tuple(
    f"glossary/{name}"
    for package in (
        "admin",
        "api",
        "feeds",
        "management",
        "sitemaps",
        "templatetags",
        "urls",
        "views",
    )
    for name in (package, f"{package}.py")
)
# Search and the guards speak the language of their database; migrations prepare it.
SQL = (
    "glossary/checks.py",
    "glossary/guards.py",
    "glossary/migrations",
    # Rows by the hundred: Django takes longer to write the statement than a database to obey it.
    "glossary/models/adding.py",
    # Plain columns of some rows: Django takes longer to write the statement than to run it.
    "glossary/models/fetching.py",
    # Some hundred look-ups with a limit each in one statement; Django joins no limited queries.
    "glossary/publishing/evidence.py",
    # Two thousand keys of a text, and what each publication asks: the same holds.
    "glossary/publishing/names.py",
    "glossary/search/postgres.py",
    "glossary/search/sqlite.py",
    # A list of results needs a dozen look-ups, each quicker than Django writes it.
    "glossary/search/stored.py",
    # An upsert that adds to what is there, within a limit, which Django cannot write.
    "glossary/workflow/misses.py",
    # How long SQLite lets a writer wait is a setting of the connection.
    "glossary/workflow/patience.py",
    # An upsert that adds to what is there.
    "glossary/workflow/readings.py",
)
# The renderer runs where its time and memory are limited; the demo becomes the web server.
PROGRAMS = ("glossary/publishing/guard.py", "glossary/management/commands/demo.py")
# Only links to other sites are asked for out there, with all that makes it safe. The renderer talks
# to its child process, the demo looks for a free port.
SOCKETS = (
    "glossary/exchange/other_sites.py",
    "glossary/publishing/guard.py",
    "glossary/management/commands/demo.py",
)
FORBIDDEN_NAMES = {"utils", "helpers", "services", "managers", "mixins"}

marks_safe = calls_of("mark_safe", "SafeString", ".mark_safe")
speaks_http = imports_of("django.http", "django.shortcuts")
reaches_into_models = submodule_imports(
    "glossary.models", known=[path.stem for path in files("glossary/models", ending=".py")]
)
uses_raw_queries = calls_of(".raw", ".extra")
executes_sql = calls_of(".execute", ".executemany", ".executescript", "fetch_rows")
imports_programs = imports_of("subprocess", "pickle", "marshal", "shelve")
opens_connections = imports_of(
    "socket", "ssl", "http.client", "urllib.request", "ftplib", "smtplib", "asyncio"
)
evaluates = calls_of("eval", "exec", "os.system", "os.popen", "os.execv", "os.execvp", "os.execve")
prints_unescaped = matches_of(r"\|\s*safe(?:seq)?\b")
turns_escaping_off = matches_of(r"\{%\s*autoescape\s+off")
styles_inline = matches_of(r"<style\b|<[a-z][^>]*\sstyle\s*=")
scripts_inline = matches_of(
    r"<script\b(?![^>]*\ssrc\s*=)(?![^>]*\stype\s*=\s*[\"']?application/ld\+json)"
)
handles_inline = matches_of(r"<[a-z][^>]*\son[a-z]+\s*=|[\"']\s*javascript:")


def test_only_publishing_marks_text_as_safe():
    allowed = ["glossary/publishing", "glossary/templatetags/stored_html.py"]
    assert offences(CODE, marks_safe, allowed=allowed) == []


def test_only_interfaces_speak_http():
    assert offences(APPLICATION, speaks_http, allowed=INTERFACES) == []


def test_models_are_imported_from_their_package():
    # Migrations name the module of a default or a validator: makemigrations writes them.
    allowed = ["glossary/models", "glossary/migrations"]
    assert offences([*CODE, *TESTS], reaches_into_models, allowed=allowed) == []


def test_nothing_is_imported_inside_a_function():
    assert offences(APPLICATION, imports_inside_functions) == []


def test_queries_are_written_with_the_orm():
    assert offences(CODE, uses_raw_queries) == []


def test_sql_stands_only_where_databases_differ():
    assert offences(CODE, executes_sql, allowed=SQL) == []


def test_no_program_is_started_elsewhere():
    assert offences(CODE, imports_programs, allowed=PROGRAMS) == []


def test_requests_go_out_from_one_place():
    assert offences(CODE, opens_connections, allowed=SOCKETS) == []


def test_no_code_is_made_from_text():
    assert offences(CODE, evaluates, allowed=PROGRAMS) == []


def test_templates_print_nothing_unescaped():
    assert offences(TEMPLATES, prints_unescaped) == []


def test_pages_keep_escaping_on():
    assert offences(HTML, turns_escaping_off) == []


def test_templates_have_no_inline_style():
    assert offences(HTML, styles_inline) == []


def test_templates_have_no_inline_script():
    assert offences(HTML, scripts_inline) == []


def test_templates_have_no_inline_handlers():
    assert offences(HTML, handles_inline) == []


def test_colours_are_written_as_tokens_only():
    assert offences(CSS, raw_colours, allowed=["static/glossary/css/tokens.css"]) == []


def test_no_style_shouts_important():
    assert offences(CSS, important_declarations) == []


@pytest.mark.parametrize(
    ("paths", "limit"),
    [(CODE, 300), (TESTS, 400), (HTML, 80), (JAVASCRIPT, 150)],
    ids=["code", "tests", "templates", "javascript"],
)
def test_files_are_short(paths: list[Path], limit: int):
    assert offences(paths, files_longer_than(limit), allowed=["glossary/migrations"]) == []


def test_functions_are_short():
    assert offences([*CODE, *TESTS], functions_longer_than(60)) == []


def test_files_are_named_by_their_subject():
    assert badly_named([*CODE, *TESTS]) == []


def test_every_setting_is_documented():
    read = names_read((ROOT / "qmglossary" / "settings.py").read_text())
    options = {f"GLOSSARY_{field.name.upper()}" for field in fields(Options)}
    assert len(read) > 10
    assert undocumented(read | options, DOCUMENTATION) == []


def test_every_command_is_documented():
    folder = ROOT / "glossary" / "management" / "commands"
    commands = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert undocumented(commands, DOCUMENTATION) == []


def test_the_project_lists_the_requirements_that_are_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = (ROOT / "requirements" / "base.in").read_text().splitlines()
    assert project["dependencies"] == [line for line in wanted if not line.startswith("#")]


def test_locked_requirements_name_no_address():
    for lock in files("requirements", ending=".txt"):
        assert (
            re.findall(r"https?:|file:|--(?:extra-)?index-url|--find-links", lock.read_text()) == []
        )


@pytest.mark.parametrize(
    ("detect", "offender", "innocent"),
    [
        (marks_safe, "html = mark_safe(text)", "html = escape(text)"),
        (marks_safe, "html = safestring.mark_safe(text)", "note = 'mark_safe(text)'"),
        (speaks_http, "from django.http import Http404", "from django.db import models"),
        (speaks_http, "from django import shortcuts", "from django import forms"),
        (
            reaches_into_models,
            "from glossary.models.entries import Entry",
            "from glossary.models import Entry",
        ),
        (imports_inside_functions, "def run():\n    import json", "import json"),
        (uses_raw_queries, "Entry.objects.raw(text)", "source.raw"),
        (executes_sql, "cursor.execute(text)", "execute(text)"),
        (imports_programs, "from subprocess import run", "from functools import partial"),
        (opens_connections, "from urllib.request import urlopen", "from urllib import parse"),
        (evaluates, "eval(text)", "evaluate(text)"),
        (evaluates, "os.execv(path, parts)", "Entry.objects.exec"),
        (prints_unescaped, "{{ text | safe }}", "{{ text|safeguard }}{# |safe #}"),
        (turns_escaping_off, "{% autoescape off %}", "{% autoescape on %}"),
        (styles_inline, "<p class='a'\n style='x'>", "<p data-style='x'>"),
        (styles_inline, "<style>p { margin: 0 }</style>", "{% comment %}<style>{% endcomment %}"),
        (scripts_inline, "<script type='module'>1</script>", "<script type='module' src='x'>"),
        (scripts_inline, "<script>", '<script type="application/ld+json">'),
        (handles_inline, "<a href='x' onclick='y()'>", "<p data-on='x'>on = off</p>"),
        (handles_inline, '<a href="javascript:x()">', "<p>javascript: a language</p>"),
        (raw_colours, "a { color: #FFF }", "#fade { color: var(--text) }"),
        (
            raw_colours,
            "a { --x: oklch(0.5 0.1 9); }",
            "a { color: light-dark(var(--a), CanvasText) }",
        ),
        (raw_colours, "a { border: 1px solid Red; }", "a:hover { font-family: red-hat, 'red' }"),
        (important_declarations, "a { top: 0 ! important }", "/* !important */"),
        (files_longer_than(2), "1\n2\n3\n", "1\n2\n"),
        (functions_longer_than(2), "def a():\n    b\n    c", "def a():\n    b"),
    ],
)
def test_a_planted_offender_is_caught(detect: Detector, offender: str, innocent: str):
    assert list(detect(offender))
    assert not list(detect(innocent))


def test_a_planted_file_name_is_caught():
    paths = [ROOT / "glossary" / "utils.py", ROOT / "glossary" / "mixins" / "entry.py"]
    assert badly_named([*paths, ROOT / "glossary" / "text.py"]) == [
        "glossary/utils.py",
        "glossary/mixins/entry.py",
    ]


def test_a_planted_setting_is_found_and_missed_in_the_documentation():
    read = names_read('A = env.flag("DEBUG")\nB = env.text("NAME", "X")\nC = other("NOT_READ")')
    assert read == {"DEBUG", "NAME"}
    assert undocumented(read, "`DEBUG` and `NAMES`") == ["NAME"]


def test_there_is_something_to_look_at():
    assert CODE
    assert TESTS
    assert "docs" in {path.name for path in ROOT.iterdir()}


def undocumented(names: Iterable[str], text: str) -> list[str]:
    return sorted(name for name in names if not re.search(rf"(?<![\w-]){name}(?![\w-])", text))


def badly_named(paths: Iterable[Path]) -> list[str]:
    names = (path.relative_to(ROOT) for path in paths)
    return [name.as_posix() for name in names if FORBIDDEN_NAMES & {*name.parts, name.stem}]
