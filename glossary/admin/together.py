"""Approve several waiting versions together: what changed in each, one password, a result for each.

The box of a version stands below its difference, which is folded: nothing is ticked that was
not opened. There is no box for all of them.
"""

from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glossary.admin.decision_forms import PasswordField
from glossary.admin.desk import status_of
from glossary.admin.forms import ParagraphsField
from glossary.admin.proving import holds_until, needs_password, proof_for
from glossary.admin.rights import roles_in
from glossary.errors import GlossaryError, WrongPassword
from glossary.models import Entry, Version
from glossary.pages.differences import LabelledChange, kind_titles, labelled
from glossary.workflow.batches import BatchOutcome
from glossary.workflow.diff import content_diff
from glossary.workflow.record import record_refusal
from glossary.workflow.selections import approve_each, refusals
from glossary.workflow.transitions import APPROVERS, Action
from glossary.workflow.waiting import waiting_for

AT_ONCE = 20


class TogetherForm(forms.Form):
    """What is typed once for all of them."""

    note = ParagraphsField(label=gettext_lazy("Note for the record (may be empty)"), rows=2)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One version to be looked at; `reason` says why this person cannot approve it."""

    version: Version
    before: Version | None
    changes: list[LabelledChange]
    reason: str
    is_chosen: bool = False


def together_urls(site: ModelAdmin) -> list[URLPattern]:
    view = site.admin_site.admin_view(partial(together_page, site=site))
    return [path("review-batch/", view, name="glossary_review_batch")]


@admin.action(description=gettext_lazy("Review together"))
def review_together(site: ModelAdmin, request: HttpRequest, entries: QuerySet[Entry]) -> object:
    """Lead from the list to the page where the chosen entries are looked at and approved."""
    chosen = entries.order_by("number").values_list("pk", flat=True)[:AT_ONCE]
    address = reverse("admin:glossary_review_batch")
    return HttpResponseRedirect(f"{address}?{urlencode({'entry': list(chosen)}, doseq=True)}")


def together_page(request: HttpRequest, *, site: ModelAdmin) -> HttpResponse:
    """Show what was chosen, or else what waits the longest; approve what is ticked."""
    if not roles_in(request) & APPROVERS:
        raise Http404
    if request.method != "POST":
        return choosing_page(request, chosen_versions(request), site=site)
    return approved_page(request, site=site)


def approved_page(request: HttpRequest, *, site: ModelAdmin) -> HttpResponse:
    """Approve what was ticked and show what came of each; a wrong password asks again."""
    form, versions = TogetherForm(request.POST), ticked_versions(request)
    seen = {version.pk: request.POST.get(f"seen-{version.pk}", "") for version in versions}
    if not (versions and form.is_valid()):
        return choosing_page(request, chosen_versions(request), site=site, form=form)
    try:
        proof = proof_for(request)
    except WrongPassword as error:
        action = Action.APPROVE
        record_refusal(versions[0], action=action, by=request.user, reason="Wrong password")
        shown = chosen_versions(request)
        return choosing_page(request, shown, site=site, form=form, error=error)
    outcomes = approve_each(
        versions, by=request.user, seen=seen, proof=proof, note=form.cleaned_data["note"]
    )
    return outcomes_page(request, outcomes, site=site)


def chosen_versions(request: HttpRequest) -> list[Version]:
    """Return the open versions of the entries that the address names, else what waits longest.

    What this person may not read is left out as if it were not there (W-31).
    """
    keys = [int(text) for text in request.GET.getlist("entry") if is_key(text)][:AT_ONCE]
    if not keys:
        return list(waiting_for(request.user).with_content()[:AT_ONCE])
    return list(
        readable(request).open().filter(entry__in=keys).order_by("submitted_at", "pk")[:AT_ONCE]
    )


def ticked_versions(request: HttpRequest) -> list[Version]:
    keys = [int(text) for text in request.POST.getlist("version") if is_key(text)][:AT_ONCE]
    return list(readable(request).filter(pk__in=keys).order_by("submitted_at", "pk"))


def readable(request: HttpRequest) -> QuerySet[Version]:
    visible = Entry.objects.visible_to(request.user, roles_in(request))
    return Version.objects.with_content().filter(entry__in=visible.values("pk"))


def is_key(text: str) -> bool:
    return text.isdecimal() and len(text) <= 18


def choosing_page(
    request: HttpRequest,
    versions: list[Version],
    *,
    site: ModelAdmin,
    form: TogetherForm | None = None,
    error: GlossaryError | None = None,
) -> HttpResponse:
    form = form or TogetherForm()
    if needs_password(request):
        form.fields["password"] = PasswordField()
    extra = {
        "title": _("Review together"),
        "candidates": candidates(request, versions),
        "total": waiting_for(request.user).count(),
        "is_chosen": "entry" in request.GET,
        "has_ticked_nothing": form.is_bound and not request.POST.getlist("version"),
        "form": form,
        "proof_until": holds_until(request),
        "error": error,
    }
    status = status_of(error) if error else 422 if form.is_bound else 200
    return answer(request, extra, template="together", site=site, status=status)


def candidates(request: HttpRequest, versions: list[Version]) -> list[Candidate]:
    """Return the versions with their differences to what is in force."""
    current = {version.entry.current_id for version in versions} - {None}
    before = Version.objects.with_content().in_bulk(current)
    reasons = refusals(versions, by=request.user)
    ticked, titles = set(request.POST.getlist("version")), kind_titles()
    found = []
    for version in versions:
        last = before.get(version.entry.current_id)
        changes = content_diff(last.content() if last else None, version.content())
        candidate = Candidate(
            version=version,
            before=last,
            changes=labelled(changes, titles=titles),
            reason=reasons[version.pk],
            is_chosen=str(version.pk) in ticked,
        )
        found.append(candidate)
    return found


def outcomes_page(
    request: HttpRequest, outcomes: list[BatchOutcome], *, site: ModelAdmin
) -> HttpResponse:
    signed = [outcome for outcome in outcomes if outcome.action != "refused"]
    extra = {
        "title": _("What came of it"),
        "outcomes": outcomes,
        "signed_number": len(signed),
        "remaining": waiting_for(request.user).count(),
    }
    return answer(request, extra, template="together_done", site=site)


def answer(
    request: HttpRequest,
    extra: dict[str, object],
    *,
    template: str,
    site: ModelAdmin,
    status: int = 200,
) -> HttpResponse:
    context = site.admin_site.each_context(request) | {"opts": site.opts, "subtitle": None}
    return TemplateResponse(
        request, f"admin/glossary/entry/{template}.html", context | extra, status=status
    )
