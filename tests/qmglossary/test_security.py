"""Headers of every response, and what must not stay in a cache."""

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.sessions.backends.cache import SessionStore
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from qmglossary.security import ContentSecurityPolicy, policy_text


class Unreachable:
    """A user whose row cannot be read."""

    @property
    def is_authenticated(self) -> bool:
        raise OperationalError("the database is away")


def answer(*, user: object, looks: bool, **headers: str) -> HttpResponse:
    """Return what the middleware makes of a view that looks at the session, or does not."""

    def view(request: HttpRequest) -> HttpResponse:
        if looks:
            request.session.get("anything")
        return HttpResponse("page", headers=headers)

    request = RequestFactory().get("/")
    request.session = SessionStore()
    request.user = user
    return ContentSecurityPolicy(view)(request)


def test_a_policy_is_written_in_the_shape_of_django_6():
    policy = {
        "default-src": ["'none'"],
        "img-src": ("'self'", "data:"),
        "base-uri": "'none'",
        "upgrade-insecure-requests": True,
        "font-src": False,
        "media-src": None,
    }
    assert policy_text(policy) == (
        "default-src 'none'; img-src 'self' data:; base-uri 'none'; upgrade-insecure-requests"
    )


def test_the_policy_of_the_site_allows_nothing_unsafe():
    text = policy_text(settings.SECURE_CSP)
    assert text.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    for wanted in ("base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'"):
        assert wanted in text
    assert "unsafe" not in text


@pytest.mark.parametrize("path", ["/no/such/page/", "/static/no/such/file.css"])
@pytest.mark.django_db
def test_error_pages_have_the_headers_and_set_no_cookie(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response["Content-Security-Policy"] == policy_text(settings.SECURE_CSP)
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert not response.cookies


def test_static_files_have_the_headers(client):
    response = client.get("/static/admin/css/base.css")
    assert response.status_code == 200
    assert response["Content-Security-Policy"] == policy_text(settings.SECURE_CSP)
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_policy_of_the_view_is_kept():
    response = answer(user=AnonymousUser(), looks=False, **{"Content-Security-Policy": "sandbox"})
    assert response["Content-Security-Policy"] == "sandbox"


def test_a_page_for_somebody_logged_in_is_not_stored():
    response = answer(user=User(username="edda"), looks=True)
    assert response["Cache-Control"] == "no-store"
    assert response["Vary"] == "Cookie"


def test_a_caching_rule_of_the_view_is_kept():
    response = answer(user=User(), looks=True, **{"Cache-Control": "private, max-age=5"})
    assert response["Cache-Control"] == "private, max-age=5"


@pytest.mark.parametrize(("user", "looks"), [(AnonymousUser(), True), (User(), False)])
def test_other_pages_may_be_stored(user, looks):
    response = answer(user=user, looks=looks)
    assert "Cache-Control" not in response
    assert "Vary" not in response


def test_a_page_is_not_stored_when_nobody_can_tell_for_whom_it_was():
    assert answer(user=Unreachable(), looks=True)["Cache-Control"] == "no-store"
