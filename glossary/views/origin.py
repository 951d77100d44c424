"""Middleware that tells the record where a request comes from."""

import hashlib
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from glossary.conf import options
from glossary.workflow.origin import Origin, acting

# Enough of an address to see a pattern, too little to name a person.
KEPT_BITS = {4: 24, 6: 48}


class RecordOrigin:
    """Sets the origin of every decision made during a request, and names the request.

    The session is known by the cookie alone: opening it would make every public page depend
    on it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        origin = origin_of(request)
        with acting(origin):
            response = self.get_response(request)
        response["X-Request-ID"] = origin.request_id
        return response


def origin_of(request: HttpRequest) -> Origin:
    request_id = str(uuid4())
    return Origin(
        event_id=request_id,
        request_id=request_id,
        session=fingerprint(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")),
        ip=recorded_address(request.META.get("REMOTE_ADDR", "")),
    )


def fingerprint(session_key: str) -> str:
    """Return what tells sessions apart and opens none."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:16] if session_key else ""


def recorded_address(address: str) -> str:
    """Return the address as far as the installation keeps it."""
    how = options().recorded_address
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if how == "none":
        return ""
    if how == "full":
        return str(parsed)
    return str(ip_network((parsed, KEPT_BITS[parsed.version]), strict=False))
