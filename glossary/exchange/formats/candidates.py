"""Words in running text that may deserve an entry or a citation; a person decides."""

import re

BRACKETED = re.compile(r"\(([A-Z][A-Za-z&/-]{0,12}[A-Z]s?)\)")
WORD = re.compile(r"[^\W_][\w'’]*")
STANDARD = re.compile(
    r"\b(?:(?:DIN|BS|NF|SN|ÖNORM) )?(?:EN )?(?:ISO|IEC|IATF|VDA|DIN|EN|AS|ASTM|ANSI|IEEE)"
    r"(?:/(?:IEC|IEEE|TS|TR|PAS|ASQ))*[ -]?(?:[A-Z]{1,2})?\d{2,6}(?:-\d{1,3})*(?::\d{4})?"
    r"|\b21 CFR(?: Part)? \d{1,4}(?:\.\d{1,4})?"
)
NOT_IN_A_FULL_FORM = frozenset("a an and the of for in on to by with".split())


def abbreviations_in(text: str) -> list[dict[str, str]]:
    """Return each abbreviation in brackets with the words before it that it stands for."""
    found: dict[str, dict[str, str]] = {}
    for match in BRACKETED.finditer(text):
        full_form = _full_form(match[1], text[max(0, match.start() - 200) : match.start()])
        if full_form:
            found.setdefault(match[1], {"abbreviation": match[1], "full_form": full_form})
    return list(found.values())


def standards_in(text: str) -> list[str]:
    """Return the standards a text names, each once, in the order of the text."""
    return list(dict.fromkeys(match[0] for match in STANDARD.finditer(text)))


def _full_form(abbreviation: str, before: str) -> str:
    """Return the shortest run of words before the bracket whose initials are the abbreviation."""
    letters = [char.lower() for char in abbreviation if char.isupper()]
    sentence = re.split(r"[.;:!?]\s", before)[-1]
    words = list(WORD.finditer(sentence))
    initials: list[str] = []
    for word in reversed(words):
        if word[0] in NOT_IN_A_FULL_FORM:
            continue
        initials.insert(0, word[0][0].lower())
        if initials == letters:
            return sentence[word.start() :].strip()
    return ""
