"""What an engine must be able to do."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from glossary.search.expression import Expression, Phrase


@dataclass(frozen=True, kw_only=True)
class Row:
    """The words of a document for the engine: stems and, among the names, written words.

    `marks` are those of its facets.
    """

    document_id: int
    names: Sequence[str]
    body: Sequence[str]
    marks: Sequence[str]


class Backend(Protocol):
    """An engine's part. Everything happens in the caller's transaction."""

    def in_names(self, expression: Expression, *, limit: int) -> list[int]:
        """Return documents whose names match, in no order."""
        ...

    def in_texts(self, expression: Expression, *, limit: int) -> list[int]:
        """Return documents that match with names and text together, in no order."""
        ...

    def count(self, expression: Expression, *, limit: int) -> int:
        """Count what `in_texts` finds, up to a limit."""
        ...

    def beginning(
        self, folded: str, *, titles: bool, marks: Sequence[str], limit: int
    ) -> list[int]:
        """Return documents with a title, or another name, that begins so; by the alphabet."""
        ...

    def containing(self, phrases: Collection[Phrase]) -> set[int]:
        """Return the ids of the entries that hold one of these phrases."""
        ...

    def holders(self, stems: Sequence[str], *, most: int) -> dict[str, list[int]]:
        """Return the documents with each of these stems, `most` at most.

        Stems that more documents have are left out; so may be those that the engine knows to
        be common without looking.
        """
        ...

    def write(self, rows: Iterable[Row]) -> None:
        """Index these documents, replacing what was known of them."""
        ...

    def remember(self, words: Mapping[str, bool]) -> None:
        """Add words to those that a misspelt one may have meant; True: it stands in a name."""
        ...

    def erase(self, document_ids: Collection[int]) -> None:
        """Forget these documents."""
        ...

    def reset(self) -> None:
        """Make the engine's index empty and whole, whatever has happened to it."""
        ...
