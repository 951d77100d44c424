"""Keys under which names are kept in a database, so that one text needs few of them.

A name has the key of its first three words and a text the keys of all its stretches of up to
three, without gaps and without the letters in which singular and plural differ. A text may
have keys of names that do not occur in it; the matcher decides.
"""

from collections.abc import Iterable, Iterator, Sequence
from operator import add

from glossary.wording.readings import Name, Pieces, readings, respelt, short_form, spellings
from glossary.wording.words import Wording, is_word

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
    hyphenated = wording.hyphenated()
    signs: set[str] = set()
    words: list[str] = []
    joined: list[int] = []
    for place, key in enumerate(wording.keys):
        if key.isalnum() or is_word(key):
            if place in hyphenated:
                joined.append(len(words))
            words.append(key)
        else:
            signs.add(key)
    stretches = {*stretches_of(words), *compounds_of(words, joined)}
    return signs.union(map(key_of, stretches))


def stretches_of(words: Sequence[str]) -> Iterator[str]:
    """Yield the stretches of as many words as a key may have."""
    stretches = words
    yield from stretches
    for length in range(1, WORDS_OF_A_KEY):
        stretches = list(map(add, stretches, words[length:]))
        yield from stretches


def compounds_of(words: Sequence[str], joined: Iterable[int]) -> Iterator[str]:
    """Yield the longer stretches, in which words that a hyphen joins to the one before are one."""
    joined = frozenset(joined)
    backs = range(1, WORDS_OF_A_KEY + 1)
    for start in {place - back for place in joined for back in backs if back <= place}:
        stretch, gaps_left = words[start], WORDS_OF_A_KEY - 1
        for following in range(start + 1, min(start + LONGEST_KEY, len(words))):
            gaps_left -= following not in joined
            if gaps_left < 0:
                break
            stretch += words[following]
            yield stretch
