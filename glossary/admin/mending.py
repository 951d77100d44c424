"""The lists to work through: wanted terms, broken links, entries without links; each with CSV."""

from functools import partial

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from glossary.admin.reports import csv_response
from glossary.admin.rights import roles_in
from glossary.models import Entry
from glossary.pages.tables import csv_lines
from glossary.pages.work_lists import SHOWN, WORK_LISTS, WorkList
from glossary.workflow.transitions import AUTHORS, EDITORS


def work_urls(site: ModelAdmin) -> list[URLPattern]:
    wrapped = site.admin_site.admin_view
    return [
        path(
            "work/<slug:name>/", wrapped(partial(work_page, site=site)), name="glossary_work_list"
        ),
        path("work/<slug:name>.csv", wrapped(work_csv), name="glossary_work_list_csv"),
    ]


def work_page(request: HttpRequest, name: str, *, site: ModelAdmin) -> HttpResponse:
    work = work_list(request, name)
    roles = roles_in(request)
    rows = work.rows(Entry.objects.visible_to(request.user, roles))
    context = site.admin_site.each_context(request) | {
        "opts": site.opts,
        "title": work.title,
        "name": name,
        "work": work,
        "rows": rows[:SHOWN],
        "is_cut": len(rows) > SHOWN,
        "lists": [(other, each.title) for other, each in WORK_LISTS.items()],
        "may_write": bool(roles & AUTHORS),
    }
    return TemplateResponse(request, "admin/glossary/work/list.html", context)


def work_csv(request: HttpRequest, name: str) -> StreamingHttpResponse:
    table = work_list(request, name).table(timezone.localdate())
    return csv_response(csv_lines(table.columns, table.rows), name=f"{name}.csv")


def work_list(request: HttpRequest, name: str) -> WorkList:
    if not roles_in(request) & EDITORS:
        raise PermissionDenied
    if name not in WORK_LISTS:
        raise Http404
    return WORK_LISTS[name]
