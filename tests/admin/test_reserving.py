"""The page of a draft that one person has reserved (E-07)."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from glossary.models import Decision, Notice, RecoveryCopy, Reservation, Role, Version
from glossary.workflow.actions import share
from glossary.workflow.reserving import RELEASE, reserve
from tests import factories as make
from tests.admin.desk import client_of, decision, entry_page, filled_in, queries_for, stored

pytestmark = pytest.mark.django_db
TYPED = "Typed with care, and long."


def ann() -> User:
    return make.account("ann", Role.AUTHOR, last_name="Auer")


@pytest.fixture
def version() -> Version:
    """Return a draft that Edda and Ann may write."""
    version = make.draft("Audit")
    share(version.entry, people=[ann()], by=make.edda())
    return version


def page_of(version: Version, person: User) -> str:
    return client_of(person).get(entry_page("change", version)).content.decode()


def sent(version: Version, **typed: object) -> dict[str, object]:
    return filled_in(stored(version).content(), **{"section-risks": TYPED} | typed)


def test_one_button_reserves_and_one_releases(version):
    """E-07, R-30: plain forms on the page of the draft."""
    client = client_of(ann())
    assert "Reserve this draft for me" in page_of(version, ann())

    page = client.post(decision("reserve", version), follow=True).content.decode()
    assert "The draft is reserved for you." in page
    assert "Reserved for you since" in page
    assert "Reserve this draft for me" not in page
    assert Reservation.objects.get().person == ann()

    page = client.post(decision("release", version), follow=True).content.decode()
    assert "The draft is released" in page
    assert "Reserve this draft for me" in page
    assert not Reservation.objects.exists()


def test_others_read_who_has_it_since_when(version):
    """E-07: on the page, and on pages that were open before."""
    since = timezone.localtime(reserve(version, by=ann()).since).strftime("%H:%M")
    told = f"Reserved by Ann Auer since {since}. Nobody else can save, submit or discard"

    page = page_of(version, make.edda())
    assert told in page
    assert "/decide/re" not in page
    (first, *_) = client_of(make.edda()).post(entry_page("presence", version)).json()["others"]
    assert first.startswith(told)


@pytest.mark.parametrize("button", ["_save", "_submit", "_preview"])
def test_what_others_typed_comes_back(version, button):
    """E-07, E-05: with the reason; the copy of it stays."""
    client = client_of(make.edda())
    client.post(entry_page("recovery", version), sent(version))
    reserve(version, by=ann())

    answer = client.post(
        entry_page("change", version), sent(version, change_note="A note", **{button: "1"})
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    problem = page[page.index('class="problems"') :].partition("</div>")[0]
    assert "Reserved by Ann Auer since" in problem
    assert TYPED in page and "A note" in page
    assert 'data-unsaved="already"' in page
    assert stored(version).content().section("risks") == ""
    assert RecoveryCopy.objects.get().person == make.edda()


def test_what_came_back_is_saved_when_the_draft_is_free(version):
    """E-07: nothing has to be typed again."""
    reservation, client = reserve(version, by=ann()), client_of(make.edda())
    typed = sent(version)
    client.post(entry_page("change", version), typed)
    reservation.delete()

    client.post(entry_page("change", version), typed)

    assert stored(version).content().section("risks") == TYPED


def test_an_untouched_text_is_not_submitted_either(version):
    """E-07."""
    reserve(version, by=ann())
    typed = filled_in(stored(version).content(), change_note="A note", _submit="1")

    answer = client_of(make.edda()).post(entry_page("change", version), typed)

    assert answer.status_code == 409
    assert "Reserved by Ann Auer" in answer.content.decode()
    assert "A note" in answer.content.decode()


@pytest.mark.parametrize("name", ["submit", "discard"])
def test_decisions_of_others_are_refused_on_the_review_page(version, name):
    """E-07: what was typed for them comes back."""
    reserve(version, by=ann())
    typed = {"change_note": "Typed as a note", "reason": "Typed as a reason"}

    answer = client_of(make.edda()).post(decision(name, version), typed)

    assert answer.status_code == 409
    assert "Reserved by Ann Auer" in answer.content.decode()
    assert "Typed as a" in answer.content.decode()


def test_a_publisher_releases_it_with_a_reason(version):
    """E-07."""
    reserve(version, by=ann())
    client = client_of(make.petra())
    assert decision("release-others", version) in page_of(version, make.petra())

    refused = client.post(decision("release-others", version), {"reason": " "})
    assert refused.status_code == 422
    assert "give a reason" in refused.content.decode()
    assert Reservation.objects.exists()

    page = client.post(decision("release-others", version), {"reason": "On leave"}, follow=True)
    assert "who had reserved it is told" in page.content.decode()
    assert (Decision.objects.first().action, Decision.objects.first().reason) == (
        RELEASE,
        "On leave",
    )
    assert Notice.objects.get(kind=RELEASE).recipient == ann()
    history = client.get(entry_page("review", version)).content.decode()
    assert "On leave" in history


# What each person gets for: reserving, releasing what Ann has reserved.
PEOPLE = {
    "the owner": (make.edda, 302, 403),
    "another author": (lambda: make.account("otto", Role.AUTHOR), 404, 404),
    "a reviewer": (make.rolf, 302, 403),
    "a publisher": (make.petra, 302, 302),
    "an auditor": (make.vera, 403, 403),
    "an admin": (lambda: make.account("adam", Role.ADMIN), 403, 403),
    "a superuser": (make.root, 403, 403),
}


@pytest.mark.parametrize(("person", "reserving", "releasing"), PEOPLE.values(), ids=PEOPLE)
def test_who_may_reserve_and_who_may_release(version, person, reserving, releasing):
    """E-07, W-30."""
    client = client_of(person())
    assert client.post(decision("reserve", version)).status_code == reserving

    Reservation.objects.all().delete()
    reserve(version, by=ann())
    for name in ("release", "release-others"):
        answer = client.post(decision(name, version), {"reason": "Needed"})
        expected = 422 if (name, releasing) == ("release", 302) else releasing
        assert answer.status_code == expected, name


def test_nobody_reserves_what_is_not_written():
    """E-07."""
    version = make.submitted("Audit")

    answer = client_of(make.edda()).post(decision("reserve", version))

    assert answer.status_code == 409
    assert not Reservation.objects.exists()


def test_a_new_entry_has_nothing_to_reserve():
    """E-07."""
    page = client_of(make.edda()).get("/admin/glossary/entry/add/").content.decode()

    assert "Reserve this draft" not in page


def test_a_reservation_costs_the_page_no_further_query(version):
    """E-07: one query tells that there is one, and whose it is."""
    client = client_of(make.edda())
    counts = [queries_for(client, entry_page("change", version))]
    reserve(version, by=ann())
    counts.append(queries_for(client, entry_page("change", version)))

    assert counts[0] == counts[1]
