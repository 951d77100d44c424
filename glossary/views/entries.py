"""The page of a term or a question, its preview, and the way to it from a number."""

from uuid import uuid4

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from glossary.conf import options
from glossary.models import Entry, Version
from glossary.pages.addresses import moved_entry
from glossary.pages.citing import cited
from glossary.pages.discussions import discussion_of
from glossary.pages.entries import entry_page, page_state, published_entry
from glossary.pages.previews import preview_of
from glossary.pages.versions import version_address, version_labelled, withdrawn_version
from glossary.views.caching import etag_for, revalidate
from glossary.views.faults import nothing_there
from glossary.views.insiders import brings_session, roles_asking
from glossary.views.readings import count_reading
from glossary.views.versions import as_of, withdrawn
from glossary.workflow.discussion import LISTENERS
from glossary.workflow.transitions import EDITORS

# A pointer passes the same links again and again; so long a preview may be behind its page.
PREVIEWS_KEPT_SECONDS = 300


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
    if brings_session(request):
        return personal_response(request, found)
    count_reading(request, found)
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


def entry_response(
    request: HttpRequest, found: Entry, *, status: int = 200, **more: object
) -> HttpResponse:
    page = entry_page(found)
    site = request.build_absolute_uri("/").rstrip("/")
    context = {
        "page": page,
        "cited": cited(found, page.version, glossary=options().site_name, site=site),
    }
    return render(request, "glossary/entry.html", context | more, status=status)


def personal_response(
    request: HttpRequest, found: Entry, *, form: Form | None = None, reply_to: int = 0
) -> HttpResponse:
    """Answer whoever brings a session: with the discussion, if that is an editor or auditor.

    Shared caches keep the page of everybody else under the same address. They must ask before
    they use it (`no-cache`), with the cookie of who asks, and this answer neither has a
    validator nor looks at the one that was sent: it is never 304, so no editor gets the page of
    a reader, and `private, no-store` keeps it from readers. Readers' answers need no
    `Vary: Cookie` for that, which would make each of their cookies a page of its own.

    `form` is a comment that was refused, `reply_to` the thread it was to stand in.
    """
    roles = roles_asking(request)
    listens = bool(roles & LISTENERS)
    response = entry_response(
        request,
        found,
        status=422 if form else 200,
        discussion=discussion_of(found, may_write=bool(roles & EDITORS)) if listens else None,
        form=form,
        reply_to=reply_to,
        form_key=uuid4().hex,
    )
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
@conditional_page
@cache_control(public=True, max_age=PREVIEWS_KEPT_SECONDS)
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with the few lines that a link to an entry shows of it; a question's too (R-03)."""
    found = preview_of(slug)
    if found is None:
        raise Http404
    response = render(request, "glossary/preview.html", {"preview": found})
    response["X-Robots-Tag"] = "noindex"
    return response


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
