"""Old addresses from a file: all of them, or none and the line that is wrong."""

import pytest
from django.core.management import CommandError, call_command

from glossary.models import Redirect
from tests import factories as make

pytestmark = pytest.mark.django_db


def load(tmp_path, text: str, by: str = "petra") -> None:
    make.petra(), make.edda()
    file = tmp_path / "old.csv"
    file.write_text(text, encoding="utf-8")
    call_command("import_redirects", str(file), "--by", by)


def test_old_paths_lead_to_their_entries(tmp_path, client):
    """W-74."""
    make.published("Gauge")
    load(tmp_path, "/wiki/Gauge,QM-0001\n\n/wiki/Messuhr,qm-0001\n")
    assert client.get("/wiki/Messuhr").url == "/glossary/gauge/"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("/glossary/gauge/,QM-0001", "in use"),
        ("/search/,QM-0001", "in use"),
        ("/wiki/a,QM-0002", "another entry already"),
        ("wiki/b,QM-0001", "begins with one slash"),
        ("//example.org/,QM-0001", "begins with one slash"),
        ("/wiki/b,QM-9999", "no entry"),
        ("/wiki/b", "has 1 values"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_kept(tmp_path, line, reason):
    """W-73, W-74: a redirect to itself, or away from a live page, is refused."""
    make.published("Gauge"), make.published("Hammer")
    with pytest.raises(CommandError, match=rf"old\.csv:2: .*{reason}"):
        load(tmp_path, f"/wiki/a,QM-0001\n{line}\n")
    assert not Redirect.objects.exists()


def test_only_a_publisher_brings_them_in(tmp_path):
    make.published("Gauge")
    with pytest.raises(CommandError, match="publisher"):
        load(tmp_path, "/wiki/a,QM-0001\n", by="edda")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_redirects", str(tmp_path), "--by", "petra")
