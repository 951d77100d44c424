"""Copies of unsaved text: kept while somebody writes, offered when the page is opened again."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from glossary.admin.basis import Basis
from glossary.content import Content
from glossary.models import Decision, Entry, RecoveryCopy, Role, Version
from glossary.workflow.actions import save_draft
from tests.admin.desk import client_of, decision, entry_page, filled_in, stored
from tests.factories import account, draft, edda, petra, rolf, submitted, term_content, vera
from tests.workflow.every_pair import everything

pytestmark = pytest.mark.django_db
ADD = "/admin/glossary/entry/add/"
ADD_COPY = f"{ADD}recovery/"


def typed(version: Version, text: str = "Typed, not saved.") -> dict[str, object]:
    return filled_in(stored(version).content(), **{"section-risks": text})


def keep(version: Version, *, by=None, **more: object):
    sent = typed(version) | more
    return client_of(by or edda()).post(entry_page("recovery", version), sent)


def test_typed_text_is_kept_and_offered_with_the_difference():
    """E-04, E-05."""
    version = draft("Audit")
    before = everything()

    answer = keep(version)

    assert answer.json()["state"].startswith("Kept at ")
    assert everything() == before
    page = client_of(edda()).get(entry_page("change", version)).content.decode()
    assert "You typed something here that was not saved" in page
    assert "<ins>" in page and "Typed, not saved." in page
    assert "Typed, not saved." not in page.partition("<form class=")[2]


def test_the_writer_goes_on_with_the_copy_and_saves_it():
    """E-05: without JavaScript too."""
    version = draft("Audit")
    keep(version)
    copy, client = RecoveryCopy.objects.get(), client_of(edda())

    page = client.get(f"{entry_page('change', version)}?copy={copy.pk}").content.decode()
    assert ">\nTyped, not saved.</textarea>" in page
    assert 'data-unsaved="already"' in page

    client.post(entry_page("change", version), typed(version))
    assert stored(version).content().section("risks") == "Typed, not saved."
    assert not RecoveryCopy.objects.exists()


def test_the_writer_throws_the_copy_away():
    """E-05."""
    version = draft("Audit")
    keep(version)
    copy, client = RecoveryCopy.objects.get(), client_of(edda())

    answer = client.post(entry_page("recovery", version), {"_throw_away": copy.pk})

    assert answer.url == entry_page("change", version)
    assert not RecoveryCopy.objects.exists()


def test_a_copy_that_says_what_is_saved_is_not_offered():
    version = draft("Audit")
    keep(version, **{"section-risks": ""})

    page = client_of(edda()).get(entry_page("change", version)).content.decode()

    assert RecoveryCopy.objects.exists()
    assert "that was not saved" not in page


def test_what_cannot_be_saved_yet_is_kept_too():
    version = draft("Audit")
    keep(version, title="", dated="yesterday")

    page = client_of(edda()).get(entry_page("change", version)).content.decode()
    assert "places that must be mended" in page
    copy = RecoveryCopy.objects.get()
    page = client_of(edda()).get(f"{entry_page('change', version)}?copy={copy.pk}")
    assert "yesterday" in page.content.decode()


def test_nobody_sees_or_throws_away_the_copy_of_somebody_else():
    """E-04, S-12."""
    version = draft("Audit")
    keep(version)
    copy, client = RecoveryCopy.objects.get(), client_of(petra())

    page = client.get(f"{entry_page('change', version)}?copy={copy.pk}").content.decode()
    client.post(entry_page("recovery", version), {"_throw_away": copy.pk})

    assert "Typed, not saved." not in page
    assert RecoveryCopy.objects.exists()


def test_keeping_stops_when_somebody_else_has_saved():
    """E-04."""
    version = draft("Audit")
    sent = typed(version)
    save_draft(version, term_content("Theirs"), by=petra())

    answer = client_of(edda()).post(entry_page("recovery", version), sent)

    assert answer.status_code == 409
    assert "Somebody else has saved this draft" in answer.json()["state"]
    assert not RecoveryCopy.objects.exists()
    late = client_of(edda()).post(entry_page("recovery", version), sent | {"_late": "1"})
    assert late.json()["is_offered"]
    page = client_of(edda()).get(entry_page("change", version)).content.decode()
    assert "both are put together when you save" in page


@pytest.mark.parametrize(
    "person", [vera, lambda: account("ann", Role.AUTHOR), lambda: account("nobody")]
)
def test_who_may_not_write_finds_no_address_to_keep_at(person):
    """S-12."""
    version = draft("Audit")

    for page in ("recovery", "presence"):
        assert client_of(person()).post(entry_page(page, version)).status_code == 404
        assert client_of(person()).get(entry_page(page, version)).status_code == 404


def test_a_submitted_version_keeps_no_copy():
    assert keep(submitted("Audit")).status_code == 404


def test_keeping_needs_a_token_and_a_post():
    """S-38."""
    version, client = draft("Audit"), Client(enforce_csrf_checks=True)
    client.force_login(edda())

    assert client.post(entry_page("recovery", version), typed(version)).status_code == 403
    assert client.get(entry_page("recovery", version)).status_code == 405
    assert not RecoveryCopy.objects.exists()


def test_the_copy_of_another_account_is_refused():
    """F-18: the session is somebody else's by now."""
    version = draft("Audit")

    answer = keep(version, by=petra(), person=str(edda().pk))

    assert answer.status_code == 409
    assert not RecoveryCopy.objects.exists()


