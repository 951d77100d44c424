"""The headings of clean section HTML, for the list of contents."""

from dataclasses import dataclass

from glossary.publishing.markup import HEADINGS, Tag, blocks, pieces


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading a reader can jump to; `level` is 3 to 6."""

    level: int
    id: str
    text: str


def outline(html: str) -> tuple[Heading, ...]:
    """Return the headings with an id in their order; of two with the same id the first."""
    found: dict[str, Heading] = {}
    opened: Tag | None = None
    inner = ""
    for piece in pieces(html):
        if isinstance(piece, Tag) and piece.name in HEADINGS:
            if opened and (heading := heading_of(opened, inner)):
                found.setdefault(heading.id, heading)
            opened, inner = (None if piece.is_end else piece), ""
        else:
            inner += piece.source if isinstance(piece, Tag) else piece
    return tuple(found.values())


def heading_of(tag: Tag, inner: str) -> Heading | None:
    text = " ".join(" ".join(block.text for block in blocks(inner)).split())
    anchor = tag.attribute("id")
    return Heading(level=int(tag.name[1]), id=anchor, text=text) if anchor and text else None
