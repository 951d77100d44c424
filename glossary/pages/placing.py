"""Stored HTML on a page that it shares with other entries: its ids and headings make room.

The HTML is that of a Publication, written by the sanitiser: every attribute is in double
quotation marks, and "<" begins a tag nowhere but in one.
"""

import re
from collections.abc import Iterable

TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>')
OWN_PLACE = re.compile(r' (id|href)="(#?)([^"]*)"')
HEADING = re.compile(r"h([3-5])")


class Placing:
    """Puts the HTML of one entry, found at `address`, under a heading of level 3."""

    def __init__(self, *, name: str, address: str, texts: Iterable[str]) -> None:
        self.name = name
        self.address = address
        self.ids = {place for html in texts for place in ids_in(html)}

    def placed(self, html: str) -> str:
        """Return the HTML with ids of its own and its headings one level lower."""
        return TAG.sub(self.tag, html)

    def tag(self, found: re.Match[str]) -> str:
        slash, name, attributes = found.groups()
        level = HEADING.fullmatch(name)
        name = f"h{int(level[1]) + 1}" if level else name
        return f"<{slash}{name}{OWN_PLACE.sub(self.attribute, attributes)}>"

    def attribute(self, found: re.Match[str]) -> str:
        """Return an id with the name of the entry, and a link to a place to where that is now."""
        name, sign, place = found.groups()
        if (name == "href") != bool(sign):
            return found[0]
        if name == "href" and place not in self.ids:
            return f' href="{self.address}#{place}"'
        return f' {name}="{sign}{self.name}--{place}"'


def ids_in(html: str) -> list[str]:
    return [
        place
        for _slash, _name, attributes in TAG.findall(html)
        for name, sign, place in OWN_PLACE.findall(attributes)
        if name == "id" and not sign
    ]
