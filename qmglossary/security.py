"""Response headers that Django 5.2 does not set.

Django 6 brings the Content-Security-Policy with the same setting, `SECURE_CSP`; its
middleware can then take the place of the first half of this file.
"""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers


class ContentSecurityPolicy:
    """Adds the policy to every response, and keeps personal pages out of caches.

    It stands first in MIDDLEWARE: static files, redirects and error pages pass it too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = policy_text(settings.SECURE_CSP)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if is_personal(request):
            response.headers.setdefault("Cache-Control", "no-store")
            patch_vary_headers(response, ["Cookie"])
        return response


def policy_text(policy: Mapping[str, object]) -> str:
    """Write a policy: lists are sources, True is a directive without any, False leaves it out."""
    directives = []
    for name, sources in policy.items():
        if sources is True:
            directives.append(name)
        elif isinstance(sources, str):
            directives.append(f"{name} {sources}")
        elif isinstance(sources, list | tuple):
            directives.append(" ".join([name, *sources]))
    return "; ".join(directives)


def is_personal(request: HttpRequest) -> bool:
    """Tell whether the response was made for a person who is logged in.

    A page that never looked at the session cannot depend on it: it stays cacheable, and no
    query is spent on finding out who asked for it.
    """
    session = getattr(request, "session", None)
    if session is None or not session.accessed:
        return False
    try:
        return request.user.is_authenticated
    except DatabaseError:
        # Who asked cannot be known; what must not be kept is the safe guess.
        return True
