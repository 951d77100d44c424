"""Bring the pages up to date that have to follow a change of names."""

import sys
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from glossary.management.progress import ProgressLine
from glossary.management.watching import add_watching
from glossary.management.watching import watch as go_on_watching
from glossary.models import Ripple
from glossary.workflow.ripples import run_waiting


class Command(BaseCommand):
    """Two may run at once, and one may be stopped at any moment."""

    help = "Link and relate the pages that wait; --watch goes on waiting for more."

    def add_arguments(self, parser: CommandParser) -> None:
        add_watching(parser)

    def handle(self, *, watch: bool, with_parent: bool, **options: Any) -> None:
        line = ProgressLine(sys.stderr)

        def told(ripple: Ripple) -> None:
            line(ripple.cause[:20], ripple.done, ripple.total or 0)

        done = run_waiting(progress=told)
        if watch:
            go_on_watching(partial(run_waiting, progress=told), with_parent=with_parent)
        self.stdout.write(f"Brought {done} pages up to date")
