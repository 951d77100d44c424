"""Bring old addresses along, as from the wiki that was here before."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from glossary.errors import GlossaryError
from glossary.management.accounts import account_named
from glossary.models import Entry
from glossary.workflow.actions import add_redirect


class Command(BaseCommand):
    """All of them or none: a refused line is named with its number."""

    help = "Read old paths and entry numbers from a CSV file (path,number on each line)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, metavar="USER", dest="username")

    def handle(self, *, file: Path, username: str, **options: Any) -> None:
        by = account_named(username)
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines, transaction.atomic():
                count = 0
                for number, row in enumerate(csv.reader(lines), start=1):
                    if row:
                        self.add(row, by=by, place=f"{file}:{number}")
                        count += 1
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise CommandError(f"{file} cannot be read: {error}") from error
        self.stdout.write(f"{count} redirects")

    def add(self, row: list[str], *, by: Any, place: str) -> None:
        if len(row) != 2:
            raise CommandError(f"{place}: needs a path and a number, has {len(row)} values.")
        entry = Entry.objects.filter(number__iexact=row[1].strip()).first()
        if entry is None:
            raise CommandError(f"{place}: there is no entry {row[1].strip()!r}.")
        try:
            add_redirect(row[0].strip(), entry, by=by)
        except GlossaryError as error:
            raise CommandError(f"{place}: {error}") from error
