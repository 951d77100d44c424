"""Submitting from the page on which an entry is written: its form, and a second press."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from glossary.admin.desk import entry_url
from glossary.admin.entry_forms import EntryForms
from glossary.admin.forms import SubmitForm
from glossary.models import ChangeClass, Version


def submitted_before(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a form that was sent twice: the first one has done it."""
    messages.info(request, _("You have submitted the version a moment ago."))
    return HttpResponseRedirect(entry_url("change", pk))


def is_submission(request: HttpRequest) -> bool:
    return "_submit" in request.POST


def submit_form_for(request: HttpRequest, version: Version | None) -> SubmitForm:
    """Return the form with what was typed into it; its errors count for a submission only."""
    if is_submission(request):
        return SubmitForm(request.POST)
    noted = {
        "change_note": version.change_note if version else "",
        "change_class": (version and version.change_class) or ChangeClass.MINOR,
    }
    typed = {name: request.POST[name] for name in SubmitForm.base_fields if name in request.POST}
    return SubmitForm(initial=noted | typed)


def is_sound(forms: EntryForms, submit_form: SubmitForm) -> bool:
    # A list: everything is looked at, so that all errors show at once.
    return all([forms.is_valid(), not submit_form.errors])
