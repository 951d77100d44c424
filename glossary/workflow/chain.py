"""Is the record whole? Walk the chain of decisions from the first row to its end (A-05, A-07).

The walk needs no lock: rows that are written while it runs continue the chain it has read.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Self

from django.db.models import QuerySet

from glossary.models import CURRENT_FORMAT, FORMATS, ChainHead, Decision, hash_of_row

CHUNK = 500
Row = Mapping[str, object]
# What the hash of an older row does not cover stands as the upgrade has filled it in.
FILLED_IN = {
    number: {
        name: Decision._meta.get_field(name).get_default()
        for name in FORMATS[CURRENT_FORMAT]
        if name not in (*columns, "format")
    }
    for number, columns in FORMATS.items()
    if number != CURRENT_FORMAT
}


@dataclass(frozen=True, kw_only=True)
class Head:
    """The end of the chain at some time; kept elsewhere, it shows that nothing was cut off."""

    seq: int
    row_hash: str
    at: str

    @classmethod
    def from_line(cls, line: str) -> Self:
        """Return the head that `as_line` wrote. Raise ValueError if the line is none."""
        values = json.loads(line)
        try:
            return cls(seq=int(values["seq"]), row_hash=str(values["row_hash"]), at=values["at"])
        except (KeyError, TypeError) as error:
            raise ValueError(line) from error

    def as_line(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))


@dataclass(frozen=True, kw_only=True)
class Fault:
    """The first row that is not as it was written, and what is wrong with it."""

    seq: int
    what: str

    def __str__(self) -> str:
        return f"Row {self.seq} {self.what}."


@dataclass(frozen=True, kw_only=True)
class Walk:
    """How many rows are in order, and what stands in the way of the next one."""

    rows: int
    fault: Fault | None = None


def head_now() -> Head:
    """Return the end of the chain as the database has it."""
    head = ChainHead.objects.filter(pk=1).first() or ChainHead()
    return Head(seq=head.seq, row_hash=head.row_hash, at=head.at.isoformat() if head.at else "")


def walk_chain(*, known: Iterable[Head] = ()) -> Walk:
    """Check every row against the one before, and all against heads `known` from earlier."""
    heads = [*known, head_now()]
    expected = defaultdict(list)
    for head in heads:
        expected[head.seq].append(head)
    seq, row_hash = 0, ""
    for row in all_rows().iterator(chunk_size=CHUNK):
        fault = fault_in(row, seq=seq + 1, prev_hash=row_hash)
        if fault is None and row["seq"] in expected:
            fault = fault_against(expected[row["seq"]], row)
        if fault:
            return Walk(rows=seq, fault=fault)
        seq, row_hash = row["seq"], row["row_hash"]
    return Walk(rows=seq, fault=fault_at_end(seq, row_hash, heads=heads))


def all_rows() -> QuerySet[Decision, dict]:
    return Decision.objects.order_by("seq").values(
        *FORMATS[CURRENT_FORMAT], "prev_hash", "row_hash"
    )


def fault_in(row: Row, *, seq: int, prev_hash: str) -> Fault | None:
    """Return what is wrong with the row that should be number `seq`."""
    if row["seq"] != seq:
        is_early = int(str(row["seq"])) < seq
        what = "was inserted before the first one" if is_early else "is missing"
        return Fault(seq=0 if is_early else seq, what=what)
    if row["prev_hash"] != prev_hash:
        return displacement(row, seq=seq, prev_hash=prev_hash)
    if is_itself(row) and is_as_filled_in(row):
        return None
    return Fault(seq=seq, what="was changed")


def is_itself(row: Row, **columns: object) -> bool:
    """Whether the row, with other values in some columns, has the hash it should have."""
    values = {**row, **columns} if columns else row
    if values["format"] not in FORMATS:
        return False
    return hash_of_row(values, prev_hash=str(values["prev_hash"])) == row["row_hash"]


def is_as_filled_in(row: Row) -> bool:
    filled_in = FILLED_IN.get(int(str(row["format"])))
    return not filled_in or all(row[name] == value for name, value in filled_in.items())


def displacement(row: Row, *, seq: int, prev_hash: str) -> Fault:
    """Return why a row does not continue the one before: each row still knows its own place."""
    if is_itself(row, prev_hash=prev_hash):
        return Fault(seq=seq, what="was changed")
    follower = all_rows().filter(prev_hash=prev_hash).exclude(seq=seq).first()
    if follower and is_itself(follower, seq=seq):
        place = follower["seq"]
        if is_itself(row, seq=place):
            return Fault(seq=seq, what=f"was swapped with row {place}")
        return Fault(seq=seq, what=f"was inserted; the one that belongs here is row {place} now")
    if is_itself(row, seq=seq - 1):
        return Fault(seq=seq - 1, what="was inserted; the one that belongs here follows it")
    if is_itself(row):
        return Fault(
            seq=max(seq - 1, 1),
            what=f"was changed and its hash made anew; row {seq} continues another one",
        )
    return Fault(seq=seq, what="was removed, and those behind it were numbered anew")


def fault_against(heads: Iterable[Head], row: Row) -> Fault | None:
    for head in heads:
        if row["row_hash"] != head.row_hash:
            what = (
                f"is not the one that ended the record at {head.at or 'that time'}; "
                "it or one before it was changed and all hashes made anew"
            )
            return Fault(seq=head.seq, what=what)
    return None


def fault_at_end(seq: int, row_hash: str, *, heads: Iterable[Head]) -> Fault | None:
    """Return what was cut off, or added without the head of the chain being moved on."""
    longest = max(heads, key=lambda head: head.seq)
    if longest.seq > seq:
        return Fault(
            seq=seq + 1,
            what=f"is missing; the record was cut off and went on to row {longest.seq}",
        )
    now = head_now()
    if now.seq < seq or (now.seq == seq and now.row_hash != row_hash):
        return Fault(seq=now.seq + 1, what="stands behind the end of the record")
    return None
