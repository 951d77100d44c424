"""Addresses that the page of an entry speaks to while somebody is writing (E-04, E-06, E-07)."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from glossary.admin.basis import Basis, is_somebody_elses, typed_fields
from glossary.admin.copies import is_worth_offering
from glossary.admin.desk import Desk, desk_for, entry_url, status_of
from glossary.admin.kept_text import keeping_text
from glossary.admin.presence import sentences
from glossary.admin.rights import roles_in
from glossary.errors import GlossaryError
from glossary.models import EntryKind, RecoveryCopy
from glossary.workflow.presence import be_present
from glossary.workflow.recovery import keep_copy, keep_new_copy, throw_away
from glossary.workflow.transitions import AUTHORS


def recovery_urls(site: ModelAdmin) -> list[URLPattern]:
    wrapped = site.admin_site.admin_view

    def keeping(view: Callable) -> Callable:
        return keeping_text(wrapped(view))

    return [
        path("add/", keeping(site.add_view), name="glossary_entry_add"),
        path("add/recovery/", wrapped(new_copy_view), name="glossary_entry_add_recovery"),
        path("session/", wrapped(session_view), name="glossary_entry_session"),
        path("<path:object_id>/change/", keeping(site.change_view), name="glossary_entry_change"),
        path("<int:pk>/recovery/", wrapped(copy_view), name="glossary_entry_recovery"),
        path("<int:pk>/presence/", wrapped(presence_view), name="glossary_entry_presence"),
    ]


def writable_desk(request: HttpRequest, pk: int) -> Desk:
    """Return the desk of an entry that this person may write. Raise Http404 for all others."""
    desk = desk_for(request, pk, with_drafts=True)
    if not desk.may_save:
        raise Http404
    return desk


def copy_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was typed, or throw the copy away."""
    desk = writable_desk(request, pk)
    return posted_copy(request, partial(kept_of_entry, desk), back=entry_url("change", pk))


def new_copy_view(request: HttpRequest) -> HttpResponse:
    """Do the same for a form of a new entry."""
    if not roles_in(request) & AUTHORS:
        raise Http404
    return posted_copy(request, kept_of_form, back=reverse("admin:glossary_entry_add"))


@require_POST
def posted_copy(
    request: HttpRequest, keep: Callable[[HttpRequest], RecoveryCopy], *, back: str
) -> HttpResponse:
    if is_somebody_elses(request):
        problem = _("You are logged in under another account; this text is not kept there.")
        return JsonResponse({"state": problem}, status=409)
    if "_throw_away" in request.POST:
        return thrown_away(request, back=back)
    try:
        copy = keep(request)
    except GlossaryError as error:
        return JsonResponse({"state": str(error)}, status=max(409, status_of(error)))
    time = localtime(copy.saved_at).strftime("%H:%M")
    # What comes late comes from a page that was loaded anew: shall it offer the copy?
    is_offered = "_late" in request.POST and is_worth_offering(copy)
    return JsonResponse({"state": _("Kept at %s") % time, "is_offered": is_offered})


def kept_of_entry(desk: Desk, request: HttpRequest) -> RecoveryCopy:
    return keep_copy(
        desk.version,
        typed_fields(request.POST),
        by=request.user,
        based_on=request.POST.get("based_on", ""),
        is_late="_late" in request.POST,
    )


def kept_of_form(request: HttpRequest) -> RecoveryCopy:
    key, kind = Basis.sent(request.POST).key, request.POST.get("kind", "")
    if key is None or kind not in EntryKind.values:
        raise Http404
    return keep_new_copy(kind, typed_fields(request.POST), by=request.user, key=key)


def thrown_away(request: HttpRequest, *, back: str) -> HttpResponse:
    copies = RecoveryCopy.objects.filter(person=request.user)
    pk = request.POST.get("_throw_away", "")
    copy = copies.filter(pk=pk if pk.isdecimal() and len(pk) < 19 else 0).first()
    if copy:
        throw_away(by=request.user, entry=copy.entry_id, key=copy.key)
    messages.info(request, _("The copy of your unsaved text is thrown away."))
    return HttpResponseRedirect(back)


def presence_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that this person has the page open, and say who else has."""
    return noted_presence(request, writable_desk(request, pk))


@require_POST
def noted_presence(request: HttpRequest, desk: Desk) -> HttpResponse:
    be_present(desk.entry, by=request.user, is_active="active" in request.POST)
    return JsonResponse({"others": sentences(desk)})


@require_GET
def session_view(request: HttpRequest) -> HttpResponse:
    """Say who is logged in, with a token for the forms that are open in other tabs."""
    return JsonResponse({"person": str(request.user.pk), "token": get_token(request)})
