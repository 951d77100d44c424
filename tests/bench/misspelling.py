"""Names as people mistype them: seeded, so that each name is misspelt the same in every run."""

import random
from collections.abc import Callable
from string import ascii_lowercase

from glossary.text import fold

SEED = 20
Edit = Callable[[str, int, str], str]


def inserted(text: str, at: int, letter: str) -> str:
    return text[:at] + letter + text[at:]


def deleted(text: str, at: int, _letter: str) -> str:
    return text[:at] + text[at + 1 :]


def substituted(text: str, at: int, letter: str) -> str:
    return text[:at] + letter + text[at + 1 :]


def transposed(text: str, at: int, _letter: str) -> str:
    """Exchange a letter and the sign behind it; the last letter stays where it is."""
    return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


EDITS: tuple[Edit, ...] = (inserted, deleted, substituted, transposed)


def misspelt(name: str, *, edits: int) -> str:
    """Return a name with so many random edits, never one that folds to the name itself."""
    rnd = random.Random(f"{SEED} {edits} {name}")
    text = name
    while fold(text) == fold(name):
        text = name
        for _edit in range(edits):
            text = edited(text, rnd)
    return text


def edited(text: str, rnd: random.Random) -> str:
    at = rnd.choice([place for place, letter in enumerate(text) if letter.isalpha()])
    return rnd.choice(EDITS)(text, at, rnd.choice(ascii_lowercase))


def letters_of(name: str) -> int:
    return sum(letter.isalpha() for letter in name)
