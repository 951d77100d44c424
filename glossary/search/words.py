"""Text as the index knows it: plain lower-case words, hyphenated ones also in one piece.

Documents and queries go through the same functions, so both databases see the same words.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, chain

from glossary.text import strip_accents

HYPHENS = "-\u2010\u2011\u2012\u2013\u2212"
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
STRAIGHT = str.maketrans("\u2019", "'")
POSSESSIVE = re.compile(r"(?<=\w)'s\b")
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
WORD = re.compile(r"[^\W_]+")
# What stands in one piece: "non-conformance", "8.5.1".
GROUP = re.compile(rf"[^\W_]+(?:(?:[{HYPHENS}]|(?<=\d)\.(?=\d))[^\W_]+)*")
# PostgreSQL refuses words of more than 2 kB; nobody looks for the end of such a word.
MAX_WORD = 100
# A tsvector cannot be larger than 1 MB. A page is limited to far less than this.
MAX_BYTES = 400_000
# How many words around a hyphenated one are repeated with it in one piece.
CONTEXT = 5
LONGEST_COMPOUND = 3


def normalised(text: str) -> str:
    """Return the text without case, accents, invisible characters and possessive endings."""
    if not text.isascii():
        text = INVISIBLE.sub("", text).translate(STRAIGHT)
        text = NOT_ASCII.sub(lambda match: strip_accents(match.group()), text)
    text = text.casefold()
    return APOSTROPHE.sub("", POSSESSIVE.sub("", text)) if "'" in text else text


def word_groups(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of a text; those that hang together come in one tuple."""
    for group in GROUP.findall(normalised(text)):
        if group.isalnum():
            yield (group[:MAX_WORD],)
        else:
            yield parts_of(group)


def parts_of(group: str) -> tuple[str, ...]:
    return tuple(word[:MAX_WORD] for word in WORD.findall(group))


def words_of(text: str) -> tuple[str, ...]:
    """Return all words of a text one by one."""
    return tuple(chain.from_iterable(word_groups(text)))


def index_words(text: str) -> list[str]:
    """Return what is indexed of a text: its words, then each compound in one piece.

    The compound is repeated with the words around it, so that the phrase "nonconformity
    report" is found where the text says "non-conformity report".
    """
    words: list[str] = []
    compounds: list[tuple[int, int]] = []
    for group in GROUP.findall(normalised(text)):
        # Nearly all are single words, and a page has a thousand of them.
        if group.isalnum():
            words.append(group[:MAX_WORD])
            continue
        parts = parts_of(group)
        if is_compound(parts):
            compounds.append((len(words), len(words) + len(parts)))
        words.extend(parts)
    joined = [
        word
        for start, end in compounds
        for first, last in pieces(start, end)
        for word in with_joined(words, first, last)
    ]
    return cut([*words, *joined])


def is_compound(group: tuple[str, ...]) -> bool:
    """Whether the words could also be written as one; numbers ("8.5.1") could not."""
    return len(group) > 1 and not all(word.isdecimal() for word in group)


def pieces(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the places of two or three words side by side within a compound."""
    for first in range(start, end - 1):
        for last in range(first + 2, min(first + LONGEST_COMPOUND, end) + 1):
            yield first, last


def with_joined(words: list[str], first: int, last: int) -> list[str]:
    before = words[max(0, first - CONTEXT) : first]
    return [*before, "".join(words[first:last])[:MAX_WORD], *words[last : last + CONTEXT]]


def cut(words: list[str]) -> list[str]:
    """Return the first words that have room, as nearly all texts have as a whole."""
    if len(words) * (4 * MAX_WORD + 1) <= MAX_BYTES or sum(map(len, words)) * 5 <= MAX_BYTES:
        return words
    sizes = accumulate(len(word.encode()) + 1 for word in words)
    return words[: bisect_right(list(sizes), MAX_BYTES)]
