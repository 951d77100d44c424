"""The saved lists above the list of entries: open, save, delete."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from glossary.errors import ActionRefused
from glossary.models import SavedFilter
from glossary.workflow.saved_filters import delete_filter, normal_query, save_filter


@dataclass(frozen=True, kw_only=True)
class ListMemory:
    """What the list of entries shows of saved lists; `query` is the one that is open."""

    saved: list[SavedFilter]
    query: str

    @property
    def may_save(self) -> bool:
        return bool(self.query) and all(one.query != self.query for one in self.saved)


def memory_of(request: HttpRequest) -> ListMemory:
    saved = list(SavedFilter.objects.filter(person=request.user))
    return ListMemory(saved=saved, query=normal_query(request.GET.urlencode()))


def filter_urls(site: ModelAdmin) -> list[URLPattern]:
    def save(request: HttpRequest) -> HttpResponse:
        return save_view(request, site=site)

    def delete(request: HttpRequest, pk: int) -> HttpResponse:
        return delete_view(request, pk, site=site)

    wrapped = site.admin_site.admin_view
    return [
        path("filters/", wrapped(save), name="glossary_filter_save"),
        path("filters/<int:pk>/delete/", wrapped(delete), name="glossary_filter_delete"),
    ]


def save_view(request: HttpRequest, *, site: ModelAdmin) -> HttpResponse:
    """Keep the list that was open, and lead back to it."""
    require_list(request, site=site)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    query = normal_query(request.POST.get("query", ""))
    try:
        kept = save_filter(name=request.POST.get("name", ""), query=query, by=request.user)
    except ActionRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The list is saved as “%s”.") % kept.name)
    return redirect(f"{reverse('admin:glossary_entry_changelist')}?{query}")


def delete_view(request: HttpRequest, pk: int, *, site: ModelAdmin) -> HttpResponse:
    require_list(request, site=site)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        delete_filter(pk, by=request.user)
    except SavedFilter.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("The saved list is deleted; its entries are untouched."))
    return redirect("admin:glossary_entry_changelist")


def require_list(request: HttpRequest, *, site: ModelAdmin) -> None:
    if not site.has_view_permission(request):
        raise Http404
