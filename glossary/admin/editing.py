"""Writing an entry: the page with all its forms, for a new entry and for an open draft."""

from dataclasses import replace
from uuid import uuid4

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glossary.admin.basis import Basis
from glossary.admin.conflicts import Choices, conflict_rows, reopened_rows, sent_choices
from glossary.admin.desk import Desk, desk_for, entry_url, status_of
from glossary.admin.entry_forms import EntryForms, form_problems
from glossary.admin.forms import SubmitForm
from glossary.admin.gate import gate_of
from glossary.admin.hints import hints_for
from glossary.admin.offers import reserving_offer
from glossary.admin.presence import sentences
from glossary.admin.reading import reading_page
from glossary.admin.sheets import Sheet, new_sheet, opened_sheet
from glossary.admin.submitting import (
    is_sound,
    is_submission,
    submit_form_for,
    submitted_before,
)
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
from glossary.models import Entry, EntryKind, Standard, Version
from glossary.pages.differences import labelled
from glossary.workflow.actions import save_draft, submit
from glossary.workflow.diff import content_diff
from glossary.workflow.merging import merge, with_choices
from glossary.workflow.recovery import throw_away
from glossary.workflow.repeats import create_once, was_just_done
from glossary.workflow.transitions import Action, require_role, transition_for

ADD_TITLES = {
    EntryKind.TERM: gettext_lazy("Add a term"),
    EntryKind.QUESTION: gettext_lazy("Add a question"),
}


def change_page(request: HttpRequest, pk: int, *, site: ModelAdmin) -> HttpResponse:
    """Show or save the open draft; show the version where this person cannot write."""
    desk = desk_for(request, pk)
    if request.method != "POST":
        if not desk.may_save:
            return reading_page(request, desk, site=site)
        return editing_page(request, opened_sheet(request, desk), site=site)
    try:
        row = transition_for(Action.SAVE, desk.version.state)
        require_role(row, desk.roles)
    except MissingRole as error:
        return reading_page(request, desk, site=site, error=error)
    except WrongState as error:
        if is_submission(request) and was_just_done(desk.entry, Action.SUBMIT, by=request.user):
            return submitted_before(request, pk)
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
        forms=forms,
        kind=desk.entry.kind,
        basis=Basis.sent(request.POST),
        desk=desk,
        error=error,
        status=status_of(error),
    )
    return editing_page(request, sheet, site=site)


def saved(request: HttpRequest, desk: Desk, *, site: ModelAdmin) -> HttpResponse:
    """Save what was sent; whatever is refused comes back with everything that was typed."""
    loaded, kind = desk.version.content(), desk.entry.kind
    forms = EntryForms(loaded, kind=kind, own=desk.entry.pk, posted=request.POST)
    basis, choices = Basis.sent(request.POST), sent_choices(request.POST)
    submit_form = submit_form_for(request, desk.version)
    sheet = Sheet(
        forms=forms,
        kind=kind,
        desk=desk,
        basis=basis,
        submit_form=submit_form,
        is_unsaved=True,
        status=422,
    )
    if not is_sound(forms, submit_form):
        rows = reopened_rows(choices, basis.content() or loaded)
        return editing_page(request, replace(sheet, conflicts=tuple(rows)), site=site)
    if choices:
        return chosen_page(request, sheet, choices=choices, site=site)
    content = forms.content()
    is_untouched = content == loaded and basis.based_on == content_hash(loaded)
    try:
        # Who only submits, and changes nothing, does not become a contributor by it.
        if not (is_untouched and is_submission(request)):
            save_draft(desk.version, content, by=request.user, based_on=basis.based_on)
    except ContentRefused as error:
        forms.refuse(error)
        return editing_page(request, sheet, site=site)
    except StaleContent as error:
        return conflict_page(request, sheet, error=error, site=site)
    except GlossaryError as error:
        refused = replace(sheet, error=error, status=status_of(error))
        return editing_page(request, refused, site=site)
    return after_save(request, desk.entry.pk, site=site)


def conflict_page(
    request: HttpRequest, sheet: Sheet, *, error: StaleContent, site: ModelAdmin
) -> HttpResponse:
    """Put together what two people typed at once, and ask where both changed the same (E-08).

    The page carries the hash of the other text: saving it again is done knowingly. A form that
    did not bring the text it was loaded with is only compared with the other one.
    """
    base, mine = sheet.basis.content(), sheet.forms.content()
    theirs = desk_for(request, sheet.desk.entry.pk).version.content()
    if base and mine == theirs:
        # The same form sent twice: the first one has saved it.
        return after_save(request, sheet.desk.entry.pk, site=site)
    sheet = replace(
        sheet,
        error=error,
        status=status_of(error),
        basis=Basis.of(theirs, form_key=sheet.basis.form_key),
        submit_form=SubmitForm(initial=request.POST.dict()),
    )
    if base is None:
        changes = tuple(content_diff(theirs, mine))
        return editing_page(request, replace(sheet, changes=changes), site=site)
    merged = merge(base=base, theirs=theirs, mine=mine)
    sheet = replace(
        sheet,
        forms=EntryForms(merged.content, kind=sheet.kind, own=sheet.desk.entry.pk),
        changes=tuple(content_diff(mine, merged.content)),
        conflicts=tuple(conflict_rows(merged.conflicts)),
        is_merged=True,
    )
    return editing_page(request, sheet, site=site)


