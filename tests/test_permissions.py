"""Who may open which address is what docs/security.md says, for every address there is."""

import re

import pytest

from tests.permissions import PEOPLE, World, names, rows_wanted
from tests.rules import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
LINE = re.compile(r"^\| (`.+`) \| ([\d/]+(?: \| [\d/]+)+) \|$", re.MULTILINE)


def table() -> dict[str, list[str]]:
    """Return the cells of each address; several addresses may share a line."""
    return {
        name: cells.split(" | ")
        for first, cells in LINE.findall(PAGE)
        for name in re.findall("`([^`]+)`", first)
    }


def test_the_table_has_every_address():
    """W-30: a view that is missing from the table fails here."""
    assert sorted(table()) == rows_wanted()
    assert len(set(names())) > 100


@pytest.mark.django_db
@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_may_open_what_the_table_says(person):
    """W-30, W-31: every address, each role; own, another's, and in another field."""
    world, column = World(person), PEOPLE.index(person)
    told = {name: cells[column] for name, cells in table().items()}
    assert {name: world.cell(name) for name in rows_wanted()} == told
