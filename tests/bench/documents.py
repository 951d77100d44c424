"""Documents of the corpus as search is given them, some of them with a word that is rare."""

import random
from collections.abc import Callable, Iterator
from datetime import date

from django.utils.text import slugify

from glossary.content import Content
from glossary.search import Document, DocumentFacet, DocumentName, DocumentSection, DocumentSource
from tests.bench.corpus import corpus
from tests.bench.words import SYLLABLES, names, vocabulary

SEED = 20
CHANGED_ON = date(2026, 1, 5)

# The corpus has no rare words: all of its vocabulary turns up in some hundred of 100,000 texts.
# So each of these words is planted into the texts of so many documents, whatever the size.
RARE, HOLDERS = 200, 5
Note = Callable[[str], object]


def titles(count: int) -> list[str]:
    """Return the titles of the corpus of so many entries, in its order."""
    rnd = random.Random(SEED)
    return [title.capitalize() for title in names(vocabulary(rnd), count, rnd=rnd)]


def documents(pks: list[int], *, note: Note) -> Iterator[Document]:
    """Yield a document for each of these entries; the same for the same number of entries.

    `note` is told all words of each, on one line.
    """
    apart = max(1, len(pks) // (RARE * HOLDERS))
    for place, (pk, record) in enumerate(zip(pks, corpus(len(pks), seed=SEED), strict=True)):
        number, is_between = divmod(place, apart)
        planted = "" if is_between or number >= RARE * HOLDERS else rare_word(number % RARE)
        content = record.content
        synonyms = [row.term for row in content.designations]
        headings = [section.kind.capitalize() for section in content.sections]
        texts = [plain(section.body) for section in content.sections]
        texts[-1] = f"{texts[-1]} {planted}"
        said = [content.title, *synonyms, content.short_definition, *headings, *texts]
        note(" ".join(said))
        yield Document(
            entry_id=pk,
            title=content.title,
            kind=record.kind,
            language="en",
            number=f"QM-{pk:04}",
            slug=f"entry-{pk}",
            definition=content.short_definition,
            changed_on=CHANGED_ON,
            names=tuple(map(DocumentName, synonyms)),
            sections=tuple(map(DocumentSection, headings, texts)),
            sources=(DocumentSource("ISO 9001:2015, 8.4"),),
            facets=tuple(facets(content)),
        )


def facets(content: Content) -> Iterator[DocumentFacet]:
    """Yield what the entries of the corpus can be chosen by, as published ones can."""
    yield DocumentFacet("letter", content.title[0], content.title[0])
    yield DocumentFacet("subject", slugify(content.subject), content.subject)
    yield from (DocumentFacet("tag", tag, tag) for tag in content.tags)
    yield DocumentFacet("standard", "iso-9001", "ISO 9001")


def rare_word(number: int) -> str:
    """Return one of the planted words; no other word begins like it."""
    first, second = divmod(number, len(SYLLABLES))
    return f"qz{SYLLABLES[first]}{SYLLABLES[second]}k"


def plain(markdown: str) -> str:
    """Return what readers see of the Markdown of the corpus, on one line."""
    return " ".join(markdown.replace("**", "").replace("\n- ", "\n").split())
