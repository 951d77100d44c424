"""Link the names of entries in one section of clean HTML, and report who is mentioned.

Everything outside the inserted links stays byte for byte as it was.
"""

from collections import deque
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from html import escape

from glossary.publishing.excerpt import excerpt_around
from glossary.publishing.markup import BREAK, Anchor, Prose, block_around, prose_of
from glossary.text import fold
from glossary.wording.readings import Name
from glossary.wording.term_index import TermIndex
from glossary.wording.words import Wording

LINKS_PER_100_WORDS = 5
PLACEHOLDER = "entry"
NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True)
class MentionFound:
    """An entry named in the text, at its first place, with the sentence around it.

    `is_linked` is False where the density of links was reached, mark-up divides the name or
    the name is not to be linked. The sentence is looked for only when somebody asks.
    """

    target: int
    # The text alone, so that the rest of a section can go when it is linked.
    text: str = field(repr=False, compare=False)
    start: int
    end: int
    is_linked: bool

    @property
    def surface(self) -> str:
        return self.text[self.start : self.end]

    @property
    def excerpt(self) -> str:
        start, end = block_around(self.text, self.start)
        block = self.text[start:end]
        return excerpt_around(block, self.start - start, self.end - start)


@dataclass(frozen=True, kw_only=True)
class Linked:
    """A section with its links, and the entries it mentions in the order of the text.

    `missing` are the names that editors linked on purpose and that nobody bears.
    """

    html: str
    mentions: tuple[MentionFound, ...]
    missing: tuple[str, ...] = ()


@dataclass(kw_only=True, slots=True)
class Surroundings:
    """What is known about the entry whose text is linked, and about the others."""

    index: TermIndex
    own: int
    subject_of: Mapping[int, str]
    unlinked: Set[str]
    explicit: Mapping[str, Name]
    meanings_url: Callable[[str], str] | None

    def choose(self, candidates: tuple[Name, ...]) -> Name | None:
        """Return the one other entry a name can mean here, None where it stays ambiguous.

        Of several, the only one with the same subject as this entry is meant.
        """
        others = [name for name in candidates if name.target != self.own]
        if len(others) > 1 and (subject := self.subject_of.get(self.own)):
            alike = [name for name in others if self.subject_of.get(name.target) == subject]
            others = alike if len(alike) == 1 else others
        return others[0] if len(others) == 1 else None

    def meanings_of(self, candidates: tuple[Name, ...]) -> str:
        """Return the address of the page that tells the bearers of a name apart, or nothing."""
        if self.meanings_url is None or not all(name.links for name in candidates):
            return ""
        if sum(name.target != self.own for name in candidates) < 2:
            return ""
        return self.meanings_url(fold(candidates[0].text))

    def is_unlinked(self, surface: str, candidates: tuple[Name, ...]) -> bool:
        names = (surface, *(name.text for name in candidates))
        return any(fold(name) in self.unlinked for name in names)


