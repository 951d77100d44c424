"""Bring files in as drafts of one batch."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from glossary.errors import SourceRefused
from glossary.exchange.formats import FORMATS
from glossary.exchange.loader import Outcome, Report, load
from glossary.management.accounts import account_named
from glossary.management.files import read_all
from glossary.management.progress import ProgressLine


class Command(BaseCommand):
    """Everything or nothing: one file that cannot be read keeps the others out too."""

    help = "Import entries from files or folders as drafts, to be approved by a second person."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", type=Path)
        parser.add_argument("--by", required=True, metavar="USERNAME", dest="username")
        parser.add_argument("--format", default="auto", choices=["auto", *FORMATS])
        parser.add_argument("--dry-run", action="store_true", help="report only, keep nothing")

    def handle(
        self, *, paths: list[Path], username: str, format: str, dry_run: bool, **options: Any
    ) -> None:
        incoming, refusals = read_all(paths, format=format)
        if refusals:
            raise CommandError("\n".join(refusals))
        try:
            report = load(
                incoming,
                by=account_named(username),
                dry_run=dry_run,
                progress=ProgressLine(self.stderr).of("read in", total=len(incoming)),
            )
        except SourceRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(heading_for(report, dry_run=dry_run))
        for outcome in report.outcomes:
            self.stdout.write(line_for(outcome))


def heading_for(report: Report, *, dry_run: bool) -> str:
    if dry_run:
        return "Dry run: nothing is kept"
    return f"Batch {report.batch.pk}" if report.batch else "Nothing new"


def line_for(outcome: Outcome) -> str:
    line = f"{outcome.action:<9}  {outcome.entry.number}  {outcome.entry.title}  ({outcome.name})"
    notes = [*(f"needs review: {mark}" for mark in outcome.marks), outcome.reason]
    return line + "".join(f"\n           {note}" for note in notes if note)
