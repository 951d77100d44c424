"""What the tests of public pages have in common."""

from django.http import HttpResponse
from django.test import Client

from glossary.models import Entry, Version
from tests.factories import published
from tests.rebuilding import republish


def settled(*versions: Version) -> None:
    """Link and relate published entries as the end of their transaction would have."""
    republish([version.entry for version in versions])


def text_of(response: HttpResponse) -> str:
    """Return the page with its white space made single, as a browser shows it."""
    return " ".join(response.content.decode().split())


def assert_is_public(response: HttpResponse) -> None:
    """S-35, S-36: no cookie, nothing that depends on one, the strict policy."""
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "default-src 'none'" in response["Content-Security-Policy"]


def assert_only_reads(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


def many_terms(count: int, *, prefix: str = "Gauge") -> list[Entry]:
    """Publish terms with a synonym each, all in one subject and under one tag."""
    names = [f"{prefix} {chr(ord('a') + number % 26)}{number}" for number in range(count)]
    return [published(name, tags=("measuring",)).entry for name in names]
