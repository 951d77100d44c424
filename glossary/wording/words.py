"""Text as words and signs with their places, and the forms under which a word is found."""

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from glossary.text import strip_accents

# Combining marks belong to the word before them; so do the soft hyphen and the joiners.
MARKS = "".join(
    chr(code) for code in range(0x300, 0x2100) if unicodedata.category(chr(code))[0] == "M"
)
INVISIBLE = "\u00ad\u200c\u200d"
LETTER = r"[^\W_]"
HYPHENS = frozenset("-\u2010\u2011\u2012\u2013")
ADDRESS = r"(?:https?://|www\.)\S+"
# A hyphen between two words is left between the tokens; anywhere else it is a sign.
HYPHEN = f"[{re.escape(''.join(sorted(HYPHENS)))}]"
SIGN = rf"[^\s\w{HYPHEN[1:-1]}]|_|(?<!\w){HYPHEN}|{HYPHEN}(?!\w)"
# For texts in lower case. Most words are plain and end where nothing follows that belongs to them:
# that is tried first, and addresses, accents and possessives only where it fails.
TOKEN = re.compile(
    rf"((?!www\.)[a-z0-9]++(?!://|['\u0080-\U0010ffff])|{ADDRESS}"
    rf"|{LETTER}+(?:[{MARKS}{INVISIBLE}]+{LETTER}*)*(?:['’]s(?!\w))?|{SIGN})"
)
# The same for ASCII without addresses and possessives, which is most of what is read.
PLAIN_TOKEN = re.compile(r"([a-z0-9]++|[^\s\w-]|_|-(?!\w)|-(?<!\w-))")
WITHOUT_INVISIBLE = str.maketrans("", "", INVISIBLE)
POSSESSIVES = ("'s", "’s")

# These look like plurals and are not, or mean something else without their "s".
KEEPS_ITS_S = frozenset(
    ("customs", "earnings", "economics", "ethics", "goods", "logistics", "mathematics", "means")
    + ("news", "physics", "premises", "proceeds", "savings", "series", "species", "statistics")
)
ADDS_ES = ("s", "x", "z", "ch", "sh")
SHORTEST_INFLECTED = 3
# "Nonconformance" is also written "non-conformance" and "non conformance", "checklist" in two.
PREFIXES = ("anti", "auto", "co", "inter", "multi", "non", "post", "pre", "re", "sub")
TAILS = (
    "base",
    "board",
    "book",
    "center",
    "centre",
    "chart",
    "cycle",
    "flow",
    "frame",
    "holder",
) + ("house", "line", "list", "load", "map", "mark", "place", "sheet", "stream", "structure")
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


class Wording:
    """A text as parallel lists: the folded `keys` of its tokens, and the `gaps` around them.

    `gaps[i]` stands before the token `keys[i]`, the last gap behind all of them: nothing, white
    space or one hyphen. Places are worked out only for those who ask.
    """

    __slots__ = ("bounds", "gaps", "has_possessives", "keys", "parts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        # Only "İ" would grow when its case changes; the places must be those of the text.
        lowered = text.replace("İ", "i").lower()
        self.has_possessives = "'s" in lowered or "’s" in lowered
        is_plain = lowered.isascii() and not self.has_possessives and not may_hold_address(lowered)
        self.parts = (PLAIN_TOKEN if is_plain else TOKEN).split(lowered)
        self.gaps: list[str] = self.parts[::2]
        self.keys: list[str] = self.parts[1::2]
        if not is_plain:
            self.keys = [
                key if key.isascii() and key.isalnum() else key_of_token(key) for key in self.keys
            ]
        self.bounds: list[int] = []

    def find_bounds(self) -> list[int]:
        """Return where each gap and each token ends, one after the other."""
        if not self.bounds:
            self.bounds = list(accumulate(map(len, self.parts)))
        return self.bounds

    def start_of(self, position: int) -> int:
        return self.find_bounds()[2 * position]

    def end_of(self, position: int) -> int:
        """Return where a token ends, leaving out a possessive ending."""
        end = self.find_bounds()[2 * position + 1]
        if self.has_possessives and self.parts[2 * position + 1].endswith(POSSESSIVES):
            return end - 2
        return end

    def length_of(self, first: int, behind: int) -> int:
        """Return how long some of the parts are together."""
        return len("".join(self.parts[first:behind]))

    def surface(self, start: int, end: int) -> str:
        """Return the tokens from `start` up to `end` as they are written, without their gaps."""
        return "".join(
            self.text[self.start_of(place) : self.end_of(place)] for place in range(start, end)
        )

    def hyphenated(self) -> frozenset[int]:
        """Return the positions of the tokens that a hyphen joins to the one before."""
        if HYPHENS.isdisjoint(self.gaps):
            return frozenset()
        return frozenset(place for place, gap in enumerate(self.gaps) if gap in HYPHENS)


def may_hold_address(text: str) -> bool:
    return "www." in text or "://" in text


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Return a word without case, accents and invisible characters."""
    if word.isascii():
        return word.lower()
    # An accent that stands alone, as "¸", becomes a blank with a mark.
    return strip_accents(word.translate(WITHOUT_INVISIBLE).casefold()).replace(" ", "")


@lru_cache(maxsize=65536)
def key_of_token(token: str) -> str:
    """Return the folded token without its possessive ending."""
    if token.endswith(POSSESSIVES) and is_word(token):
        token = token[:-2]
    # Of a combining mark without a word nothing would be left.
    return fold_word(token) or token


def is_word(token: str) -> bool:
    """Tell words and numbers from signs and addresses."""
    return token[:1].isalnum() and "." not in token and ":" not in token


def tokens(text: str) -> list[Token]:
    """Split a text. A hyphen between two words is their gap; anywhere else it is a sign."""
    wording = Wording(text)
    found: list[Token] = []
    for place, key in enumerate(wording.keys):
        start, end = wording.start_of(place), wording.end_of(place)
        gap = wording.gaps[place]
        kind = "-" if gap in HYPHENS else " " if gap else ""
        found.append(Token(start, end, text[start:end], key, kind, is_word(text[start:end])))
    return found


@lru_cache(maxsize=65536)
def inflections(word: str) -> tuple[str, ...]:
    """Return what a folded word may be the regular English plural of, or else its plural."""
    if len(word) < SHORTEST_INFLECTED or not word.isalpha():
        return ()
    return tuple(sorted(singulars_of(word) or {plural_of(word)} - KEEPS_ITS_S))


@lru_cache(maxsize=65536)
def other_forms(word: str) -> tuple[str, ...]:
    """Return the words of a text that may stand for a folded word: the way back to it."""
    if word.endswith("s"):
        possible = {f"{word}es", word[:-1], word[:-2], f"{word[:-3]}y"}
    else:
        possible = {f"{word}s", f"{word}es", f"{word[:-1]}ies"}
    return tuple(form for form in sorted(possible - {word}) if word in inflections(form))


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


def split_tail(word: str) -> tuple[str, ...]:
    """Return ("check", "list") for "checklist", nothing where no tail is known."""
    for tail in TAILS:
        if word.endswith(tail) and len(word) - len(tail) >= SHORTEST_REST:
            return (word[: -len(tail)], tail)
    return ()
