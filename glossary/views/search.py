"""The search page, and suggestions for its field."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from glossary.pages.results import results_page
from glossary.pages.suggestions import suggestions_for

# The same beginnings are typed again and again; so long a new entry may be missing there.
SUGGESTIONS_KEPT_SECONDS = 300


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Search for whatever stands in the address; a number that is none means the first page."""
    number = request.GET.get("page", "")
    page = results_page(
        request.GET.get("q", ""),
        kind=request.GET.get("kind", ""),
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 1,
    )
    return render(request, "glossary/search.html", {"page": page, "query": page.text})


@require_safe
@conditional_page
@cache_control(public=True, max_age=SUGGESTIONS_KEPT_SECONDS)
def suggest(request: HttpRequest) -> HttpResponseBase:
    """Answer with the entries that a search field offers for what has been typed so far."""
    found = suggestions_for(request.GET.get("q", ""))
    return JsonResponse({**asdict(found), "announcement": found.announcement})
