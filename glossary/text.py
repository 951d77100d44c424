"""String functions without a home of their own: folding, slugs, cutting."""

import re
import unicodedata
from urllib.parse import quote

from django.utils.text import slugify

DASHES_AND_SPACES = re.compile(r"[\s\u00ad\u2010-\u2015\u2212_-]+")
NOT_WORD = re.compile(r"[^\w]+")
EMPTY_LINES = re.compile(r"\n{3,}")
UNPRINTABLE = re.compile("[\0\ud800-\udfff]")
# Umlauts are also written out: a reader may type "Qualitaet" for "Qualität".
WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe"})


def strip_accents(text: str) -> str:
    """Return the text without combining marks: "café" becomes "cafe"."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize(
        "NFC", "".join(char for char in decomposed if not unicodedata.combining(char))
    )


def fold(text: str) -> str:
    """Return the form under which two spellings of a name count as one.

    Case, accents, hyphens, spaces and punctuation do not count: "Non-Conformance",
    "non conformance" and "nonconformance" all fold to "nonconformance". A name made of
    signs only ("+") keeps them, so that it still has a form of its own.
    """
    folded = strip_accents(text.casefold())
    return NOT_WORD.sub("", folded.replace("_", "")) or DASHES_AND_SPACES.sub("", folded) or text


def slug_for(title: str, *, fallback: str) -> str:
    """Return an address part for a title; `fallback` where no letter or digit is left ("+")."""
    written_out = title.lower().translate(WRITTEN_OUT)
    return slugify(written_out)[:100].strip("-") or slugify(fallback)


def meanings_part(folded: str) -> str:
    """Return a folded name as one part of an address that no server or browser rewrites.

    Signs are written as their numbers behind a dash: "/", "." and ".." would be taken for steps
    on the way even when they are escaped. No folded name of letters holds a dash.
    """
    return folded if folded.isalnum() else "".join(f"-{ord(sign):x}" for sign in folded) or "-"


def folded_in(part: str) -> str:
    """Return the folded name that an address part stands for, empty where it stands for none."""
    if not part.startswith("-"):
        return part
    try:
        signs = "".join(chr(int(number, 16)) for number in part[1:].split("-"))
    except (ValueError, OverflowError):
        return ""
    return "" if unprintable_in(signs) else signs


def meanings_url(folded: str) -> str:
    """Return the path of the page that tells apart what is called so."""
    return f"/meanings/{quote(meanings_part(folded), safe='')}/"


def in_one_line(text: str) -> str:
    """Return the text without line ends and other controls, as a mail header needs it."""
    spaced = (" " if unicodedata.category(sign) == "Cc" else sign for sign in text)
    return " ".join("".join(spaced).split())


def in_plain_lines(text: str) -> str:
    """Return typed text with single spaces, single empty lines and without controls."""
    lines = (in_one_line(line) for line in UNPRINTABLE.sub(" ", text).splitlines())
    return EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def teaser_of(text: str, *, length: int = 160) -> str:
    """Return the start of a text, cut at the last word end within `length` characters."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[: length + 1].rsplit(" ", 1)[0]
    return f"{cut[:length].rstrip(' ,;:.–-')} …"


def unprintable_in(text: str) -> str:
    """Return the first character no database keeps (NUL, lone surrogate), or an empty string."""
    if text.isascii() and "\0" not in text:
        return ""
    found = UNPRINTABLE.search(text)
    return found.group() if found else ""
