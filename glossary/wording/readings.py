"""What a name may be read as: the parts of its title, other spellings, its short form.

The rules are those of English technical titles: "Function as a Service (FaaS)" bears two names,
"Distributed Apps" are distributed applications, and "bare metal" means the bare metal machine.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from glossary.wording.words import (
    HYPHENS,
    Wording,
    is_word,
    other_forms,
    singulars_of,
    split_prefix,
    split_tail,
)

PARENTHESIS = re.compile(r"(?P<before>\S.*?)\s+\((?P<inside>[^()]+)\)")
# These say of what kind a thing is and are left out where the rest names it well enough.
CLASS_WORDS = frozenset(
    ("app", "application", "apps", "applications", "architecture", "architectures", "machine")
    + ("machines", "method", "methodology", "methods", "technique", "techniques", "technologies")
    + ("technology",)
)
# With a blank before one of these a noun becomes a verb: a "set-up" is no "set up".
PARTICLES = frozenset(
    ("back", "by", "down", "how", "in", "off", "on", "out", "over", "through", "up")
)
PLURAL_LOOKALIKES = ("is", "us", "ss")
# Written in two ways, by country or by habit.
PAIRS = (
    ("app", "application"),
    ("apps", "applications"),
    ("behavior", "behaviour"),
    ("center", "centre"),
    ("centers", "centres"),
    ("color", "colour"),
    ("fiber", "fibre"),
    ("labeling", "labelling"),
    ("labor", "labour"),
    ("modeling", "modelling"),
    ("program", "programme"),
    ("programs", "programmes"),
)
OTHER_SPELLING = {first: second for pair in PAIRS for first, second in (pair, pair[::-1])}
TWICE_SPELT = OTHER_SPELLING.keys()


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """One word or sign for one entry. `title` is the entry's own, for whoever shows the link.

    A name with `links` false is found, and so hides the shorter names in it, but is never
    made a link by itself.
    """

    text: str
    target: int
    url: str
    title: str = ""
    is_abbreviation: bool = False
    links: bool = True

    @property
    def is_exact(self) -> bool:
        """Say whether case counts: "AIM" is not "aim"."""
        return self.is_abbreviation or not any(map(str.isalpha, self.text))


# The tokens of a name; where a gap stands before one, it begins with a blank.
Pieces = tuple[str, ...]


def readings(name: Name) -> tuple[Name, ...]:
    """Return the name and, of a title that ends in a parenthesis, its parts that are names."""
    if not name.text.rstrip().endswith(")"):
        return (name,)
    found = PARENTHESIS.fullmatch(name.text.strip())
    if found is None:
        return (name,)
    before, inside = found["before"], found["inside"].strip()
    parts = [replace(name, text=before, is_abbreviation=is_short_for(before, inside))]
    if is_short_for(inside, before) or is_short_for(before, inside):
        parts.append(replace(name, text=inside, is_abbreviation=is_short_for(inside, before)))
    return (name, *parts)


def is_short_for(short: str, long: str) -> bool:
    """Say whether "FaaS" abbreviates "Function as a Service": its letters occur in this order.

    A parenthesis that only tells namesakes apart, as in "Batch (computing)", does not.
    """
    if sum(map(str.isupper, short)) < 2 or " " in short or len(short) >= len(long):
        return False
    letters = iter(long.casefold())
    wanted = [letter for letter in short.casefold() if letter.isalnum()]
    return wanted[0] == long[:1].casefold() and all(letter in letters for letter in wanted)


def short_form(name: Name) -> Name | None:
    """Return "bare metal" for "bare metal machine", None where the rest is no name.

    Of a single word only a plural or a sign is left alone: "microservices", "8D".
    """
    rest, _blank, last = name.text.strip().rpartition(" ")
    if not rest or last.casefold() not in CLASS_WORDS:
        return None
    if " " in rest or "-" in rest or is_plural(rest.casefold()):
        return replace(name, text=rest)
    if any(map(str.isdigit, rest)) or (rest.isupper() and len(rest) > 1):
        return replace(name, text=rest, is_abbreviation=True)
    return None


def is_plural(word: str) -> bool:
    return not word.endswith(PLURAL_LOOKALIKES) and not singulars_of(word) <= {word}


def spellings(text: str) -> list[Pieces]:
    """Return the ways a name is written: as it stands, with or without its hyphens."""
    if text.isascii() and text.replace(" ", "").isalnum():
        first, *others = text.lower().split()
        if others:
            return [(first, *[f" {word}" for word in others])]
        return [(first,), *divisions(first)]
    return signed_spellings(Wording(text))


def signed_spellings(wording: Wording) -> list[Pieces]:
    keys, gaps = wording.keys, wording.gaps
    if not keys:
        return []
    written = [(keys[0], *map(piece, gaps[1:], keys[1:]))]
    if all(map(is_word, keys)):
        if not HYPHENS.isdisjoint(gaps):
            written.append(joined_at_hyphens(keys, gaps))
        if keys[-1] in PARTICLES and gaps[-2] in HYPHENS:
            del written[0]
        if len(keys) == 1:
            written += divisions(keys[0])
    return written


@lru_cache(maxsize=65536)
def divisions(word: str) -> tuple[Pieces, ...]:
    """Return the ways to write a compound in two words."""
    halves = filter(None, (split_prefix(word), split_tail(word)))
    return tuple((first, f" {second}") for first, second in halves)


def piece(gap: str, key: str) -> str:
    return f" {key}" if gap else key


def joined_at_hyphens(keys: Sequence[str], gaps: Sequence[str]) -> Pieces:
    joined: list[str] = [keys[0]]
    for gap, key in zip(gaps[1:], keys[1:], strict=False):
        if gap in HYPHENS:
            joined[-1] += key
        else:
            joined.append(piece(gap, key))
    return tuple(joined)


def inflected(pieces: Pieces) -> Iterator[str]:
    """Yield the name with its last word in its other forms."""
    last = pieces[-1]
    before = "".join(pieces[:-1])
    if last[0] == " ":
        before, last = f"{before} ", last[1:]
    for form in other_forms(last):
        yield before + form


def respelt(pieces: Pieces) -> Pieces | None:
    """Return the name in the other English spelling, None where there is no other."""
    key = "".join(pieces)
    if "sation" not in key and "zation" not in key and TWICE_SPELT.isdisjoint(key.split()):
        return None
    other = tuple(map(respelt_piece, pieces))
    return None if other == pieces else other


def respelt_piece(part: str) -> str:
    """Swap "organisation" and "organization", "programme" and "program"."""
    word = part.lstrip(" ")
    if "isation" in word:
        other = word.replace("isation", "ization")
    elif "ization" in word:
        other = word.replace("ization", "isation")
    else:
        other = OTHER_SPELLING.get(word, word)
    return part[: len(part) - len(word)] + other
