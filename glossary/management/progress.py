"""How far a long command has come, for somebody who watches it at a terminal."""

from collections.abc import Callable
from typing import TextIO

WIDTH = 30


class ProgressLine:
    """A bar that moves; where nobody watches it says nothing."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.is_watched = stream.isatty()

    def __call__(self, what: str, done: int, total: int) -> None:
        if not self.is_watched:
            return
        filled = WIDTH * done // max(total, 1)
        bar = f"{'█' * filled}{'·' * (WIDTH - filled)}"
        end = "\n" if done >= total else ""
        self.stream.write(f"\r{what:<10} {bar} {done:,} of {total:,}{end}")
        self.stream.flush()

    def of(self, what: str, *, total: int) -> Callable[[int], None]:
        """Return what is to be told how many of these are done."""
        return lambda done: self(what, done, total)
