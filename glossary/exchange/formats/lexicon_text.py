"""Glossary pages saved as plain text, with some headings lost and the site's own notices."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.utils.translation import gettext_noop

from glossary.content import Content, DesignationText, RelationText, SectionText
from glossary.errors import SourceRefused
from glossary.exchange.formats.candidates import abbreviations_in, standards_in
from glossary.exchange.formats.decoding import beginning_of, text_of
from glossary.exchange.formats.front_matter import opens_front_matter
from glossary.exchange.formats.headings import (
    ADDITIONAL,
    RELATED,
    SYNONYMS,
    holds_two_sections,
    kind_of_heading,
    plain_heading,
)
from glossary.exchange.formats.lexicon_blocks import (
    Block,
    Part,
    blocks_of,
    is_markdown_heading,
    parts_of,
    without_notices,
)
from glossary.exchange.formats.lexicon_lists import bar_of, markdown_of, related_of, synonyms_of
from glossary.exchange.formats.lexicon_opening import Title, title_of, translations_of
from glossary.exchange.records import EntryRecord, ExternalId, Record, Source
from glossary.text import fold

NAME = "lexicon-text"
TITLE = gettext_noop("Glossary pages as plain text")
ENDINGS = (".txt",)
# A page has some 5 kB. A megabyte made of nothing but headings would take ten seconds.
SIZE_LIMIT = 256 * 1024


def looks_like(raw: bytes, *, name: str) -> bool:
    """Return whether this may be a page: plain text by its name, or with a heading or bar."""
    text = beginning_of(raw)
    if "\0" in text or opens_front_matter(text) or text.lstrip()[:1] in ("", "{", "[", "<"):
        return False
    if name.lower().endswith(".txt"):
        return True
    return any(kind_of_heading(line) or bar_of(line) for line in text.split("\n"))


def read(raw: bytes, *, name: str) -> Iterator[Record]:
    """Yield the one entry of the file."""
    text = text_of(raw, name=name, limit=SIZE_LIMIT)
    blocks, notices = without_notices(blocks_of(text))
    if not blocks:
        raise SourceRefused("holds no text", name=name)
    page = _Page(name=name)
    if notices:
        page.extra["notices"] = notices
    page.take(blocks)
    yield page.record(raw, text)


@dataclass(kw_only=True)
class _Page:
    """What has been found so far on the way down a page."""

    name: str
    title: Title = field(default_factory=lambda: Title(text=""))
    sections: list[SectionText] = field(default_factory=list)
    designations: list[DesignationText] = field(default_factory=list)
    relations: list[RelationText] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    extra: dict = field(default_factory=dict)

    def take(self, blocks: list[Block]) -> None:
        """Sort the blocks of a page into sections, designations and relations."""
        blocks = self.after_translations(blocks)
        blocks = self.after_title(blocks)
        parts = parts_of(blocks)
        self.extra["parts"] = [_described(part) for part in parts]
        if parts and parts[0].kind == "definition":
            self.take_opening(parts[0])
        elif not self.title.text:
            self.title = title_of([], name=self.name)
        for part in parts:
            self.take_part(part)

    def after_translations(self, blocks: list[Block]) -> list[Block]:
        """Take the lines of translations at the top; return the blocks after them."""
        first, *rest = blocks
        lines = first.lines
        while lines and (translations := translations_of(lines[0])):
            self.designations += translations.designations
            if translations.unknown:
                self.extra.setdefault("unknown_translations", []).extend(translations.unknown)
                self.marks.append("The line of translations names a language that is not known.")
            lines = lines[1:]
        return _with_first_lines(first, lines) + rest

    def after_title(self, blocks: list[Block]) -> list[Block]:
        """Take a heading that stands alone above the definition; return the blocks after it."""
        if len(blocks) < 2 or len(blocks[0].lines) > 1:
            return blocks
        line = blocks[0].lines[0].strip()
        is_short = len(line) <= 80 and not line.endswith((".", "!", "?", ":", ";", ","))
        if kind_of_heading(line) or not (is_markdown_heading(line) or is_short):
            return blocks
        self.title = Title(text=plain_heading(line))
        return blocks[1:]

    def take_opening(self, part: Part) -> None:
        """Find the title and the everyday meaning in the paragraphs before the first heading."""
        paragraphs = [" ".join(block.lines) for block in part.blocks]
        if not self.title.text:
            self.title = title_of(paragraphs, name=self.name)
        with_quality = ["quality" in paragraph.lower() for paragraph in paragraphs]
        if any(with_quality) and not with_quality[0]:
            self.marks.append(
                "The first paragraph seems to give the everyday meaning, a later one that of "
                "quality management; decide which is the definition."
            )

    def take_part(self, part: Part) -> None:
        """Add one part of the page where it belongs."""
        if part.kind == RELATED:
            self.relations += related_of(part.lines)
        elif part.kind == SYNONYMS:
            self.take_synonyms(part)
        else:
            self.take_section(part)

    def take_synonyms(self, part: Part) -> None:
        """Add the words as designations; keep the text too where it says more than words."""
        synonyms = synonyms_of(part.lines)
        known = {fold(word.term) for word in self.designations if not word.language}
        self.designations += [
            word for word in synonyms.designations if fold(word.term) not in known
        ]
        if not synonyms.complete:
            heading = plain_heading(part.heading) or "Synonyms"
            body = markdown_of(part.lines)
            self.sections.append(SectionText(kind=ADDITIONAL, heading=heading, body=body))
            self.marks.append(f"“{heading}” holds more than single words; check the synonyms.")

    def take_section(self, part: Part) -> None:
        """Add a section; what has no name, or a name already used, becomes an additional one."""
        body = markdown_of(part.lines, bold_labels=part.kind == "application-areas")
        heading = plain_heading(part.heading)
        if not part.kind:
            heading = f"Section without a heading (line {part.line})"
            self.marks.append(_mark_for_unnamed(part))
        elif part.kind == "definition" and not part.heading:
            heading = "Definition"
        if not body:
            return
        if holds_two_sections(part.heading):
            self.marks.append(f"“{heading}” holds risks and recommendations together; divide it.")
        kind = part.kind or ADDITIONAL
        if kind != ADDITIONAL and any(section.kind == kind for section in self.sections):
            self.marks.append(f"“{heading}” in line {part.line} repeats a section already found.")
            kind = ADDITIONAL
        shown = heading if kind == ADDITIONAL else ""
        self.sections.append(SectionText(kind=kind, heading=shown, body=body))

    def record(self, raw: bytes, text: str) -> EntryRecord:
        """Return the entry with its source."""
        if abbreviations := abbreviations_in(text):
            self.extra["abbreviation_candidates"] = abbreviations
        if standards := standards_in(text):
            self.extra["standard_candidates"] = standards
        content = Content(
            title=self.title.text,
            sections=tuple(self.sections),
            designations=tuple(self.designations),
            relations=tuple(self.relations),
        )
        identifier = PurePosixPath(self.name.replace("\\", "/")).name
        return EntryRecord(
            kind="term",
            content=content,
            external_ids=(ExternalId(system=NAME, identifier=identifier),),
            source=Source(name=self.name, raw=raw, format=NAME, extra=self.extra),
            marks=(*self.title.marks, *self.marks),
        )


def _with_first_lines(block: Block, lines: list[str]) -> list[Block]:
    if not lines:
        return []
    line = block.line + len(block.lines) - len(lines)
    return [Block(gap=block.gap, text="\n".join(lines) + "\n", line=line)]


def _described(part: Part) -> dict:
    """Return how a part got its name, for the record of the import."""
    if part.heading:
        named_by = "heading"
    elif part.by_position:
        named_by = "position"
    else:
        named_by = "opening" if part.kind else "nothing"
    return {"line": part.line, "kind": part.kind, "heading": part.heading, "named_by": named_by}


def _mark_for_unnamed(part: Part) -> str:
    if not part.candidates:
        return f"Line {part.line}: a section lost its heading; its place does not tell its name."
    names = " or ".join(f"“{name}”" for name in part.candidates)
    return f"Line {part.line}: a section lost its heading; by its place it may be {names}."
