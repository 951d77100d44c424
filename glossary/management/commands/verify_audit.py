"""Verify the chain of the audit record."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from glossary.models import ChainHead
from glossary.workflow.verification import Head, first_break


class Command(BaseCommand):
    """Ends with status 1 and the number of the first row that does not hold."""

    help = "Verify that no row of the record was changed, removed, put in or moved."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head",
            type=Path,
            metavar="FILE",
            help="an earlier end of the record, as audit_head wrote it",
        )

    def handle(self, *, head: Path | None, **options: Any) -> None:
        found = first_break(kept=head_in(head) if head else None)
        if found:
            raise CommandError(f"The record does not hold: #{found.seq} {found.problem}.")
        end = ChainHead.objects.first()
        self.stdout.write(f"The record holds: {end.seq if end else 0} rows")


def head_in(path: Path) -> Head:
    """Return the last head in a file, to which audit_head may have added many."""
    try:
        last = json.loads(path.read_text(encoding="utf-8").splitlines()[-1])
        return Head(seq=last["seq"], row_hash=last["row_hash"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise CommandError(f"{path} holds no head of a record: {error}") from error
