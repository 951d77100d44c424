"""All forms of one entry's page together: from a Content to fields and back."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from django import forms
from django.db.models import Q
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext as _

from glossary.admin.forms import (
    CitationForm,
    DesignationForm,
    FactsForm,
    OtherSectionForm,
    RelationForm,
    TemplateForm,
    WaiverForm,
)
from glossary.content import (
    CitationText,
    Content,
    DesignationText,
    RelationText,
    SectionText,
    WaiverText,
)
from glossary.errors import ContentRefused
from glossary.models import ADDITIONAL, Entry, EntryKind, SectionKind
from glossary.quality.rules import RULES, Tier
from glossary.text import in_one_line

REASON = re.compile(r"waive-(\d{1,3})-reason")


@dataclass(frozen=True, kw_only=True)
class FieldProblem:
    """A line of the summary of errors: `anchor` is the id of the field it links to."""

    anchor: str
    label: str
    message: str


class Rows(BaseFormSet):
    """A list of an entry: known rows, then empty ones that may stay empty."""

    def kept(self) -> list[dict]:
        return [
            {key: value for key, value in form.cleaned_data.items() if key != "DELETE"}
            for form in self.forms
            if form.cleaned_data and not form.errors and not form.cleaned_data.get("DELETE")
        ]

    def faulty_forms(self) -> list[forms.Form]:
        return [form for form in self.forms if form.errors and not form.cleaned_data.get("DELETE")]


class DesignationRows(Rows):
    """Two designations cannot have the same words in the same language."""

    def clean(self) -> None:
        seen = set()
        for form in self.forms:
            values = form.cleaned_data
            if values.get("DELETE") or not values.get("term"):
                continue
            name = (values["term"], values.get("language", ""))
            if name in seen:
                form.add_error("term", _("This designation stands twice."))
            seen.add(name)


class RelationRows(Rows):
    """Finds the entry that an editor named by number or title."""

    def __init__(self, *args: object, own: int | None = None, **options: object) -> None:
        super().__init__(*args, **options)
        self.own = own

    def clean(self) -> None:
        """Look up what was typed; a row left as it was keeps the entry it names."""
        typed = {
            form.cleaned_data["target"]: form
            for form in self.forms
            if "target" in form.changed_data and form.cleaned_data.get("target")
        }
        found = entries_named(list(typed))
        for form in self.forms:
            target = form.cleaned_data.get("target")
            if not target:
                continue
            if "target" not in form.changed_data:
                values = {key: form.initial.get(key, "") for key in ("number", "title")}
            else:
                values = self.resolved(form, target, found[target])
            form.cleaned_data.update(values)

    def resolved(self, form: forms.Form, target: str, found: list[Entry]) -> dict[str, str]:
        if self.own in [entry.pk for entry in found]:
            form.add_error("target", _("An entry has no relation to itself."))
        if len(found) > 1:
            numbers = ", ".join(entry.number for entry in found)
            form.add_error(
                "target", _("Several entries have this title; name one of %s.") % numbers
            )
        if len(found) == 1:
            return {"number": found[0].number, "title": found[0].title}
        return {"number": "", "title": target}

    def kept(self) -> list[dict]:
        return [
            {key: value for key, value in row.items() if key != "target"} for row in super().kept()
        ]


def entries_named(names: Sequence[str]) -> dict[str, list[Entry]]:
    """Return for each "QM-0042", "QM-0042 Title" or "Title" the entries it may mean."""
    wanted = Q(pk__in=())
    for name in names:
        wanted |= Q(number__iexact=name.split()[0]) | Q(title__iexact=name)
    known = list(Entry.objects.filter(wanted).only("pk", "number", "title"))
    found = {}
    for name in names:
        by_number = [entry for entry in known if entry.number.upper() == name.split()[0].upper()]
        found[name] = by_number or [
            entry for entry in known if entry.title.casefold() == name.casefold()
        ]
    return found


def rows_of(form: type[forms.Form], *, kind: type[Rows] = Rows) -> type[BaseFormSet]:
    return formset_factory(form, formset=kind, extra=1, can_delete=True)


OtherSections = rows_of(OtherSectionForm)
Designations = rows_of(DesignationForm, kind=DesignationRows)
Relations = rows_of(RelationForm, kind=RelationRows)
Citations = rows_of(CitationForm)
Waivers = rows_of(WaiverForm)


class EntryForms:
    """The forms of one page, filled from a Content and, after a POST, from what was sent."""

    def __init__(
        self,
        content: Content,
        *,
        kind: str,
        own: int | None = None,
        posted: QueryDict | None = None,
    ) -> None:
        self.loaded = content
        self.reasons = reasons_in(posted) if posted else {}
        beside = {section.kind for section in content.sections}
        kinds = list(SectionKind.objects.all())
        offered = [row for row in kinds if not row.retired or row.key in beside]
        template_rows = SectionKind.objects.template_for(kind, beside=beside)
        template = [row for row in template_rows if row.key != ADDITIONAL]
        self.positions = {row.key: row.position for row in kinds}
        in_template, others = sorted_sections(content, template)
        self.facts = FactsForm(
            posted, initial=vars(content), needs_subject=kind == EntryKind.QUESTION
        )
        self.template = TemplateForm(posted, prefix="section", initial=in_template, kinds=template)
        self.others = OtherSections(
            posted,
            prefix="other",
            initial=[vars(section) for section in others],
            form_kwargs={"kinds": offered},
        )
        self.designations = Designations(
            posted, prefix="designation", initial=list(map(asdict, content.designations))
        )
        self.relations = Relations(
            posted,
            prefix="relation",
            initial=list(map(relation_values, content.relations)),
            own=own,
        )
        self.citations = Citations(
            posted, prefix="citation", initial=list(map(asdict, content.citations))
        )
        self.waivers = Waivers(posted, prefix="waiver", initial=list(map(asdict, content.waivers)))

    @property
    def lists(self) -> tuple[Rows, ...]:
        return self.others, self.designations, self.relations, self.citations, self.waivers

    def is_valid(self) -> bool:
        # A list and not a generator: every form must be checked, so that all errors show.
        return all([part.is_valid() for part in (self.facts, self.template, *self.lists)])

    def content(self) -> Content:
        """Return what was typed; what is faulty is left out. Call after `is_valid`."""
        return Content(
            **{"title": "", **self.facts.cleaned_data},
            sections=tuple(
                sorted(self.sections(), key=lambda section: self.positions[section.kind])
            ),
            designations=tuple(DesignationText(**row) for row in self.designations.kept()),
            relations=tuple(RelationText(**row) for row in self.relations.kept()),
            citations=tuple(CitationText(**row) for row in self.citations.kept()),
            waivers=self.all_waivers(),
        )

    def shown(self) -> Content:
        """Return what stands in the fields: what was typed, or else what was loaded."""
        if not self.facts.is_bound:
            return self.loaded
        self.is_valid()
        return self.content()

    def listed_waivers(self) -> tuple[WaiverText, ...]:
        return tuple(WaiverText(**row) for row in self.waivers.kept())

    def all_waivers(self) -> tuple[WaiverText, ...]:
        """Return the rows of the list, and the reasons typed beside the findings."""
        listed = self.listed_waivers()
        known = {(waiver.rule, waiver.about) for waiver in listed}
        typed = (
            WaiverText(rule=rule, about=about, reason=reason)
            for (rule, about), reason in self.reasons.items()
            if (rule, about) not in known
        )
        return (*listed, *typed)

    def sections(self) -> Iterator[SectionText]:
        """Yield what was typed into the template and beside it; one without text is left out."""
        for key, body in self.template.cleaned_data.items():
            if body.strip():
                yield SectionText(kind=key, body=body)
        for row in self.others.kept():
            if row["body"].strip():
                yield SectionText(**row)

    def refuse(self, error: ContentRefused) -> None:
        """Show a refusal of the workflow beside the field it is about."""
        for form in (self.facts, self.template):
            if error.place in form.fields:
                form.add_error(error.place, str(error))
                return
        self.facts.add_error(None, f"{error.place}: {error}" if error.place else str(error))

    def problems(self) -> Iterator[FieldProblem]:
        """Yield everything that is wrong, from top to bottom."""
        yield from form_problems(self.facts)
        yield from form_problems(self.template)
        for part in self.lists:
            if not part.is_bound:
                continue
            for message in part.non_form_errors():
                yield FieldProblem(anchor=part.prefix, label="", message=message)
            for form in part.faulty_forms():
                yield from form_problems(form)


def reasons_in(posted: QueryDict) -> dict[tuple[str, str], str]:
    """Return why findings may stand, by rule and words, as typed beside them; never for errors."""
    found = {}
    for name in posted:
        if named := REASON.fullmatch(name):
            rule = posted.get(f"waive-{named[1]}-rule", "")
            reason = in_one_line(posted[name])
            if reason and rule in RULES and RULES[rule].tier != Tier.ERROR:
                found[rule, posted.get(f"waive-{named[1]}-about", "")] = reason
    return found


def form_problems(form: forms.Form) -> Iterator[FieldProblem]:
    first = next(iter(form.visible_fields()), None)
    for name, messages in form.errors.items():
        field = form[name] if name in form.fields else None
        anchor = (field or first).id_for_label if field or first else ""
        label = field.label if field else ""
        for message in messages:
            yield FieldProblem(anchor=anchor, label=label, message=message)


def sorted_sections(
    content: Content, template: Sequence[SectionKind]
) -> tuple[dict[str, str], list[SectionText]]:
    """Return the texts that have a place in the template, and all other sections."""
    keys = {kind.key for kind in template}
    placed: dict[str, str] = {}
    others = []
    for section in content.sections:
        if section.kind in keys and section.kind not in placed and not section.heading:
            placed[section.kind] = section.body
        else:
            others.append(section)
    return placed, others


def relation_values(relation: RelationText) -> dict[str, str]:
    target = f"{relation.number} {relation.title}".strip()
    return asdict(relation) | {"target": target}
