"""What an editor can do here, on one page; every page of the admin links it at the same place."""

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from glossary.admin.rights import roles_in
from glossary.models import SectionKind
from glossary.workflow.transitions import AUTHORS


def help_page(request: HttpRequest, *, site: ModelAdmin) -> HttpResponse:
    context = site.admin_site.each_context(request) | {
        "opts": site.opts,
        "title": _("Help for editors"),
        "kinds": SectionKind.objects.template_for("term"),
        "may_add": bool(roles_in(request) & AUTHORS),
    }
    return TemplateResponse(request, "admin/glossary/help.html", context)
