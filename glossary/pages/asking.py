"""What somebody asks of the search page: words, what narrows the results, their order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from glossary.models import EntryKind

# Deeper pages help nobody and would let a robot make the database count for ever.
LAST_PAGE = 50
# What narrows results beside the kind, in the order in which it is offered.
FIELDS = ("subject", "tag", "standard", "letter", "language")
SORTS = ("title", "date")


@dataclass(frozen=True, kw_only=True)
class SearchRequest:
    """The contents of the address of a search page; what makes no sense there is left out."""

    text: str = ""
    kind: str = ""
    chosen: Mapping[str, str]
    sort: str = ""
    page: int = 1

    @classmethod
    def by(cls, parameters: Mapping[str, str]) -> Self:
        kind, sort = parameters.get("kind", ""), parameters.get("sort", "")
        return cls(
            text=parameters.get("q", ""),
            kind=kind if kind in EntryKind.values else "",
            chosen={field: value for field in FIELDS if (value := parameters.get(field, ""))},
            sort=sort if sort in SORTS else "",
            page=page_number(parameters.get("page", "")),
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.chosen)

    def parameters(self) -> Iterator[tuple[str, str]]:
        """Yield what stands in the address beside the words, for the form to keep."""
        yield from (("kind", self.kind), *self.chosen.items(), ("sort", self.sort))

    def address(self) -> str:
        """Return the address of this page, relative to that of search."""
        given = [("q", self.text), *self.parameters()]
        page = [("page", str(self.page))] if self.page > 1 else []
        return f"?{urlencode([(name, value) for name, value in given if value] + page)}"

    def with_kind(self, kind: str) -> str:
        return replace(self, kind=kind, page=1).address()

    def with_sort(self, sort: str) -> str:
        return replace(self, sort=sort, page=1).address()

    def with_text(self, text: str) -> str:
        return replace(self, text=text, page=1).address()

    def with_page(self, page: int) -> str:
        return replace(self, page=page).address()

    def narrowed_to(self, field: str, value: str) -> str:
        """Return the address of results that have this value, or of all, where it is empty."""
        return replace(self, chosen={**self.chosen, field: value}, page=1).address()


def page_number(text: str) -> int:
    """Return the page that an address names, the first where it names none."""
    is_number = text.isascii() and text.isdigit() and len(text) < 5
    return min(max(int(text), 1), LAST_PAGE) if is_number else 1
