"""Whoever edits the record by hand is found out, with the first row that is wrong."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F

from glossary.guards import remove_guards
from glossary.models import ChainHead, Decision
from glossary.workflow import chain
from glossary.workflow.chain import Fault, head_now, walk_chain
from tests import factories as make
from tests.workflow.forging import FORGED, erase, forge, hash_anew

pytestmark = pytest.mark.django_db


def fault() -> Fault:
    found = walk_chain().fault
    assert found
    return found


def move(seq: int, *, to: int) -> None:
    forge(Decision.objects.filter(seq=seq), seq=to)


def put_in(seq: int, *, behind: Decision) -> None:
    """Put a row in, with a hash that fits, where the rows behind have been moved on."""
    row = Decision.objects.get(pk=behind.pk)
    row.pk, row.seq, row.reason, row.prev_hash = None, seq, FORGED, behind.row_hash
    row.row_hash = row.computed_hash()
    row.save(force_insert=True)


def test_an_untouched_record_holds(capsys):
    """A-05."""
    assert walk_chain().rows == 0
    make.superseded()
    make.withdrawn("Gauge")
    assert walk_chain() == chain.Walk(rows=Decision.objects.count())
    call_command("verify_audit")
    assert "The record holds: 14 rows" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reason", FORGED),
        ("actor_name", FORGED),
        ("at", "2020-01-01T00:00:00+00:00"),
        ("outcome", "denied"),
        ("content_hash", "0" * 64),
        ("changes", "{}"),
        ("software_version", "9"),
        ("ip", "10.0.0.0/24"),
        ("format", 1),
        ("format", 9),
        ("prev_hash", "0" * 64),
        ("row_hash", "0" * 64),
    ],
)
def test_a_changed_row_is_named(field, value):
    """A-05: whichever of its columns it was."""
    make.published()
    forge(Decision.objects.filter(seq=2), **{field: value})
    assert fault() == Fault(seq=2, what="was changed")
    with pytest.raises(CommandError, match="Row 2 was changed. The 1 rows before it hold"):
        call_command("verify_audit")


def test_a_row_changed_together_with_its_hash_is_named():
    """A-05."""
    make.published()
    row = Decision.objects.get(seq=2)
    row.reason = FORGED
    forge(Decision.objects.filter(seq=2), reason=FORGED, row_hash=row.computed_hash())
    found = fault()
    assert found.seq == 2 and "its hash made anew" in found.what


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_removed_row_is_named(seq):
    """A-05."""
    make.published()
    erase(Decision.objects.filter(seq=seq))
    assert fault() == Fault(seq=seq, what="is missing")


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_removed_row_is_named_where_the_gap_was_closed(seq):
    """A-05."""
    make.published()
    erase(Decision.objects.filter(seq=seq))
    for behind in range(seq + 1, 5):
        move(behind, to=behind - 1)
    found = fault()
    assert found.seq == seq and "was removed" in found.what


@pytest.mark.parametrize(("first", "second"), [(1, 2), (2, 3), (1, 4)])
def test_swapped_rows_are_named(first, second):
    """A-05."""
    make.published()
    move(first, to=99)
    move(second, to=first)
    move(99, to=second)
    assert fault() == Fault(seq=first, what=f"was swapped with row {second}")


@pytest.mark.parametrize("continues", [True, False])
def test_an_inserted_row_is_named(continues):
    """A-05: even with a hash that fits itself, and the row before it."""
    make.published()
    for seq in (4, 3):
        move(seq, to=seq + 1)
    put_in(3, behind=Decision.objects.get(seq=2 if continues else 1))
    found = fault()
    assert found.seq == 3 and "was inserted" in found.what


def test_a_row_before_the_first_is_named():
    """A-05."""
    make.draft()
    put_in(0, behind=Decision.objects.get())
    assert "inserted before the first" in fault().what


def test_a_row_behind_the_end_is_named():
    """A-05: the head of the chain was not moved on."""
    make.published()
    put_in(5, behind=Decision.objects.get(seq=4))
    assert fault() == Fault(seq=5, what="stands behind the end of the record")


def test_a_cut_off_end_is_noticed_by_the_head():
    """A-07."""
    make.published()
    erase(Decision.objects.filter(seq__gt=2))
    found = fault()
    assert found.seq == 3 and "went on to row 4" in found.what


def test_a_cut_off_end_is_noticed_by_a_kept_head(tmp_path):
    """A-07: also when the head in the database was set back with it."""
    make.published()
    file = tmp_path / "heads.jsonl"
    call_command("audit_head", "--out", str(file))
    make.draft("Gauge")
    call_command("audit_head", "--out", str(file))
    call_command("verify_audit", "--head", str(file))
    erase(Decision.objects.filter(seq__gt=3))
    ChainHead.objects.update(seq=3, row_hash=Decision.objects.get(seq=3).row_hash)
    assert walk_chain().fault is None
    with pytest.raises(CommandError, match="Row 4 is missing; .* went on to row 5"):
        call_command("verify_audit", "--head", str(file))


def test_a_record_written_anew_is_noticed_by_every_head_kept_before(tmp_path):
    """A-07: a head kept afterwards fits the forged record, and must not hide the older one."""
    make.published()
    file = tmp_path / "heads.jsonl"
    call_command("audit_head", "--out", str(file))
    forge(Decision.objects.filter(seq=2), reason=FORGED)
    hash_anew()
    call_command("audit_head", "--out", str(file))
    assert walk_chain().fault is None
    with pytest.raises(CommandError, match="Row 4 is not the one that ended the record"):
        call_command("verify_audit", "--head", str(file))


def test_the_head_is_printed_as_one_line(capsys):
    """A-07."""
    call_command("audit_head")
    make.draft()
    call_command("audit_head")
    before, after = capsys.readouterr().out.splitlines()
    assert before == '{"seq":0,"row_hash":"","at":""}'
    assert chain.Head.from_line(after) == head_now()


@pytest.mark.parametrize("text", ["", "{}", "no json", '{"seq": 1}', "[1]"])
def test_a_file_without_a_head_is_refused(tmp_path, text):
    file = tmp_path / "head"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="holds no head"):
        call_command("verify_audit", "--head", str(file))


def test_rows_that_are_written_meanwhile_belong_to_the_record(monkeypatch):
    """A site is verified while people work."""
    make.published()
    was = chain.fault_in

    def slowly(row: chain.Row, *, seq: int, prev_hash: str) -> Fault | None:
        if seq == 4:
            make.draft("Gauge")
        return was(row, seq=seq, prev_hash=prev_hash)

    monkeypatch.setattr(chain, "fault_in", slowly)
    assert walk_chain().fault is None


def test_rows_of_an_earlier_release_hold():
    """A-05: their hash covers the columns of their time."""
    make.published()
    remove_guards(connection)
    Decision.objects.update(**{name: value for name, value in chain.FILLED_IN[1].items()})
    hash_anew(as_format=1)
    assert walk_chain() == chain.Walk(rows=4)
    Decision.objects.filter(seq=2).update(reason=FORGED)
    assert fault() == Fault(seq=2, what="was changed")


@pytest.mark.parametrize("values", [{"object_type": "entry"}, {"ip": "::"}, {"changes": "{}"}])
def test_what_an_upgrade_filled_in_cannot_change_either(values):
    """A-05: no hash covers it, and a signature on "entry" would be looked for in vain."""
    make.draft()
    remove_guards(connection)
    Decision.objects.update(**{name: value for name, value in chain.FILLED_IN[1].items()})
    hash_anew(as_format=1)
    Decision.objects.update(**values, seq=F("seq"))
    assert fault() == Fault(seq=1, what="was changed")
