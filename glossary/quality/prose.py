"""Markdown as the plain sentences that a reader reads, and its links."""

import re
from collections.abc import Iterator

# Code is no prose; the text of a link is, its address is not.
FENCED = re.compile(
    r"^(?P<fence>```+|~~~+).*?(?:^(?P=fence)[`~]*\s*$|\Z)", re.DOTALL | re.MULTILINE
)
INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\((?P<address>[^()\s]*)[^()]*\)")
# A link by name, [[Audit]] or [[Audit|audits]].
NAMED_LINK = re.compile(r"\[\[(?P<name>[^\[\]|\n]{1,300})(?:\|(?P<shown>[^\[\]|\n]{1,300}))?\]\]")
# Words in quotation marks are as often an example as a quotation: only blocks are one for sure.
BLOCK_QUOTE = re.compile(r"^[ \t]*>[ \t]*(?P<words>\S.*)$", re.MULTILINE)
LINE_START = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)]|#{1,6}|>)[ \t]+", re.MULTILINE)
EMPHASIS = re.compile(
    r"(?<![\w*])\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?![\w*])|(?<!\w)__?(?=\S)|(?<=\S)__?(?!\w)"
)
TABLE_LINE = re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}[-:| \t]*$", re.MULTILINE)
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\W\d_a-z])|\n\s*\n|\n(?=\S)")
# A full stop behind these ends no sentence.
ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|no|vs|approx|Dr|Mr|Mrs|St|fig)|\b[A-Z])\.$", re.I
)


def without_code(markdown: str) -> str:
    return INLINE_CODE.sub(" ", FENCED.sub("\n", markdown))


def plain(markdown: str) -> str:
    """Return the prose of a Markdown text; list items and table rows keep lines of their own."""
    text = NAMED_LINK.sub(shown_of, without_code(markdown))
    text = LINK.sub(r"\g<text>", text)
    text = TABLE_LINE.sub("", text).replace("|", "\n")
    return EMPHASIS.sub("", LINE_START.sub("", text)).strip()


def addresses_in(markdown: str) -> Iterator[str]:
    """Yield where the links of a text lead."""
    for link in LINK.finditer(without_code(markdown)):
        yield link["address"]


def shown_of(link: re.Match[str]) -> str:
    return link["shown"] or link["name"]


def names_linked_in(markdown: str) -> Iterator[str]:
    """Yield the names of entries that a text links by hand."""
    for link in NAMED_LINK.finditer(without_code(markdown)):
        if name := " ".join(link["name"].split()):
            yield name


def quotations_in(markdown: str) -> Iterator[str]:
    """Yield the first line of each block that a text quotes."""
    text = without_code(markdown)
    behind = -2
    for line in BLOCK_QUOTE.finditer(text):
        if line.start() > behind + 1:
            yield line["words"]
        behind = line.end()


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a plain text; a line break between list items ends one, too."""
    begun = ""
    for part in SENTENCE_END.split(text):
        begun = f"{begun} {part}".strip() if begun else part.strip()
        if begun and not ABBREVIATION.search(begun):
            yield " ".join(begun.split())
            begun = ""
    if begun:
        yield " ".join(begun.split())
