"""Write the end of the audit record to where the database cannot reach it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from glossary.workflow.chain import head_now


class Command(BaseCommand):
    """With this line elsewhere, cutting off the end of the record is found out (A-07)."""

    help = "Print the number and hash of the last row of the record, as one line of JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, metavar="FILE", help="add the line to a file")

    def handle(self, *, out: Path | None, **options: Any) -> None:
        line = head_now().as_line()
        if out is None:
            self.stdout.write(line)
            return
        with out.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
