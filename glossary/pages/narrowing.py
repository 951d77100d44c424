"""By what the results of a search can be narrowed, as links with counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from glossary.models import EntryKind
from glossary.pages.asking import FIELDS, SearchRequest
from glossary.pages.languages import language_name
from glossary.search import Facet

# So many values of a field are offered, the most frequent ones.
VALUES_SHOWN = 8
FIELD_NAMES = {
    "subject": _("Subject"),
    "tag": _("Tag"),
    "standard": _("Standard"),
    "letter": _("First letter"),
    "language": _("Language"),
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A value by which results are narrowed; the address of a chosen one takes it away again."""

    label: str
    url: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class ChoiceGroup:
    """The choices of one field."""

    name: str
    choices: tuple[Choice, ...]

    @property
    def is_open(self) -> bool:
        return any(choice.is_chosen for choice in self.choices)


def kind_choices(asked: SearchRequest, facets: Iterable[Facet]) -> tuple[Choice, ...]:
    """Return the kinds of entries, none where all results are of one kind anyhow."""
    counts = {facet.value: facet.count for facet in facets if facet.field == "kind"}
    if len(counts) < 2 and not asked.kind:
        return ()
    names = {"": _("Everything"), EntryKind.TERM: _("Terms"), EntryKind.QUESTION: _("Questions")}
    return tuple(
        Choice(
            label=str(name),
            url=asked.with_kind(kind),
            count=counts.get(kind, 0),
            is_chosen=kind == asked.kind,
        )
        for kind, name in names.items()
    )


def choice_groups(asked: SearchRequest, facets: Iterable[Facet]) -> Iterator[ChoiceGroup]:
    """Yield the fields by which these results can be narrowed, with what is chosen in any case."""
    by_field = {field: list(rows) for field, rows in groupby(facets, key=lambda row: row.field)}
    for field in FIELDS:
        rows = by_field.get(field, [])
        chosen = asked.chosen.get(field, "")
        if len(rows) < 2 and not chosen:
            continue
        if field == "letter":
            rows.sort(key=lambda row: row.label)
        else:
            rows = rows[:VALUES_SHOWN] + [row for row in rows[VALUES_SHOWN:] if row.value == chosen]
        yield ChoiceGroup(
            name=str(FIELD_NAMES[field]),
            choices=tuple(choice_of(asked, row, is_chosen=row.value == chosen) for row in rows),
        )


def choice_of(asked: SearchRequest, facet: Facet, *, is_chosen: bool) -> Choice:
    is_language = facet.field == "language"
    return Choice(
        label=language_name(facet.value) if is_language else facet.label,
        url=asked.narrowed_to(facet.field, "" if is_chosen else facet.value),
        count=facet.count,
        is_chosen=is_chosen,
    )
