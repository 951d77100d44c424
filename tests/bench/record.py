"""A long record of decisions, made without the workflow because that would take an hour."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from uuid import UUID

from django.contrib.auth.models import User

from glossary.models import CURRENT_FORMAT, ChainHead, Decision

BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
CHUNK = 2_000


def write_record(count: int, *, by: User) -> None:
    """Append `count` decisions to an empty chain, as those that people make look like."""
    rows = decisions(count, by=by)
    while chunk := list(islice(rows, CHUNK)):
        Decision.objects.bulk_create(chunk)
        last = chunk[-1]
        values = {"seq": last.seq, "row_hash": last.row_hash, "at": last.at}
        ChainHead.objects.update_or_create(pk=1, defaults=values)


def decisions(count: int, *, by: User) -> Iterator[Decision]:
    row_hash = ""
    for seq in range(1, count + 1):
        row = Decision(
            seq=seq,
            format=CURRENT_FORMAT,
            at=BEGIN + timedelta(seconds=seq),
            event_id=str(UUID(int=seq)),
            request_id=str(UUID(int=seq)),
            session="0123456789abcdef",
            ip="192.0.2.0/24",
            actor=by,
            actor_name="Petra Palm",
            actor_roles="publisher",
            auth_method="password",
            auth_at=BEGIN + timedelta(seconds=seq - 1),
            action="publish",
            object_id=str(seq),
            entry_number=f"QM-{seq:04d}",
            entry_title="Approximative acceptance sampling",
            version_sequence=1,
            version_label="1.0",
            state_before="approved",
            state_after="published",
            meaning="released for publication",
            reason="Says with an example what the measure is for",
            content_hash="0" * 64,
            content_hash_before="0" * 64,
            software_version="1.0.0",
            prev_hash=row_hash,
        )
        row_hash = row.row_hash = row.computed_hash()
        yield row