def chosen_page(
    request: HttpRequest, sheet: Sheet, *, choices: Choices, site: ModelAdmin
) -> HttpResponse:
    """Show the text as it was chosen, to be looked through: nothing is saved before."""
    theirs, typed = sheet.basis.content(), sheet.forms.content()
    content = with_choices(typed, theirs, choices) if theirs else typed
    messages.info(
        request, _("The text is put together as you chose. Look through it, then save it.")
    )
    sheet = replace(
        sheet,
        forms=EntryForms(content, kind=sheet.kind, own=sheet.desk.entry.pk),
        submit_form=SubmitForm(initial=request.POST.dict()),
        status=200,
    )
    return editing_page(request, sheet, site=site)


def add_page(request: HttpRequest, *, site: ModelAdmin) -> HttpResponse:
    """Show or save the page of a new entry; `kind` and a first title are in the address."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in EntryKind.values else EntryKind.TERM.value
    if request.method != "POST":
        return editing_page(request, new_sheet(request, kind), site=site)
    forms = EntryForms(Content(title=""), kind=kind, posted=request.POST)
    basis = Basis.sent(request.POST)
    submit_form = submit_form_for(request, None)
    sheet = Sheet(
        forms=forms,
        kind=kind,
        basis=basis,
        submit_form=submit_form,
        is_unsaved=True,
        status=422,
    )
    if not is_sound(forms, submit_form):
        return editing_page(request, sheet, site=site)
    reason = request.POST.get("duplicate_reason", "")
    facts = {"kind": kind, "content": forms.content(), "duplicate_reason": reason}
    try:
        made = create_once(by=request.user, key=basis.key or uuid4(), **facts)
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
    if not made.is_new and made.version.content() != facts["content"]:
        return used_form_page(request, sheet, made=made.version, site=site)
    return after_save(request, made.version.entry_id, site=site)


def used_form_page(
    request: HttpRequest, sheet: Sheet, *, made: Version, site: ModelAdmin
) -> HttpResponse:
    """Ask whether a form that comes back with another text, by "Back" perhaps, is a new entry."""
    messages.warning(
        request,
        _("This form has made the entry %s already. Save again to make another entry of it.")
        % made.entry,
    )
    sheet = replace(sheet, basis=Basis.for_new_entry(), status=409)
    return editing_page(request, sheet, site=site)


def after_save(request: HttpRequest, pk: int, *, site: ModelAdmin) -> HttpResponse:
    """Go on as the button said: stay, look at the preview, or submit."""
    throw_away(by=request.user, entry=pk)
    if key := Basis.sent(request.POST).key:
        throw_away(by=request.user, key=key)
    if not is_submission(request):
        messages.success(request, _("The draft is saved."))
        page = "preview" if "_preview" in request.POST else "change"
        return HttpResponseRedirect(entry_url(page, pk))
    desk = desk_for(request, pk)
    form = SubmitForm(request.POST)
    loaded = desk.version.content()
    sheet = Sheet(
        # What was sent is saved. Shown again as it was sent, new rows would count as new once
        # more: the next save would find them unchanged and drop them.
        forms=EntryForms(loaded, kind=desk.entry.kind, own=pk),
        kind=desk.entry.kind,
        desk=desk,
        basis=Basis.of(loaded),
        submit_form=form,
    )
    form.is_valid()
    try:
        submit(desk.version, by=request.user, **form.cleaned_data)
    except GlossaryError as error:
        if was_just_done(desk.entry, Action.SUBMIT, by=request.user):
            return submitted_before(request, pk)
        refused = replace(sheet, error=error, status=status_of(error))
        return editing_page(request, refused, site=site)
    messages.success(request, _("The version is submitted; reviewers see it from now on."))
    return HttpResponseRedirect(entry_url("change", pk))


def editing_page(request: HttpRequest, sheet: Sheet, *, site: ModelAdmin) -> HttpResponse:
    """Show the forms, with everything that is wrong in a list on top."""
    version = sheet.desk.version if sheet.desk else None
    submit_form = sheet.submit_form or submit_form_for(request, version)
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
        "live_url": sheet.live_url,
        "hints": hints_for(sheet.forms.shown()),
        "duplicate_reason": request.POST.get("duplicate_reason", ""),
        "others": sentences(sheet.desk) if sheet.desk else (),
        "reserving": reserving_offer(request, sheet.desk) if sheet.desk else None,
        "gate": gate,
        "is_stopped": isinstance(sheet.error, QualityErrors),
        "standards": Standard.objects.values_list("designation", flat=True).distinct(),
        "may_submit": sheet.desk.may_submit if sheet.desk else True,
    }
    return TemplateResponse(request, "admin/glossary/entry/edit.html", context, status=sheet.status)
