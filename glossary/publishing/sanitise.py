"""HTML from anywhere to HTML we allow. The policy is written down here; nh3 carries it out.

There are no images yet and no inline style. Nothing that a text contains may take an id or a
class of the page around it, so both are allowed by pattern.
"""

import re
import unicodedata
from html import escape

import nh3

from glossary.publishing.markup import HEADINGS, INLINE, blocks

TEXT = {"blockquote", "br", "div", "hr", "p", "pre"}
LISTS = {"dd", "dl", "dt", "li", "ol", "ul"}
TABLES = {"table", "tbody", "td", "tfoot", "th", "thead", "tr"}
TAGS = {*INLINE, *HEADINGS, *TEXT, *LISTS, *TABLES}
ATTRIBUTES = {
    "a": {"href", "title", "class", "rel"},
    "abbr": {"title"},
    "code": {"class"},
    "div": {"class"},
    "li": {"id"},
    "ol": {"start"},
    "span": {"class"},
    "sup": {"id"},
    "td": {"class"},
    "th": {"class"},
    **{heading: {"id"} for heading in HEADINGS},
}
ALIGNMENT = re.compile(r"align-(?:left|center|right)")
# One class each; an element with any other loses the attribute.
CLASSES = {
    "a": re.compile(r"term|entry|external|footnote-ref|footnote-backref"),
    "code": re.compile(r"language-[A-Za-z0-9_+#.-]{1,30}"),
    "div": re.compile(r"footnote"),
    "span": re.compile(r"math"),
    "td": ALIGNMENT,
    "th": ALIGNMENT,
}
FOOTNOTE_ID = re.compile(r"fn(?:ref\d*)?-[\w-]+-\d+")
IDS = {
    "li": FOOTNOTE_ID,
    "sup": FOOTNOTE_ID,
    **{heading: re.compile(r"[\w-]+--[\w-]+") for heading in HEADINGS},
}
SCHEMES = frozenset({"http", "https", "mailto"})
EXTERNAL_REL = "noopener external"
EXTERNAL = re.compile(r"https?://", re.IGNORECASE)
SCHEME = re.compile(r"([^/?#]*?):")
LINK = re.compile(r'<a((?: [a-z]+="[^"]*")*)>')
LINK_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
# A parser drops the line end right behind <pre>; kept, the text would change once more.
PRE_START = re.compile(r"<pre>\n+")
MAX_ROUNDS = 5


def allowed_url(url: str) -> str | None:
    """Return the address if readers may be sent there, else None.

    Blanks, controls and invisible characters anywhere are refused: browsers skip some of them
    ("java\\tscript:"). A backslash counts as a slash there, so it would name another host.
    """
    if any(unicodedata.category(char)[0] in "CZ" for char in url) or "\\" in url:
        return None
    scheme = SCHEME.match(url)
    if scheme and scheme[1].lower() not in SCHEMES:
        return None
    return None if url.startswith("//") else url


def allowed_attribute(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute that the policy knows, None to drop it.

    The cleaner asks about the attributes of elements it is going to drop, too.
    """
    if name not in ATTRIBUTES.get(tag, ()):
        return None
    match name:
        case "href":
            return allowed_url(value)
        case "class":
            return value if CLASSES[tag].fullmatch(value) else None
        case "id":
            return value if IDS[tag].fullmatch(value) else None
        case "start":
            return value if re.fullmatch(r"[0-9]{1,6}", value) else None
        case "rel":
            return value if value == EXTERNAL_REL else None
        case _:
            return value


cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=allowed_attribute,
    url_schemes=SCHEMES,
    link_rel=None,
)


def clean(html: str) -> str:
    """Return the allowed part of any HTML. Cleaning twice changes nothing.

    Dropping an element can change how its surroundings are read the next time (a link in a
    link), so it is repeated until nothing moves; what never settles is shown as text.
    """
    for _round in range(MAX_ROUNDS):
        cleaned = clean_once(html)
        if cleaned == html:
            return cleaned
        html = cleaned
    return f"<p>{escape(plain_text(html), quote=False)}</p>"


def clean_once(html: str) -> str:
    marked = LINK.sub(mark_external, cleaner.clean(html))
    return PRE_START.sub("<pre>", cleaner.clean(marked))


def mark_external(link: re.Match[str]) -> str:
    """Give a link that leaves the site its class and rel, and take them from any other."""
    attributes = dict(LINK_ATTRIBUTE.findall(link[1]))
    attributes.pop("rel", "")
    if EXTERNAL.match(attributes.get("href", "")):
        attributes |= {"class": "external", "rel": EXTERNAL_REL}
    elif attributes.get("class") == "external":
        del attributes["class"]
    return "<a" + "".join(f' {name}="{value}"' for name, value in attributes.items()) + ">"


def plain_text(html: str) -> str:
    """Return the words of clean HTML, one line for each block, for search and teasers."""
    return "\n".join(" ".join(block.text.split()) for block in blocks(html))
