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

NAME = r"[^\[\]|\n]{1,300}"
PATTERN = rf"\[\[(?P<name>{NAME})(?:\|(?P<shown>{NAME}))?\]\]"
# Behind code and escapes, before the links of Markdown.
PRIORITY = 175


class EntryLink(InlineProcessor):
    """One link; blanks around the name and the shown text do not count."""

    def handleMatch(  # type: ignore[override]
        self, match: re.Match[str], _data: str
    ) -> tuple[Element | None, int | None, int | None]:
        name = " ".join(match["name"].split())
        shown = " ".join((match["shown"] or match["name"]).split())
        if not name or not shown:
            return None, None, None
        link = Element("a", {"class": "entry", "title": name})
        link.text = AtomicString(shown)
        return link, match.start(), match.end()


class EntryLinkExtension(Extension):
    """Makes [[name]] part of the dialect."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.inlinePatterns.register(EntryLink(PATTERN, md), "entry_link", PRIORITY)
