"""The ways in: home page, A-Z, subjects, tags. Their validator is a digest of what they print."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from glossary.pages.days import day_from
from glossary.pages.index import index_on, index_page
from glossary.pages.lists import home_page, subject_listing, tag_listing
from glossary.views.caching import revalidate
from glossary.views.faults import nothing_there


@require_safe
@conditional_page
def home(request: HttpRequest) -> HttpResponseBase:
    return revalidate(render(request, "glossary/home.html", {"page": home_page()}))


@require_safe
@conditional_page
def index(request: HttpRequest) -> HttpResponseBase:
    """Show all terms, or those that were in force on the day the address names."""
    asked = request.GET.get("on", "")
    day = day_from(asked)
    if asked and day is None:
        return revalidate(render(request, "glossary/no_day.html", {"asked": asked}, status=404))
    context = {"letters": index_on(day) if day else index_page(), "on": day}
    return revalidate(render(request, "glossary/index.html", context))


@require_safe
@conditional_page
def subject(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show what is published in a subject. One that only has drafts does not exist yet."""
    found, listing = subject_listing(slug)
    if not listing:
        return nothing_there(request, slug)
    context = {"subject": found, "listing": listing}
    return revalidate(render(request, "glossary/subject.html", context))


@require_safe
@conditional_page
def tag(request: HttpRequest, slug: str) -> HttpResponseBase:
    found, listing = tag_listing(slug)
    if not listing:
        return nothing_there(request, slug)
    return revalidate(render(request, "glossary/tag.html", {"tag": found, "listing": listing}))
