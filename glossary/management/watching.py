"""Going on waiting for more work, for commands that run beside the server."""

import os
import time
from collections.abc import Callable

from django.core.management.base import CommandParser
from django.db import close_old_connections

SECONDS_BETWEEN = 2.0


def add_watching(parser: CommandParser) -> None:
    parser.add_argument("--watch", action="store_true")
    parser.add_argument(
        "--with-parent", action="store_true", help="end when the starting process has ended"
    )


def watch(do: Callable[[], object], *, with_parent: bool) -> None:
    """Do it again and again, with a pause between."""
    parent = os.getppid()
    while not (with_parent and os.getppid() != parent):
        time.sleep(SECONDS_BETWEEN)
        close_old_connections()
        do()
