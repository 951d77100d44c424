"""A seeded corpus of entries that read like nothing: only their shape and number count."""

import random
from collections.abc import Iterator

from glossary.content import Content, DesignationText, SectionText
from glossary.exchange.records import EntryRecord

SYLLABLES = [a + b for a in "b c d f g l m n p r s t v".split() for b in "a e i o u".split()]
COMMON = "quality process audit record risk supplier customer product control review".split()
KINDS = ("definition", "general-description", "examples", "risks", "recommendations", "summary")
SUBJECTS = ("Audit", "Metrology", "Supplier quality", "Risk")


def corpus(count: int, *, seed: int = 20) -> Iterator[EntryRecord]:
    """Yield `count` terms of about 450 words that name each other; the same for the same seed."""
    rnd = random.Random(seed)
    words = sorted({"".join(rnd.choices(SYLLABLES, k=rnd.randint(2, 4))) for _ in range(4_000)})
    titles = sorted({" ".join(rnd.sample(words, 2)).capitalize() for _ in range(count * 2)})
    titles = rnd.sample(titles, count)
    for title in titles:
        yield EntryRecord(kind="term", content=term(title, titles=titles, words=words, rnd=rnd))


def term(title: str, *, titles: list[str], words: list[str], rnd: random.Random) -> Content:
    sections = tuple(
        SectionText(kind=kind, body=paragraph(titles=titles, words=words, rnd=rnd))
        for kind in KINDS
    )
    return Content(
        title=title,
        subject=rnd.choice(SUBJECTS),
        tags=(rnd.choice(words),),
        sections=sections,
        designations=(DesignationText(term=f"{rnd.choice(words)} {rnd.choice(words)}"),),
    )


def paragraph(*, titles: list[str], words: list[str], rnd: random.Random) -> str:
    """Return 75 words: a third common ones, and one other entry's title among them."""
    text = [rnd.choice(COMMON if rnd.random() < 0.33 else words) for _ in range(75)]
    text[rnd.randrange(len(text))] = rnd.choice(titles).lower()
    return " ".join(text).capitalize() + "."
