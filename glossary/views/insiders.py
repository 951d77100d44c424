"""Who of the editors and auditors asks for a reader's page, without a look at anybody else."""

from django.conf import settings
from django.http import HttpRequest

from glossary.models import Role, roles_of


def brings_session(request: HttpRequest) -> bool:
    """Whether a session cookie came along. To look at the session itself costs all others."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def roles_asking(request: HttpRequest) -> frozenset[Role]:
    """Return the roles of the person who is logged in; a reader's session is not even opened."""
    return roles_of(request.user) if brings_session(request) else frozenset()
