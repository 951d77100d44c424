"""Documents of the corpus as search is given them, some of them with a word that is rare."""

import random
from collections.abc import Iterator

from glossary.content import Content
from glossary.search import Document, DocumentName
from tests.bench.corpus import corpus
from tests.bench.words import SYLLABLES, names, vocabulary

SEED = 20

# The corpus has no rare words: all of its vocabulary turns up in some hundred of 100,000 texts.
# So each of these words is planted into the texts of so many documents, whatever the size.
RARE, HOLDERS = 200, 5


def titles(count: int) -> list[str]:
    """Return the titles of the corpus of so many entries, in its order."""
    rnd = random.Random(SEED)
    return [title.capitalize() for title in names(vocabulary(rnd), count, rnd=rnd)]


def documents(pks: list[int]) -> Iterator[Document]:
    """Yield a document for each of these entries; the same for the same number of entries."""
    apart = max(1, len(pks) // (RARE * HOLDERS))
    for place, (pk, record) in enumerate(zip(pks, corpus(len(pks), seed=SEED), strict=True)):
        number, is_between = divmod(place, apart)
        planted = "" if is_between or number >= RARE * HOLDERS else rare_word(number % RARE)
        yield document(pk, record.content, planted)


def rare_word(number: int) -> str:
    """Return one of the planted words; no other word begins like it."""
    first, second = divmod(number, len(SYLLABLES))
    return f"qz{SYLLABLES[first]}{SYLLABLES[second]}k"


def document(pk: int, content: Content, planted: str) -> Document:
    first, *rest = [plain(section.body) for section in content.sections]
    texts = [content.short_definition, f"{first} {planted}", *rest]
    kinds = ["", *(section.kind.capitalize() for section in content.sections)]
    return Document(
        entry_id=pk,
        title=content.title,
        kind="term",
        language="en",
        names=tuple(DocumentName(row.term) for row in content.designations),
        sections=tuple(zip(kinds, texts, strict=True)),
    )


def plain(markdown: str) -> str:
    """Return what readers see of the Markdown of the corpus, on one line."""
    return " ".join(markdown.replace("**", "").replace("\n- ", "\n").split())


def text_of(document: Document) -> str:
    """Return all words of a document in one piece."""
    parts = [document.title, *(name.text for name in document.names)]
    return "\n".join([*parts, *(part for section in document.sections for part in section)])
