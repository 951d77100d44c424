"""Make pages, links, related articles and search documents anew."""

import sys
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from glossary.management.progress import ProgressLine
from glossary.models import Entry
from glossary.workflow.rebuild import processes_for, rebuild


class Command(BaseCommand):
    """Needed when the rules of rendering or linking have changed; what did not change is kept."""

    help = "Render what has changed, link, relate and index published entries again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("entries", nargs="*", metavar="ENTRY", help="numbers, or --all")
        parser.add_argument("--all", action="store_true", dest="everything")
        parser.add_argument("--links-only", action="store_true", help="render nothing")
        parser.add_argument(
            "--processes",
            type=int,
            help="so many at once; by default as many as there are processors",
        )

    def handle(
        self,
        *,
        entries: list[str],
        everything: bool,
        links_only: bool,
        processes: int | None,
        **options: Any,
    ) -> None:
        if bool(entries) == everything:
            raise CommandError("Name entries, or say --all.")
        if processes is not None and processes < 1:
            raise CommandError("--processes must be 1 or more.")
        count = rebuild(
            pks_of(entries),
            links_only=links_only,
            processes=processes or processes_for(connection),
            progress=ProgressLine(sys.stderr),
        )
        self.stdout.write(f"Republished {count} entries")


def pks_of(numbers: Sequence[str]) -> list[int]:
    """Return the published entries of these numbers, or all of them."""
    published = Entry.objects.published()
    if not numbers:
        return list(published.values_list("pk", flat=True))
    known = dict(published.filter(number__in=numbers).values_list("number", "pk"))
    if unknown := [number for number in numbers if number not in known]:
        raise CommandError(f"Not published: {', '.join(unknown)}")
    return list(known.values())
