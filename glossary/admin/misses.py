"""Terms wanted by readers: the list of searches without result, and what editors do about them."""

from functools import partial
from itertools import islice
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from glossary.admin.desk import entry_url, status_of
from glossary.admin.entry_forms import form_problems
from glossary.admin.miss_forms import DismissForm, SearchedForm, SynonymForm
from glossary.admin.reports import csv_response, report_names
from glossary.admin.rights import roles_in
from glossary.conf import options
from glossary.errors import GlossaryError
from glossary.models import DismissedSearch, Entry, Role
from glossary.pages.misses import PERIOD, PERIODS, wanted_rows, wanted_table, wanted_texts
from glossary.pages.tables import csv_lines
from glossary.workflow.actions import add_designation
from glossary.workflow.misses import dismiss, take_back
from glossary.workflow.transitions import AUTHORS, EDITORS

# What is decided leaves the list, and the next ones come up.
SHOWN = 25
IN_CSV = 1_000
DISMISSED_SHOWN = 50


def miss_urls(site: ModelAdmin) -> list[URLPattern]:
    wrapped = site.admin_site.admin_view
    return [
        path("searches/", wrapped(partial(misses_page, site=site)), name="glossary_misses"),
        path("searches.csv", wrapped(misses_csv), name="glossary_misses_csv"),
        path(
            "searches/synonym/",
            wrapped(partial(synonym_page, site=site)),
            name="glossary_miss_synonym",
        ),
        path("searches/dismiss/", wrapped(dismiss_page), name="glossary_miss_dismiss"),
        path(
            "searches/<int:pk>/take-back/", wrapped(take_back_page), name="glossary_miss_take_back"
        ),
    ]


def require_role_in(request: HttpRequest, allowed: frozenset[Role]) -> None:
    if not roles_in(request) & allowed:
        raise PermissionDenied


def period_in(request: HttpRequest) -> int:
    """Return the days that the address asks for, the usual ones where it asks for no period."""
    days = request.GET.get("days", "") or request.POST.get("days", "")
    return int(days) if days in map(str, PERIODS) else PERIOD


def misses_url(days: int) -> str:
    return f"{reverse('admin:glossary_misses')}?{urlencode({'days': days})}"


def visible_to(request: HttpRequest) -> QuerySet[Entry]:
    return Entry.objects.visible_to(request.user, roles_in(request))


def misses_page(request: HttpRequest, *, site: ModelAdmin) -> HttpResponse:
    require_role_in(request, EDITORS)
    days = period_in(request)
    # One more than is shown: it says that there are more.
    wanted = list(islice(wanted_texts(timezone.localdate(), days=days), SHOWN + 1))
    context = site.admin_site.each_context(request) | {
        "opts": site.opts,
        "title": _("Searched and not found"),
        "rows": wanted_rows(wanted[:SHOWN], visible=visible_to(request)),
        "is_cut": len(wanted) > SHOWN,
        "days": days,
        "periods": PERIODS,
        "kept_days": options().missed_search_days,
        "dismissed": DismissedSearch.objects.select_related("by__pseudonym")[:DISMISSED_SHOWN],
        "may_write": bool(roles_in(request) & AUTHORS),
        "report_names": report_names(request),
    }
    return TemplateResponse(request, "admin/glossary/searches/list.html", context)


def misses_csv(request: HttpRequest) -> HttpResponse:
    require_role_in(request, EDITORS)
    days = period_in(request)
    wanted = list(islice(wanted_texts(timezone.localdate(), days=days), IN_CSV))
    table = wanted_table(wanted, title=_("Searched and not found"))
    return csv_response(csv_lines(table.columns, table.rows), name=f"searches-{days}-days.csv")


def synonym_page(request: HttpRequest, *, site: ModelAdmin) -> HttpResponse:
    """Let the text become a designation in the draft of an entry, which is then shown."""
    require_role_in(request, AUTHORS)
    searched = SearchedForm(request.POST or request.GET)
    if not searched.is_valid():
        raise Http404
    in_force = Q(current__isnull=False)
    choosable = Entry.objects.filter(in_force | Q(pk__in=visible_to(request).values("pk")))
    text, posted = searched.cleaned_data["text"], request.POST or None
    form = SynonymForm(posted, initial=searched.cleaned_data, text=text, choosable=choosable)
    error: GlossaryError | None = None
    if posted and form.is_valid():
        try:
            version = add_designation(
                form.cleaned_data["entry"], form.designation(), by=request.user
            )
        except GlossaryError as refusal:
            error = refusal
        else:
            messages.success(request, _("“%s” stands in this draft now.") % text)
            return HttpResponseRedirect(entry_url("change", version.entry_id) + "#designation")
    context = site.admin_site.each_context(request) | {
        "opts": site.opts,
        "title": _("Add “%s” as a synonym") % text,
        "form": form,
        "error": error,
        "problems": list(form_problems(form)),
    }
    status = status_of(error) if error else 422 if form.errors else 200
    return TemplateResponse(request, "admin/glossary/searches/synonym.html", context, status=status)


@require_POST
def dismiss_page(request: HttpRequest) -> HttpResponse:
    require_role_in(request, EDITORS)
    form = DismissForm(request.POST)
    if not form.is_valid():
        raise Http404
    dismiss(**form.cleaned_data, by=request.user)
    messages.success(request, _("“%s” is not listed any more.") % form.cleaned_data["text"])
    return HttpResponseRedirect(misses_url(period_in(request)))


@require_POST
def take_back_page(request: HttpRequest, pk: int) -> HttpResponse:
    require_role_in(request, EDITORS)
    dismissed = get_object_or_404(DismissedSearch, pk=pk)
    take_back(dismissed, by=request.user)
    messages.success(request, _("“%s” is wanted again.") % dismissed.text)
    return HttpResponseRedirect(misses_url(period_in(request)))
