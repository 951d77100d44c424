"""A lexicon page as blocks of lines, and the blocks as named parts.

The pages come with some of their headings lost; two blank lines instead of one are all that
is left of them. A part is therefore named by its heading or by its place in the fixed order
of a page, and by its place only where the count is exact.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from glossary.exchange.formats.headings import (
    ADDITIONAL,
    LEXICON_ORDER,
    RELATED,
    SECTION_TITLES,
    SYNONYMS,
    kind_of_exact_heading,
    kind_of_heading,
)

LINE = re.compile(r"[^\n]*\n|[^\n]+")
MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+\S")
TITLE_CASE = re.compile(
    r"[A-ZÀ-Þ][\w'’&/()-]*(?: (?:[A-ZÀ-Þ&][\w'’&/()-]*|and|or|of|in|the|for|to))*"
)
LONGEST_UNKNOWN_HEADING = 60
LONGEST_MARKDOWN_HEADING = 200
NOTICE = re.compile(
    r"you have no rights to post comments|read more|print(?: \| e-?mail)?|e-?mail|add comment"
    r"|(?:log ?in|register) to (?:post|add) comments|comments|back to top|next|prev(?:ious)?"
    r"|hits: \d+|jcomments|(?:< ?)?prev(?: \|)? next(?: ?>)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Block:
    """Lines without a blank one between them, and the blank lines before them as they stood."""

    gap: str
    text: str
    line: int

    @property
    def blank_lines(self) -> int:
        """How many blank lines stand before the block."""
        return self.gap.count("\n")

    @property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.rstrip("\n").split("\n")


@dataclass(frozen=True, kw_only=True)
class Part:
    """Blocks under one heading. `kind` is empty while nobody knows what the part is."""

    kind: str
    line: int
    heading: str = ""
    blocks: list[Block] = field(default_factory=list)
    by_position: bool = False
    candidates: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """All lines; an empty string stands for the blank lines between two blocks."""
        found: list[str] = []
        for block in self.blocks:
            found += [""] * bool(found) + block.lines
        return found


def is_markdown_heading(line: str) -> bool:
    """Return whether the line is a heading in Markdown, of a length a heading may have."""
    return len(line) <= LONGEST_MARKDOWN_HEADING and bool(MARKDOWN_HEADING.match(line))


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of a text; the last one may be blank lines only."""
    found: list[Block] = []
    gap, start = "", 1
    lines: list[str] = []
    all_lines = LINE.findall(text)
    for number, line in enumerate(all_lines, start=1):
        if line.strip():
            start = start if lines else number
            lines.append(line)
            continue
        if lines:
            found.append(Block(gap=gap, text="".join(lines), line=start))
            gap, lines = "", []
        gap += line
    if gap or lines:
        start = start if lines else len(all_lines) + 1
        found.append(Block(gap=gap, text="".join(lines), line=start))
    return found


def without_notices(blocks: Iterable[Block]) -> tuple[list[Block], list[str]]:
    """Return the blocks without the site's own notices and links, and these as they stood."""
    kept: list[Block] = []
    notices: list[str] = []
    gap = ""
    for block in blocks:
        content = [line for line in block.lines if not NOTICE.fullmatch(line.strip(" .[]"))]
        notices += [line.strip() for line in block.lines if line not in content]
        # Where a whole block goes, the wider gap still separates what stood around it.
        gap = max(gap, block.gap, key=len)
        if content and block.text:
            kept.append(replace(block, gap=gap, text="\n".join(content) + "\n"))
            gap = ""
    return kept, notices


def parts_of(blocks: list[Block]) -> list[Part]:
    """Return the parts in their order in the text, named by heading or by position."""
    return named_by_position(_headed_parts(list(_split_at_headings(blocks))))


def _split_at_headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks so that a known heading in or above running text stands alone."""
    in_related = False
    for block in blocks:
        if len(block.lines) > 1 and not in_related:
            pieces = list(_pieces(block))
        else:
            pieces = [block]
        yield from pieces
        kinds = [kind_of_heading(piece.lines[0]) for piece in pieces if len(piece.lines) == 1]
        in_related = RELATED in kinds or (in_related and not any(kinds))


def _pieces(block: Block) -> Iterator[Block]:
    pending: list[str] = []
    gap, line = block.gap, block.line
    for number, text in enumerate(LINE.findall(block.text), start=block.line):
        if kind_of_exact_heading(text) or is_markdown_heading(text):
            if pending:
                yield Block(gap=gap, text="".join(pending), line=line)
                gap = ""
            yield Block(gap=gap, text=text, line=number)
            pending, gap, line = [], "", number + 1
        else:
            pending.append(text)
    if pending:
        yield Block(gap=gap, text="".join(pending), line=line)


def _headed_parts(blocks: list[Block]) -> list[Part]:
    """Open a part at each heading, and at each gap wider than the ordinary one of this page."""
    gaps = [block.blank_lines for block in blocks[1:] if block.blank_lines]
    ordinary = min(gaps, default=1)
    parts = [Part(kind="definition", line=blocks[0].line)] if blocks else []
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        kind = _heading_kind(block, following, part=parts[-1])
        if kind:
            parts.append(Part(kind=kind, line=block.line, heading=block.lines[0].strip()))
        elif index and block.blank_lines > ordinary and parts[-1].kind != RELATED:
            parts.append(Part(kind="", line=block.line, blocks=[block]))
        else:
            parts[-1].blocks.append(block)
    return [part for part in parts if part.blocks or part.heading]


def _heading_kind(block: Block, following: Block | None, *, part: Part) -> str | None:
    """Return the kind if the block is a heading; unknown ones count when they look like one."""
    if len(block.lines) > 1:
        return None
    line = block.lines[0].strip()
    if kind := kind_of_heading(line):
        return kind
    if is_markdown_heading(line):
        return ADDITIONAL
    # Among related articles and synonyms a lone line is one of theirs.
    if part.kind in (RELATED, SYNONYMS) or not part.blocks or following is None:
        return None
    is_short = len(line) <= LONGEST_UNKNOWN_HEADING
    if is_short and TITLE_CASE.fullmatch(line.removesuffix(":")) and following.blank_lines == 1:
        return ADDITIONAL
    return None


def named_by_position(parts: list[Part]) -> list[Part]:
    """Name each run of unnamed parts between two known ones if their number is exact."""
    named: list[Part] = []
    run: list[Part] = []
    before = 0
    for part in [*parts, Part(kind=RELATED, line=0)]:
        if not part.kind:
            run.append(part)
        elif part.kind in LEXICON_ORDER:
            place = LEXICON_ORDER.index(part.kind)
            named += [*_with_names(run, LEXICON_ORDER[before + 1 : place]), part]
            run, before = [], place
        else:
            run.append(part)
    return named[:-1]


def _with_names(run: list[Part], expected: tuple[str, ...]) -> list[Part]:
    unnamed = sum(not part.kind for part in run)
    names = iter(expected)
    if unnamed == len(expected):
        return [
            part if part.kind else replace(part, kind=next(names), by_position=True) for part in run
        ]
    candidates = tuple(SECTION_TITLES.get(name, "Synonyms") for name in expected)
    return [part if part.kind else replace(part, candidates=candidates) for part in run]
