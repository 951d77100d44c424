"""Entries that bear nearly the same name: case, hyphen, plural, a letter or two.

The same title in another subject is no fault: "Acceptance" of a lot and of a risk are two
concepts. One or two letters count only where one of the two words is most likely misspelled:
it stands in no other entry. "Internal" and "external" are both words of the vocabulary.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, product

from rapidfuzz.distance import OSA, Indel

from glossary.quality.rules import RULES, Finding
from glossary.quality.vocabulary import Vocabulary
from glossary.text import fold
from glossary.wording.words import singulars_of, tokens

# From this length on a word may differ in one letter, in two.
ONE_EDIT, TWO_EDITS = 5, 9
# Counted in letters put in and taken out, one letter for another is two.
SUBSTITUTED_TWICE = 4

Words = tuple[str, ...]
# Where a name stands: the entry's place and the name as it is written there.
Bearer = tuple[int, str]


def duplicates(vocabulary: Vocabulary) -> Iterator[Finding]:
    """Yield one finding for each pair of entries, at the later one."""
    reported: set[tuple[int, int]] = set()
    for (first, name), (second, other) in pairs(vocabulary):
        pair = (min(first, second), max(first, second))
        if pair[0] == pair[1] or pair in reported or is_homonym(vocabulary, first, second):
            continue
        reported.add(pair)
        yield finding(vocabulary, *sorted([(first, name), (second, other)]))


def finding(vocabulary: Vocabulary, earlier: Bearer, later: Bearer) -> Finding:
    """Return what is said of the later entry."""
    (first, name), (second, other) = earlier, later
    one, two = vocabulary.entries[first], vocabulary.entries[second]
    is_same = one.title.casefold() == two.title.casefold()
    return Finding(
        rule=RULES["same-title" if is_same else "near-duplicate"],
        key=two.key,
        place="title" if other == two.title else "designations",
        about=name,
        others=(one.key,),
        message=f"“{other}” is also a name of {one.key}: “{name}”"
        if fold(name) == fold(other)
        else f"“{other}” is nearly a name of {one.key}: “{name}”",
    )


def is_homonym(vocabulary: Vocabulary, first: int, second: int) -> bool:
    """Whether two entries may share a name: another subject, language or kind of entry."""
    one, two = vocabulary.entries[first], vocabulary.entries[second]
    if (one.language, one.kind) != (two.language, two.kind):
        return True
    return (
        fold(one.title) == fold(two.title)
        and one.content.subject.casefold() != two.content.subject.casefold()
    )


def pairs(vocabulary: Vocabulary) -> Iterator[tuple[Bearer, Bearer]]:
    """Yield names that are alike, those without a difference in letters first."""
    bearers: dict[Words, list[Bearer]] = defaultdict(list)
    for place, entry in enumerate(vocabulary.entries):
        for name in entry.names():
            if words := words_of(name):
                bearers[words].append((place, name))
    joined: dict[str, list[Bearer]] = defaultdict(list)
    for words, found in bearers.items():
        joined["".join(words)] += found
    for found in joined.values():
        yield from combinations(found, 2)
    near = near_words(vocabulary, {word for words in bearers for word in words})
    for words, found in bearers.items():
        for other in respelled(words, near):
            yield from product(found, bearers.get(other, ()))


def words_of(name: str) -> Words:
    """Return the folded words and signs of a name, the last one in the singular."""
    words = [token.key for token in tokens(name)]
    if words and not name.isupper():
        words[-1] = min(singulars_of(words[-1]) or {words[-1]})
    return tuple(words)


def respelled(words: Words, near: dict[str, set[str]]) -> Iterator[Words]:
    """Yield the names that differ in one word, by a word that is spelled nearly alike."""
    for place, word in enumerate(words):
        for other in near.get(word, ()):
            yield (*words[:place], other, *words[place + 1 :])


def near_words(vocabulary: Vocabulary, words: Iterable[str]) -> dict[str, set[str]]:
    """Return for each word that stands in one entry only the words nearly spelled like it."""
    used = vocabulary.words_in_use
    by_form: dict[str, set[str]] = defaultdict(set)
    known = [word for word in words if len(word) >= ONE_EDIT and word.isalpha()]
    for word in known:
        for form in shortened(word):
            by_form[form].add(word)
    near: dict[str, set[str]] = {}
    for word in known:
        if used[word] <= 1:
            candidates = set().union(*(by_form[form] for form in shortened(word))) - {word}
            found = {other for other in candidates if are_near(word, other)}
            if found:
                near[word] = found
    return near


def shortened(word: str) -> set[str]:
    """Return the word without one letter, without two: words that are near share one of these."""
    forms = {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}
    if len(word) >= TWO_EDITS:
        forms |= {form[:at] + form[at + 1 :] for form in list(forms) for at in range(len(form))}
    return forms


def are_near(one: str, other: str) -> bool:
    """Whether one word may be the other misspelled.

    Nobody mistypes the first letter, and two letters typed for others make another word
    ("readability", "reliability"): a letter left out, doubled or swapped is what happens.
    """
    limit = 2 if min(len(one), len(other)) >= TWO_EDITS else 1
    return (
        one[0] == other[0]
        and OSA.distance(one, other, score_cutoff=limit) <= limit
        and Indel.distance(one, other) < SUBSTITUTED_TWICE
    )
