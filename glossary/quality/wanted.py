"""Terms that several entries use and none defines.

Exact rather than many: an abbreviation counts where a text introduces it ("failure mode and
effects analysis (FMEA)"), a capitalised phrase where its last word also ends the name of an entry.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterator

from glossary.quality.prose import sentences
from glossary.quality.records import EntryText
from glossary.quality.rules import RULES, Finding
from glossary.quality.vocabulary import Vocabulary
from glossary.text import fold
from glossary.wording.words import singulars_of, tokens

AT_LEAST = 2
INTRODUCED = re.compile(r"(?P<words>(?:[\w’'-]+[ \u00a0]){1,8})\((?P<short>[A-Z][A-Za-z&]{1,7})\)")
CAPITALISED = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+(?:[ -][A-Z][a-z]+){1,5}(?![ -]?[A-Z\d]|\w)")
# What ends like this is the name of a law, whatever else is called so.
LAWS = frozenset(("act", "code", "convention", "directive", "law", "regulation", "treaty"))
# Small words of a long form may have no letter in its short one.
SMALL = frozenset("a an and as at by for from in of on or per the to with".split())


def wanted_terms(vocabulary: Vocabulary) -> Iterator[Finding]:
    """Yield each wanted term once, at the first entry that uses it."""
    users: dict[str, dict[int, str]] = defaultdict(dict)
    heads = heads_of(vocabulary)
    for place, entry in enumerate(vocabulary.entries):
        for _where, phrase in phrases_in(entry, heads=heads):
            users[fold(phrase)].setdefault(place, phrase)
    for name, places in users.items():
        if len(places) >= AT_LEAST and not is_known(vocabulary, name):
            first, *others = sorted(places)
            yield Finding(
                rule=RULES["wanted-term"],
                key=vocabulary.entries[first].key,
                place="sections",
                about=places[first],
                others=tuple(vocabulary.entries[place].key for place in others),
                message=f"“{places[first]}” is used by {len(places)} entries and defined by none",
            )


def phrases_in(entry: EntryText, *, heads: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield place and phrase of what looks like a term in the texts of an entry."""
    for place, text in entry.texts():
        for sentence in sentences(text):
            for phrase in (*introduced_in(sentence), *capitalised_in(sentence, heads=heads)):
                yield place, phrase


def is_known(vocabulary: Vocabulary, name: str) -> bool:
    return name in vocabulary.by_name or any(
        form in vocabulary.by_name for form in singulars_of(name)
    )


def introduced_in(sentence: str) -> Iterator[str]:
    """Yield the long forms that a sentence gives a short one."""
    for found in INTRODUCED.finditer(sentence):
        long_form = long_form_of(found["words"].split(), found["short"])
        if long_form:
            yield " ".join(long_form)


def long_form_of(words: list[str], short: str) -> list[str]:
    """Return the last words whose initials the short form is made of, nothing if they are not."""
    letters = [letter for letter in short if letter.isupper()]
    for start in range(len(words) - 1, -1, -1):
        long = [part for word in words[start:] for part in word.split("-") if part]
        initials = [part[0].upper() for part in long if part.lower() not in SMALL]
        if initials == letters and len(letters) > 1 and words[start].lower() not in SMALL:
            return words[start:]
    return []


def capitalised_in(sentence: str, *, heads: Container[str]) -> Iterator[str]:
    """Yield capitalised phrases in the middle of a sentence that end like a term's name."""
    for found in CAPITALISED.finditer(sentence):
        last = found[0].split()[-1].split("-")[-1].lower()
        forms = {last, *singulars_of(last)}
        if last not in LAWS and any(form in heads for form in forms):
            yield found[0]


def heads_of(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the last words of all names of several words."""
    names = (tokens(name) for entry in vocabulary.entries for name in entry.names())
    return frozenset(words[-1].key for words in names if len(words) > 1 and words[-1].is_word)
