"""The page of a term or a question, and the way to it from a number."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from glossary.models import Entry
from glossary.pages.entries import entry_page, page_state, published_entry
from glossary.pages.structured import structured_page
from glossary.views.caching import etag_for, revalidate
from glossary.views.faults import nothing_there


@require_safe
def entry(request: HttpRequest, slug: str, subject: str = "") -> HttpResponseBase:
    """Show the published entry of this slug, at its own address only.

    A question asked for as a term, or under a wrong subject, moves to where it belongs.
    """
    found = published_entry(slug)
    if found is None:
        return nothing_there(request, slug)
    address = found.get_absolute_url()
    if request.path.rstrip("/") != address.rstrip("/"):
        return redirect(address, permanent=True)
    etag = etag_for(*page_state(found))
    response = get_conditional_response(request, etag=etag) or entry_response(request, found)
    response["ETag"] = etag
    return revalidate(response)


def entry_response(request: HttpRequest, found: Entry) -> HttpResponse:
    page = entry_page(found)
    site = request.build_absolute_uri("/").rstrip("/")
    context = {
        "page": page,
        "canonical": site + found.get_absolute_url(),
        "structured": structured_page(page, site=site),
    }
    return render(request, "glossary/entry.html", context)


@require_safe
def by_number(request: HttpRequest, number: str) -> HttpResponseBase:
    """Lead from the number, which never changes, to where the entry is now."""
    found = Entry.objects.published().select_related("subject").filter(number__iexact=number)
    target = found.first()
    if target is None:
        raise Http404
    return redirect(target, permanent=True)
