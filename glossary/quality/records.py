"""An entry as the rules see it."""

from collections.abc import Iterator
from dataclasses import dataclass

from glossary.content import Content, DesignationText
from glossary.quality.prose import plain, sentences

SEARCH_ONLY = "search-only"


@dataclass(frozen=True, kw_only=True)
class EntryText:
    """The text of an entry. `key` names it in findings: a number or the name of a file.

    `old_addresses` are those that still lead to it.
    """

    key: str
    kind: str
    content: Content
    language: str = "en"
    address: str = ""
    old_addresses: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.content.title

    @property
    def is_term(self) -> bool:
        return self.kind == "term"

    def own_designations(self) -> Iterator[DesignationText]:
        """Yield the designations in the entry's own language."""
        for designation in self.content.designations:
            if designation.language in ("", self.language):
                yield designation

    def names(self) -> list[str]:
        """Return title and designations, without words that only help a search."""
        public = (one for one in self.own_designations() if one.acceptability != SEARCH_ONLY)
        return [self.title, *(designation.term for designation in public)]

    def defining_text(self) -> str:
        """Return the short definition, or else the first sentence of the explanatory one."""
        if self.content.short_definition:
            return self.content.short_definition
        return next(iter(sentences(plain(self.content.section("definition")))), "")

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield place and plain text of everything that readers read as prose."""
        yield "short_definition", self.content.short_definition
        for section in self.content.sections:
            yield section.kind, plain(section.body)
