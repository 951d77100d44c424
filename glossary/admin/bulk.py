"""What can be done to several entries of the list at once: asked first, each on its own.

Every entry goes through the action of the workflow that its own page would take, in a
transaction of its own; the answer names for each what was done or why not.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django import forms
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glossary.admin.bulk_forms import ConfirmForm, OwnerForm, PublishForm, SubmitForm
from glossary.admin.proving import needs_password, proof_for
from glossary.admin.rights import roles_in
from glossary.errors import ActionRefused, GlossaryError
from glossary.models import Entry, Role, Version
from glossary.workflow.actions import confirm, hand_over, publish, submit
from glossary.workflow.transitions import APPROVERS, AUTHORS, EDITORS

AT_ONCE = 100


@dataclass(frozen=True, kw_only=True)
class Bulk:
    """One action on several entries: what is asked before, and what is done to each."""

    name: str
    title: str
    explained: str
    roles: frozenset[Role]
    form: type[forms.Form]
    carry_out: Callable[[Entry, HttpRequest, dict], None]


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came of one entry; `refusal` is empty where it was done."""

    entry: Entry
    refusal: str = ""


def newest_version(entry: Entry) -> Version:
    return entry.versions.open().first() or entry.versions.latest("sequence")


def publish_one(entry: Entry, request: HttpRequest, said: dict) -> None:
    publish(newest_version(entry), by=request.user, proof=proof_for(request))


def submit_one(entry: Entry, request: HttpRequest, said: dict) -> None:
    submit(newest_version(entry), by=request.user, change_note=said["change_note"])


def hand_over_one(entry: Entry, request: HttpRequest, said: dict) -> None:
    hand_over(entry, owner=said["owner"], by=request.user)


def confirm_one(entry: Entry, request: HttpRequest, said: dict) -> None:
    if entry.current is None:
        raise ActionRefused(_("Only a published entry has a periodic review."))
    confirm(entry.current, by=request.user, remark=said["remark"])


BULKS = (
    Bulk(
        name="submit_drafts",
        title=gettext_lazy("Submit for review …"),
        explained=gettext_lazy("Their open drafts go to the reviewers, each as from its own page."),
        roles=AUTHORS,
        form=SubmitForm,
        carry_out=submit_one,
    ),
    Bulk(
        name="publish_approved",
        title=gettext_lazy("Publish what is approved …"),
        explained=gettext_lazy("Readers see the approved versions at once. This is a signature."),
        roles=APPROVERS,
        form=PublishForm,
        carry_out=publish_one,
    ),
    Bulk(
        name="confirm_reviews",
        title=gettext_lazy("Confirm the periodic review …"),
        explained=gettext_lazy("You have read them and they still hold; the next review is set."),
        roles=EDITORS,
        form=ConfirmForm,
        carry_out=confirm_one,
    ),
    Bulk(
        name="hand_over",
        title=gettext_lazy("Give another owner …"),
        explained=gettext_lazy("The owner is reminded of reviews and told what others do with it."),
        roles=frozenset({Role.PUBLISHER}),
        form=OwnerForm,
        carry_out=hand_over_one,
    ),
)


def bulk_actions(request: HttpRequest) -> dict:
    """Return what this person is offered, as Django's list wants it."""
    roles = roles_in(request)
    return {
        bulk.name: (view_of(bulk), bulk.name, bulk.title) for bulk in BULKS if bulk.roles & roles
    }


def view_of(bulk: Bulk) -> Callable:
    def view(site: ModelAdmin, request: HttpRequest, entries: QuerySet[Entry]) -> TemplateResponse:
        return bulk_page(bulk, request, entries, site=site)

    return view


def bulk_page(
    bulk: Bulk, request: HttpRequest, entries: QuerySet[Entry], *, site: ModelAdmin
) -> TemplateResponse:
    """Ask first; once that is answered, carry out and show what came of each entry."""
    chosen = list(entries.select_related("current").order_by("number")[: AT_ONCE + 1])
    is_answer = "confirmed" in request.POST
    form = bulk.form(request.POST if is_answer else None)
    if "password" in form.fields and not needs_password(request):
        del form.fields["password"]
    results = None
    if is_answer and len(chosen) <= AT_ONCE and form.is_valid():
        results = [carried_out(bulk, entry, request, form.cleaned_data) for entry in chosen]
    context = site.admin_site.each_context(request) | {
        "opts": site.opts,
        "title": str(bulk.title).rstrip(" …"),
        "bulk": bulk,
        "chosen": chosen[:AT_ONCE],
        "is_too_many": len(chosen) > AT_ONCE,
        "limit": AT_ONCE,
        "form": form,
        "results": results,
        "done": sum(not result.refusal for result in results or ()),
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/glossary/entry/bulk.html", context)


def carried_out(bulk: Bulk, entry: Entry, request: HttpRequest, said: dict) -> Result:
    result = Result(entry=entry)
    try:
        bulk.carry_out(entry, request, said)
    except GlossaryError as error:
        return replace(result, refusal=str(error))
    return result
