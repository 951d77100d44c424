"""Bring the pages up to date that have to follow a change of names."""

import os
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from glossary.management.progress import ProgressLine
from glossary.models import Ripple
from glossary.workflow.ripples import run_waiting

SECONDS_BETWEEN = 2.0


class Command(BaseCommand):
    """Two may run at once, and one may be stopped at any moment."""

    help = "Link and relate the pages that wait; --watch goes on waiting for more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--watch", action="store_true")
        parser.add_argument(
            "--with-parent", action="store_true", help="end when the starting process has ended"
        )

    def handle(self, *, watch: bool, with_parent: bool, **options: Any) -> None:
        line = ProgressLine(sys.stderr)
        parent = os.getppid()

        def told(ripple: Ripple) -> None:
            line(ripple.cause[:20], ripple.done, ripple.total or 0)

        done = run_waiting(progress=told)
        while watch and not (with_parent and os.getppid() != parent):
            time.sleep(SECONDS_BETWEEN)
            close_old_connections()
            run_waiting(progress=told)
        if not watch:
            self.stdout.write(f"Brought {done} pages up to date")
