"""Signing asks for the password again, and what is signed is what was seen."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from glossary.models import Decision, Outcome, State, Version
from tests import factories as make
from tests.admin.desk import client_of, decision, entry_page, stored

pytestmark = pytest.mark.django_db
RIGHT = {"password": make.PASSWORD}
SIGNING = [
    ("approve", make.submitted, make.rolf, {"seen_hash": None}),
    ("approve-and-publish", make.submitted, make.rolf, {"seen_hash": None}),
    ("publish", make.approved, make.petra, {}),
    ("schedule", make.approved, make.petra, {"at": "2099-05-04T12:00"}),
    ("withdraw", make.published, make.petra, {"reason": "obsolete", "explanation": "Unused."}),
]


def typed(version: Version, facts: dict) -> dict:
    """Fill in the hash of what is there where a form carries it."""
    return {name: value or version.current_hash() for name, value in facts.items()}


@pytest.mark.parametrize(("name", "maker", "person", "facts"), SIGNING)
def test_a_signature_without_a_fresh_proof_asks_for_the_password(name, maker, person, facts):
    """W-17: everything typed stays, nothing changes, the attempt is recorded."""
    version = maker()
    before = version.state
    client = client_of(person(), is_proved=False)
    response = client.post(decision(name, version), typed(version, facts))
    assert response.status_code == 403
    page = response.content.decode()
    assert f'id="decide-{name}-password"' in page and "current-password" in page
    assert stored(version).state == before
    row = Decision.objects.first()
    assert (row.outcome, row.actor) == (Outcome.DENIED, person())


@pytest.mark.parametrize(("name", "maker", "person", "facts"), SIGNING)
def test_a_wrong_password_changes_nothing_and_is_recorded(name, maker, person, facts):
    """W-17, A-09: without the password."""
    version = maker()
    before = version.state
    client = client_of(person(), is_proved=False)
    response = client.post(
        decision(name, version), typed(version, facts) | {"password": "open sesame"}
    )
    assert response.status_code == 403
    assert "not your password" in response.content.decode()
    assert stored(version).state == before
    row = Decision.objects.first()
    assert (row.outcome, row.reason) == (Outcome.DENIED, "Wrong password")
    assert row.computed_hash() == row.row_hash
    assert not Decision.objects.filter(reason__contains="sesame").exists()


@pytest.mark.parametrize(("name", "maker", "person", "facts"), SIGNING)
def test_the_right_password_signs(name, maker, person, facts):
    """W-17: name, role, time, meaning and hash are kept, and how the person was proved."""
    version = maker()
    client = client_of(person(), is_proved=False)
    response = client.post(decision(name, version), typed(version, facts) | RIGHT)
    assert response.status_code == 302
    row = Decision.objects.exclude(meaning="").first()
    assert row.actor == person() and row.auth_method == "password"
    assert timezone.now() - row.auth_at < timedelta(minutes=1)
    assert row.content_hash == stored(version).current_hash()
    assert (row.session, row.request_id, row.ip) == (row.session, row.event_id, "127.0.0.0/24")
    assert len(row.session) == 16


def test_a_fresh_proof_is_not_asked_for_again_until_it_is_old():
    """W-17: ten minutes."""
    version = make.submitted()
    client = client_of(make.rolf())
    assert "current-password" not in client.get(entry_page("review", version)).content.decode()
    session = client.session
    old = timezone.now() - timedelta(minutes=11)
    session["proof"] = {"method": "password", "at": old.isoformat()}
    session.save()
    assert "current-password" in client.get(entry_page("review", version)).content.decode()


def test_logging_in_is_the_first_proof():
    """W-17."""
    version = make.submitted()
    make.rolf()
    client = Client()
    client.post(reverse("admin:login"), {"username": "rolf", **RIGHT})
    seen = {"seen_hash": version.current_hash()}
    assert client.post(decision("approve", version), seen).status_code == 302
    assert stored(version).state == State.APPROVED


def test_another_person_in_the_same_browser_brings_no_proof_along():
    client = client_of(make.edda())
    make.rolf()
    client.force_login(make.rolf())
    assert "proof" not in client.session


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_a_page_that_is_out_of_date_signs_nothing(seen):
    """W-18: 409 with the difference, and the new hash only on the page shown now."""
    version = make.submitted()
    response = client_of(make.rolf()).post(decision("approve", version), {"seen_hash": seen})
    page = response.content.decode()
    assert response.status_code == 409
    assert "<ins>" in page and version.current_hash() in page
    assert Decision.objects.first().outcome == Outcome.DENIED
    assert stored(version).state == State.IN_REVIEW


def test_a_contributor_is_denied_and_it_is_recorded():
    """W-10: with 403; for a superuser, too."""
    version = make.submitted()
    edda = make.edda()
    edda.is_superuser = True
    edda.save()
    edda.groups.add(*make.petra().groups.all())
    seen = {"seen_hash": version.current_hash()}
    response = client_of(edda).post(decision("approve", version), seen)
    assert response.status_code == 403
    row = Decision.objects.first()
    assert (row.outcome, row.action, row.actor) == (Outcome.DENIED, "approve", edda)
    assert stored(version).state == State.IN_REVIEW


def test_a_superuser_without_a_role_is_turned_away():
    """W-10."""
    version = make.submitted()
    seen = {"seen_hash": version.current_hash()}
    assert client_of(make.root()).post(decision("approve", version), seen).status_code == 403
    assert stored(version).state == State.IN_REVIEW


def test_a_lost_role_ends_the_right_with_the_form_still_open():
    """W-32."""
    version = make.submitted()
    client = client_of(make.rolf())
    assert client.get(entry_page("review", version)).status_code == 200
    make.rolf().groups.clear()
    seen = {"seen_hash": version.current_hash()}
    assert client.post(decision("approve", version), seen).status_code == 403
    assert client.get(entry_page("preview", version)).status_code == 403
    assert stored(version).state == State.IN_REVIEW


def test_fields_that_no_form_has_are_not_taken_from_a_request():
    """W-13: neither state nor approver can be posted."""
    version = make.draft()
    forged = {"state": "published", "approved_by": make.edda().pk, "version-state": "approved"}
    client = client_of(make.edda())
    for address in (entry_page("change", version), decision("submit", version)):
        client.post(address, forged)
    kept = stored(version)
    assert kept.state != State.PUBLISHED and kept.approved_by is None
