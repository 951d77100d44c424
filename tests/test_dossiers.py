"""One archive an entry, for people and machines, that proves itself offline."""

import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from glossary.content import SectionText
from glossary.models import Decision, Pseudonym, canonical_json
from glossary.pages.dossiers import archive, dossier_of
from glossary.workflow.actions import request_changes, save_draft, submit
from glossary.workflow.discussion import comment, resolve
from glossary.workflow.signatures import REOPENING
from tests import factories as make
from tests.admin.desk import client_of

pytestmark = pytest.mark.django_db
BAD = "<script>alert(1)</script>"


def unpacked(bytes_: bytes, folder: Path) -> Path:
    zipfile.ZipFile(io.BytesIO(bytes_)).extractall(folder)
    (inside,) = folder.iterdir()
    return inside


def verified(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", str(folder / "verify.py")], capture_output=True, text=True
    )


def long_story() -> bytes:
    """Return the dossier of an entry with a rejected, an old, a withdrawn and an open version."""
    version = make.withdrawn("Gauge")
    opened = make.next_version(version)
    assert opened.state == "approved"
    return archive(dossier_of(version.entry))


def test_a_dossier_verifies_itself_offline(tmp_path):
    """W-51."""
    folder = unpacked(long_story(), tmp_path)
    done = verified(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 versions and 8 rows of the record hold" in done.stdout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Gauge is explained", "Gauge is explaned", "the content is not the one"),
        ("Nobody uses the word", "Nobody used the word", "was changed"),
        ("Rolf Roth", "Rolf Rath", "was changed"),
    ],
)
def test_one_changed_sign_is_found(tmp_path, old, new, said):
    """W-51."""
    folder = unpacked(long_story(), tmp_path)
    file = folder / "dossier.json"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    done = verified(folder)
    assert done.returncode == 1 and said in done.stdout


def rewritten(folder: Path, change: Callable[[dict], None]) -> subprocess.CompletedProcess[str]:
    """Verify after somebody with a text editor was there."""
    file = folder / "dossier.json"
    facts = json.loads(file.read_text(encoding="utf-8"))
    change(facts)
    file.write_text(json.dumps(facts), encoding="utf-8")
    return verified(folder)


def without_its_hash(facts: dict) -> None:
    text = facts["versions"][0]["content"]
    text["title"] = "Forged"
    canonical = canonical_json(text).encode()
    digest = hashlib.sha256(canonical).hexdigest()
    facts["versions"][0] |= {"content_hash": digest, "valid_signatures": []}


def without_a_row(facts: dict) -> None:
    facts["record"] = [row for row in facts["record"] if row["action"] != "submit"]


def in_another_order(facts: dict) -> None:
    facts["record"].reverse()


def with_another_state(facts: dict) -> None:
    facts["versions"][0]["state"] = "published"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without_its_hash, "is not the one signed with record #3"),
        (without_a_row, "a row is missing before record #3"),
        (in_another_order, "stands in the wrong place"),
        (with_another_state, "which is not what the record ends with"),
    ],
)
def test_the_record_decides_and_not_what_stands_beside_it(tmp_path, change, said):
    """W-51: a hash made anew, or a signature left out of a list, changes no signature."""
    done = rewritten(unpacked(long_story(), tmp_path), change)
    assert done.returncode == 1 and said in done.stdout


@pytest.mark.parametrize("maker", make.VERSION_IN.values())
def test_a_dossier_holds_in_every_state(tmp_path, maker):
    """W-51."""
    version = maker("Gauge")
    if version.is_editable:
        save_draft(version, make.term_content("Gauge", definition="Other."), by=make.edda())
    done = verified(unpacked(archive(dossier_of(version.entry)), tmp_path))
    assert (done.returncode, done.stderr) == (0, "")


def test_the_archive_and_the_workflow_agree_on_what_ends_a_signature():
    source = render_to_string("dossier/verify.py")
    names = re.search(r"REOPENING = \((.*?)\n\)", source, re.DOTALL)[1]
    assert set(re.findall(r'"(.*?)"', names)) == {str(action) for action in REOPENING}


def test_times_are_those_of_the_record_wherever_the_site_stands():
    """W-51: the column says UTC."""
    version = make.published("Gauge")
    with timezone.override("Pacific/Kiritimati"):
        zipped = zipfile.ZipFile(io.BytesIO(archive(dossier_of(version.entry))))
    page = zipped.read(f"{version.entry.number}/index.html").decode()
    for row in Decision.objects.all():
        assert f"{row.at:%Y-%m-%d %H:%M:%S}" in page


