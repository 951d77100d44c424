"""What a long command tells somebody at a terminal."""

import io

from glossary.management.progress import ProgressLine


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        return True


def said(stream: io.StringIO) -> str:
    tell = ProgressLine(stream).of("pages", total=2_000)
    for done in (1_000, 2_000):
        tell(done)
    return stream.getvalue()


def test_a_terminal_shows_a_bar_in_one_line():
    half, whole = said(Terminal()).removeprefix("\r").split("\r")
    assert half == f"pages      {'█' * 15}{'·' * 15} 1,000 of 2,000"
    assert whole == f"pages      {'█' * 30} 2,000 of 2,000\n"


def test_nobody_is_told_nothing():
    assert said(io.StringIO()) == ""


def test_nothing_to_do_is_done_at_once():
    stream = Terminal()
    ProgressLine(stream)("pages", 0, 0)
    assert stream.getvalue().endswith("0 of 0\n")
