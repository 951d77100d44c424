"""How long the admin takes to answer "publish", and Django's own form for a plain model.

What is measured is a POST from the test client to the redirect it is answered with: all
middleware, the session, the form, and the work. The plain form belongs to a `ModelAdmin` that
says nothing but its model, on an admin site of its own; it saves one row and Django's log entry.
"""

from collections.abc import Callable

from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.test import Client, override_settings
from django.urls import path, reverse
from django.utils import timezone

from glossary.models import Standard, Version

plain = AdminSite(name="plain")
plain.register(Standard)
urlpatterns = [path("plain/", plain.urls)]


def publishing(version: Version, *, by: User) -> Callable[[], None]:
    """Return what posts the decision that an approved version be published."""
    client = client_of(by)
    session = client.session
    session["proof"] = {"method": "password", "at": timezone.now().isoformat()}
    session.save()
    address = reverse("admin:glossary_entry_decide", args=[version.entry_id, "publish"])
    return lambda: post(client, address, {})


def saving(standard: Standard, *, by: User) -> Callable[[], None]:
    """Return what posts Django's form for one standard."""
    client = client_of(by)
    typed = {"designation": standard.designation, "edition": standard.edition}
    typed |= {"title": f"{standard.title}x"[:300], "status": standard.status}
    with override_settings(ROOT_URLCONF=__name__):
        address = reverse("plain:glossary_standard_change", args=[standard.pk])

    def save() -> None:
        with override_settings(ROOT_URLCONF=__name__):
            post(client, address, typed)

    return save


def client_of(user: User) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def post(client: Client, address: str, typed: dict[str, str]) -> None:
    """Raise AssertionError where the answer is not the redirect after it was done."""
    answer = client.post(address, typed)
    assert answer.status_code == 302, answer.content
