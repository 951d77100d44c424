"""Words without their endings, by language, the same on both databases.

The Snowball algorithms; words of a language that they do not know stay whole. Texts come here
without accents, which the algorithms bear.
"""

from collections.abc import Sequence
from functools import cache
from threading import local

import Stemmer

ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german",
    "el": "greek", "en": "english", "es": "spanish", "et": "estonian", "eu": "basque",
    "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
# So many words a stemmer remembers; a large glossary has as many.
REMEMBERED = 50_000


class Stemmers(local):
    """One stemmer for each algorithm and thread: none may be used by two threads at once."""

    def __init__(self) -> None:
        self.of = cache(lambda algorithm: Stemmer.Stemmer(algorithm, REMEMBERED))


stemmers = Stemmers()


def stemmed(words: Sequence[str], language: str) -> list[str]:
    """Return the stems of normalised words of a language ("en", "de-AT")."""
    algorithm = ALGORITHMS.get(language.partition("-")[0].lower())
    return stemmers.of(algorithm).stemWords(words) if algorithm else list(words)
