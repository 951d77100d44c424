"""Comments from the review page: on a section or the whole, replies, resolved and reopened.

For those who may comment only; for everybody else there is nothing at these addresses (S-12).
"""

from functools import partial

from django import forms
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path

from glossary.admin.desk import Desk, desk_for, entry_url
from glossary.admin.reviewing import Refused, review_page
from glossary.admin.rights import roles_in
from glossary.errors import GlossaryError, StaleContent
from glossary.models import Comment
from glossary.workflow.discussion import comment, reopen, resolve
from glossary.workflow.transitions import EDITORS

STEPS = {"resolve": resolve, "reopen": reopen}


class SayingForm(forms.Form):
    """A comment with where it stands; `version` counts the one its writer had before the eyes."""

    # What is no comment is refused by the workflow, for whoever calls it.
    text = forms.CharField(required=False)
    section = forms.CharField(required=False)
    parent = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    is_blocking = forms.BooleanField(required=False)
    version = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    key = forms.CharField(required=False)


def comment_urls(site: ModelAdmin) -> list[URLPattern]:
    wrapped = site.admin_site.admin_view
    comments, threads = partial(comment_page, site=site), partial(thread_page, site=site)
    return [
        path("<int:pk>/comments/", wrapped(comments), name="glossary_entry_comment"),
        path("<int:pk>/comments/<int:thread>/", wrapped(threads), name="glossary_entry_thread"),
    ]


def comment_page(request: HttpRequest, pk: int, *, site: ModelAdmin) -> HttpResponse:
    """Take a comment and lead back to it."""
    desk = commented_desk(request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = SayingForm(request.POST)
    if not form.is_valid():
        raise Http404
    sent = form.cleaned_data
    parent = thread_on(desk, sent["parent"]) if sent["parent"] else None
    facts = {"text": sent["text"], "section": sent["section"], "is_blocking": sent["is_blocking"]}
    try:
        require_same(desk, sent["version"])
        about = parent.version if parent else desk.version
        made = comment(about, by=request.user, parent=parent, form_key=sent["key"], **facts)
    except GlossaryError as refusal:
        said = Refused(error=refusal, parent=sent["parent"] or 0, **facts)
        return review_page(request, desk_for(request, pk), site=site, said=said)
    return redirect(place_of(desk, made.pk))


def thread_page(request: HttpRequest, pk: int, thread: int, *, site: ModelAdmin) -> HttpResponse:
    """Resolve a thread, or open it again."""
    desk = commented_desk(request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    about, step = thread_on(desk, thread), STEPS.get(request.POST.get("do", ""))
    if step is None:
        raise Http404
    try:
        step(about, by=request.user)
    except GlossaryError as refusal:
        return review_page(request, desk_for(request, pk), site=site, error=refusal)
    return redirect(place_of(desk, about.pk))


def commented_desk(request: HttpRequest, pk: int) -> Desk:
    """Return the desk for somebody who may comment. Raise Http404."""
    if not roles_in(request) & EDITORS:
        raise Http404
    return desk_for(request, pk)


def thread_on(desk: Desk, pk: int) -> Comment:
    """Return a first comment on what the desk shows. Raise Http404."""
    shown = (desk.version.pk, desk.entry.current_id)
    threads = Comment.objects.first_ones().filter(version__in=[key for key in shown if key])
    found = threads.select_related("version__entry").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def require_same(desk: Desk, sequence: int) -> None:
    """Raise StaleContent if another version has taken the place of the one that was read."""
    if desk.version.sequence != sequence:
        raise StaleContent(
            "Another version stands here by now. Look at it, then send your comment again.",
            action="comment",
            state=desk.version.state,
        )


def place_of(desk: Desk, comment: int) -> str:
    return f"{entry_url('review', desk.entry.pk)}#comment-{comment}"
