"""manage.py load_starter and demo."""

import socket

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management.base import CommandError

from glossary.management.commands import load_starter
from glossary.models import Decision, Entry, RelatedLink, Standard
from tests import factories as make
from tests.commands.running import run

pytestmark = pytest.mark.django_db

FEW = (
    "standards/iso-9001-2015.md",
    "terms/negotiation.md",
    "terms/procurement.md",
    "questions/does-an-aql-allow-a-supplier-to-deliver-faulty-parts.md",
)


@pytest.fixture
def few(tmp_path, monkeypatch):
    """Let the starter vocabulary be four files: the whole one takes its time."""
    for name in FEW:
        path = tmp_path / "starter" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((load_starter.STARTER / name).read_bytes())
    monkeypatch.setattr(load_starter, "STARTER", tmp_path / "starter")


def test_the_vocabulary_is_published_linked_and_related_once(client):
    said = run("load_starter")
    count = Entry.objects.published().count()
    assert said.strip() == f"Loaded {count} entries of the starter vocabulary"
    assert Entry.objects.published().terms().count() >= 150
    assert Entry.objects.published().questions().count() >= 60
    assert Standard.objects.get(designation="ISO 9001", edition="2015").clauses.exists()
    assert client.get("/glossary/negotiation/").status_code == 200
    entry = Entry.objects.get(slug="negotiation")
    assert entry.mentioned_in.exists()
    assert RelatedLink.objects.filter(entry=entry, target__isnull=False).count() >= 3
    for name in ("starter-author", "starter-publisher"):
        assert not User.objects.get(username=name).has_usable_password()
    decisions = Decision.objects.count()
    assert run("load_starter").strip() == "The starter vocabulary is there already"
    assert Decision.objects.count() == decisions


@pytest.mark.usefixtures("few")
def test_an_entry_of_the_same_name_is_left_as_it_is():
    mine = make.published("Negotiation", definition="Mine.").entry
    run("load_starter")
    assert Entry.objects.filter(title="Negotiation").get() == mine
    mine.refresh_from_db()
    assert mine.versions.count() == 1


@pytest.mark.usefixtures("few")
def test_demo_accounts_are_made_once_with_the_passwords_in_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)
    run("demo", "--prepare-only")
    path = tmp_path / "demo-accounts.txt"
    accounts = dict(line.split()[:2] for line in path.read_text().splitlines())
    assert set(accounts) == {"edda", "rolf", "petra", "vera", "admin"}
    assert path.stat().st_mode & 0o077 == 0
    assert authenticate(username="edda", password=accounts["edda"])
    assert run("demo", "--prepare-only") == ""


@pytest.mark.usefixtures("few")
def test_a_port_in_use_ends_with_a_clear_line(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} cannot be used"):
            run("demo", "--port", port)
