"""Maths in Markdown stays literal, so that a script or a reader of LaTeX finds it whole."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString, code_escape

# No blank line inside, and not endless: an opening sign without its partner costs little.
INSIDE = r"(?:(?!\n[ \t]*\n).){1,4000}?"
INSIDE_DOLLARS = r"(?:(?!\n[ \t]*\n)(?:[^$\\]|\\.)){1,4000}?"
PARENTHESES = rf"(?<!\\)\\\({INSIDE}\\\)"
BRACKETS = rf"(?<!\\)\\\[{INSIDE}\\\]"
DOUBLE_DOLLARS = rf"(?<![\\$])\$\${INSIDE_DOLLARS}\$\$"
# "$5 and $10" and "US$5-$10" are money.
DOLLARS = rf"(?<![\\$\w])\$(?=[^\s$]){INSIDE_DOLLARS}(?<=\S)\$(?![\w$])"
ANY_MATHS = "|".join((PARENTHESES, BRACKETS, DOUBLE_DOLLARS, DOLLARS))

# A display formula may hold lines that look like a list or a heading, so it is taken out
# before blocks are made; four blanks of indent would be code.
DISPLAY = re.compile(rf"^ {{0,3}}(?P<maths>{BRACKETS}|{DOUBLE_DOLLARS})", re.MULTILINE | re.DOTALL)


class InlineMaths(InlineProcessor):
    """A span of maths inside a paragraph."""

    def handleMatch(  # type: ignore[override]
        self, match: re.Match[str], _data: str
    ) -> tuple[Element, int, int]:
        span = Element("span", {"class": "math"})
        span.text = AtomicString(match.group())
        return span, match.start(), match.end()


class DisplayMaths(Preprocessor):
    """A formula that begins a line and may run over several."""

    def run(self, lines: list[str]) -> list[str]:
        return DISPLAY.sub(self.stash, "\n".join(lines)).split("\n")

    def stash(self, match: re.Match[str]) -> str:
        html = f'<span class="math">{code_escape(match["maths"])}</span>'
        return self.md.htmlStash.store(html)


class MathsExtension(Extension):
    """Register both: the block form behind fenced code, the inline form before escapes."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(DisplayMaths(md), "maths", 24)
        md.inlinePatterns.register(InlineMaths(ANY_MATHS, md), "maths", 185)
