"""The search page, and suggestions for its field."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from glossary.pages.asking import SearchRequest
from glossary.pages.results import results_page
from glossary.pages.suggestions import suggestions_for
from glossary.workflow.misses import note_miss

# The same beginnings are typed again and again; so long a new entry may be missing there.
SUGGESTIONS_KEPT_SECONDS = 300


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Search for whatever stands in the address; what makes no sense there is left out."""
    page = results_page(SearchRequest.by(request.GET.dict()))
    # A HEAD is nobody's question.
    is_miss = request.method == "GET" and page.is_miss
    is_noted = is_miss and note_miss(page.text, language=get_language())
    context = {"page": page, "query": page.text, "is_noted": is_noted}
    return render(request, "glossary/search.html", context)


@require_safe
@conditional_page
@cache_control(public=True, max_age=SUGGESTIONS_KEPT_SECONDS)
def suggest(request: HttpRequest) -> HttpResponseBase:
    """Answer with the entries that a search field offers for what has been typed so far."""
    found = suggestions_for(request.GET.get("q", ""))
    return JsonResponse({**asdict(found), "announcement": found.announcement})


@require_safe
@conditional_page
@cache_control(public=True, max_age=SUGGESTIONS_KEPT_SECONDS)
def suggest_to_browser(request: HttpRequest) -> HttpResponseBase:
    """Answer the search field of a browser: query, titles, descriptions, addresses, in rows."""
    found = suggestions_for(request.GET.get("q", ""))
    rows = found.suggestions
    answer = [
        found.query,
        [row.title for row in rows],
        [row.definition for row in rows],
        [request.build_absolute_uri(row.url) for row in rows],
    ]
    return JsonResponse(answer, safe=False, content_type="application/x-suggestions+json")
