"""Style and scripts as readers get them: one file each."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders

from qmglossary import joined_files
from qmglossary.joined_files import JOINED, SOURCES, joined_scripts, joined_style


@pytest.fixture
def var_dir(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def test_the_style_begins_with_the_order_of_layers_and_holds_every_sheet():
    style = joined_style()
    assert style.index("@layer tokens, base, layout, components;") < style.index("{")
    for path in (SOURCES / "css").glob("*.css"):
        assert path.read_text() in style, path.name


def test_what_is_for_paper_changes_no_screen():
    before, paper = joined_style().rsplit("@media print {\n", 1)
    assert "@page" in paper
    assert "@page" not in before


def test_every_script_but_the_theme_keeps_its_names_to_itself():
    scripts = joined_scripts()
    names = {path.name for path in (SOURCES / "js").glob("*.js")}
    assert joined_files.APART in names
    assert scripts.count("customElements.define") > 3
    assert '"theme-switch"' not in scripts
    for path in (SOURCES / "js").glob("*.js"):
        assert not re.search(r"(?m)^(import|export)\b", path.read_text()), path.name


@pytest.mark.parametrize("path", JOINED)
def test_a_joined_file_is_found_and_follows_its_parts(path: str, var_dir, monkeypatch):
    finder = joined_files.JoinedFiles()
    found = finder.find(path)
    assert found == str(var_dir / "joined" / path)
    assert finder.find(path, find_all=True) == [found]
    monkeypatch.setitem(JOINED, path, lambda: "changed")
    assert finder.find(path) == found
    assert (var_dir / "joined" / path).read_text() == "changed"
    # Nothing half-written is left behind.
    assert [one.name for one in (var_dir / "joined" / "glossary").iterdir()] == [path[9:]]


def test_nothing_else_is_found(var_dir):
    assert joined_files.JoinedFiles().find("glossary/none.css") == []


def test_collecting_takes_the_joined_files_too(var_dir):
    assert {path for path, _storage in joined_files.JoinedFiles().list([])} == set(JOINED)
    assert all(finders.find(path) for path in JOINED)


@pytest.mark.parametrize("path", JOINED)
def test_style_and_scripts_are_light(path: str):
    """R-36: 15 kB each, compressed."""
    size = len(gzip.compress(JOINED[path]().encode()))
    assert 1_000 < size < 15_000
