"""Reports as pages and as CSV files."""

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from glossary.admin.rights import roles_in
from glossary.pages.misses import wanted_number
from glossary.pages.reports import REPORTS
from glossary.pages.tables import Table, csv_lines
from glossary.workflow.transitions import EDITORS


def report_names(request: HttpRequest) -> list[str]:
    """Return the reports this person may read."""
    return [name for name, (_make, roles) in REPORTS.items() if roles & roles_in(request)]


def report_index(request: HttpRequest, *, site: ModelAdmin) -> HttpResponse:
    names = report_names(request)
    if not names:
        raise PermissionDenied
    tables = [(name, REPORTS[name][0](timezone.localdate())) for name in names]
    context = site.admin_site.each_context(request) | {
        "opts": site.opts,
        "title": _("Reports"),
        "reports": tables,
        "may_edit": bool(roles_in(request) & EDITORS),
        "wanted_number": wanted_number(timezone.localdate()),
    }
    return TemplateResponse(request, "admin/glossary/reports/index.html", context)


def report_page(request: HttpRequest, name: str, *, site: ModelAdmin) -> HttpResponse:
    table = table_for(request, name)
    context = site.admin_site.each_context(request) | {
        "opts": site.opts,
        "title": table.title,
        "table": table,
        "name": name,
    }
    return TemplateResponse(request, "admin/glossary/reports/report.html", context)


def report_csv(request: HttpRequest, name: str) -> StreamingHttpResponse:
    table = table_for(request, name)
    return csv_response(csv_lines(table.columns, table.rows), name=f"{name}.csv")


def csv_response(lines: object, *, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def table_for(request: HttpRequest, name: str) -> Table:
    if name not in REPORTS:
        raise Http404
    make, roles = REPORTS[name]
    if not roles & roles_in(request):
        raise PermissionDenied
    return make(timezone.localdate())
