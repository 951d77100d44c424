"""Find and repair pages, links, related articles and search documents that do not match."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from glossary.management.progress import ProgressLine
from glossary.models import Ripple
from glossary.workflow.reconciling import reconcile
from glossary.workflow.ripples import run_waiting


class Command(BaseCommand):
    """Finishes what the worker has left to do first: that is not a fault yet."""

    help = "Compare everything derived with the versions in force, repair and report it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="report only")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        if not dry_run:
            run_waiting()
        elif waiting := Ripple.objects.filter(finished_at__isnull=True).count():
            self.stdout.write(f"Changes that still wait for `follow_changes`: {waiting}")
        mended = reconcile(dry_run=dry_run, progress=ProgressLine(sys.stderr))
        for one in mended:
            self.stdout.write(f"{one.number} {one.title}: {', '.join(one.kinds)}")
        verb = "do not match" if dry_run else "repaired"
        self.stdout.write(f"{len(mended)} entries {verb}" if mended else "Everything matches")
