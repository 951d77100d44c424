"""Letters and order of an A-Z: a name's letter in its language, and a key that sorts it.

Names are compared word by word ("audit plan" stands before "auditor") and words letter by letter;
hyphens and other signs do not count, numbers count by their value. Only then do accents decide.
Keys are bytes, which every database compares alike.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from glossary.text import strip_accents
from glossary.wording.alphabets import LATIN, SCRIPTS, TAILORED, UNTAILORED, WRITTEN_OUT

SIGNS = "#"
OPENING = "\"'“”„‘’‚«»‹›([{¿¡"
# Bytes of a key. The end of a name comes before the end of a word, that before numbers, letters
# and letters of another alphabet.
END, OF_SIGNS, BETWEEN, OF_NUMBERS, OF_LETTERS, FOREIGN = b"\0", b"\1", b"\2", 0x10, 0x30, b"\xff"
LONGEST_NUMBER = 15
DOTTED = {"az", "tr"}


@dataclass(frozen=True, kw_only=True)
class Alphabet:
    """The letters of a language in their order.

    `weights` has other spellings of a letter, too. Letters that do not belong to it stand under
    "#", or under themselves where `keeps_foreign`. In a `dotted` one, I and İ are two letters.
    `plain_table` gives the weights of plain words at once, where no letters are pairs.
    """

    letters: tuple[str, ...]
    weights: Mapping[str, int]
    longest: int
    plain_table: bytes
    keeps_foreign: bool
    dotted: bool

    def name_of(self, letter: str) -> str:
        """Return a letter as it stands above its names: "Ch", "Å"."""
        return "İ" if self.dotted and letter == "i" else letter.capitalize()

    @property
    def names(self) -> tuple[str, ...]:
        return (SIGNS, *map(self.name_of, self.letters))

    def lowered(self, text: str) -> str:
        if self.dotted:
            text = text.replace("I", "ı").replace("İ", "i")
        return unicodedata.normalize("NFC", text).casefold()

    def parts(self, text: str) -> Iterator[str]:
        """Yield the letters, numbers and signs of a text in small letters."""
        place = 0
        while place < len(text):
            part = self.part_at(text, place)
            place += len(part)
            yield part

    def part_at(self, text: str, place: int) -> str:
        for length in range(self.longest, 1, -1):
            if (part := text[place : place + length]) in self.weights:
                return part
        end = place + 1
        if text[place].isdecimal():
            while end < len(text) and text[end].isdecimal():
                end += 1
        return text[place:end]

    def plain(self, text: str) -> Iterator[str]:
        """Yield the parts; a letter with an accent is the one without if it is none of its own."""
        for part in self.parts(text):
            if part in self.weights or part.isdecimal():
                yield part
            else:
                yield from strip_accents(part.translate(WRITTEN_OUT))


def letter_of(name: str, *, language: str) -> str:
    """Return the letter a name stands under, "#" for digits and signs."""
    alphabet = alphabet_of(language)
    first = next(alphabet.plain(alphabet.lowered(name.strip().lstrip(OPENING))), "")
    if first in alphabet.weights:
        return alphabet.name_of(alphabet.letters[alphabet.weights[first]])
    return first.upper() if first.isalpha() and alphabet.keeps_foreign else SIGNS


def sort_key(name: str, *, language: str) -> bytes:
    """Return what names of one language are sorted by, those under "#" first."""
    alphabet = alphabet_of(language)
    lowered = alphabet.lowered(name.strip())
    begins = OF_SIGNS if letter_of(name, language=language) == SIGNS else b""
    words = [weights_of(word, alphabet) for word in lowered.replace("/", " ").split()]
    return (
        begins
        + BETWEEN.join(filter(None, words))
        + END
        + name.strip().lower().encode(errors="replace")
    )


def weights_of(word: str, alphabet: Alphabet) -> bytes:
    if alphabet.plain_table and word.isascii() and word.isalpha():
        return word.encode().translate(alphabet.plain_table)
    return b"".join(weight_of(part, alphabet) for part in alphabet.plain(word))


def weight_of(part: str, alphabet: Alphabet) -> bytes:
    """Return the bytes that a part is compared by, none for a sign."""
    if part in alphabet.weights:
        return bytes([OF_LETTERS + alphabet.weights[part]])
    if part.isdecimal():
        number = str(int(part))
        return bytes([OF_NUMBERS + min(len(number), LONGEST_NUMBER)]) + number.encode()
    return FOREIGN + part.encode() if part.isalpha() else b""


def letters_in_order(used: set[str], *, language: str) -> list[str]:
    """Return the names of all letters of a language, behind them the foreign ones in use."""
    names = alphabet_of(language).names
    return [*names, *sorted(used.difference(names))]


@cache
def alphabet_of(language: str) -> Alphabet:
    """Return the alphabet of a language tag: "sv" for "sv-FI", the Latin one if none is known."""
    tag = language.lower()
    known = next((one for one in (tag, tag.partition("-")[0]) if one in TAILORED), "")
    main = known or tag.partition("-")[0]
    order = [[letter] for letter in SCRIPTS.get(main, LATIN)]
    for line in TAILORED.get(known, ()):
        tailor(order, [part.split("=") for part in line.split()])
    weights = {form: place for place, forms in enumerate(order) for form in forms}
    is_simple = max(map(len, weights)) == 1 and {*LATIN} <= weights.keys()
    values = bytes(OF_LETTERS + weights.get(letter, 0) for letter in LATIN)
    return Alphabet(
        plain_table=bytes.maketrans(LATIN.encode(), values) if is_simple else b"",
        letters=tuple(forms[0] for forms in order),
        weights=weights,
        longest=max(map(len, weights)),
        keeps_foreign=main not in TAILORED and main not in UNTAILORED,
        dotted=main in DOTTED,
    )


def tailor(order: list[list[str]], line: list[list[str]]) -> None:
    """Put the letters of a line behind its first one, away from where they stood."""
    (first, *more), *following = line
    moved = {form for forms in (more, *following) for form in forms}
    order[:] = [forms for forms in order if forms[0] not in moved]
    place = next(place for place, forms in enumerate(order) if first in forms)
    order[place] += more
    order[place + 1 : place + 1] = following
