"""Old versions, what changed, and the text that was in force on a day."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from glossary.models import Entry, State, Version, WithdrawalReason
from glossary.pages.changes import changes_page
from glossary.pages.days import day_from
from glossary.pages.differences import compare as comparison
from glossary.pages.versions import (
    change_lines,
    final_successor,
    first_day,
    is_closed,
    known_entry,
    version_labelled,
    version_on,
    version_page,
    withdrawn_version,
)
from glossary.views.caching import revalidate


@require_safe
@conditional_page
def versions(request: HttpRequest, slug: str) -> HttpResponseBase:
    """List what changed in an entry, with the notes (W-21)."""
    entry = entry_or_404(slug)
    if is_closed(entry):
        return gone(request, withdrawn_version(slug))
    context = {"entry": entry, "lines": change_lines(entry)}
    return revalidate(render(request, "glossary/versions.html", context))


@require_safe
@conditional_page
def version(request: HttpRequest, slug: str, label: str) -> HttpResponseBase:
    """Show one version as it was, with its number in the address (W-03, W-26)."""
    entry = entry_or_404(slug)
    found = version_labelled(entry, label)
    if found is None:
        raise Http404
    return shown(request, found)


@require_safe
@conditional_page
def compare(request: HttpRequest, slug: str, before: str, after: str) -> HttpResponseBase:
    """Show what changed from one version to another (W-22)."""
    entry = entry_or_404(slug)
    if is_closed(entry):
        return gone(request, withdrawn_version(slug))
    old, new = version_labelled(entry, before), version_labelled(entry, after)
    if old is None or new is None:
        raise Http404
    context = {"entry": entry, "comparison": comparison(old, new)}
    return revalidate(render(request, "glossary/compare.html", context))


@require_safe
@conditional_page
def changes(request: HttpRequest) -> HttpResponseBase:
    """List what was published and withdrawn on the whole site."""
    number = request.GET.get("page", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 7
    page = changes_page(int(number) if is_number else 1)
    return revalidate(render(request, "glossary/changes.html", {"page": page}))


def as_of(request: HttpRequest, slug: str, text: str) -> HttpResponseBase:
    """Show the version that was in force on a day, for whoever was audited then."""
    entry = entry_or_404(slug)
    if is_closed(entry):
        return gone(request, withdrawn_version(slug))
    day = day_from(text)
    found = version_on(entry, day) if day else None
    if found is not None:
        return shown(request, found, on=min(day, timezone.localdate()))
    context = {"entry": entry, "asked": text, "day": day, "first": first_day(entry)}
    return render(request, "glossary/not_in_force.html", context, status=404)


def shown(request: HttpRequest, found: Version, *, on: date | None = None) -> HttpResponseBase:
    if is_closed(found.entry):
        return gone(request, withdrawn_version(found.entry.slug))
    context = {"page": version_page(found, on=on)}
    response = revalidate(render(request, "glossary/version.html", context))
    return unlisted(response) if found.state == State.WITHDRAWN else response


def withdrawn(request: HttpRequest, found: Version) -> HttpResponseBase:
    """Answer at the address of a withdrawn entry, as its reason asks for (W-27)."""
    if found.withdrawal_reason == WithdrawalReason.MERGED:
        successor = final_successor(found)
        if successor:
            return redirect(successor, permanent=True)
    return gone(request, found) if found.is_gone else shown(request, found)


def gone(request: HttpRequest, found: Version | None) -> HttpResponse:
    """Say who withdrew it, when and why; the text itself is not shown any more."""
    return unlisted(render(request, "glossary/gone.html", {"version": found}, status=410))


def unlisted(response: HttpResponse) -> HttpResponse:
    """Tell search engines to forget a withdrawn entry, also those that read no further."""
    response["X-Robots-Tag"] = "noindex"
    return response


def entry_or_404(slug: str) -> Entry:
    entry = known_entry(slug)
    if entry is None:
        raise Http404
    return entry
