"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from glossary.pages.results import results_page


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
