"""Look for inline Markdown only where a sign of it stands.

The parser tries each of its patterns on each piece of text, and several of them walk through all
of it to find nothing. Plain prose has none of their signs.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markdown import Markdown

# One of these characters stands in everything that the pattern finds.
SIGNS = {
    "backtick": "`",
    "maths": "\\$",
    "escape": "\\",
    "footnote": "[",
    "entry_link": "[",
    "reference": "[",
    "link": "[",
    "short_reference": "[",
    "autolink": "<",
    "automail": "<",
    "linebreak": "\n",
    "html": "<",
    "entity": "&",
    "em_strong": "*_",
}


@dataclass(frozen=True, slots=True)
class OnlyWithSign:
    """A pattern that is not tried on a text without its sign."""

    compiled: re.Pattern[str]
    signs: str

    def finditer(self, text: str, start: int = 0) -> Iterable[re.Match[str]]:
        for sign in self.signs:
            if sign in text:
                return self.compiled.finditer(text, start)
        return ()


def look_for_signs(parser: Markdown) -> None:
    """Let the inline patterns of the parser look for their signs first."""
    for name, signs in SIGNS.items():
        pattern = parser.inlinePatterns[name]
        # Of a pattern the parser asks nothing but its matches.
        pattern.compiled_re = OnlyWithSign(pattern.compiled_re, signs)  # type: ignore[assignment]