def test_people_find_versions_differences_comments_and_signatures(tmp_path):
    """W-51."""
    version = make.submitted("Gauge")
    request_changes(version, by=make.rolf(), comment="Say what it measures")
    submit(version, by=make.edda(), reply="It says so in the first line")
    folder = unpacked(archive(dossier_of(version.entry)), tmp_path)
    page = (folder / "index.html").read_text(encoding="utf-8")
    for words in ("Say what it measures", "It says so in the first line", "<ins>", "Edda Ehlers"):
        assert words in page
    facts = json.loads((folder / "dossier.json").read_text(encoding="utf-8"))
    assert [row["action"] for row in facts["record"]] == [
        "create",
        "submit",
        "request changes",
        "submit",
    ]
    assert facts["versions"][0]["contributors"] == ["Edda Ehlers (edda)"]


def test_comments_stand_beside_the_record(tmp_path):
    """W-51, W-53: with threads, sections and who resolved them, under the people's own names."""
    version = make.published("Gauge")
    Pseudonym.objects.create(user=make.rolf(), name="Reviewer 7")
    first = comment(version, by=make.rolf(), text=f"Why? {BAD}", section="definition")
    comment(version, by=make.edda(), text="So.", parent=first)
    resolve(first, by=make.edda())
    folder = unpacked(archive(dossier_of(version.entry)), tmp_path)
    assert verified(folder).returncode == 0
    asked, answered = json.loads((folder / "dossier.json").read_text(encoding="utf-8"))["comments"]
    assert (asked["by"], asked["version"]) == ("Rolf Roth (rolf)", "1.0")
    assert (asked["section"], asked["resolved_by"]) == ("definition", "Edda Ehlers (edda)")
    assert (answered["reply_to"], answered["text"]) == (asked["id"], "So.")
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "Why? &lt;script&gt;" in page and "Reviewer 7" not in page


def test_the_text_of_each_published_version_is_inside(tmp_path):
    """W-51, W-25."""
    version = make.superseded("Gauge")
    folder = unpacked(archive(dossier_of(version.entry)), tmp_path)
    assert sorted(path.name for path in (folder / "versions").iterdir()) == ["1.html", "2.html"]
    assert "<p>Gauge is explained" in (folder / "versions/1.html").read_text(encoding="utf-8")


def test_what_was_typed_is_text_in_the_pages(tmp_path):
    """W-51, W-23."""
    sections = (SectionText(kind="definition", body=BAD, heading=BAD),)
    version = make.published("Gauge", sections=sections, short_definition=BAD, heading=BAD)
    folder = unpacked(archive(dossier_of(version.entry)), tmp_path)
    for path in folder.rglob("*.html"):
        assert "<script" not in path.read_text(encoding="utf-8")


def test_a_dossier_names_people_as_they_signed():
    """W-53: a pseudonym hides nobody from evidence."""
    version = make.published("Gauge")
    Pseudonym.objects.create(user=make.rolf(), name="Reviewer 7")
    text = zipfile.ZipFile(io.BytesIO(archive(dossier_of(version.entry))))
    page = text.read(f"{version.entry.number}/index.html").decode()
    assert "Rolf Roth" in page and "Reviewer 7" not in page


def test_the_same_data_give_the_same_bytes():
    version = make.published("Gauge")
    assert archive(dossier_of(version.entry)) == archive(dossier_of(version.entry))


def test_the_command_writes_it_and_leaves_a_record(tmp_path):
    """W-51."""
    entry = make.published("Gauge").entry
    out = tmp_path / "gauge.zip"
    call_command("export_dossier", entry.number.lower(), "--out", str(out))
    assert verified(unpacked(out.read_bytes(), tmp_path / "inside")).returncode == 0
    assert Decision.objects.first().action == "export dossier"
    with pytest.raises(CommandError, match="no entry"):
        call_command("export_dossier", "QM-9999")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_dossier", entry.number, "--out", str(tmp_path))


@pytest.mark.parametrize(
    ("person", "status"),
    [(make.vera, 200), (make.petra, 200), (make.edda, 200), (make.rolf, 200), (make.root, 403)],
)
def test_it_is_downloaded_by_those_who_may_read_all_of_it(person, status):
    version = make.published("Gauge")
    address = reverse("admin:glossary_entry_dossier", args=[version.entry_id])
    response = client_of(person()).get(address)
    assert response.status_code == status


def test_an_author_of_something_else_does_not_get_it():
    version = make.published("Gauge")
    address = reverse("admin:glossary_entry_dossier", args=[version.entry_id])
    assert client_of(make.account("otto", "author")).get(address).status_code == 404
