"""A seeded corpus of entries of about 900 words that name each other."""

import random
from collections.abc import Iterator

from glossary.content import CitationText, Content, DesignationText, RelationText, SectionText
from glossary.exchange.records import EntryRecord
from tests.bench import words

KINDS = (
    "definition",
    "general-description",
    "application-areas",
    "examples",
    "risks",
    "recommendations",
    "history",
    "summary",
)
SUBJECTS = ("Audit", "Metrology", "Supplier quality", "Risk", "Statistics", "Improvement")


def corpus(count: int, *, seed: int = 20) -> Iterator[EntryRecord]:
    """Yield `count` terms, every second with a synonym; the same for the same seed."""
    rnd = random.Random(seed)
    known = words.vocabulary(rnd)
    titles = words.names(known, count, rnd=rnd)
    prose = words.Prose(known, rnd=rnd)
    tags = rnd.sample(known, 200)
    for title in titles:
        yield EntryRecord(kind="term", content=term(title, titles, prose, tags=tags, rnd=rnd))


def term(
    title: str, titles: list[str], prose: words.Prose, *, tags: list[str], rnd: random.Random
) -> Content:
    pair = " ".join(rnd.sample(prose.words, 2))
    clause = f"{rnd.randint(4, 10)}.{rnd.randint(1, 99)}"
    return Content(
        title=title.capitalize(),
        short_definition=" ".join(rnd.sample(prose.words, 8)),
        subject=rnd.choice(SUBJECTS),
        tags=tuple(rnd.sample(tags, 3)),
        sections=tuple(SectionText(kind=kind, body=prose.section(titles)) for kind in KINDS),
        designations=(DesignationText(term=pair),) if rnd.random() < 0.5 else (),
        relations=tuple(RelationText(title=other.capitalize()) for other in rnd.sample(titles, 4)),
        citations=(CitationText(standard="ISO 9001", edition="2015", clause=clause),),
    )
