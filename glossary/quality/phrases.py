"""Phrases that say nothing, and the same words in several entries."""

import re
from collections import defaultdict
from collections.abc import Iterator

from glossary.quality.prose import sentences
from glossary.quality.rules import RULES, Finding
from glossary.quality.vocabulary import Vocabulary

STOCK = re.compile(
    r"\b(?:plays? an? (?:crucial|key|vital|important|central|pivotal|significant|essential)"
    r" (?:role|part)"
    r"|in today[’']s (?:\w+[ -]){0,3}(?:world|environment|market|landscape|economy)"
    r"|(?:it is|it’s|it's) (?:important|worth|crucial|essential) (?:to note|noting|to mention)"
    r"|cannot be (?:overstated|overemphasi[sz]ed)"
    r"|(?:a|the) (?:wide|broad) (?:range|variety|array) of (?:industries|fields|areas|sectors)"
    r"|of (?:paramount|utmost) importance"
    r"|when it comes to"
    r"|last but not least)\b",
    re.IGNORECASE,
)
# A run of this many words in this many entries is a habit of the hand, not of the field.
RUN, ENTRIES = 7, 3
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


def stock_phrases(vocabulary: Vocabulary) -> Iterator[Finding]:
    """Yield each phrase of the list once an entry."""
    for entry in vocabulary.entries:
        seen = set()
        for place, text in entry.texts():
            for found in STOCK.finditer(" ".join(text.split())):
                if found[0].lower() not in seen:
                    seen.add(found[0].lower())
                    yield Finding(
                        rule=RULES["stock-phrase"],
                        key=entry.key,
                        place=place,
                        about=found[0],
                        message=f"says nothing: “{found[0]}”",
                    )


def repeated_phrases(vocabulary: Vocabulary) -> Iterator[Finding]:
    """Yield runs of words that several entries share, each once, at the first of them.

    Runs with a figure or a capital letter inside name something (a law, a standard, an
    organisation) and are rightly the same everywhere. Of overlapping runs the first is reported.
    """
    places: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, entry in enumerate(vocabulary.entries):
        for _place, text in entry.texts():
            for sentence in sentences(text):
                for run in runs_in(sentence):
                    places[run].add(number)
    reported: set[tuple[str, ...]] = set()
    for run, numbers in places.items():
        if len(numbers) < ENTRIES:
            continue
        is_new = not any(part in reported for part in parts_of(run))
        reported.update(parts_of(run))
        if is_new:
            words = " ".join(run)
            first, *others = sorted(numbers)
            yield Finding(
                rule=RULES["repeated-phrase"],
                key=vocabulary.entries[first].key,
                place="sections",
                about=words,
                others=tuple(vocabulary.entries[number].key for number in others),
                message=f"{len(numbers)} entries say “{words}”",
            )


def runs_in(sentence: str) -> Iterator[tuple[str, ...]]:
    """Yield the runs of plain words; the first word of a sentence may be capitalised."""
    words = [word.group() for word in WORD.finditer(sentence)]
    for start in range(len(words) - RUN + 1):
        run = words[start : start + RUN]
        names_something = any(
            word[0].isupper() and (start or at) or any(map(str.isdigit, word))
            for at, word in enumerate(run)
        )
        if not names_something:
            yield tuple(word.lower() for word in run)


def parts_of(run: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the shorter runs by which two overlapping ones are known."""
    return run[1:], run[:-1]
