"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from glossary.pages.results import results_page
from glossary.workflow.misses import note_miss


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Search for whatever stands in the address; a number that is none means the first page."""
    number = request.GET.get("page", "")
    page = results_page(
        request.GET.get("q", ""),
        kind=request.GET.get("kind", ""),
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 1,
    )
    # A narrowed search that finds nothing says little, and a HEAD is nobody's question.
    is_miss = request.method == "GET" and not (page.total or page.kind or number)
    is_noted = is_miss and note_miss(page.text, language=get_language())
    context = {"page": page, "query": page.text, "is_noted": is_noted}
    return render(request, "glossary/search.html", context)
