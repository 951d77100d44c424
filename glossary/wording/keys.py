"""Keys under which names are kept in a database, so that one text needs few of them.

A name has the key of its first three words and a text the keys of all its stretches of up to
three, without gaps and without the letters in which singular and plural differ. A text may
have keys of names that do not occur in it; the matcher decides.
"""

from collections.abc import Iterator

from glossary.wording.readings import Name, Pieces, readings, respelt, short_form, spellings
from glossary.wording.words import HYPHENS, Wording, is_word

WORDS_OF_A_KEY = 3
# As many tokens of a text may be one hyphenated word of a name.
LONGEST_KEY = 3 * WORDS_OF_A_KEY
# "-y" and "-ies", "-s" and "-es", "-e" and "-es": what is left is the same.
ENDINGS = "seiy"


def keys_of_name(name: str) -> frozenset[str]:
    """Return the keys by which a name is found: one, or one for each way to write it."""
    return frozenset(
        key_of_pieces(pieces) for reading in all_readings(name) for pieces in ways(reading)
    )


def all_readings(name: str) -> Iterator[str]:
    for reading in readings(Name(text=name, target=0, url="")):
        yield reading.text
        if short := short_form(reading):
            yield short.text


def ways(text: str) -> Iterator[Pieces]:
    for pieces in spellings(text):
        yield pieces
        if other := respelt(pieces):
            yield other


def key_of_pieces(pieces: Pieces) -> str:
    """Return the key of a name; one without any word has that of its first sign."""
    tokens = [piece.removeprefix(" ") for piece in pieces]
    words = [token for token in tokens if is_word(token)]
    return key_of("".join(words[:WORDS_OF_A_KEY])) if words else tokens[0]


def key_of(words: str) -> str:
    return words.rstrip(ENDINGS) or words[0]


def keys_in(text: str) -> set[str]:
    """Return the keys of all names that may occur in a text, and of some that do not."""
    wording = Wording(text)
    found: set[str] = set()
    words: list[str] = []
    is_joined: list[bool] = []
    for gap, key in zip(wording.gaps, wording.keys, strict=False):
        if is_word(key):
            words.append(key)
            is_joined.append(gap in HYPHENS)
        else:
            found.add(key)
    for place, word in enumerate(words):
        found.add(key_of(word))
        gaps_left = WORDS_OF_A_KEY - 1
        for following in range(place + 1, min(place + LONGEST_KEY, len(words))):
            gaps_left -= not is_joined[following]
            if gaps_left < 0:
                break
            word += words[following]
            found.add(key_of(word))
    return found
