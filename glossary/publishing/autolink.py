"""Link the names of entries in one section of clean HTML, and report who is mentioned.

Everything outside the inserted links stays byte for byte as it was.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from glossary.publishing.excerpt import excerpt_around
from glossary.publishing.markup import HEADINGS, Block, Run, blocks
from glossary.wording.term_index import Match, Name, TermIndex

# A link in a link is no HTML, code and maths are not prose, a heading is a landmark.
NEVER_INSIDE = frozenset({*HEADINGS, "a", "abbr", "code", "dfn", "math", "pre"})
LINKS_PER_100_WORDS = 5


@dataclass(frozen=True, kw_only=True)
class MentionFound:
    """An entry named in the text, at its first place, with the sentence around it.

    `is_linked` is False where the density of links was reached or mark-up divides the name.
    """

    target: int
    surface: str
    excerpt: str
    is_linked: bool = True


@dataclass(frozen=True, kw_only=True)
class Linked:
    """A section with its links, and the entries it mentions in the order of the text."""

    html: str
    mentions: tuple[MentionFound, ...]


@dataclass(slots=True)
class Linker:
    """The state while one section is linked."""

    index: TermIndex
    own: int
    subject_of: Mapping[int, str]
    links_left: int
    mentions: dict[int, MentionFound] = field(default_factory=dict)
    inserted: list[tuple[int, int, str]] = field(default_factory=list)

    def link_block(self, block: Block) -> None:
        """Go through the editor's own links and the names of a block in their order."""
        found = [*explicit_links(block, self.index), *self.named_in(block)]
        for start, end, target, name in sorted(found, key=lambda place: place[:2]):
            if target == self.own or target in self.mentions:
                continue
            is_linked = name is None or self.insert(block, start, end, url=name.url)
            self.mentions[target] = MentionFound(
                target=target,
                surface=block.text[start:end],
                excerpt=excerpt_around(block.text, start, end),
                is_linked=is_linked,
            )

    def named_in(self, block: Block) -> Iterator[tuple[int, int, int, Name | None]]:
        if not any(is_prose(run) for run in block.runs):
            return
        for match in self.index.matches(block.text):
            name = self.choose(match)
            if name and is_prose(block.run_at(match.start), block.run_at(match.end - 1)):
                yield match.start, match.end, name.target, name

    def choose(self, match: Match) -> Name | None:
        """Return the one other entry a name can mean here, None where it stays ambiguous.

        Of several, the only one with the same subject as this entry is meant.
        """
        others = [name for name in match.candidates if name.target != self.own]
        if len(others) > 1 and (subject := self.subject_of.get(self.own)):
            others = [name for name in others if self.subject_of.get(name.target) == subject]
        return others[0] if len(others) == 1 else None

    def insert(self, block: Block, start: int, end: int, *, url: str) -> bool:
        run = block.run_at(start)
        if self.links_left == 0 or end > run.end:
            return False
        self.links_left -= 1
        source_start = run.source_offset(start - run.start)
        self.inserted.append((source_start, run.source_offset(end - run.start), url))
        return True


def link_terms(
    html: str,
    index: TermIndex,
    *,
    own: int,
    subject_of: Mapping[int, str] | None = None,
    max_links_per_100_words: int = LINKS_PER_100_WORDS,
) -> Linked:
    """Link the first place of each entry that the section names, except the entry's own.

    `html` is what `sanitise.clean` returned, and the result is its fixed point again.
    """
    found = blocks(html)
    words = sum(len(block.text.split()) for block in found)
    linker = Linker(
        index=index,
        own=own,
        subject_of=subject_of or {},
        # A text shorter than a hundred words counts as a hundred: a definition may name several.
        links_left=max_links_per_100_words * max(words, 100) // 100,
    )
    for block in found:
        linker.link_block(block)
    return Linked(html=with_links(html, linker.inserted), mentions=tuple(linker.mentions.values()))


def explicit_links(block: Block, index: TermIndex) -> Iterator[tuple[int, int, int, Name | None]]:
    """Yield the links to entries that editors wrote themselves; they count as mentions."""
    for run in block.runs:
        target = index.target_of(run.href) if run.href else None
        if target is not None:
            yield run.start, run.end, target, None


def is_prose(*runs: Run) -> bool:
    return all(NEVER_INSIDE.isdisjoint(run.inside) for run in runs)


def with_links(html: str, inserted: list[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    position = 0
    for start, end, url in sorted(inserted):
        opening = f'<a class="term" href="{attribute_value(url)}">'
        parts += [html[position:start], opening, html[start:end], "</a>"]
        position = end
    return "".join([*parts, html[position:]])


def attribute_value(text: str) -> str:
    """Escape exactly what the cleaner escapes, so that cleaning again changes nothing."""
    return escape(text, quote=False).replace('"', "&quot;")
