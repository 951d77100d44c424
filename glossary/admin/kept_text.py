"""A form that was sent without a session, or with somebody else's: no text is lost (F-18).

The answer carries all that was typed back to the browser, in a form that logs in and sends it
again. The server keeps nothing of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib.admin import site as admin_site
from django.contrib.auth import login
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure
from django.views.decorators.debug import sensitive_post_parameters

from glossary.admin.basis import Fields, is_somebody_elses
from glossary.admin.field_labels import typed_texts
from glossary.workflow.recovery import LONGEST

LOGIN = "login"
PAGES = ("admin:glossary_entry_add", "admin:glossary_entry_change")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Why the form was not taken, what it held, and the form of the login if one is needed."""

    title: str
    problem: str
    status: int
    login_form: Form | None = None

    def page(self, request: HttpRequest) -> HttpResponse:
        fields = fields_to_send(request)
        if sum(len(name) + len(value) for name, value in fields) > LONGEST:
            return TemplateResponse(request, "admin/glossary/entry/too_long.html", status=413)
        context = admin_site.each_context(request) | {
            "title": self.title,
            "subtitle": None,
            "problem": self.problem,
            "login_form": self.login_form,
            "fields": fields,
            "texts": list(typed_texts(fields)),
            "address": request.get_full_path(),
        }
        response = TemplateResponse(
            request, "admin/glossary/entry/kept.html", context, status=self.status
        )
        response["Cache-Control"] = "no-store"
        return response


def fields_to_send(request: HttpRequest) -> Fields:
    """Return all that was sent, its button too, but neither token nor password."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and not name.startswith(f"{LOGIN}-")
    ]


def keeping_text(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a page that receives text ask for the login before it is led away from the text."""

    @wraps(view)
    @sensitive_post_parameters(f"{LOGIN}-password")
    def keeping(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        if f"{LOGIN}-username" in request.POST:
            form = login_form(request, data=request.POST)
            if not form.is_valid():
                return logged_out(form).page(request)
            login(request, form.get_user())
        if not admin_site.has_permission(request):
            return logged_out(login_form(request)).page(request)
        if is_somebody_elses(request):
            return another_account(request).page(request)
        return view(request, *args, **kwargs)

    return keeping


def login_form(request: HttpRequest, **data: object) -> Form:
    """Return the one form of the login, whatever it may ask for one day."""
    return admin_site.login_form(request, prefix=LOGIN, **data)


def logged_out(form: Form) -> Kept:
    return Kept(
        title=_("You were logged out while writing"),
        problem=_(
            "Nothing is lost, and nothing is saved yet. Log in, and what you typed is sent again."
        ),
        status=401,
        login_form=form,
    )


def another_account(request: HttpRequest) -> Kept:
    return Kept(
        title=_("This text was written under another account"),
        problem=_(
            "You are logged in as %s now, so nothing was saved. Log in again under the account "
            "with which you wrote it, or copy the text from below."
        )
        % request.user.get_username(),
        status=403,
        login_form=login_form(request),
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show a text whose form had an old token, and send it again if its author says so.

    A login in another tab makes the tokens of open forms old. Only a form of our own pages is
    answered so, which the browser itself vouches for: nobody is asked to confirm a foreign one.
    """
    match = request.resolver_match
    if not (match and match.view_name in PAGES and comes_from_here(request)):
        return csrf_failure(request, reason)
    if not admin_site.has_permission(request):
        return logged_out(login_form(request)).page(request)
    if is_somebody_elses(request):
        return another_account(request).page(request)
    return Kept(
        title=_("Please confirm that this is your text"),
        problem=_(
            "You have logged in again since this page was opened, so nothing was saved. Look at "
            "the text below: if it is yours, send it again."
        ),
        status=403,
    ).page(request)


def comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent the form."""
    own = f"{request.scheme}://{request.get_host()}"
    origin = request.headers.get("Origin", "")
    return origin == own and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
