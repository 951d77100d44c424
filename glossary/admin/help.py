"""The one page of help, linked at the same place on every page of the admin (E-50)."""

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from glossary.admin.rights import roles_in
from glossary.admin.states import SHAPES
from glossary.models import SectionKind, State
from glossary.workflow.transitions import AUTHORS


def help_page(request: HttpRequest, *, site: ModelAdmin) -> HttpResponse:
    """Say how a text gets to its readers; everybody with an account may know."""
    meanings = {
        State.DRAFT: _("somebody writes it; readers do not see it"),
        State.IN_REVIEW: _("it waits for somebody who did not write it"),
        State.CHANGES_REQUESTED: _("a reviewer has said what is to be changed"),
        State.APPROVED: _("it can be published"),
        State.SCHEDULED: _("it is published by itself at its time"),
        State.PUBLISHED: _("readers see it"),
        State.WITHDRAWN: _("its address says that it is no longer in force, and why"),
    }
    states = [(state, shape, meanings[state]) for state, shape in SHAPES.items()]
    context = site.admin_site.each_context(request) | {
        "opts": site.opts,
        "title": _("Help for editors"),
        "states": states,
        "may_add": bool(roles_in(request) & AUTHORS),
        "kinds": SectionKind.objects.template_for("term"),
        "roles": sorted(role.label for role in roles_in(request)),
    }
    return TemplateResponse(request, "admin/glossary/help.html", context)
