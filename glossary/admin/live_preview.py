"""The page of what stands in the forms now, as readers would see it; nothing is written."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from glossary.admin.desk import desk_for
from glossary.admin.entry_forms import EntryForms
from glossary.admin.hints import hints_for
from glossary.admin.rights import roles_in
from glossary.content import Content
from glossary.models import Entry, EntryKind
from glossary.pages.drafts import draft_page
from glossary.workflow.transitions import AUTHORS


@require_POST
def draft_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the open draft with what was typed since. Only for those who may save it."""
    desk = desk_for(request, pk, with_drafts=True)
    if not desk.may_save:
        raise Http404
    return previewed(request, desk.version.content(), entry=desk.entry)


@require_POST
def new_preview(request: HttpRequest) -> HttpResponse:
    """Show an entry that is not stored yet."""
    if not roles_in(request) & AUTHORS:
        raise Http404
    kind = request.GET.get("kind", "")
    kind = kind if kind in EntryKind.values else EntryKind.TERM.value
    return previewed(request, Content(title=""), entry=Entry(kind=kind))


def previewed(request: HttpRequest, loaded: Content, *, entry: Entry) -> HttpResponse:
    forms = EntryForms(loaded, kind=entry.kind, own=entry.pk, posted=request.POST)
    # What is faulty is left out of the page; saving says so.
    forms.is_valid()
    content = forms.content()
    visible = Entry.objects.visible_to(request.user, roles_in(request))
    page = draft_page(content, entry=entry, visible=visible)
    html = render_to_string("admin/glossary/entry/_live_page.html", {"page": page})
    hints = hints_for(content)
    return JsonResponse({"html": html, "hints": hints})
