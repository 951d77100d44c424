"""How the tests of the admin log in and fill in an entry's page."""

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from glossary.admin.entry_forms import EntryForms
from glossary.content import Content, content_hash
from glossary.models import Version


def client_of(user: User, *, is_proved: bool = True) -> Client:
    """Return the browser of somebody who has just given the password, or did so long ago."""
    client = Client()
    client.force_login(user)
    if is_proved:
        session = client.session
        session["proof"] = {"method": "password", "at": timezone.now().isoformat()}
        session.save()
    return client


def entry_page(name: str, version: Version) -> str:
    return reverse(f"admin:glossary_entry_{name}", args=[version.entry_id])


def decision(name: str, version: Version) -> str:
    return reverse("admin:glossary_entry_decide", args=[version.entry_id, name])


def filled_in(content: Content, *, kind: str = "term", **typed: object) -> dict[str, object]:
    """Return what a browser sends for a page that shows `content`, then what was typed."""
    forms = EntryForms(content, kind=kind)
    sent: dict[str, object] = {"based_on": content_hash(content)}
    for form in (forms.facts, forms.template):
        sent |= {field.html_name: field.value() for field in form}
    for part in forms.lists:
        sent |= {field.html_name: field.value() for field in part.management_form}
        for form in part.forms:
            sent |= {field.html_name: field.value() for field in form}
    sent = {name: value for name, value in sent.items() if value is not None and value is not False}
    return sent | typed


def stored(version: Version) -> Version:
    """Return the version as the database has it now."""
    return Version.objects.with_content().get(pk=version.pk)


def queries_for(client: Client, address: str) -> int:
    """Return how many queries a page takes the second time, when nothing is looked up first."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)
