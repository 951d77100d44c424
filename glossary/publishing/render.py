"""Markdown to HTML that is not clean yet. The dialect, as editors may rely on it:

- Python-Markdown with tables, fenced code, footnotes, definition lists, abbreviations and
  `sane_lists`; a single line end is a space, two blanks at the end of a line break it.
- Headings begin at level 3 and get an id made of the anchor and their words.
- Maths stays as it was typed, in `<span class="math">`: `\\( \\)`, `\\[ \\]`, `$ $`, `$$ $$`.
  A dollar sign before a blank or behind one is money, not maths.
- `[[Audit]]` and `[[Audit|audits]]` link an entry by its name; see `entry_links`.
- Images are not part of the dialect: `![a](b)` stays visible as text.
- HTML in the text passes through here; the sanitiser drops what is not allowed.
"""

import re
import threading
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify_unicode
from markdown.treeprocessors import Treeprocessor

from glossary.errors import ContentRefused, RenderingTooComplex
from glossary.publishing.entry_links import EntryLinkExtension
from glossary.publishing.maths import MathsExtension
from glossary.publishing.signs import look_for_signs

MAX_SECTION_LENGTH = 20_000
# The parser looks for the partner of every open bracket again and again; the time grows with
# the square of the number and worse (Python-Markdown#798). Real text never comes near these.
MAX_OPEN_BRACKETS = 40
MAX_QUOTE_DEPTH = 20
MAX_INDENT = 80
# A cleaner repairs unclosed tags by repeating them in every paragraph: n tags, n * n elements.
MAX_RAW_TAGS = 400

FENCED_CODE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[ ]*$", re.MULTILINE | re.DOTALL)
BLANK_LINE = re.compile(r"\n[ \t]*\n")
BRACKET = re.compile(r"[\[\]()]")
RAW_TAG = re.compile(r"<[A-Za-z]")
QUOTE_MARKS = re.compile(r"^(?:[ \t]*>)+", re.MULTILINE)
INDENT = re.compile(r"^[ \t]+(?=\S)", re.MULTILINE)

# "--" never occurs inside an anchor or inside a slug, so that no two places share an id.
ID_SEPARATOR = "--"


class NumberedFootnotes(FootnoteExtension):
    """Footnotes whose ids hold their number, not the editor's label, which may be any text."""

    def makeFootnoteId(self, label: str) -> str:
        return f"fn{self.get_separator()}{self.number_of(label)}"

    def makeFootnoteRefId(self, label: str, found: bool = False) -> str:
        return self.unique_ref(f"fnref{self.get_separator()}{self.number_of(label)}", found)

    def number_of(self, label: str) -> int:
        return list(self.footnotes).index(label) + 1


class AlignmentClasses(Treeprocessor):
    """Turn `align` of table cells into a class: a strict policy allows no inline style."""

    def run(self, root: Element) -> None:
        for cell in root.iter():
            if cell.tag in ("td", "th") and (side := cell.attrib.pop("align", "")):
                cell.set("class", f"align-{side}")


class SectionRenderer:
    """One configured parser. It keeps state while it works, so every thread has its own."""

    def __init__(self) -> None:
        self.anchor = ""
        self.footnotes = NumberedFootnotes()
        toc = TocExtension(marker="", baselevel=3, permalink=False, slugify=self.heading_id)
        self.parser = Markdown(
            extensions=[
                TableExtension(use_align_attribute=True),
                FencedCodeExtension(),
                self.footnotes,
                DefListExtension(),
                SaneListExtension(),
                AbbrExtension(),
                toc,
                MathsExtension(),
                EntryLinkExtension(),
            ]
        )
        for images in ("image_link", "image_reference", "short_image_ref"):
            self.parser.inlinePatterns.deregister(images)
        self.parser.treeprocessors.register(AlignmentClasses(self.parser), "alignment", 5)
        look_for_signs(self.parser)

    def heading_id(self, words: str, separator: str) -> str:
        return f"{self.anchor}{ID_SEPARATOR}{slugify_unicode(words, separator) or 'part'}"

    def convert(self, text: str, *, anchor: str) -> str:
        self.anchor = anchor
        self.footnotes.setConfig("SEPARATOR", f"-{anchor}-")
        self.parser.reset()
        return self.parser.convert(text)


local = threading.local()


def render_markdown(text: str, *, anchor: str) -> str:
    """Return the HTML of one section; `anchor` prefixes its ids and names it when refused.

    The result still holds whatever HTML the editor typed: it must go through
    `sanitise.clean`. The caps below stop the hangs that are known; only `guard` stops all.
    """
    refuse_hopeless(text, anchor=anchor)
    if not hasattr(local, "renderer"):
        local.renderer = SectionRenderer()
    try:
        return local.renderer.convert(text, anchor=anchor)
    except RecursionError as error:
        raise RenderingTooComplex("This text is nested too deeply.", place=anchor) from error


def refuse_hopeless(text: str, *, anchor: str) -> None:
    """Raise ContentRefused for text that is too long or nested too deeply to be worth a try."""
    if len(text) > MAX_SECTION_LENGTH:
        raise ContentRefused(
            f"A section may have {MAX_SECTION_LENGTH} characters; this one has {len(text)}.",
            place=anchor,
        )
    prose = FENCED_CODE.sub("", text)
    if any(open_brackets(block) > MAX_OPEN_BRACKETS for block in BLANK_LINE.split(prose)):
        raise RenderingTooComplex(
            f"A paragraph has more than {MAX_OPEN_BRACKETS} brackets that are not closed.",
            place=anchor,
        )
    if longest(QUOTE_MARKS, prose, counting=">") > MAX_QUOTE_DEPTH:
        raise RenderingTooComplex("Quotations are nested too deeply.", place=anchor)
    if longest(INDENT, prose.replace("\t", "    "), counting=" ") > MAX_INDENT:
        raise RenderingTooComplex("A line is indented too far.", place=anchor)
    if len(RAW_TAG.findall(prose)) > MAX_RAW_TAGS:
        raise RenderingTooComplex(
            f"The text has more than {MAX_RAW_TAGS} HTML tags; use Markdown.", place=anchor
        )


def open_brackets(block: str) -> int:
    """Return how many square or round brackets are open at once, at most."""
    depth = {"[": 0, "(": 0}
    deepest = 0
    for bracket in BRACKET.findall(block):
        if bracket in depth:
            depth[bracket] += 1
            deepest = max(deepest, depth[bracket])
        else:
            opening = "[" if bracket == "]" else "("
            depth[opening] = max(0, depth[opening] - 1)
    return deepest


def longest(pattern: re.Pattern[str], text: str, *, counting: str) -> int:
    return max((match.group().count(counting) for match in pattern.finditer(text)), default=0)
