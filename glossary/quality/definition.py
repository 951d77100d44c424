"""The form of a short definition: one phrase that can stand in place of the term.

After ISO 704 (intensional definitions) and clause 16 of the ISO/IEC Directives, Part 2. The
words are English; definitions in other languages are not looked at.
"""

import re
from collections.abc import Callable, Iterator

from glossary.quality.records import EntryText
from glossary.quality.rules import RULES, Finding
from glossary.wording.words import inflections, tokens

ARTICLE = re.compile(r"(?:an?|the)\s+(?=\w)", re.IGNORECASE)
# "a priori estimate" and "A4 sheet" begin with no article.
NO_ARTICLE = re.compile(r"a (?:priori|posteriori|fortiori)\b", re.IGNORECASE)
VERB = re.compile(
    r"(?:(?:it|this|that|which|(?:the |a )?(?:term|word|expression))\s+)?"
    r"(?P<verb>is|are|means|refers to|denotes|describes|stands for|signifies"
    r"|(?:is|are) (?:used|defined)|used (?:to describe|for describing|to mean)"
    r"|(?:when|where) \w+)\b",
    re.IGNORECASE,
)
REQUIREMENT = re.compile(r"\b(?:shall|must|should)\b", re.IGNORECASE)
NEGATIVE = re.compile(
    r"(?:not|no|neither|never|anything (?:that is )?(?:not|but|other than)"
    r"|everything (?:that is )?(?:not|but|except|other than)"
    r"|any(?:one|thing)? \w* ?other than)\b"
    # "remark that is not a finding": a negation as all that sets it apart
    r"|(?:\w+ ){1,2}(?:that|which|who) (?:is|are) (?:not|no|neither)\b(?=[^,]*\Z)",
    re.IGNORECASE,
)
# A concept that consists in something missing is rightly defined by it (ISO 704, 6.5.4).
NEGATIVE_TERM = re.compile(
    r"(?:non|un|in|im|ir|dis|mis)-?[a-z]|(?:lack|absence|failure)", re.IGNORECASE
)
SENTENCE_END = re.compile(r"[.!?]\s+[^\W\d_a-z]")
# A full stop that belongs to the last word: "etc.", "Co.", "U.S."
KEEPS_ITS_STOP = re.compile(r"(?:\betc|\bCo|\bInc|\bLtd|\b[A-Z])\.$")


def lint(entry: EntryText) -> Iterator[Finding]:
    """Yield what is wrong with the form of a term's short definition."""
    text = entry.content.short_definition.strip()
    if not (text and entry.is_term and entry.language.startswith("en")):
        return
    for name, find, says in CHECKS:
        if about := find(entry, text):
            yield Finding(
                rule=RULES[name],
                key=entry.key,
                place="short_definition",
                about=about,
                message=says.format(about=about),
            )


def leading_article(entry: EntryText, text: str) -> str:
    found = ARTICLE.match(text)
    return found[0].strip() if found and not NO_ARTICLE.match(text) else ""


def final_stop(entry: EntryText, text: str) -> str:
    ends = text.endswith(".") and not text.endswith("...") and not KEEPS_ITS_STOP.search(text)
    return text.split()[-1] if ends else ""


def own_name(entry: EntryText, text: str) -> str:
    """Return the name of the entry that stands in its own definition, in any number."""
    said = [token.key for token in tokens(text)]
    for name in entry.names():
        keys = [token.key for token in tokens(name)]
        last = {keys[-1], *inflections(keys[-1])} if keys else set()
        for start in range(len(said) - len(keys) + 1):
            window = said[start : start + len(keys)]
            if keys and window[:-1] == keys[:-1] and window[-1] in last:
                return name
    return ""


def defining_verb(entry: EntryText, text: str) -> str:
    """Return the verb of a definition that is a sentence: "is …", "Audit means …"."""
    for opening in ("", *(rf"(?:an?|the)?\s*{re.escape(name)}\s+" for name in entry.names())):
        start = re.match(opening, text, re.IGNORECASE)
        found = VERB.match(text, start.end()) if start else None
        if found:
            return found["verb"]
    return ""


def requirement_word(entry: EntryText, text: str) -> str:
    found = REQUIREMENT.search(text)
    return found[0] if found else ""


def negative_opening(entry: EntryText, text: str) -> str:
    found = NEGATIVE.match(text)
    return found[0] if found and not NEGATIVE_TERM.match(entry.title) else ""


def second_phrase(entry: EntryText, text: str) -> str:
    if ";" in text:
        return ";"
    return "." if SENTENCE_END.search(KEEPS_ITS_STOP.sub("", text)) else ""


CHECKS: tuple[tuple[str, Callable[[EntryText, str], str], str], ...] = (
    ("definition-article", leading_article, "begins with the article “{about}”"),
    ("definition-full-stop", final_stop, "ends with a full stop"),
    ("definition-repeats-term", own_name, "uses “{about}”, which it is to explain"),
    ("definition-verb", defining_verb, "is a sentence with “{about}”, not a phrase for the term"),
    ("definition-requirement", requirement_word, "states a requirement: “{about}”"),
    ("definition-negative", negative_opening, "says what the concept is not: “{about}”"),
    ("definition-phrases", second_phrase, "is more than one phrase, divided by “{about}”"),
)