@dataclass(slots=True)
class Linker:
    """The state while one section is linked."""

    around: Surroundings
    prose: Prose
    links_left: int
    mentions: dict[int, MentionFound] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)
    told_apart: set[str] = field(default_factory=set)
    # Parts of the HTML that are replaced: where they begin and end, and by what.
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    def link(self) -> None:
        """Go through the editors' own links and the names in their order."""
        around, prose, mentions = self.around, self.prose, self.mentions
        own, is_special, text = around.own, bool(around.unlinked), prose.text
        anchors = deque(prose.anchors)
        next_anchor = self.place_of(anchors)
        wording = Wording(text)
        part = part_end = start = passed = 0
        for first, behind, candidates in around.index.places(wording):
            target = candidates[0].target
            is_clear = len(candidates) == 1
            if is_clear and (target in mentions or target == own):
                continue
            start += wording.length_of(passed, 2 * first + 1)
            passed = 2 * first + 1
            while start >= next_anchor:
                self.take_anchor(anchors.popleft())
                next_anchor = self.place_of(anchors)
                is_clear = is_clear and target not in mentions
            if wording.has_possessives:
                end = wording.end_of(behind - 1)
            else:
                end = start + wording.length_of(passed, 2 * behind)
            if start >= part_end:
                part = prose.part_at(start)
                part_end = prose.starts[part + 1]
            if is_special or end > part_end or not is_clear:
                self.take_name(start, end, candidates)
            elif part in prose.barred:
                continue
            elif self.links_left:
                self.mention(part, start, end, candidates[0])
            else:
                mentions[target] = MentionFound(target, text, start, end, False)
        for anchor in anchors:
            self.take_anchor(anchor)

    def place_of(self, anchors: deque[Anchor]) -> int:
        """Return where the first of the anchors stands, behind the text if there is none."""
        return self.prose.starts[anchors[0].opening if anchors else -1]

    def take_anchor(self, anchor: Anchor) -> None:
        """Count a link that an editor set; give a placeholder its address or take it away."""
        if anchor.tag.marks == PLACEHOLDER and not anchor.tag.href:
            target = self.resolve(anchor)
        else:
            target = self.around.index.target_of(anchor.tag.href)
        if target is None or target == self.around.own or target in self.mentions:
            return
        text, closing = self.prose.text, self.prose.starts[anchor.closing]
        # Of a link around blocks the first one that says something is shown.
        label = text[self.prose.starts[anchor.opening] : closing].lstrip(BREAK)
        if label.replace(BREAK, "").strip():
            start = closing - len(label)
            end = start + len(label.partition(BREAK)[0])
            self.mentions[target] = MentionFound(target, text, start, end, True)

    def resolve(self, anchor: Anchor) -> int | None:
        wanted = anchor.tag.title
        name = self.around.explicit.get(wanted)
        if name and name.target != self.around.own:
            self.replace_part(anchor.opening, opening_tag(name.url))
            return name.target
        if name is None:
            self.missing[wanted] = None
        self.replace_part(anchor.opening, "")
        self.replace_part(anchor.closing, "")
        return None

    def replace_part(self, part: int, replacement: str) -> None:
        sources = self.prose.sources
        self.edits.append((sources[part], sources[part + 1], replacement))

    def take_name(self, start: int, end: int, candidates: tuple[Name, ...]) -> None:
        around, prose = self.around, self.prose
        if not (prose.is_prose(start) and prose.is_prose(end - 1)):
            return
        if around.unlinked and around.is_unlinked(prose.text[start:end], candidates):
            return
        part = prose.part_at(start)
        name = candidates[0] if len(candidates) == 1 else around.choose(candidates)
        if name is None:
            self.tell_apart(part, start, end, candidates)
        elif name.target != around.own and name.target not in self.mentions:
            self.mention(part, start, end, name)

    def mention(self, part: int, start: int, end: int, name: Name) -> None:
        prose = self.prose
        is_linked = self.links_left > 0 and name.links and end <= prose.starts[part + 1]
        if is_linked:
            self.insert(part, start, end, url=name.url)
        self.mentions[name.target] = MentionFound(name.target, prose.text, start, end, is_linked)

    def tell_apart(self, part: int, start: int, end: int, candidates: tuple[Name, ...]) -> None:
        """Link an ambiguous name to the page of its meanings, once; it mentions nobody."""
        url = self.around.meanings_of(candidates)
        is_whole = end <= self.prose.starts[part + 1]
        if url and url not in self.told_apart and self.links_left > 0 and is_whole:
            self.told_apart.add(url)
            self.insert(part, start, end, url=url)

    def insert(self, part: int, start: int, end: int, *, url: str) -> None:
        self.links_left -= 1
        prose = self.prose
        source_start = prose.source_of(start, part)
        source_end = prose.source_of(end, part)
        name = prose.html[source_start:source_end]
        self.edits.append((source_start, source_end, f"{opening_tag(url)}{name}</a>"))


def link_terms(
    html: str,
    index: TermIndex,
    *,
    own: int,
    subject_of: Mapping[int, str] | None = None,
    max_links_per_100_words: int = LINKS_PER_100_WORDS,
    unlinked: Set[str] = NOTHING,
    explicit: Mapping[str, Name] | None = None,
    meanings_url: Callable[[str], str] | None = None,
) -> Linked:
    """Link the first place of each entry that the section names, except the entry's own.

    `html` is what `sanitise.clean` returned, and the result is its fixed point again.
    `unlinked` are folded names that mean something else in this entry: they are neither linked
    nor mentions, and still hide the shorter names in them. `explicit` resolves the titles of
    the placeholders that editors' [[links]] became, `meanings_url` gives the address where the
    bearers of a folded name are told apart.
    """
    around = Surroundings(
        index=index,
        own=own,
        subject_of=subject_of or {},
        unlinked=unlinked,
        explicit=explicit or {},
        meanings_url=meanings_url,
    )
    prose = prose_of(html)
    words = len(prose.text.replace(BREAK, " ").split())
    # A text shorter than a hundred words counts as a hundred: a definition may name several.
    linker = Linker(around, prose, max_links_per_100_words * max(words, 100) // 100)
    if prose.text.strip(BREAK):
        linker.link()
    return Linked(
        html=edited(html, linker.edits),
        mentions=tuple(linker.mentions.values()),
        missing=tuple(linker.missing),
    )


def edited(html: str, edits: list[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    position = 0
    for start, end, replacement in sorted(edits):
        parts += (html[position:start], replacement)
        position = end
    return "".join([*parts, html[position:]])


def opening_tag(url: str) -> str:
    """Escape exactly what the cleaner escapes, so that cleaning again changes nothing."""
    value = escape(url, quote=False).replace('"', "&quot;")
    return f'<a class="term" href="{value}">'
