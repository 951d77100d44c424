"""Names beside each other: confusable entries, the meanings of a name, who mentions an entry."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from glossary.pages.addresses import comparison_url, moved_entry
from glossary.pages.confusable import entries_called, side_by_side
from glossary.pages.entries import published_entry
from glossary.pages.meanings import meanings_of
from glossary.pages.mentions import mentions_page
from glossary.pages.pairs import pairs_page
from glossary.pages.versions import withdrawn_version
from glossary.text import fold, folded_in, meanings_url
from glossary.views.caching import revalidate
from glossary.views.faults import nothing_there
from glossary.views.paging import page_number
from glossary.views.versions import gone


@require_safe
@conditional_page
def confusable(request: HttpRequest) -> HttpResponseBase:
    """List the pairs of terms that are easily confused."""
    page = pairs_page(page_number(request))
    return revalidate(render(request, "glossary/confusable.html", {"page": page}))


@require_safe
@conditional_page
def compared(request: HttpRequest, **slugs: str) -> HttpResponseBase:
    """Show confusable entries side by side, at one address whatever their order."""
    wanted = list(slugs.values())
    entries = entries_called(wanted)
    for slug in wanted:
        if slug not in entries:
            return without(request, slug, wanted)
    page = side_by_side(list(entries.values())) if len(entries) == len(wanted) else None
    if page is None:
        raise Http404
    address = comparison_url(*wanted)
    if request.path != address:
        return redirect(address, permanent=True)
    context = {"page": page, "address": address}
    return revalidate(render(request, "glossary/side_by_side.html", context))


def without(request: HttpRequest, slug: str, wanted: Sequence[str]) -> HttpResponseBase:
    """Answer where one of the entries is not in force: renamed, withdrawn, or never there."""
    moved = moved_entry(reverse("term", args=[slug]))
    if moved is not None and moved.current_id and moved.slug not in wanted:
        others = [other for other in wanted if other != slug]
        return redirect(comparison_url(moved.slug, *others), permanent=True)
    last = withdrawn_version(slug)
    return gone(request, last) if last and last.is_gone else nothing_there(request, slug)


@require_safe
@conditional_page
def meanings(request: HttpRequest, name: str) -> HttpResponseBase:
    """Tell apart what is called so; a name with one bearer leads to it."""
    folded = folded_in(name)
    found = meanings_of(folded)
    if found is None:
        spelt = fold(name)
        known = spelt != name and not name.startswith("-") and meanings_of(spelt)
        return redirect(meanings_url(spelt)) if known else nothing_there(request, folded)
    if len(found.meanings) == 1:
        return redirect(found.meanings[0].entry)
    return revalidate(render(request, "glossary/meanings.html", {"page": found}))


@require_safe
@conditional_page
def mentions(request: HttpRequest, slug: str) -> HttpResponseBase:
    """List everything that mentions an entry, with the sentences (R-07)."""
    entry = published_entry(slug)
    if entry is None:
        last = withdrawn_version(slug)
        return gone(request, last) if last and last.is_gone else nothing_there(request, slug)
    page = mentions_page(entry, number=page_number(request))
    if page.number > 1 and not page.mentions:
        raise Http404
    return revalidate(render(request, "glossary/mentions.html", {"page": page}))
