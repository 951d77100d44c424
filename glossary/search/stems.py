"""Words without their endings, by language, the same on both databases.

The Snowball algorithms; words of a language that they do not know stay whole. Texts come here
without accents, which the algorithms bear.
"""

from collections.abc import Callable, Iterable
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
# So many stems are remembered; a large glossary has as many words.
REMEMBERED = 100_000


class Stems(dict[str, str]):
    """The stems of one language as far as they have been asked for."""

    def __init__(self, algorithm: str) -> None:
        super().__init__()
        self.stemmer = Stemmer.Stemmer(algorithm, 0)

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        self[word] = stem = self.stemmer.stemWord(word)
        return stem


class Languages(local):
    """The stems of each algorithm, by thread: a stemmer must not be used by two at once."""

    def __init__(self) -> None:
        self.stems: Callable[[str], Stems] = cache(Stems)


languages = Languages()


def stemmed(words: Iterable[str], language: str) -> list[str]:
    """Return the stems of normalised words of a language ("en", "de-AT")."""
    algorithm = ALGORITHMS.get(language.partition("-")[0].lower())
    if algorithm is None:
        return list(words)
    return list(map(languages.stems(algorithm).__getitem__, words))
