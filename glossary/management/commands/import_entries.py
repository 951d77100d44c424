"""Bring files in as drafts of one batch."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from glossary.errors import SourceRefused
from glossary.exchange.formats import FORMATS, read
from glossary.exchange.loader import Incoming, Outcome, Report, load
from glossary.management.accounts import account_named


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
            report = load(incoming, by=account_named(username), dry_run=dry_run)
        except SourceRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(heading_for(report, dry_run=dry_run))
        for outcome in report.outcomes:
            self.stdout.write(line_for(outcome))


def read_all(paths: list[Path], *, format: str) -> tuple[list[Incoming], list[str]]:
    """Return the records of all files, and a line for every file that is refused."""
    incoming, refusals = [], []
    for path in files_in(paths):
        try:
            # A bundle holds one record a line; the record of any other file begins at its first.
            incoming += [
                Incoming(record=record, name=str(path), line=line)
                for line, record in enumerate(
                    read(path.read_bytes(), name=path.name, format=format), start=1
                )
            ]
        except SourceRefused as error:
            refusals.append(str(error))
        except OSError as error:
            refusals.append(f"{path}: {error.strerror}")
    return incoming, refusals


def files_in(paths: list[Path]) -> Iterator[Path]:
    """Yield the files; of a folder all but hidden ones, in the order of their names."""
    for path in paths:
        if path.is_dir():
            inside = (found for found in sorted(path.rglob("*")) if found.is_file())
            yield from (found for found in inside if not found.name.startswith("."))
        else:
            yield path


def heading_for(report: Report, *, dry_run: bool) -> str:
    if dry_run:
        return "Dry run: nothing is kept"
    return f"Batch {report.batch.pk}" if report.batch else "Nothing new"


def line_for(outcome: Outcome) -> str:
    line = f"{outcome.action:<9}  {outcome.entry.number}  {outcome.entry.title}  ({outcome.name})"
    marks = "".join(f"\n           needs review: {mark}" for mark in outcome.marks)
    return line + marks
