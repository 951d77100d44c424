"""Verify the chain of the audit record."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from glossary.workflow.chain import Head, walk_chain


class Command(BaseCommand):
    """Ends with status 1 and the number of the first row that does not hold."""

    help = "Verify that no row of the record was changed, removed, put in or moved."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head",
            type=Path,
            metavar="FILE",
            help="earlier ends of the record, as audit_head wrote them; each is compared",
        )

    def handle(self, *, head: Path | None, **options: Any) -> None:
        walk = walk_chain(known=heads_in(head) if head else ())
        if walk.fault:
            raise CommandError(f"{walk.fault} The {walk.rows} rows before it hold.")
        self.stdout.write(f"The record holds: {walk.rows} rows")


def heads_in(path: Path) -> list[Head]:
    """Return all heads in a file: somebody who rewrote the record can forge the last one only."""
    try:
        heads = list(map(Head.from_line, path.read_text(encoding="utf-8").splitlines()))
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} holds no head of a record: {error}") from error
    if not heads:
        raise CommandError(f"{path} holds no head of a record: it is empty")
    return heads
