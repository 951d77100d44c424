"""The opening of a lexicon page: the line of translations and the name of the entry."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from glossary.content import DesignationText
from glossary.text import fold

LANGUAGE_NAMES: dict[str, tuple[str, ...]] = {
    "ar": ("العربية", "Arabic"),
    "bg": ("Български", "Bulgarian"),
    "ca": ("Català", "Catalan"),
    "cs": ("Čeština", "Czech"),
    "da": ("Dansk", "Danish"),
    "de": ("Deutsch", "German"),
    "el": ("Ελληνικά", "Greek"),
    "en": ("English",),
    "es": ("Español", "Spanish"),
    "et": ("Eesti", "Estonian"),
    "fi": ("Suomi", "Finnish"),
    "fr": ("Français", "French"),
    "hr": ("Hrvatski", "Croatian"),
    "hu": ("Magyar", "Hungarian"),
    "it": ("Italiano", "Italian"),
    "ja": ("日本語", "Japanese"),
    "ko": ("한국어", "Korean"),
    "lt": ("Lietuvių", "Lithuanian"),
    "lv": ("Latviešu", "Latvian"),
    "nl": ("Nederlands", "Dutch"),
    "no": ("Norsk", "Norwegian"),
    "pl": ("Polski", "Polish"),
    "pt": ("Português", "Portuguese"),
    "ro": ("Română", "Romanian"),
    "ru": ("Русский", "Russian"),
    "sk": ("Slovenčina", "Slovak"),
    "sl": ("Slovenščina", "Slovenian"),
    "sv": ("Svenska", "Swedish"),
    "tr": ("Türkçe", "Turkish"),
    "uk": ("Українська", "Ukrainian"),
    "zh": ("中文", "Chinese"),
}
TAGS_BY_NAME = {fold(name): tag for tag, names in LANGUAGE_NAMES.items() for name in names}
BETWEEN_TRANSLATIONS = re.compile(r"\s*/\s*(?=[^\W\d_][^\W\d_ ]{0,20}(?: [^\W\d_]{1,20})?\s*:|\Z)")

VERB = (
    r"(?:refers? to|relates? to|pertains? to|means?|denotes?|describes?|encompass(?:es)?"
    r"|signif(?:y|ies)|represents?|involves?|comprises?|consists? of|stands? for|is|are|can be)\b"
)
CONTEXT = re.compile(r"(?:In|Within|For) [^,.]{2,80},\s+")
QUOTED = re.compile(
    rf"(?:The (?:term|word|concept) )?[\"“”'‘«„](?P<term>[^\"“”»]{{1,80}}?)[\"“”'’»],?\s+"
    rf"(?:(?:in|within) [^,.]{{2,80}},? )?{VERB}"
)
UNQUOTED = re.compile(
    rf"(?:The (?:term|word|concept) |The |An? )?(?P<term>(?:[^,.;:!?\"]|[.:](?=\S)){{1,100}}?)"
    rf"(?:,\s[^.;:]{{2,100}}?,)?\s+{VERB}"
)
QUALIFIER = re.compile(r"\s+(?:in|within)\s.*")
ABBREVIATION_BEHIND = re.compile(r"\s*\([^)]*\)\Z")
NOT_A_NAME = frozenset("it this that these those there they we you he she one what which".split())
MOST_WORDS = 6
LONGEST_TRANSLATIONS = 4_000


@dataclass(frozen=True, kw_only=True)
class Translations:
    """Equivalents in other languages, and what stood under a language name we do not know."""

    designations: tuple[DesignationText, ...]
    unknown: tuple[str, ...]


def translations_of(line: str) -> Translations | None:
    """Return the equivalents of a line like "Deutsch: Einkauf / Español: Compras", else None."""
    # One test before the costly split: running text rarely begins with a language's name.
    if fold(line.partition(":")[0][:30]) not in TAGS_BY_NAME or len(line) > LONGEST_TRANSLATIONS:
        return None
    found: list[DesignationText] = []
    unknown: list[str] = []
    for piece in BETWEEN_TRANSLATIONS.split(line.strip()):
        language, colon, term = (part.strip() for part in piece.partition(":"))
        tag = TAGS_BY_NAME.get(fold(language)) if colon else None
        if tag and term:
            found.append(DesignationText(term=term, language=tag, acceptability="preferred"))
        elif piece and not tag:
            unknown.append(piece)
    return Translations(designations=tuple(found), unknown=tuple(unknown))


@dataclass(frozen=True, kw_only=True)
class Title:
    """The name of the entry and, where it had to be guessed, what a person must decide."""

    text: str
    marks: tuple[str, ...] = ()


def title_of(paragraphs: list[str], *, name: str) -> Title:
    """Return the name from the first sentence; from the file's name where there is none."""
    named = name_of_file(name)
    candidates = [term for text in paragraphs for term in _terms(text)]
    for term in candidates:
        if fold(term) == fold(named):
            return Title(text=_capitalised(term))
    if candidates:
        term = _capitalised(candidates[0])
        mark = f"The first sentence names “{term}”, the file “{named}”; check the title."
        return Title(text=term, marks=(mark,))
    mark = f"No sentence at the beginning names the term; “{named}” comes from the file's name."
    return Title(text=named, marks=(mark,))


def name_of_file(name: str) -> str:
    """Return what a file's name says: "lexicon-first-article.txt" names "First article"."""
    stem = PurePosixPath(name.replace("\\", "/")).stem.removeprefix("lexicon-")
    return _capitalised(" ".join(re.split(r"[-_\s]+", stem)).strip()) or name


def _terms(paragraph: str) -> Iterator[str]:
    """Yield the names a paragraph's first sentence may define, the likeliest first."""
    text = CONTEXT.sub("", " ".join(paragraph.split()), count=1)
    if quoted := QUOTED.match(text):
        yield quoted["term"].strip(" ,")
        return
    found = UNQUOTED.match(text)
    if not found:
        return
    term = found["term"].strip()
    shorter = QUALIFIER.sub("", term)
    for candidate in dict.fromkeys((shorter, term)):
        candidate = ABBREVIATION_BEHIND.sub("", candidate).strip()
        words = candidate.split()
        if 0 < len(words) <= MOST_WORDS and words[0].lower() not in NOT_A_NAME:
            yield candidate


def _capitalised(term: str) -> str:
    return term[:1].upper() + term[1:]
