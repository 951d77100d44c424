"""The ways in: home page, A-Z, subjects, tags, standards.

Their validator is a digest of what they print.
"""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from glossary.models import Entry
from glossary.pages.clauses import place_page, standard_page
from glossary.pages.days import day_from
from glossary.pages.home import home_page
from glossary.pages.index import index_page
from glossary.pages.letters import Asked
from glossary.pages.lists import listing, tag_listing
from glossary.pages.questions import asked_in, question_groups
from glossary.pages.standards import standard_lines
from glossary.pages.subject_map import subject_map
from glossary.pages.subjects import subject_place, subject_tree
from glossary.pages.tags import tag_groups
from glossary.views.caching import revalidate
from glossary.views.faults import nothing_there
from glossary.views.paging import page_number


@require_safe
@conditional_page
def home(request: HttpRequest) -> HttpResponseBase:
    page = home_page(timezone.localdate())
    return revalidate(render(request, "glossary/home.html", {"page": page}))


@require_safe
@conditional_page
def index(request: HttpRequest) -> HttpResponseBase:
    """Show all terms or one letter, of today or of the day the address names (R-20)."""
    wanted = request.GET.get("on", "")
    day = day_from(wanted)
    if wanted and day is None:
        return revalidate(render(request, "glossary/no_day.html", {"asked": wanted}, status=404))
    page = index_page(
        Asked(
            language=request.GET.get("language", ""),
            letter=request.GET.get("letter", ""),
            number=page_number(request),
            on=day,
        )
    )
    if page is None:
        raise Http404
    return revalidate(render(request, "glossary/index.html", {"page": page}))


@require_safe
@conditional_page
def subjects(request: HttpRequest) -> HttpResponseBase:
    return revalidate(render(request, "glossary/subjects.html", {"subjects": subject_tree()}))


@require_safe
@conditional_page
def subject(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show what is published in a subject. One that only has drafts does not exist yet."""
    place = subject_place(slug)
    if place is None:
        return nothing_there(request, slug)
    entries = Entry.objects.published().filter(subject=place.node.subject)
    context = {"place": place, "listing": listing(entries, number=page_number(request))}
    return revalidate(render(request, "glossary/subject.html", context))


@require_safe
@conditional_page
def questions(request: HttpRequest) -> HttpResponseBase:
    """List the questions by subject, or all of the subject that is asked for."""
    slug = request.GET.get("subject", "")
    if not slug:
        context = {"groups": question_groups()}
        return revalidate(render(request, "glossary/questions.html", context))
    found = asked_in(slug, number=page_number(request))
    if found is None:
        return nothing_there(request, slug)
    subject, entries = found
    context = {"subject": subject, "listing": entries}
    return revalidate(render(request, "glossary/questions_of_subject.html", context))


@require_safe
@conditional_page
def mapped(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show the terms of a subject and the relations among them as a drawing."""
    place = subject_place(slug)
    if place is None:
        return nothing_there(request, slug)
    context = {"place": place, "map": subject_map(place.node.subject)}
    return revalidate(render(request, "glossary/subject_map.html", context))


@require_safe
@conditional_page
def tags(request: HttpRequest) -> HttpResponseBase:
    return revalidate(render(request, "glossary/tags.html", {"groups": tag_groups()}))


@require_safe
@conditional_page
def tag(request: HttpRequest, slug: str) -> HttpResponseBase:
    found, entries = tag_listing(slug, number=page_number(request))
    if not entries:
        return nothing_there(request, slug)
    return revalidate(render(request, "glossary/tag.html", {"tag": found, "listing": entries}))


@require_safe
@conditional_page
def standards(request: HttpRequest) -> HttpResponseBase:
    return revalidate(render(request, "glossary/standards.html", {"standards": standard_lines()}))


@require_safe
@conditional_page
def standard(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show the clauses of an edition and who cites them, or all who cite one place of it."""
    anchor = request.GET.get("place", "")
    if anchor:
        found = place_page(slug, anchor=anchor, number=page_number(request))
        template = "glossary/standard_place.html"
    else:
        found, template = standard_page(slug), "glossary/standard.html"
    if found is None:
        return nothing_there(request, slug)
    return revalidate(render(request, template, {"page": found}))
