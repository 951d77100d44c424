"""The discussion of an entry: for editors, who comment, and auditors, who read (R-10).

Its page is that of the entry. For everybody else there is nothing at these addresses (S-12).
"""

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from glossary.errors import GlossaryError
from glossary.models import Comment, Entry, Role
from glossary.pages.entries import published_entry
from glossary.pages.versions import version_labelled
from glossary.views.entries import personal_response
from glossary.views.insiders import roles_asking
from glossary.views.plain_text import PlainTextField
from glossary.workflow.discussion import LISTENERS, comment, reopen, resolve
from glossary.workflow.transitions import EDITORS

STEPS = {"resolve": resolve, "reopen": reopen}


class CommentForm(forms.Form):
    """A comment, with where it stands and which version its writer had before the eyes."""

    # What is no comment is refused by the workflow, for whoever calls it.
    text = PlainTextField(required=False)
    section = forms.CharField(required=False)
    parent = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    version = forms.CharField()
    key = forms.CharField(required=False)


# The token is asked for behind the rights: without them, there is nothing to forge (S-12).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def discussion(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a comment and lead back to it."""
    is_sent = request.method == "POST"
    found = entry_for(request, slug, among=EDITORS if is_sent else LISTENERS)
    return posted(request, found) if is_sent else redirect(place_in(found, "discussion"))


@csrf_exempt
@require_POST
def thread(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Resolve a thread, or open it again."""
    found = entry_for(request, slug, among=EDITORS)
    return stepped(request, found, get_object_or_404(threads_in(found), pk=pk))


def entry_for(request: HttpRequest, slug: str, *, among: frozenset[Role]) -> Entry:
    """Return the published entry for somebody with one of these roles. Raise Http404."""
    found = published_entry(slug) if roles_asking(request) & among else None
    if found is None:
        raise Http404
    return found


def threads_in(found: Entry) -> QuerySet[Comment]:
    return Comment.objects.filter(entry=found).on_released().first_ones()


def place_in(found: Entry, anchor: str) -> str:
    return f"{found.get_absolute_url()}#{anchor}"


@csrf_protect
def posted(request: HttpRequest, found: Entry) -> HttpResponse:
    form = CommentForm(request.POST)
    version = version_labelled(found, form["version"].value() or "")
    if not form.is_valid() or version is None:
        raise Http404
    sent = form.cleaned_data
    parent = get_object_or_404(threads_in(found), pk=sent["parent"]) if sent["parent"] else None
    facts = {"text": sent["text"], "section": sent["section"], "form_key": sent["key"]}
    try:
        made = comment(version, by=request.user, parent=parent, **facts)
    except GlossaryError as refusal:
        form.add_error(None, str(refusal))
        return personal_response(request, found, form=form, reply_to=sent["parent"] or 0)
    return redirect(place_in(found, f"comment-{made.pk}"))


@csrf_protect
def stepped(request: HttpRequest, found: Entry, about: Comment) -> HttpResponse:
    step = STEPS.get(request.POST.get("do", ""))
    if step is None:
        raise Http404
    try:
        step(about, by=request.user)
    except GlossaryError as refusal:
        form = CommentForm(request.POST)
        form.add_error(None, str(refusal))
        return personal_response(request, found, form=form, reply_to=about.pk)
    return redirect(place_in(found, f"comment-{about.pk}"))
