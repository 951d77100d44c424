"""Which searched texts may be kept: what could be a term or a question, and says nothing of people.

Rather a term too few than a telephone number too many. Names of people look like terms; no rule
here can tell them apart.
"""

import re
import unicodedata

from glossary.models import LONGEST_MISS
from glossary.text import fold, in_one_line

SHORTEST = 2
# Longer ones are keys, hashes and the like.
LONGEST_WORD = 40
SIGNS = frozenset(" -‐‑–—'’\"“”„«»(),.:/&+%°#?!§")
# Letters with their marks, and digits of any script.
LETTERS_AND_DIGITS = frozenset("LMN")
ADDRESS = re.compile(r"@|://|\bwww\.", re.IGNORECASE)
# Steps out of a folder, comments of programming languages.
HOSTILE = re.compile(r"\.\.|//|--|/\*")
# "ISO/IEC 17025:2017", "IEC 60050-192": the digits are a standard's.
STANDARD = re.compile(
    r"\b(?:ISO|IEC|EN|DIN|BS|NF|AS|ASTM|JIS|IEEE|IATF|VDA|SAE|ANSI|AIAG|MIL|ITU|GB)"
    r"(?:[ /-]+(?:ISO|IEC|EN|TS|TR|PAS|STD|IATF))*"
    r"[ /-]*\d{1,6}(?:-\d{1,4})*(?::\d{4})?\b",
    re.IGNORECASE,
)
# Telephone and account numbers, dates of birth: digits, whatever signs stand between them.
LONG_NUMBER = re.compile(r"\d(?:[\W_]*\d){6,}")
QUOTATION_MARKS = ' "“”„«»'


def text_to_keep(text: str) -> str:
    """Return a searched text in one line, empty where it must not or need not be kept."""
    # One letter may become eighteen when it is folded: the length counts twice.
    if len(text) > 2 * LONGEST_MISS:
        return ""
    text = unicodedata.normalize("NFC", in_one_line(text)).strip(QUOTATION_MARKS)
    is_fitting = len(text) >= SHORTEST and max(len(text), len(fold(text))) <= LONGEST_MISS
    return text if is_fitting and is_plain(text) and not is_private(text) else ""


def is_plain(text: str) -> bool:
    """Whether it is made of words, with the signs that stand in terms and questions."""
    return (
        all(sign in SIGNS or unicodedata.category(sign)[0] in LETTERS_AND_DIGITS for sign in text)
        and any(map(str.isalpha, text))
        and all(len(word) <= LONGEST_WORD for word in text.split())
        and not HOSTILE.search(text)
    )


def is_private(text: str) -> bool:
    """Whether it holds an address or a long number."""
    return bool(ADDRESS.search(text) or LONG_NUMBER.search(STANDARD.sub(" ", text)))
