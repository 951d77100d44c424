"""What readers meet where an entry was withdrawn, and where it once stood."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glossary.content import RelationText
from glossary.models import Entry, Redirect
from glossary.workflow.actions import add_redirect, move, withdraw
from tests import factories as make
from tests.views.reading import settled, text_of

pytestmark = pytest.mark.django_db
SAID = "Nobody says so any more."


def withdrawn(title: str, reason: str, *, successor: Entry | None = None) -> Entry:
    version = make.published(title, definition="Its secret text.")
    facts = {"reason": reason, "explanation": SAID, "successor": successor}
    return withdraw(version, by=make.petra(), proof=make.proof(), **facts).entry


@pytest.mark.parametrize("reason", ["obsolete", "other"])
def test_an_obsolete_entry_keeps_its_page_under_a_banner(client: Client, reason: str) -> None:
    """W-27."""
    other = make.published("Measuring device").entry
    withdrawn("Gauge", reason, successor=other)
    response = client.get("/glossary/gauge/")
    page = text_of(response)
    assert response.status_code == 200
    assert "Withdrawn on <time" in page and SAID in page
    assert 'Use instead: <a href="/glossary/measuring-device/">' in page
    assert "Its secret text." in page and "noindex" in page and "NOT CURRENT" in page


@pytest.mark.parametrize("reason", ["wrong", "legal"])
def test_a_wrong_text_is_gone_and_the_page_says_who_when_and_why(client: Client, reason) -> None:
    """W-27: old versions of it, too."""
    entry = withdrawn("Gauge", reason)
    rest = ("", "versions/", "versions/1.0/", "compare/1.0/1.0/", "?on=2030-01-01")
    for address in (f"/glossary/gauge/{part}" for part in rest):
        response = client.get(address)
        page = text_of(response)
        assert response.status_code == 410, address
        assert "Petra Palm" in page and SAID in page and reason in page and "noindex" in page
        assert "secret text" not in page
    assert client.get(f"/id/{entry.number}").url == "/glossary/gauge/"


def test_a_merged_entry_leads_to_its_successor_in_one_hop(client: Client) -> None:
    """W-27, W-71."""
    last = make.published("Measuring device").entry
    middle = make.published("Instrument")
    withdrawn("Gauge", "merged", successor=middle.entry)
    facts = {"reason": "merged", "explanation": SAID, "successor": last}
    withdraw(middle, by=make.petra(), proof=make.proof(), **facts)
    response = client.get("/glossary/gauge/")
    assert (response.status_code, response.url) == (301, "/glossary/measuring-device/")


def test_a_withdrawn_entry_is_listed_nowhere(
    client: Client, django_capture_on_commit_callbacks
) -> None:
    """W-26, W-28: links to it disappear, search and lists do not know it."""
    user = make.published("Workshop", definition="A place with a gauge on the wall.")
    gauge = make.published("Gauge")
    settled(user, gauge)
    assert 'href="/glossary/gauge/"' in text_of(client.get("/glossary/workshop/"))
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(gauge, by=make.petra(), reason="obsolete", explanation=SAID, proof=make.proof())
    for address in (
        "/glossary/workshop/",
        "/glossary/",
        "/",
        "/subjects/fundamentals/",
    ):
        assert "/glossary/gauge/" not in text_of(client.get(address)), address
    found = text_of(client.get("/search/?q=gauge"))
    assert found.count('href="/glossary/gauge/"') == 1
    assert '<a href="/glossary/gauge/">Gauge</a> <strong>withdrawn</strong>' in found


def test_the_changes_tell_of_the_withdrawal(client: Client) -> None:
    withdrawn("Gauge", "obsolete")
    for address in ("/changes/", "/changes/feed/", "/glossary/gauge/feed/"):
        page = text_of(client.get(address))
        assert "withdrawn" in page and SAID in page


def test_reinstating_brings_the_page_back(client: Client) -> None:
    """T16, W-02: the number stays, the withdrawn version becomes an old one."""
    entry = withdrawn("Gauge", "wrong")
    version = make.republished(entry.versions.get())
    assert version.entry.number == entry.number
    assert client.get("/glossary/gauge/").status_code == 200
    assert client.get("/glossary/gauge/versions/1.0/").status_code == 200


def test_a_renamed_entry_is_found_at_its_old_addresses(client: Client) -> None:
    """W-70, W-71: A to B to C; both lead to C in one hop."""
    entry = make.published("Gauge").entry
    for slug in ("meter", "instrument"):
        move(entry, slug=slug, by=make.petra())
    for old in ("gauge", "meter"):
        response = client.get(f"/glossary/{old}/")
        assert (response.status_code, response.url) == (301, "/glossary/instrument/")
    move(entry, slug="gauge", by=make.petra())
    assert client.get("/glossary/gauge/").status_code == 200
    assert client.get("/glossary/instrument/").url == "/glossary/gauge/"


def test_ten_thousand_redirects_cost_a_page_nothing(
    client: Client, django_assert_num_queries
) -> None:
    """W-74: they are asked for only where nothing stands."""
    entry = make.published("Gauge").entry
    stamp = entry.created_at
    Redirect.objects.bulk_create(
        Redirect(path=f"/wiki/{number}", entry=entry, created_at=stamp) for number in range(10_000)
    )
    with CaptureQueriesContext(connection) as asked:
        client.get("/glossary/gauge/")
    assert not any("glossary_redirect" in query["sql"] for query in asked)
    with django_assert_num_queries(1):
        response = client.get("/wiki/777")
    assert (response.status_code, response.url) == (301, "/glossary/gauge/")
    add_redirect("/old/gauge.html", entry, by=make.petra())
    assert client.get("/old/gauge.html/").url == "/glossary/gauge/"


def test_a_withdrawn_entry_is_related_to_nothing(
    client: Client, django_capture_on_commit_callbacks
) -> None:
    """R-06: neither as a related article nor as one that is still to come."""
    gauge = make.published("Gauge")
    facts = {"relations": (RelationText(title="Gauge"), RelationText(title="Scale"))}
    workshop = make.published("Workshop", **facts)
    settled(gauge, workshop)
    assert 'related__title"><a href="/glossary/gauge/">' in text_of(
        client.get("/glossary/workshop/")
    )
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(gauge, by=make.petra(), reason="obsolete", explanation=SAID, proof=make.proof())
    settled(workshop)
    page = text_of(client.get("/glossary/workshop/"))
    assert "Gauge" not in page
    assert "Scale" in page and page.count("not yet in the glossary") == 1
