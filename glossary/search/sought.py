"""What is sought: a query, in which languages, within which marks, and how much of it."""

from dataclasses import dataclass, replace
from typing import Self

from glossary.search.query import Query


@dataclass(frozen=True, kw_only=True)
class Sought:
    """`first` so many documents have to be in their order; `names` so many are looked for by name.

    With `counts` all matches are counted and their marks fetched, without only those needed.
    """

    query: Query
    languages: tuple[str, ...]
    marks: tuple[str, ...] = ()
    first: int
    names: int
    counts: bool = True

    def with_query(self, query: Query) -> Self:
        return replace(self, query=query)
