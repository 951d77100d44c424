"""Seeded words, names and prose that read like nothing: only their shape and number count."""

import random
from itertools import accumulate

SMALL_WORDS = "the of and to in a is for that with as by on be are or an at it from this".split()
SYLLABLES = [a + b for a in "b c d f g h l m n p r s t v w".split() for b in "a e i o u".split()]
ENDINGS = ("", "", "", "ing", "ment", "tion", "ity", "er", "al")


def vocabulary(rnd: random.Random) -> list[str]:
    """Return distinct words, the most frequent ones first."""
    stems = ("".join(rnd.choices(SYLLABLES, k=rnd.choice((2, 2, 3, 3, 4)))) for _ in range(70_000))
    return list(dict.fromkeys(stem + rnd.choice(ENDINGS) for stem in stems))[:50_000]


def names(words: list[str], count: int, *, rnd: random.Random) -> list[str]:
    """Return names of one to three words, the same share of each as in a large glossary."""
    weights = list(accumulate((rank + 10) ** -0.75 for rank in range(len(words))))
    texts = dict.fromkeys(rnd.sample(words, count // 9))
    while len(texts) < count:
        texts[" ".join(rnd.choices(words, cum_weights=weights, k=rnd.choice((2, 2, 3))))] = None
    return list(texts)


class Prose:
    """Writes sections of about 110 words that name one or two things on purpose."""

    def __init__(self, words: list[str], *, rnd: random.Random) -> None:
        self.words, self.rnd = words, rnd
        self.weights = list(accumulate((rank + 8) ** -1.15 for rank in range(len(words))))

    def section(self, named: list[str], *, count: int = 110) -> str:
        rnd = self.rnd
        content = rnd.choices(self.words, cum_weights=self.weights, k=count)
        text = [rnd.choice(SMALL_WORDS) if rnd.random() < 0.45 else word for word in content]
        for _ in range(rnd.choice((1, 1, 1, 2))):
            text[rnd.randrange(len(text))] = rnd.choice(named)
        sentences = [
            " ".join(text[at : at + 15]).capitalize() + "." for at in range(0, len(text), 15)
        ]
        middle = len(sentences) // 2
        items = "\n".join(
            f"- **{rnd.choice(self.words)}**: {sentence}" for sentence in sentences[middle:]
        )
        return f"{' '.join(sentences[:middle])}\n\n{items}"
