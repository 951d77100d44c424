"""The designations of an entry in the groups in which a reader meets them."""

from collections.abc import Iterable
from dataclasses import dataclass

from glossary.models import Acceptability, Designation, DesignationType


@dataclass(frozen=True, kw_only=True)
class Names:
    """Designations beside the title. Search-only ones help to find an entry and stay hidden."""

    synonyms: tuple[Designation, ...] = ()
    abbreviations: tuple[Designation, ...] = ()
    symbols: tuple[Designation, ...] = ()
    deprecated: tuple[Designation, ...] = ()
    equivalents: tuple[Designation, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.all)

    @property
    def all(self) -> tuple[Designation, ...]:
        return (
            *self.synonyms,
            *self.abbreviations,
            *self.symbols,
            *self.deprecated,
            *self.equivalents,
        )


def names_of(designations: Iterable[Designation], *, language: str) -> Names:
    """Group what readers may see; `language` is that of the entry."""
    groups: dict[str, list[Designation]] = {}
    for designation in designations:
        if designation.acceptability != Acceptability.SEARCH_ONLY:
            group = group_for(designation, language=language)
            groups.setdefault(group, []).append(designation)
    # A language is named once, so its words have to stand together.
    groups.get("equivalents", []).sort(key=lambda designation: designation.language)
    return Names(**{group: tuple(members) for group, members in groups.items()})


def group_for(designation: Designation, *, language: str) -> str:
    if designation.language not in ("", language):
        return "equivalents"
    if designation.acceptability == Acceptability.DEPRECATED:
        return "deprecated"
    if designation.type == DesignationType.ABBREVIATION:
        return "abbreviations"
    if designation.type == DesignationType.SYMBOL:
        return "symbols"
    return "synonyms"
