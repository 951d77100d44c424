"""Carry on the imports that wait for the worker."""

import sys
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from glossary.exchange.running import run_waiting
from glossary.management.progress import ProgressLine
from glossary.management.watching import add_watching
from glossary.management.watching import watch as go_on_watching
from glossary.models import Import


class Command(BaseCommand):
    """Two may run at once, and one may be stopped or killed at any moment."""

    help = "Check, bring in or undo the imports that wait; --watch goes on waiting for more."

    def add_arguments(self, parser: CommandParser) -> None:
        add_watching(parser)

    def handle(self, *, watch: bool, with_parent: bool, **options: Any) -> None:
        line = ProgressLine(sys.stderr)

        def told(imported: Import) -> None:
            line(str(imported), imported.done, imported.total)

        done = run_waiting(progress=told)
        if watch:
            go_on_watching(partial(run_waiting, progress=told), with_parent=with_parent)
        self.stdout.write(f"Carried {done} imports on")
