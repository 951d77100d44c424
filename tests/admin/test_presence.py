"""Who else has the page of an entry open (E-07)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from glossary.models import Presence, Pseudonym
from tests.admin.desk import client_of, entry_page
from tests.factories import draft, edda, petra, published

pytestmark = pytest.mark.django_db


def others(version, *, by) -> list[str]:
    return client_of(by).post(entry_page("presence", version), {"active": "1"}).json()["others"]


def test_each_learns_of_the_other():
    """E-07."""
    version = draft("Audit")
    assert others(version, by=edda()) == []

    (sentence,) = others(version, by=petra())
    assert sentence.startswith("Edda Ehlers has been editing since ")
    assert others(version, by=edda())[0].startswith("Petra Palm")


def test_the_page_says_so_without_javascript_too():
    """E-07, R-30."""
    version = draft("Audit")
    others(version, by=edda())

    page = client_of(petra()).get(entry_page("change", version)).content.decode()

    assert "Edda Ehlers has been editing since" in page
    assert Presence.objects.get().person == edda()


def test_who_does_not_type_is_called_idle():
    """E-07."""
    version = draft("Audit")
    others(version, by=edda())
    Presence.objects.update(active_at=timezone.now() - timedelta(minutes=3))

    assert "is not typing" in others(version, by=petra())[0]


def test_a_pseudonym_is_shown_in_place_of_the_name():
    """W-53."""
    Pseudonym.objects.create(user=edda(), name="Author 7")
    version = draft("Audit")
    others(version, by=edda())

    assert others(version, by=petra())[0].startswith("Author 7 has been")


def test_without_a_draft_nobody_is_writing():
    """S-12."""
    version = published("Audit")

    assert client_of(edda()).post(entry_page("presence", version)).status_code == 404
    assert not Presence.objects.exists()
