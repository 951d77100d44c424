"""Words on a drawing: how wide they are, and how a name is broken into two lines.

The server knows no reader's font. Widths are in ems of the widest font of our list (`--sans`),
so that a name is rather cut a letter too early than written across the edge of its box.
"""

import re
import unicodedata
from dataclasses import dataclass

WIDTHS = (
    ("ijlI|.,:;'’!· ", 0.28),
    ("ft", 0.37),
    ("()[]r-/", 0.42),
    ("cszvxyk", 0.51),
    ("ae", 0.57),
    ("EFJLST", 0.6),
    ("MOQ", 0.9),
    ("mwWÆŒ…@%", 0.94),
)
BY_LETTER = {letter: width for letters, width in WIDTHS for letter in letters}
SMALL = 0.61
CAPITAL = 0.73
FULL = 1.0
MORE = "…"
# A line may end behind a space, a hyphen or a stroke between letters; where words are written
# without spaces, behind every sign.
BREAK = re.compile(r"(?<=[-/–])(?=\w)|(?<=[\u3040-\u9fff])(?=[\u3040-\u9fff])|\s+")


@dataclass(frozen=True, kw_only=True)
class Lettering:
    """A name as it is written; `is_cut` where it goes on."""

    lines: tuple[str, ...]
    is_cut: bool


def width_of(text: str) -> float:
    return sum(map(letter_width, text))


def letter_width(letter: str) -> float:
    if letter in BY_LETTER:
        return BY_LETTER[letter]
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return FULL
    return CAPITAL if letter.isupper() else SMALL


def lettering(name: str, *, room: float) -> Lettering:
    """Write a name in one line of so many ems, else in two that are as equal as can be."""
    name = " ".join(name.split())
    if width_of(name) <= room:
        return Lettering(lines=(name,), is_cut=False)
    halves = [
        (name[: found.start()], name[found.end() :])
        for found in BREAK.finditer(name)
        if found.start()
    ]
    fitting = [pair for pair in halves if max(map(width_of, pair)) <= room]
    if fitting:
        best = min(fitting, key=lambda pair: max(map(width_of, pair)))
        return Lettering(lines=best, is_cut=False)
    return cut_off(name, halves, room=room)


def cut_off(name: str, halves: list[tuple[str, str]], *, room: float) -> Lettering:
    """Fill the first line with whole words, and the second with as many as there is room for."""
    starts = [pair for pair in halves if width_of(pair[0]) <= room]
    if not starts:
        return Lettering(lines=(shortened(name, room=room),), is_cut=True)
    first, rest = starts[-1]
    return Lettering(lines=(first, shortened(rest, room=room)), is_cut=True)


def shortened(text: str, *, room: float) -> str:
    """Cut a text at the end of a word, or within the first where that alone is too long."""
    ends = [text[: found.start()] for found in BREAK.finditer(text) if found.start()]
    whole = [end for end in ends if width_of(end + MORE) <= room]
    if whole:
        return whole[-1].rstrip("-/–,;: ") + MORE
    end = len(text)
    while end > 1 and width_of(text[:end] + MORE) > room:
        end -= 1
    return text[:end] + MORE
