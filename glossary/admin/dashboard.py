"""The first page of the admin, and what all its pages have in common."""

from collections.abc import Callable

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from glossary.admin.notices import news
from glossary.admin.proving import ProvingLoginForm
from glossary.admin.reports import report_names
from glossary.admin.rights import CONTENT_ROLES, roles_in
from glossary.admin.tallies import OPERATORS, failures, tallies
from glossary.admin.work_lists import work_lists
from glossary.conf import options
from glossary.pages.charts import table_rows
from glossary.pages.trends import growth, review_load
from glossary.workflow.transitions import AUTHORS


def first_page(request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
    """Show the lists of work above the models."""
    roles, today = roles_in(request), timezone.localdate()
    reads = bool(roles & CONTENT_ROLES)
    charts = growth(today) if reads else []
    context = {
        **(extra_context or {}),
        "work_lists": work_lists(request.user, roles),
        "news": news(request.user) if roles else [],
        "tallies": tallies(roles),
        "failures": failures(roles),
        "sees_failures": bool(roles & OPERATORS),
        "growth": charts,
        "growth_rows": table_rows(charts),
        "review_load": review_load(today) if reads else None,
        "may_add": bool(roles & AUTHORS),
    }
    return plain_first_page(request, context)


def context_of_page(request: HttpRequest) -> dict:
    """Return what Django gives to each page of the admin, and what our header needs."""
    may_enter = admin.site.has_permission(request)
    return plain_context(request) | {
        "main_links": main_links(request) if may_enter else [],
        "has_role": may_enter and bool(roles_in(request)),
    }


def main_links(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """Return title and address of what this person may open, and whether that is open now."""
    index, entries = reverse("admin:index"), reverse("admin:glossary_entry_changelist")
    reports = reverse("admin:glossary_reports")
    imports = reverse("admin:glossary_import_changelist")
    here = request.path
    links = [(_("My work"), index, here == index)]
    if roles_in(request) & CONTENT_ROLES:
        others = (reports, reverse("admin:glossary_misses"), reverse("admin:glossary_help"))
        is_open = here.startswith(entries) and not here.startswith(others)
        links.append((_("Entries"), entries, is_open))
    if roles_in(request) & AUTHORS:
        links.append((_("Imports"), imports, here.startswith(imports)))
    if report_names(request):
        links.append((_("Reports"), reports, here.startswith(reports)))
    return links


# A site class of our own would have to be named by the admin's application settings, which
# load it before the models; replacing the one page needs neither.
plain_first_page: Callable = admin.site.index
plain_context: Callable = admin.site.each_context
admin.site.index = first_page
admin.site.each_context = context_of_page
admin.site.login_form = ProvingLoginForm
admin.site.site_header = admin.site.site_title = options().site_name
admin.site.index_title = _("My work")
# The header leads to what is used every day; the first page has the rest.
admin.site.enable_nav_sidebar = False
