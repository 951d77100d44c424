"""Feedback of readers: the editors' queue, and setting feedback aside when it is handled (R-10)."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from glossary.admin.rights import ByRole, roles_in
from glossary.conf import options
from glossary.errors import GlossaryError
from glossary.models import Feedback
from glossary.pages.feedback import STATES, VOICES, feedback_queue, feedback_rows
from glossary.workflow.feedback import handle_feedback
from glossary.workflow.transitions import EDITORS

SHOWN = 25


class HandleForm(forms.Form):
    """What came of it, for the other editors."""

    note = forms.CharField(max_length=300, required=False)


@admin.register(Feedback)
class FeedbackAdmin(ByRole, admin.ModelAdmin):
    """One page of our own and one step: nobody writes or changes what readers said."""

    viewers = EDITORS

    def get_urls(self) -> list[URLPattern]:
        wrapped = self.admin_site.admin_view
        return [
            path("", wrapped(self.list_view), name="glossary_feedback_changelist"),
            path("<int:pk>/handle/", wrapped(handle_page), name="glossary_feedback_handle"),
        ]

    def list_view(self, request: HttpRequest) -> HttpResponse:
        require_editor(request)
        state, voice = chosen(request, "state", STATES), chosen(request, "voice", VOICES)
        queue = Paginator(feedback_queue(state=state, voice=voice), SHOWN)
        page = queue.get_page(request.GET.get("page"))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Feedback of readers"),
            "page": page,
            "rows": feedback_rows(page.object_list),
            "state": state,
            "voice": voice,
            "kept_days": options().feedback_days,
        }
        return TemplateResponse(request, "admin/glossary/feedback/list.html", context)


@require_POST
def handle_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Set feedback aside and lead back to the list as it was filtered."""
    require_editor(request)
    feedback, form = get_object_or_404(Feedback, pk=pk), HandleForm(request.POST)
    back = f"{reverse('admin:glossary_feedback_changelist')}?{request.GET.urlencode()}"
    if not form.is_valid():
        messages.error(request, _("A note may have 300 characters."))
        return HttpResponseRedirect(back)
    try:
        handle_feedback(feedback, by=request.user, note=form.cleaned_data["note"])
    except GlossaryError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("It is handled."))
    return HttpResponseRedirect(back)


def require_editor(request: HttpRequest) -> None:
    if not roles_in(request) & EDITORS:
        raise PermissionDenied


def chosen(request: HttpRequest, name: str, among: tuple[str, ...]) -> str:
    """Return what the address asks for, the first of the choices where it asks for none."""
    wanted = request.GET.get(name, "")
    return wanted if wanted in among else among[0]
