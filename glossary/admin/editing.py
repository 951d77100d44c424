"""Writing an entry: the page with all its forms, for a new entry and for an open draft."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glossary.admin.desk import Desk, desk_for, entry_url, status_of
from glossary.admin.entry_forms import EntryForms, form_problems
from glossary.admin.forms import SubmitForm
from glossary.admin.gate import gate_of
from glossary.admin.reading import reading_page
from glossary.content import Content, content_hash
from glossary.errors import (
    ContentRefused,
    DuplicateTitle,
    GlossaryError,
    MissingRole,
    QualityErrors,
    StaleContent,
    WrongState,
)
from glossary.models import ChangeClass, Entry, EntryKind, Standard
from glossary.pages.differences import labelled
from glossary.text import in_one_line
from glossary.workflow.actions import create_entry, save_draft, submit
from glossary.workflow.diff import Change, content_diff
from glossary.workflow.transitions import Action, require_role, transition_for

TITLE_LENGTH = 200
ADD_TITLES = {
    EntryKind.TERM: gettext_lazy("Add a term"),
    EntryKind.QUESTION: gettext_lazy("Add a question"),
}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What the page of forms shows. `desk` is missing for an entry that is still to be made."""

    forms: EntryForms
    kind: str
    based_on: str = ""
    desk: Desk | None = None
    error: GlossaryError | None = None
    changes: tuple[Change, ...] = ()
    submit_form: SubmitForm | None = None
    namesakes: tuple[Entry, ...] = ()
    status: int = 200


def change_page(request: HttpRequest, pk: int, *, site: ModelAdmin) -> HttpResponse:
    """Show or save the open draft; show the version where this person cannot write."""
    desk = desk_for(request, pk)
    if request.method != "POST":
        if not desk.may_save:
            return reading_page(request, desk, site=site)
        loaded = desk.version.content()
        sheet = Sheet(
            forms=EntryForms(loaded, kind=desk.entry.kind, own=desk.entry.pk),
            kind=desk.entry.kind,
            desk=desk,
            based_on=content_hash(loaded),
        )
        return editing_page(request, sheet, site=site)
    try:
        row = transition_for(Action.SAVE, desk.version.state)
        require_role(row, desk.roles)
    except MissingRole as error:
        return reading_page(request, desk, site=site, error=error)
    except WrongState as error:
        return refused_page(request, desk, error=error, site=site)
    return saved(request, desk, site=site)


def refused_page(
    request: HttpRequest, desk: Desk, *, error: GlossaryError, site: ModelAdmin
) -> HttpResponse:
    """Show what was typed although it cannot be saved any more, so that it can be copied."""
    forms = EntryForms(
        desk.version.content(), kind=desk.entry.kind, own=desk.entry.pk, posted=request.POST
    )
    sheet = Sheet(
        forms=forms, kind=desk.entry.kind, desk=desk, error=error, status=status_of(error)
    )
    return editing_page(request, sheet, site=site)


def saved(request: HttpRequest, desk: Desk, *, site: ModelAdmin) -> HttpResponse:
    """Save what was sent; whatever is refused comes back with everything that was typed."""
    loaded, kind = desk.version.content(), desk.entry.kind
    forms = EntryForms(loaded, kind=kind, own=desk.entry.pk, posted=request.POST)
    # Without a hash nobody knows what the text was typed upon: the same as a wrong one.
    based_on = request.POST.get("based_on") or "unknown"
    sheet = Sheet(forms=forms, kind=kind, desk=desk, based_on=based_on, status=422)
    if not forms.is_valid():
        return editing_page(request, sheet, site=site)
    content = forms.content()
    is_untouched = content == loaded and based_on == content_hash(loaded)
    try:
        # Who only submits, and changes nothing, does not become a contributor by it.
        if not (is_untouched and is_submission(request)):
            save_draft(desk.version, content, by=request.user, based_on=based_on)
    except ContentRefused as error:
        forms.refuse(error)
        return editing_page(request, sheet, site=site)
    except StaleContent as error:
        return conflict_page(request, sheet, error=error, site=site)
    except GlossaryError as error:
        return refused_page(request, desk, error=error, site=site)
    return after_save(request, desk.entry.pk, forms=forms, site=site)


