"""Links to entries as editors write them: [[Calibration]], [[Calibration|calibrated]].

Where a name leads is not known here: a link without an address marks the place, and linking
fills it in. So the link follows an entry that is renamed, without rendering anything again.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

NAME = r"[^\[\]|\n]{1,300}?"
# In a table the line between name and shown text is escaped: it would end the cell.
PATTERN = rf"(?<!\\)\[\[(?P<name>{NAME})(?:\\?\|(?P<shown>{NAME}))?\]\]"
ESCAPED = re.compile(r"\\([\W_])")
# Behind code, before escapes: they would hide what stands in the name.
PRIORITY = 185


class EntryLink(InlineProcessor):
    """One link; blanks around the name and the shown text do not count."""

    def handleMatch(  # type: ignore[override]
        self, match: re.Match[str], _data: str
    ) -> tuple[Element | None, int | None, int | None]:
        name = without_escapes(match["name"])
        shown = without_escapes(match["shown"] or match["name"])
        if not name or not shown:
            return None, None, None
        link = Element("a", {"class": "entry", "title": name})
        link.text = AtomicString(shown)
        return link, match.start(), match.end()


def without_escapes(text: str) -> str:
    return " ".join(ESCAPED.sub(r"\1", text).split())


class EntryLinkExtension(Extension):
    """Makes [[name]] part of the dialect."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.inlinePatterns.register(EntryLink(PATTERN, md), "entry_link", PRIORITY)
