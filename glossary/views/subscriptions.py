"""Following changes by mail, without an account: ask, confirm, end (W-63)."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from glossary.models import Entry, Subject, Subscription
from glossary.pages.subjects import known_subject
from glossary.workflow.subscriptions import ask, by_token, confirm_subscription, subscribe


class SubscribeForm(forms.Form):
    """One address."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscription_form(request: HttpRequest) -> HttpResponse:
    """Ask for an address. The answer is the same whoever is known, so nobody can be found out."""
    entry, subject = followed(request)
    form = SubscribeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = subscribe(form.cleaned_data["email"], entry=entry, subject=subject)
        if asked:
            ask(asked)
        return redirect("subscription-asked")
    context = {"form": form, "entry": entry, "subject": subject}
    status = 422 if form.errors else 200
    return render(request, "glossary/subscribe.html", context, status=status)


def followed(request: HttpRequest) -> tuple[Entry | None, Subject | None]:
    """Return what the address names to be followed; nothing named is everything."""
    number, slug = request.GET.get("entry", ""), request.GET.get("subject", "")
    if number:
        return get_object_or_404(Entry.objects.published(), number__iexact=number), None
    if slug:
        subject = known_subject(slug)
        if subject is None:
            raise Http404
        return None, subject
    return None, None


@never_cache
@require_http_methods(["GET", "HEAD"])
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "glossary/subscription.html", {"step": "asked"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Begin to send. A GET changes nothing: scanners of mail follow every link."""
    subscription = with_token(token)
    if request.method == "POST":
        confirm_subscription(subscription)
    step = "confirm" if subscription.confirmed_at is None else "confirmed"
    context = {"step": step, "subscription": subscription}
    return render(request, "glossary/subscription.html", context)


# The one-click request of a mail program (RFC 8058) has no cookie; the token is the proof.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, token: str) -> HttpResponse:
    subscription = with_token(token)
    if request.method == "POST":
        subscription.delete()
    step = "ended" if request.method == "POST" else "end"
    context = {"step": step, "subscription": subscription}
    return render(request, "glossary/subscription.html", context)


def with_token(token: str) -> Subscription:
    subscription = by_token(token)
    if subscription is None:
        raise Http404
    return subscription