def conflict_page(
    request: HttpRequest, sheet: Sheet, *, error: StaleContent, site: ModelAdmin
) -> HttpResponse:
    """Show how the typed text differs from what somebody else has saved.

    The page carries the new hash: saving again replaces the other text, now knowingly.
    """
    theirs = desk_for(request, sheet.desk.entry.pk).version.content()
    sheet = replace(
        sheet,
        error=error,
        status=status_of(error),
        based_on=content_hash(theirs),
        changes=tuple(content_diff(theirs, sheet.forms.content())),
    )
    return editing_page(request, sheet, site=site)


def add_page(request: HttpRequest, *, site: ModelAdmin) -> HttpResponse:
    """Show or save the page of a new entry; `kind` and a first title are in the address."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in EntryKind.values else EntryKind.TERM.value
    posted = request.POST if request.method == "POST" else None
    title = in_one_line(request.GET.get("title", ""))[:TITLE_LENGTH]
    forms = EntryForms(Content(title=title), kind=kind, posted=posted)
    if posted is None:
        return editing_page(request, Sheet(forms=forms, kind=kind), site=site)
    sheet = Sheet(forms=forms, kind=kind, status=422)
    if not forms.is_valid():
        return editing_page(request, sheet, site=site)
    reason = posted.get("duplicate_reason", "")
    try:
        version = create_entry(
            kind=kind, content=forms.content(), by=request.user, duplicate_reason=reason
        )
    except ContentRefused as error:
        forms.refuse(error)
        return editing_page(request, sheet, site=site)
    except DuplicateTitle as error:
        namesakes = tuple(Entry.objects.filter(number__in=error.numbers))
        refused = replace(sheet, error=error, namesakes=namesakes)
        return editing_page(request, refused, site=site)
    except GlossaryError as error:
        refused = replace(sheet, error=error, status=status_of(error))
        return editing_page(request, refused, site=site)
    return after_save(request, version.entry_id, forms=forms, site=site)


def after_save(
    request: HttpRequest, pk: int, *, forms: EntryForms, site: ModelAdmin
) -> HttpResponse:
    """Go on as the button said: stay, look at the preview, or submit."""
    if not is_submission(request):
        messages.success(request, _("The draft is saved."))
        page = "preview" if "_preview" in request.POST else "change"
        return HttpResponseRedirect(entry_url(page, pk))
    desk = desk_for(request, pk)
    form = SubmitForm(request.POST)
    form.is_valid()
    sheet = Sheet(
        forms=forms,
        kind=desk.entry.kind,
        desk=desk,
        based_on=desk.version.current_hash(),
        submit_form=form,
    )
    if form.errors:
        return editing_page(request, replace(sheet, status=422), site=site)
    try:
        submit(desk.version, by=request.user, **form.cleaned_data)
    except GlossaryError as error:
        refused = replace(sheet, error=error, status=status_of(error))
        return editing_page(request, refused, site=site)
    messages.success(request, _("The version is submitted; reviewers see it from now on."))
    return HttpResponseRedirect(entry_url("change", pk))


def is_submission(request: HttpRequest) -> bool:
    return "_submit" in request.POST


def editing_page(request: HttpRequest, sheet: Sheet, *, site: ModelAdmin) -> HttpResponse:
    """Show the forms, with everything that is wrong in a list on top."""
    version = sheet.desk.version if sheet.desk else None
    noted = {
        "change_note": version.change_note if version else "",
        "change_class": (version and version.change_class) or ChangeClass.MINOR,
    }
    submit_form = sheet.submit_form or SubmitForm(initial=noted)
    entry = sheet.desk.entry if sheet.desk else None
    gate = gate_of(sheet.forms, kind=sheet.kind, entry=entry)
    context = site.admin_site.each_context(request) | {
        "opts": site.opts,
        "title": version.title if version else ADD_TITLES[sheet.kind],
        "subtitle": None,
        "sheet": sheet,
        "desk": sheet.desk,
        "forms": sheet.forms,
        "submit_form": submit_form,
        "problems": [*sheet.forms.problems(), *form_problems(submit_form)],
        "changes": labelled(sheet.changes),
        "gate": gate,
        "is_stopped": isinstance(sheet.error, QualityErrors),
        "standards": Standard.objects.values_list("designation", flat=True).distinct(),
        "may_submit": sheet.desk.may_submit if sheet.desk else True,
    }
    return TemplateResponse(request, "admin/glossary/entry/edit.html", context, status=sheet.status)
