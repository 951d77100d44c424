"""What a reader sees where there is nothing to see."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.defaults import page_not_found

from glossary.pages.addresses import moved_entry
from glossary.pages.near import near_terms


def nothing_there(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer alike for what is unknown and what is not published yet, and offer near terms.

    Only addresses of entries, subjects and tags carry words worth looking for. All others get
    the same template from Django, so robots that try addresses of other software cost no search.
    """
    words = slug.replace("-", " ").replace("_", " ").strip()
    context = {"query": words, "near": near_terms(words) if words else ()}
    return render(request, "404.html", context, status=404)


def missing(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Answer for every address that nothing stands at: an old one may lead to an entry (W-74)."""
    moved = moved_entry(request.path)
    if moved is not None:
        return redirect(moved, permanent=True)
    return page_not_found(request, exception)
