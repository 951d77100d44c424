"""Texts about another field than the glossary's: a definition of acceptance in psychology."""

import re
from collections import Counter
from collections.abc import Iterator

from glossary.quality.prose import plain, sentences
from glossary.quality.records import EntryText
from glossary.quality.rules import RULES, Finding
from glossary.quality.vocabulary import Vocabulary
from glossary.wording.words import singulars_of, tokens

# Fields that a definition for work and industry does not begin with.
OTHER_FIELDS = (
    "anthropology|art history|astrology|astronomy|biology|botany|cosmology|cultural studies|ecology"
    "|film|folklore|gastronomy|genetics|geology|grammar|heraldry|human psychology|linguistics"
    "|literature|meteorology|music|mythology|philosophy|phonetics|poetry|politics|psychology"
    "|religion|rhetoric|sociology|sports|theology|zoology"
)
OPENS_ELSEWHERE = re.compile(
    r"\bin (?:the )?(?:(?:field|context|world|sense|language|study) of )?"
    r"(?:modern |human |classical )?"
    rf"(?P<field>{OTHER_FIELDS})\b",
    re.IGNORECASE,
)
# A text of this many words uses one of its glossary's, unless it speaks of something else.
WORDS_TO_JUDGE = 40
SMALL = 3


def off_domain(vocabulary: Vocabulary) -> Iterator[Finding]:
    """Yield entries defined in another field, and orphans that share no word with any name."""
    words = words_of_names(vocabulary)
    for place, entry in enumerate(vocabulary.entries):
        if elsewhere := [*defined_elsewhere(entry)]:
            yield from elsewhere
        elif place not in vocabulary.connected and is_strange(entry, words):
            yield _finding(entry.key, "", "shares no word with the name of any other entry")


def defined_elsewhere(entry: EntryText) -> Iterator[Finding]:
    """Yield the other field in which a definition begins."""
    explained = first_sentence(entry.content.section("definition"))
    found = OPENS_ELSEWHERE.search(f"{entry.content.short_definition}. {explained}")
    if found and found["field"].casefold() not in entry.content.subject.casefold():
        yield _finding(entry.key, found["field"], f"is defined in {found['field']}")


def words_of_names(vocabulary: Vocabulary) -> Counter[str]:
    """Return in how many entries' names each word stands."""
    found: Counter[str] = Counter()
    for entry in vocabulary.entries:
        found.update(words_in(" ".join(entry.names())))
    return found


def is_strange(entry: EntryText, words: Counter[str]) -> bool:
    text = " ".join(text for _place, text in entry.texts())
    own = Counter(words_in(" ".join(entry.names())))
    return len(text.split()) >= WORDS_TO_JUDGE and not any(
        words[word] > own[word] for word in words_in(text)
    )


def words_in(text: str) -> set[str]:
    """Return the folded words of a text; the small ones of the language do not count."""
    words = {token.key for token in tokens(text) if token.is_word and len(token.key) > SMALL}
    return words | {form for word in words for form in singulars_of(word)}


def first_sentence(markdown: str) -> str:
    return next(iter(sentences(plain(markdown))), "")


def _finding(key: str, about: str, message: str) -> Finding:
    return Finding(
        rule=RULES["off-domain"], key=key, place="definition", about=about, message=message
    )
