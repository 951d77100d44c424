"""Is this clear? Readers answer without an account, a cookie or a script (R-10).

The answers are posted straight from the entry's page, which is the same for everybody and kept
by caches: there is no place in it for a CSRF token, and a cookie for one would be the only cookie
of the public site (R-36). None is needed. A token keeps strangers from acting with somebody's
rights, and these answers are nobody's: a forged one says no more than the forger could say
himself. That other sites do not send their visitors' browsers here is seen from the headers that
browsers set; robots are held back by a field that people do not see, and by limits.
"""

import hashlib
from datetime import timedelta
from urllib.parse import urlsplit

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from glossary.conf import options
from glossary.errors import EnoughFeedback
from glossary.models import LONGEST_FEEDBACK, Entry
from glossary.pages.entries import published_entry
from glossary.views.plain_text import PlainTextField
from glossary.views.senders import forget_sent, sender_of, times_sent
from glossary.workflow.feedback import give_feedback

HOUR = int(timedelta(hours=1).total_seconds())
DAY = 24 * HOUR
# Several readers may share an address.
AN_HOUR = 10
# The same again within a minute is a second press of the button (F-17).
TWICE_WITHIN = 60


class FeedbackForm(forms.Form):
    """Yes or no, and if the reader likes, why."""

    clear = forms.ChoiceField(
        label=_("Is this clear?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    text = PlainTextField(
        label=_("What is missing, wrong or hard to understand?"),
        max_length=LONGEST_FEEDBACK,
        required=False,
    )
    # People do not see it; whoever fills in everything gives himself away.
    website = forms.CharField(required=False)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for feedback on a published entry, or take it."""
    found = asked_about(slug)
    if request.method != "POST":
        form = FeedbackForm(initial={"clear": request.GET.get("clear", "")})
        return form_response(request, found, form)
    if not is_from_here(request):
        return redirect("feedback", slug)
    form = FeedbackForm(request.POST)
    return taken(request, found, form) if form.is_valid() else form_response(request, found, form)


@never_cache
@require_safe
def given(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "glossary/feedback_given.html", {"entry": asked_about(slug)})


def asked_about(slug: str) -> Entry:
    """Return the published entry that readers are asked about. Raise Http404."""
    found = published_entry(slug) if options().asks_readers else None
    if found is None:
        raise Http404
    return found


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of this site sent it. What says nothing is no browser of these years."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def taken(request: HttpRequest, found: Entry, form: FeedbackForm) -> HttpResponse:
    """Keep it, unless it is a robot's, just sent or too much. Robots hear the same thanks."""
    sent, sender = form.cleaned_data, sender_of(request)
    words = f"{found.pk} {sent['clear']} {sent['text']}"
    what = hashlib.sha256(words.encode()).hexdigest()
    if sent["website"] or times_sent(sender, what=what, seconds=TWICE_WITHIN) > 1:
        return redirect("feedback-given", found.slug)
    if times_sent(sender, what="feedback", seconds=HOUR) > AN_HOUR:
        forget_sent(sender, what=what)
        return too_much(request, found, form, seconds=HOUR)
    try:
        give_feedback(found, is_clear=sent["clear"] == "yes", text=sent["text"])
    except EnoughFeedback:
        forget_sent(sender, what=what)
        return too_much(request, found, form, seconds=DAY)
    return redirect("feedback-given", found.slug)


def form_response(
    request: HttpRequest, found: Entry, form: FeedbackForm, *, status: int = 0, wait: str = ""
) -> HttpResponse:
    context = {"entry": found, "form": form, "wait": wait}
    status = status or (422 if form.errors else 200)
    return render(request, "glossary/feedback.html", context, status=status)


def too_much(
    request: HttpRequest, found: Entry, form: FeedbackForm, *, seconds: int
) -> HttpResponse:
    """Say politely when there is room again, and leave the reader the words."""
    wait = "day" if seconds == DAY else "hour"
    response = form_response(request, found, form, status=429, wait=wait)
    response["Retry-After"] = str(seconds)
    return response
