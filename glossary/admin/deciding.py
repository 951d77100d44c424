"""Carrying out a decision that was posted from an entry's page."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from glossary.admin.choice import Choice
from glossary.admin.choices import CHOICES
from glossary.admin.decision_forms import DecisionForm, SeenForm
from glossary.admin.desk import desk_for, entry_url
from glossary.admin.offers import Offer, form_for
from glossary.admin.proving import proof_for
from glossary.admin.reviewing import review_page
from glossary.errors import GlossaryError, WrongPassword, WrongState
from glossary.models import Version
from glossary.workflow.proof import Proof
from glossary.workflow.record import record_refusal
from glossary.workflow.repeats import was_just_done
from glossary.workflow.steps import row_for
from glossary.workflow.waiting import queue_from

BY_NAME = {choice.name: choice for choice in CHOICES}


def decision_page(request: HttpRequest, pk: int, name: str, *, site: ModelAdmin) -> HttpResponse:
    """Carry out one decision. A refusal shows the review page again, with what was typed."""
    choice = BY_NAME.get(name)
    if choice is None:
        raise Http404
    desk = desk_for(request, pk)
    version = choice.on(desk) or desk.version
    form, error = form_for(request, choice, desk, is_posted=True), None
    try:
        if choice.action:
            # A wrong state is the reason to give, whatever is missing in the form.
            row_for(version, choice.action)
        if form.is_valid():
            carry_out(request, choice, version, form)
            return gone_on(request, choice, version)
    except WrongState as refusal:
        if is_repeated(choice, version, form, by=request.user):
            messages.info(request, _("You have done this a moment ago; it was done once."))
            return HttpResponseRedirect(place_after(version))
        error = refusal
    except GlossaryError as refusal:
        error = refusal
    refused = Offer(choice=choice, form=for_another_try(request, choice, form, pk=pk))
    return review_page(request, desk_for(request, pk), site=site, refused=refused, error=error)


def gone_on(request: HttpRequest, choice: Choice, version: Version) -> HttpResponse:
    """Lead to what waits next, if that was asked for and something waits; else to the entry."""
    wants_next = choice.leads_on and request.POST.get("then") == "next"
    following = queue_from(version, by=request.user).next if wants_next else None
    if following is None:
        messages.success(request, choice.done)
        return HttpResponseRedirect(place_after(version))
    messages.success(request, f"{version.title}: {choice.done}")
    return HttpResponseRedirect(entry_url("review", following.entry_id))


def is_repeated(choice: Choice, version: Version, form: DecisionForm, *, by: User) -> bool:
    """Whether the same form comes a second time; another date for a schedule is no repetition."""
    if not was_just_done(version.entry, choice.action, by=by):
        return False
    wanted = form.cleaned_data.get("at") if form.is_valid() else None
    return wanted in (None, version.scheduled_for)


def place_after(version: Version) -> str:
    """Return where to go on; an entry whose content is gone has no page."""
    if version.entry.versions.exists():
        return entry_url("change", version.entry_id)
    return reverse("admin:glossary_entry_changelist")


def carry_out(request: HttpRequest, choice: Choice, version: Version, form: DecisionForm) -> None:
    facts = dict(form.cleaned_data)
    facts.pop("password", None)
    if choice.signs:
        facts["proof"] = proved(request, choice, version)
    choice.does(version, by=request.user, **facts)


def proved(request: HttpRequest, choice: Choice, version: Version) -> Proof | None:
    """Return the proof of the person. A wrong password is recorded, never the password itself."""
    try:
        return proof_for(request)
    except WrongPassword:
        record_refusal(
            version,
            action=choice.action or choice.name,
            by=request.user,
            reason="Wrong password",
        )
        raise


def for_another_try(
    request: HttpRequest, choice: Choice, form: DecisionForm, *, pk: int
) -> DecisionForm:
    """Return the form with what was typed. What is signed is what the page now shows (W-18)."""
    if choice.form is not SeenForm:
        return form
    fresh = form_for(request, choice, desk_for(request, pk))
    fresh.initial["note"] = form.data.get("note", "")
    return fresh
