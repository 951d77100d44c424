"""A text that is sent when its author is no longer logged in, or somebody else is (E-06, F-18)."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from glossary.admin.basis import Basis
from glossary.content import Content
from glossary.models import Decision, Entry, RecoveryCopy, Version
from glossary.workflow.actions import save_draft
from glossary.workflow.recovery import LONGEST
from tests.admin.desk import entry_page, filled_in, stored
from tests.factories import PASSWORD, draft, edda, petra, term_content

pytestmark = pytest.mark.django_db
ADD = "/admin/glossary/entry/add/"
LOGIN = {"login-username": "edda", "login-password": PASSWORD}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
OWN = {"Origin": "http://testserver"}


def typed(version: Version, **more: object) -> dict[str, object]:
    """Return what Edda's browser sends."""
    loaded = stored(version).content()
    sent = filled_in(loaded, **{"section-risks": "Typed with care.", "_save": "1"})
    return sent | vars(Basis.of(loaded)) | {"person": str(edda().pk)} | more


def carried(page) -> dict[str, str]:
    """Return the hidden fields that a page carries on."""
    return {
        unescape(name): unescape(value) for name, value in HIDDEN.findall(page.content.decode())
    }


def expired(user) -> Client:
    client = Client()
    client.force_login(user)
    Session.objects.all().delete()
    return client


def test_a_text_without_a_session_comes_back_with_a_login():
    """F-18: nothing is stored for somebody who is not logged in."""
    version = draft("Audit")

    page = expired(edda()).post(entry_page("change", version), typed(version))

    assert page.status_code == 401
    assert page["Cache-Control"] == "no-store"
    assert carried(page)["section-risks"] == "Typed with care."
    assert "<dd>Typed with care.</dd>" in page.content.decode()
    assert 'name="login-password"' in page.content.decode()
    assert stored(version).content().section("risks") == ""
    assert not RecoveryCopy.objects.exists()


def test_logging_in_saves_it_as_if_nothing_had_happened():
    """E-06, F-18: without retyping, the button that was pressed included."""
    version = draft("Audit")
    client = expired(edda())
    page = client.post(entry_page("change", version), typed(version))

    answer = client.post(entry_page("change", version), carried(page) | LOGIN)

    assert answer.url == entry_page("change", version)
    assert stored(version).content().section("risks") == "Typed with care."
    assert edda() in stored(version).contributors.all()
    assert client.get("/admin/").status_code == 200


def test_a_new_entry_survives_too():
    """F-18."""
    client = expired(edda())
    sent = filled_in(Content(title=""), kind="question", title="Why?", subject="Fundamentals")
    draft("Audit")
    page = client.post(f"{ADD}?kind=question", sent | {"form_key": str(uuid4())})

    client.post(f"{ADD}?kind=question", carried(page) | LOGIN)

    assert Entry.objects.get(title="Why?").kind == "question"


def test_a_wrong_password_keeps_the_text_and_not_the_password():
    """F-18."""
    version = draft("Audit")
    client = expired(edda())

    page = client.post(
        entry_page("change", version), typed(version) | LOGIN | {"login-password": "wrong one"}
    )

    assert page.status_code == 401
    assert carried(page)["section-risks"] == "Typed with care."
    assert "wrong one" not in page.content.decode()
    assert stored(version).content().section("risks") == ""


def test_another_account_saves_nothing_and_sees_whose_text_it_is():
    """F-18."""
    version = draft("Audit")
    petra()
    client = expired(edda())
    other = LOGIN | {"login-username": "petra"}

    page = client.post(entry_page("change", version), typed(version) | other)

    assert page.status_code == 403
    assert "You are logged in as petra now" in page.content.decode()
    assert "<dd>Typed with care.</dd>" in page.content.decode()
    assert stored(version).content().section("risks") == ""
    assert not Decision.objects.filter(actor=petra()).exists()
    answer = client.post(entry_page("change", version), carried(page) | LOGIN)
    assert answer.status_code == 302
    assert edda() in stored(version).contributors.all()
    assert petra() not in stored(version).contributors.all()


def test_a_login_does_not_replace_the_version_token():
    """F-16, F-18: somebody else has saved in the meantime."""
    version = draft("Audit")
    sent = typed(version)
    client = expired(edda())
    save_draft(version, term_content("Theirs"), by=petra())

    page = client.post(entry_page("change", version), sent | LOGIN)

    assert page.status_code == 409
    assert stored(version).title == "Theirs"


def test_what_is_too_long_is_not_carried():
    version = draft("Audit")

    page = expired(edda()).post(
        entry_page("change", version), typed(version, **{"section-risks": "x" * LONGEST})
    )

    assert page.status_code == 413
    assert len(page.content) < 20_000


def test_hostile_fields_are_carried_as_text():
    """S-01: names and values may come from anywhere."""
    marker = "</script>'\"><b>&{{7*7}}"

    page = Client().post(ADD, {marker: marker, "title": marker})

    assert "<b>&" not in page.content.decode()
    assert carried(page)[marker] == marker


def test_looking_at_a_page_still_leads_to_the_login():
    assert "/login/" in Client().get(entry_page("change", draft("Audit"))).url


def strict(user) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def test_an_old_token_shows_the_text_and_sends_it_again():
    """F-18: logged in again in another tab."""
    version = draft("Audit")
    client = strict(edda())

    page = client.post(
        entry_page("change", version),
        typed(version) | {"csrfmiddlewaretoken": "a" * 64},
        headers=OWN,
    )

    assert page.status_code == 403
    assert "This is my text: send it again" in page.content.decode()
    assert stored(version).content().section("risks") == ""
    again = carried(page)
    assert client.post(entry_page("change", version), again, headers=OWN).status_code == 302
    assert stored(version).content().section("risks") == "Typed with care."


def test_an_old_token_without_a_session_asks_for_the_login():
    """F-18."""
    version = draft("Audit")
    client = strict(edda())
    Session.objects.all().delete()

    page = client.post(entry_page("change", version), typed(version), headers=OWN)

    assert page.status_code == 401
    answer = client.post(entry_page("change", version), carried(page) | LOGIN, headers=OWN)
    assert answer.status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_nobody_is_asked_to_confirm_what_another_site_sends(headers):
    """S-38."""
    version = draft("Audit")

    page = strict(edda()).post(entry_page("change", version), typed(version), headers=headers)

    assert page.status_code == 403
    assert "Typed with care." not in page.content.decode()


def test_other_addresses_refuse_an_old_token_as_ever():
    page = strict(edda()).post("/admin/password_change/", {"title": "Typed"}, headers=OWN)

    assert page.status_code == 403
    assert "send it again" not in page.content.decode()


def test_the_page_learns_who_is_logged_in():
    """E-06: a visitor is led to the login."""
    client = Client()
    assert client.get("/admin/glossary/entry/session/").status_code == 302
    client.force_login(edda())

    answer = client.get("/admin/glossary/entry/session/").json()

    assert answer["person"] == str(edda().pk)
    assert len(answer["token"]) == 64
