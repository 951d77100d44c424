"""The body of a term file: `## Heading` sections, read and written."""

import re
from collections.abc import Iterable

from glossary.content import SectionText
from glossary.errors import SourceRefused
from glossary.exchange.formats.headings import ADDITIONAL, SECTION_TITLES, kind_of_title

HEADING = re.compile(r"##[ \t]+(?=\S)")
CLOSING_SIGNS = re.compile(r"(?<=[ \t])#+\Z")
FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})([^\n]*)")


def sections_of(body: str, *, name: str, first_line: int) -> tuple[SectionText, ...]:
    """Return the sections of a body. Raise SourceRefused for text outside of any section."""
    found: list[SectionText] = []
    heading = ""
    lines: list[str] = []
    fence, fence_line = "", 0
    for number, line in enumerate(body.split("\n"), start=first_line):
        if not fence and (opening := _heading(line)):
            found += _section(heading, lines)
            heading, lines = opening, []
            continue
        if line.strip() and not heading:
            raise SourceRefused("text before the first `##` heading", name=name, line=number)
        if after := fence_after(line, open_fence=fence):
            fence_line = fence_line if fence else number
        fence = after
        lines.append(line)
    if fence:
        raise SourceRefused(
            "the code block opened here is never closed", name=name, line=fence_line
        )
    return (*found, *_section(heading, lines))


def fence_after(line: str, *, open_fence: str) -> str:
    """Return the code fence open after this line: backticks or tildes, empty for none."""
    found = FENCE.fullmatch(line)
    if not found:
        return open_fence
    signs, rest = found[1], found[2]
    if not open_fence:
        return "" if signs[0] == "`" and "`" in rest else signs
    closes = signs[0] == open_fence[0] and len(signs) >= len(open_fence) and not rest.strip()
    return "" if closes else open_fence


def body_of(sections: Iterable[SectionText]) -> str | None:
    """Return the sections as Markdown, None if reading it would not give the same sections.

    A body with a `##` line of its own, an open code block or outer blank lines cannot be
    told from the file's own structure.
    """
    sections = tuple(sections)
    parts = [f"## {heading_of(section)}\n\n{section.body}".rstrip("\n") for section in sections]
    body = "\n\n".join(parts)
    if "\r" in body:
        return None
    try:
        same = sections_of(f"\n{body}\n", name="", first_line=1) == sections
    except SourceRefused:
        same = False
    return body if same else None


def heading_of(section: SectionText) -> str:
    """Return the heading under which a section is written."""
    return section.heading if section.kind == ADDITIONAL else SECTION_TITLES.get(section.kind, "")


def _heading(line: str) -> str:
    """Return the text of a level-two heading, empty for other lines."""
    opening = HEADING.match(line)
    if not opening:
        return ""
    text = line[opening.end() :].rstrip(" \t")
    return CLOSING_SIGNS.sub("", text).rstrip(" \t")


def _section(heading: str, lines: list[str]) -> list[SectionText]:
    if not heading:
        return []
    kind = kind_of_title(heading)
    body = "\n".join(lines).strip("\n")
    return [SectionText(kind=kind, heading=heading if kind == ADDITIONAL else "", body=body)]