def test_a_form_of_a_new_entry_is_kept_and_offered_by_kind():
    """E-04, E-05."""
    client, key = client_of(edda()), str(uuid4())
    sent = filled_in(Content(title=""), title="Begun", form_key=key) | {"kind": "term"}
    assert client.post(ADD_COPY, sent).status_code == 200
    copy = RecoveryCopy.objects.get()

    assert "You began a new entry that was not saved: “Begun”" in client.get(ADD).content.decode()
    assert "Begun" not in client.get(f"{ADD}?kind=question").content.decode()
    page = client.get(f"{ADD}?kind=term&copy={copy.pk}").content.decode()
    assert 'value="Begun"' in page and f'name="form_key" value="{key}"' in page

    client.post(ADD, sent)
    assert Entry.objects.get().title == "Begun"
    assert not RecoveryCopy.objects.exists()
    assert client.post(ADD_COPY, sent).status_code == 409


@pytest.mark.parametrize("broken", [{"form_key": "no key"}, {"kind": "poem"}])
def test_a_form_that_names_no_key_or_kind_is_not_kept(broken):
    sent = filled_in(Content(title=""), form_key=str(uuid4())) | {"kind": "term"} | broken

    assert client_of(edda()).post(ADD_COPY, sent).status_code == 404


def test_new_entries_are_kept_for_those_who_may_make_them():
    sent = filled_in(Content(title=""), form_key=str(uuid4())) | {"kind": "term"}

    assert client_of(rolf()).post(ADD_COPY, sent).status_code == 404


def test_a_restored_tab_of_two_days_ago_loses_nothing():
    """F-16: what it was typed upon is long gone, and both texts stand on the page."""
    version = draft("Audit")
    loaded = stored(version).content()
    sent = typed(version) | vars(Basis.of(loaded))
    for number in range(3):
        save_draft(version, replace(loaded, short_definition=f"Day {number}"), by=petra())
    Version.objects.filter(pk=version.pk).update(saved_at=timezone.now() + timedelta(days=2))

    page = client_of(edda()).post(entry_page("change", version), sent)

    assert page.status_code == 409
    assert "Typed, not saved." in page.content.decode() and "Day 2" in page.content.decode()


def test_the_same_form_sent_twice_makes_one_entry():
    """F-17: the second answer leads to the entry."""
    client = client_of(edda())
    sent = filled_in(Content(title=""), title="Audit", form_key=str(uuid4()))

    answers = [client.post(ADD, sent) for _ in range(2)]

    assert {answer.url for answer in answers} == {entry_page("change", Version.objects.get())}


def test_a_form_that_comes_back_with_another_text_asks_first():
    """F-17: "Back" in the browser, a new title, and the old key."""
    client, key = client_of(edda()), str(uuid4())
    client.post(ADD, filled_in(Content(title=""), title="Audit", form_key=key))

    page = client.post(ADD, filled_in(Content(title=""), title="Survey", form_key=key))

    assert page.status_code == 409
    assert 'value="Survey"' in page.content.decode() and key not in page.content.decode()
    assert Entry.objects.get().title == "Audit"


def test_saving_and_submitting_twice_is_done_once():
    """F-17."""
    version, client = draft("Audit"), client_of(edda())
    sent = typed(version) | vars(Basis.of(stored(version).content()))
    sent |= {"_submit": "1", "change_note": "All of it is new"}

    answers = [client.post(entry_page("change", version), sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Decision.objects.filter(action="submit", outcome="done").count() == 1


def test_a_save_that_is_sent_twice_is_no_conflict_with_oneself():
    """F-17."""
    version, client = draft("Audit"), client_of(edda())
    sent = typed(version) | vars(Basis.of(stored(version).content()))

    answers = [client.post(entry_page("change", version), sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]


@pytest.mark.parametrize("name", ["approve", "approve-and-publish"])
def test_a_decision_that_is_sent_twice_is_taken_once(name):
    """F-17: the second answer leads to the result as the first one does."""
    version = submitted("Audit")
    client, sent = client_of(rolf()), {"seen_hash": stored(version).current_hash()}

    answers = [client.post(decision(name, version), sent, follow=True) for _ in range(2)]

    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert "done once" in answers[1].content.decode()
    assert Decision.objects.filter(action="approve", outcome="done").count() == 1


def test_a_second_person_learns_who_was_first():
    """W-19: only one's own repetition is answered as done."""
    version = submitted("Audit")
    sent = {"seen_hash": stored(version).current_hash()}
    client_of(rolf()).post(decision("approve", version), sent)

    assert client_of(petra()).post(decision("approve", version), sent).status_code == 409


def test_another_date_is_no_repetition():
    version, client = submitted("Audit"), client_of(petra())
    client.post(decision("approve", version), {"seen_hash": stored(version).current_hash()})

    for date, status in (
        ("2099-01-01T10:00", 302),
        ("2099-01-01T10:00", 302),
        ("2099-02-02T10:00", 409),
    ):
        assert client.post(decision("schedule", version), {"at": date}).status_code == status
