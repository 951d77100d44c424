"""The page of a term or a question, and the way to it from a number."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from glossary.models import Entry, Version
from glossary.pages.addresses import moved_entry
from glossary.pages.entries import entry_page, page_state, published_entry
from glossary.pages.versions import version_address, version_labelled, withdrawn_version
from glossary.views.caching import etag_for, revalidate
from glossary.views.faults import nothing_there
from glossary.views.versions import as_of, withdrawn


@require_safe
def entry(request: HttpRequest, slug: str, subject: str = "") -> HttpResponseBase:
    """Show the published entry of this slug, at its own address only.

    A question asked for as a term, or under a wrong subject, moves to where it belongs.
    """
    if "on" in request.GET:
        return as_of(request, slug, request.GET["on"])
    found = published_entry(slug)
    if found is None:
        return no_longer_there(request, slug)
    address = found.get_absolute_url()
    if request.path.rstrip("/") != address.rstrip("/"):
        return redirect(address, permanent=True)
    etag = etag_for(*page_state(found))
    response = get_conditional_response(request, etag=etag) or entry_response(request, found)
    response["ETag"] = etag
    return revalidate(response)


def no_longer_there(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Answer where nothing is in force: withdrawn, moved away, or never there."""
    last = withdrawn_version(slug)
    if last is not None:
        return withdrawn(request, last)
    moved = moved_entry(request.path)
    return redirect(moved, permanent=True) if moved else nothing_there(request, slug)


def entry_response(request: HttpRequest, found: Entry) -> HttpResponse:
    return render(request, "glossary/entry.html", {"page": entry_page(found)})


@require_safe
def by_number(request: HttpRequest, number: str, label: str = "") -> HttpResponseBase:
    """Lead from the number, which never changes, to where the entry or its version is now."""
    released = Version.objects.released().values("entry")
    entries = Entry.objects.filter(number__iexact=number, pk__in=released)
    found = entries.select_related("subject").first()
    if found is None:
        raise Http404
    if not label:
        return redirect(found, permanent=True)
    version = version_labelled(found, label)
    if version is None:
        raise Http404
    return redirect(version_address(found, version), permanent=True)
