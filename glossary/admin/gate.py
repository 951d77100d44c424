"""The quality gate on the entry's page: what the rules find in what has been typed so far."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from glossary.admin.desk import desk_for
from glossary.admin.entry_forms import EntryForms
from glossary.content import Content, DesignationText, RelationText, SectionText
from glossary.models import Entry, EntryKind
from glossary.pages.findings import Explained, Judgement, explained, judged
from glossary.quality.rules import Finding
from glossary.workflow.gate import findings_in_draft

# By which field of its rows a list names what a finding is about.
NAMED_BY = {"designations": "term", "relations": "target"}


@dataclass(frozen=True, kw_only=True)
class Gate:
    """The findings for a page of forms; one on which nothing is typed yet `is_empty`."""

    judgement: Judgement
    check_url: str
    is_empty: bool = False


def gate_of(forms: EntryForms, *, kind: str, entry: Entry | None) -> Gate:
    """Judge what stands in the forms, and put each finding beside the field it speaks of."""
    content, check_url = content_in(forms), check_url_for(entry, kind=kind)
    if entry is None and not content.title and not content.sections:
        return Gate(judgement=Judgement(), check_url=check_url, is_empty=True)
    own = entry.number if entry else ""
    found = explained(findings_in_draft(content, kind=kind, entry=entry), own=own)
    placed = [
        replace(
            one,
            anchor=anchor_of(one.finding, forms),
            reason=forms.reasons.get((one.finding.rule.name, one.waived_about), ""),
        )
        for one in found
    ]
    judgement = judged(placed)
    put_beside_fields(judgement.open, forms)
    return Gate(judgement=judgement, check_url=check_url)


def check_url_for(entry: Entry | None, *, kind: str) -> str:
    if entry:
        return reverse("admin:glossary_entry_check", args=[entry.pk])
    return reverse("admin:glossary_entry_add_check", query={"kind": kind})


def content_in(forms: EntryForms) -> Content:
    """Return what the forms hold; of what is not valid yet, as much as can be read."""
    if not forms.facts.is_bound:
        return forms.loaded
    if forms.is_valid():
        # Reasons that stand beside their findings count when the page is saved.
        return replace(forms.content(), waivers=forms.listed_waivers())
    facts = {"title": ""} | forms.facts.cleaned_data
    sections = forms.template.cleaned_data.items()
    return Content(
        **facts,
        sections=tuple(SectionText(kind=kind, body=body) for kind, body in sections if body),
        designations=tuple(DesignationText(**row) for row in readable(forms.designations)),
        relations=tuple(RelationText(**row) for row in readable(forms.relations)),
        citations=forms.loaded.citations,
        waivers=forms.loaded.waivers,
    )


def readable(rows: Iterable[Form]) -> list[dict]:
    """Return the rows without errors. What is only on the forms is no part of a text."""
    apart = {"DELETE", "target"}
    return [
        {key: value for key, value in form.cleaned_data.items() if key not in apart}
        for form in rows
        if not form.errors and form.cleaned_data and not form.cleaned_data.get("DELETE")
    ]


def anchor_of(finding: Finding, forms: EntryForms) -> str:
    """Return the id of the field that a finding speaks of, or of the part where it stands."""
    for form in (forms.facts, forms.template):
        if finding.place in form.fields:
            return form[finding.place].id_for_label
    rows = getattr(forms, finding.place, None)
    name = NAMED_BY.get(finding.place)
    if rows is None or name is None:
        return {"citations": "citation"}.get(finding.place, "other")
    for form in rows.forms:
        if finding.about and finding.about in str(form[name].value() or ""):
            return form[name].id_for_label
    return rows.prefix


def put_beside_fields(found: Iterable[Explained], forms: EntryForms) -> None:
    """Let fields show what is found there, and tell screen readers of it."""
    by_anchor: dict[str, list[Explained]] = {}
    for one in found:
        by_anchor.setdefault(one.anchor, []).append(one)
    for form in (forms.facts, forms.template, *forms.designations, *forms.relations):
        for field in form:
            if beside := by_anchor.get(field.id_for_label):
                described = filter(None, (field.aria_describedby, f"{field.auto_id}_findings"))
                field.field.widget.attrs["aria-describedby"] = " ".join(described)
                field.field.findings = beside


def check_page(request: HttpRequest, pk: int | None = None, *, site: ModelAdmin) -> HttpResponse:
    """Answer with the findings for what is typed on the page of an entry; nothing is written."""
    desk = None
    if pk is None:
        if not site.has_add_permission(request):
            raise PermissionDenied
    else:
        if not site.has_view_permission(request):
            raise PermissionDenied
        desk = desk_for(request, pk)
        if not desk.may_save:
            raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    asked = request.GET.get("kind", "")
    kind = desk.entry.kind if desk else asked if asked in EntryKind.values else EntryKind.TERM.value
    loaded = desk.version.content() if desk else Content(title="")
    entry = desk.entry if desk else None
    forms = EntryForms(loaded, kind=kind, own=pk, posted=request.POST)
    context = {"gate": gate_of(forms, kind=kind, entry=entry)}
    return TemplateResponse(request, "admin/glossary/entry/_findings.html", context)


def gate_urls(site: ModelAdmin) -> list[URLPattern]:
    wrapped = site.admin_site.admin_view
    check = wrapped(partial(check_page, site=site))
    return [
        path("add/check/", check, name="glossary_entry_add_check"),
        path("<int:pk>/check/", check, name="glossary_entry_check"),
    ]
