"""What the fields of an entry's page offer while their text is typed, as JSON."""

from django.http import Http404, HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from glossary.admin.rights import roles_in
from glossary.models import Entry
from glossary.pages.completions import (
    Completions,
    clause_completions,
    edition_completions,
    entry_completions,
    standard_completions,
)
from glossary.workflow.transitions import EDITORS


def completion_urls(wrapped: object) -> list[URLPattern]:
    return [
        path("complete/", wrapped(entries), name="glossary_entry_complete"),
        path("complete/sources/", wrapped(sources), name="glossary_entry_complete_sources"),
    ]


@require_GET
def entries(request: HttpRequest) -> JsonResponse:
    """Offer entries, drafts among them as far as this person may read them (E-03)."""
    require_editor(request)
    own = request.GET.get("own", "")
    visible = Entry.objects.visible_to(request.user, roles_in(request))
    return answer(
        entry_completions(
            typed(request, "q"),
            visible=visible,
            own=int(own) if own.isdecimal() and len(own) < 19 else None,
        )
    )


@require_GET
def sources(request: HttpRequest) -> JsonResponse:
    """Offer standards, or with `wanted` the editions or clauses of the one that is named."""
    require_editor(request)
    text, standard = typed(request, "q"), typed(request, "standard")
    match request.GET.get("wanted", ""):
        case "edition":
            return answer(edition_completions(text, standard=standard))
        case "clause":
            edition = typed(request, "edition")
            return answer(clause_completions(text, standard=standard, edition=edition))
    return answer(standard_completions(text))


def require_editor(request: HttpRequest) -> None:
    if not roles_in(request) & EDITORS:
        raise Http404


def typed(request: HttpRequest, name: str) -> str:
    # No database takes the character 0 in a text.
    return request.GET.get(name, "").replace("\0", "")[:200]


def answer(found: Completions) -> JsonResponse:
    rows = [{**vars(row), "fills": dict(row.fills)} for row in found.completions]
    return JsonResponse({"completions": rows, "announcement": found.announcement})
