"""The fields of an entry's form by the names that people know, outside of the form."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms

from glossary.admin.basis import Fields
from glossary.admin.forms import (
    CitationForm,
    DesignationForm,
    FactsForm,
    OtherSectionForm,
    RelationForm,
    SubmitForm,
    WaiverForm,
)
from glossary.models import SectionKind

ROWS: dict[str, type[forms.Form]] = {
    "other": OtherSectionForm,
    "designation": DesignationForm,
    "relation": RelationForm,
    "citation": CitationForm,
    "waiver": WaiverForm,
}


@dataclass(frozen=True, kw_only=True)
class TypedText:
    """What was typed into a field; `row` counts in a list and is empty elsewhere."""

    label: str
    value: str
    row: str = ""


def typed_texts(fields: Fields) -> Iterator[TypedText]:
    """Yield all text that was typed. What has no label is not typed by anybody."""
    titles = dict(SectionKind.objects.values_list("key", "title"))
    for name, value in fields:
        if value.strip() and (text := typed_text(name, value, titles)):
            yield text


def typed_text(name: str, value: str, titles: dict[str, str]) -> TypedText | None:
    known = FactsForm.base_fields | SubmitForm.base_fields
    if name in known:
        return TypedText(label=str(known[name].label), value=value)
    part, _dash, rest = name.partition("-")
    if part == "section":
        return TypedText(label=titles[rest], value=value) if rest in titles else None
    number, _dash, field = rest.partition("-")
    row = ROWS.get(part)
    is_row = row and number.isdecimal() and len(number) < 6
    is_typed = is_row and isinstance(row.base_fields.get(field), forms.CharField)
    if not is_typed:
        return None
    return TypedText(label=str(row.base_fields[field].label), value=value, row=str(int(number) + 1))
