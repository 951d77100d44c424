"""What readers say, and what a quality glossary says for it: "boss", management.

The table is `everyday.txt`: everyday words or short phrases, "=", the words of texts. It is only
asked where not all words of a query are found, and what it adds counts less than what was typed.
"""

from functools import cache
from pathlib import Path

from glossary.search.stems import stemmed
from glossary.search.words import words_of

TABLE = Path(__file__).with_name("everyday.txt")
LONGEST = 4
SKIPPED = frozenset(
    ("a", "an", "her", "him", "his", "it", "its", "my", "our", "some", "the", "their", "them")
    + ("your",)
)


@cache
def table() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the stems of texts for the stems of what readers say."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        said, equals, meant = line.partition("=")
        if equals and not line.startswith("#"):
            stems = tuple(dict.fromkeys(stemmed(words_of(meant), "en")))
            for one in said.split(","):
                found[tuple(stemmed(words_of(one), "en"))] = stems
    return found


def meant_by(text: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return words of an English text with the stems that they may mean, phrases first.

    No word belongs to two of them; articles and pronouns inside a phrase do not count.
    """
    words = [word for word in words_of(text) if word not in SKIPPED]
    stems = stemmed(words, "en")
    found: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    taken: set[int] = set()
    for length in range(LONGEST, 0, -1):
        for start in range(len(stems) - length + 1):
            places = range(start, start + length)
            meant = table().get(tuple(stems[start : start + length]))
            if meant and taken.isdisjoint(places):
                taken.update(places)
                found.append((tuple(words[start : start + length]), meant))
    return found
