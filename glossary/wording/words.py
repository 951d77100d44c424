"""Text as words and signs with their places, and the forms under which a word is found."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from glossary.text import strip_accents

# Combining marks belong to the word before them; so do the soft hyphen and the joiners.
MARKS = "".join(
    chr(code) for code in range(0x300, 0x2100) if unicodedata.category(chr(code))[0] == "M"
)
INVISIBLE = "\u00ad\u200c\u200d"
LETTER = r"[^\W_]"
TOKEN = re.compile(
    r"(?P<address>(?:https?://|www\.)\S+)"
    rf"|(?P<word>{LETTER}+(?:[{MARKS}{INVISIBLE}]+{LETTER}*)*)(?:['’]s(?!\w))?"
    r"|(?P<hyphen>(?<=\w)[-\u2010\u2011\u2012\u2013](?=\w))"
    r"|(?P<sign>\S)"
)
WITHOUT_INVISIBLE = str.maketrans("", "", INVISIBLE)

# These look like plurals and are not, or mean something else without their "s".
KEEPS_ITS_S = frozenset(
    ("customs", "earnings", "economics", "ethics", "goods", "logistics", "mathematics", "means")
    + ("news", "physics", "premises", "proceeds", "savings", "series", "species", "statistics")
)
ADDS_ES = ("s", "x", "z", "ch", "sh")
SHORTEST_INFLECTED = 3
# "Nonconformance" is also written "non-conformance" and "non conformance".
PREFIXES = ("anti", "co", "inter", "multi", "non", "post", "pre", "re", "sub")
SHORTEST_REST = 4


class Token(NamedTuple):
    """A word, a sign or an address; `key` is its folded text.

    `gap` is what stands before it: nothing, a blank or a hyphen. `end` leaves a possessive
    ending out.
    """

    start: int
    end: int
    text: str
    key: str
    gap: str
    is_word: bool


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Return a word without case, accents and invisible characters."""
    if word.isascii():
        return word.lower()
    return strip_accents(word.translate(WITHOUT_INVISIBLE).casefold())


def tokens(text: str) -> list[Token]:
    """Split a text. A hyphen between two words is their gap; anywhere else it is a sign."""
    found: list[Token] = []
    end = 0
    hyphenated = False
    for match in TOKEN.finditer(text):
        if match.lastgroup == "hyphen":
            hyphenated = True
            end = match.end()
            continue
        kind = match.lastgroup or "sign"
        start, end_of_word = match.span(kind)
        gap = "-" if hyphenated else " " if start > end else ""
        hyphenated = False
        end = match.end()
        text_part = match[kind]
        key = fold_word(text_part)
        found.append(Token(start, end_of_word, text_part, key, gap, kind == "word"))
    return found


@lru_cache(maxsize=65536)
def inflections(word: str) -> tuple[str, ...]:
    """Return what a folded word may be the regular English plural of, or else its plural."""
    if len(word) < SHORTEST_INFLECTED or not word.isalpha():
        return ()
    return tuple(sorted(singulars_of(word) or {plural_of(word)} - KEEPS_ITS_S))


def plural_of(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(ADDS_ES) else "s")


def singulars_of(word: str) -> set[str]:
    """Return the possible singulars of a plural, nothing for any other word."""
    if word in KEEPS_ITS_S:
        return {word}
    if not word.endswith("s") or word.endswith("ss"):
        return set()
    if word.endswith("ies") and len(word) > len("dies"):
        return {word[:-3] + "y"}
    if word.endswith("es") and word[:-2].endswith(ADDS_ES):
        # "processes" has lost "es", "databases" only "s"; one of the two is a word.
        return {word[:-2], word[:-1]}
    return {word[:-1]}


def split_prefix(word: str) -> tuple[str, ...]:
    """Return ("non", "conformance") for "nonconformance", nothing where no prefix is known."""
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_REST:
            return (prefix, word[len(prefix) :])
    return ()
