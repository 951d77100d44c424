"""Atom feeds of the site, a subject and an entry (R-09)."""

import re
from datetime import datetime
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.test import Client

from glossary.models import Entry, Subject
from glossary.workflow.actions import move, withdraw
from tests.factories import draft, on, petra, proof, published, republished
from tests.views.reading import assert_is_public, assert_only_reads

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
FEEDS = {
    "/changes/feed/": "/changes/",
    "/subjects/fundamentals/feed/": "/subjects/fundamentals/",
    "/glossary/gauge/feed/": "/glossary/gauge/versions/",
}
# A UUID as RFC 9562 writes it as a URN.
URN = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MARKUP = "Says 1 < 2 & <b>more</b>"


def feed_at(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def titles(feed: ElementTree.Element) -> list[str]:
    return [row.findtext(f"{ATOM}title", "") for row in feed.iter(f"{ATOM}entry")]


def links(element: ElementTree.Element) -> dict[str, str]:
    return {link.get("rel", ""): link.get("href", "") for link in element.findall(f"{ATOM}link")}


def history() -> Entry:
    """Publish an entry twice and withdraw it, beside another one."""
    with on("2026-01-10"):
        version = published("Gauge")
        published("Scale")
    with on("2026-02-20"):
        second = republished(version, note=MARKUP)
    with on("2026-03-05"):
        facts = {"reason": "obsolete", "explanation": "Nobody says so."}
        return withdraw(second, by=petra(), proof=proof(), **facts).entry


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_has_everything_that_atom_asks_for(client: Client, address: str) -> None:
    """R-09, RFC 4287: one id, title and date; an author; itself and its page as whole addresses."""
    history()
    assert_is_public(client.get(address))
    feed = feed_at(client, address)
    assert feed.tag == f"{ATOM}feed"
    assert feed.get(XML_LANGUAGE) == "en"
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"{ATOM}{name}")
            assert found.text
        updated = element.findtext(f"{ATOM}updated", "")
        assert datetime.fromisoformat(updated).tzinfo is not None
        assert all(link.startswith(f"{SITE}/") for link in links(element).values())
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Quality management glossary"
    assert links(feed) == {"self": SITE + address, "alternate": SITE + FEEDS[address]}
    assert feed.findtext(f"{ATOM}updated", "").startswith("2026-03-05")


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_tells_of_versions_and_withdrawals_the_newest_first(client, address) -> None:
    """R-09."""
    number = history().number
    found = titles(feed_at(client, address))
    assert [title for title in found if "Scale" not in title] == [
        f"Gauge ({number}), withdrawn",
        f"Gauge ({number}), version 1.0",
    ]


def test_each_item_leads_to_its_version_or_to_the_notice(client: Client) -> None:
    history()
    rows = feed_at(client, "/glossary/gauge/feed/").findall(f"{ATOM}entry")
    paths = [links(row)["alternate"].removeprefix(SITE) for row in rows]
    assert paths == ["/glossary/gauge/", "/glossary/gauge/versions/1.0/"]
    assert [client.get(path).status_code for path in paths] == [200, 200]


def test_a_note_is_text_although_a_summary_is_html(client: Client) -> None:
    """S-01: what an editor typed is shown as it was typed."""
    republished(published("Gauge"), note=MARKUP)
    summary = feed_at(client, "/changes/feed/").find(f"{ATOM}entry/{ATOM}summary")
    assert summary.get("type") == "html"
    assert summary.text == "Says 1 &lt; 2 &amp; &lt;b&gt;more&lt;/b&gt;"


def identifiers(client: Client, address: str) -> list[str]:
    feed = feed_at(client, address)
    return [row.findtext(f"{ATOM}id", "") for row in (feed, *feed.iter(f"{ATOM}entry"))]


def test_every_identifier_is_a_lasting_one_and_there_once(client: Client) -> None:
    """R-09: also where two languages share a concept; a renaming makes nothing new."""
    entry = published("Gauge").entry
    german = published("Messmittel").entry
    Entry.objects.filter(pk=german.pk).update(concept=entry.concept, language="de")
    _site, *items = identifiers(client, "/changes/feed/")
    assert len({*items}) == 2
    before = identifiers(client, "/glossary/gauge/feed/")
    assert all(URN.fullmatch(one) and UUID(one) for one in (*items, *before))
    move(entry, slug="meter", by=petra())
    assert identifiers(client, "/glossary/meter/feed/") == before


def test_who_follows_a_renamed_entry_is_led_along(client: Client) -> None:
    """W-70."""
    move(published("Gauge").entry, slug="meter", by=petra())
    response = client.get("/glossary/gauge/feed/")
    assert (response.status_code, response["Location"]) == (301, "/glossary/meter/feed/")


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_is_sent_once(client: Client, address: str) -> None:
    """R-09."""
    version = published("Gauge")
    first = client.get(address)
    assert first["Cache-Control"] == "public, no-cache"
    unchanged = {"If-None-Match": first["ETag"]}
    assert client.get(address, headers=unchanged).status_code == 304
    republished(version)
    assert client.get(address, headers=unchanged).status_code == 200
    assert_only_reads(client, address)


def test_what_only_drafts_belong_to_cannot_be_followed(client: Client) -> None:
    """S-18."""
    draft("Secret plan", subject="Secrets")
    for slug in ("secrets", "absents"):
        assert client.get(f"/subjects/{slug}/feed/").status_code == 404
        assert client.get(f"/subscribe/?subject={slug}").status_code == 404


def test_a_wider_subject_whose_parts_have_all_entries_has_a_steady_feed(client: Client) -> None:
    published("Gauge", subject="Metrology")
    wider = Subject.objects.create(name="Science", slug="science")
    Subject.objects.filter(name="Metrology").update(parent=wider)
    with on("2026-01-10"):
        first = client.get("/subjects/science/feed/")
    assert titles(feed_at(client, "/subjects/science/feed/")) == []
    assert client.get("/subjects/science/feed/")["ETag"] == first["ETag"]


def test_a_withdrawn_subject_can_be_followed_to_its_end(client: Client) -> None:
    history()
    Entry.objects.filter(title="Scale").update(current=None)
    assert client.get("/subjects/fundamentals/").status_code == 404
    assert client.get("/subjects/fundamentals/feed/").status_code == 200
