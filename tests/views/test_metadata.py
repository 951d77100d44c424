"""What every page says of itself in its head."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.conf import settings as project
from django.test import Client

from glossary.content import CitationText
from glossary.models import Entry, RelatedLink, RelationKind, Subject
from glossary.pages import lists, mentions
from glossary.workflow.actions import withdraw
from tests.factories import petra, proof, published, republished
from tests.views.reading import settled, text_of

pytestmark = pytest.mark.django_db

CITED = (CitationText(standard="ISO 9001", edition="2015", clause="7"),)
SITE = "http://testserver"
TERM = "/glossary/calibration/"
# What search engines are to show, by the address that stands for it.
LISTED = [
    "/",
    "/changes/",
    "/confusable/",
    "/confusable/calibration/gauge/",
    "/glossary/",
    "/glossary/?letter=C",
    TERM,
    "/learn/fundamentals/questions/what-is-a-gauge",
    "/questions/",
    "/questions/?subject=fundamentals",
    "/standards/",
    "/standards/iso-9001-2015/",
    "/subjects/",
    "/subjects/fundamentals/",
    "/subjects/fundamentals/map/",
    "/tags/",
    "/tags/measuring/",
]
# What they are not to show, and the address that stands for it; some have none.
UNLISTED = {
    f"{TERM}versions/": f"{TERM}versions/",
    f"{TERM}versions/1.0/": TERM,
    f"{TERM}versions/1.1/": TERM,
    f"{TERM}compare/1.0/1.1/": f"{TERM}compare/1.0/1.1/",
    f"{TERM}feedback/": f"{TERM}feedback/",
    f"{TERM}feedback/given/": "",
    f"{TERM}mentions/": f"{TERM}mentions/",
    f"{TERM}?on=2030-01-01": TERM,
    "/glossary/?on=2030-01-01": "/glossary/?on=2030-01-01",
    "/glossary/obsolete/": "/glossary/obsolete/",
    "/meanings/calibration/": "",
    "/search/": "/search/",
    "/search/?junk=1&kind=term&q=a&page=1": "/search/?q=a&kind=term",
    "/standards/iso-9001-2015/?place=clause-7": "/standards/iso-9001-2015/?place=clause-7",
    "/subscribe/": "/subscribe/",
    "/subscribe/asked/": "",
}


class Head(HTMLParser):
    """The title, meta and link elements of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.metas: dict[str, list[str]] = {}
        self.links: list[dict[str, str]] = []
        self.feed(page[: page.index("</head>")])
        (self.title,) = re.findall(r"<title>(.*?)</title>", page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        values = dict(attrs)
        if tag == "meta" and (name := values.get("name") or values.get("property")):
            self.metas.setdefault(name, []).append(values["content"])
        elif tag == "link":
            self.links.append(values)

    def hrefs(self, **wanted: str) -> list[str]:
        """Return where the links with these attributes lead."""
        return [link["href"] for link in self.links if wanted.items() <= link.items()]


def head_at(client: Client, address: str) -> Head:
    return Head(client.get(address).content.decode())


@pytest.fixture
def site() -> None:
    """Publish something for every kind of page."""
    from_clause = {"citations": CITED, "tags": ("measuring",)}
    first = published("Calibration", short_definition="comparison with a reference", **from_clause)
    republished(first)
    gauge = published("Gauge", short_definition="what measures")
    published("Calibration", subject="Metrology")
    published("What is a gauge?", kind="question")
    withdraw(
        published("Obsolete"), by=petra(), reason="obsolete", explanation="Old.", proof=proof()
    )
    confusable(first.entry, gauge.entry)


def confusable(entry: Entry, other: Entry) -> None:
    RelatedLink.objects.filter(entry=entry).delete()
    RelatedLink.objects.create(
        entry=entry,
        target=other,
        kind=RelationKind.CONFUSABLE,
        title=other.title,
        folded_title=other.folded_title,
        position=0,
        relevance=8,
    )


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("address", [*LISTED, *UNLISTED])
def test_every_page_has_one_title_and_whole_sentences_about_it(client, address) -> None:
    """R-38: and what a preview of a link shows is the same."""
    head = head_at(client, address)
    assert unescape(head.title).endswith("Quality management glossary")
    (description,) = head.metas["description"]
    assert description.endswith((".", "?"))
    if head.hrefs(rel="canonical"):
        assert head.metas["og:description"] == [description]
        assert head.metas["og:site_name"] == ["Quality management glossary"]
        assert head.metas["og:locale"] == ["en"]
        assert head.metas["og:url"] == head.hrefs(rel="canonical")
        (title,) = head.metas["og:title"]
        assert title and unescape(head.title).startswith(title)


@pytest.mark.usefixtures("site")
def test_no_two_pages_have_the_same_title_or_description(client: Client) -> None:
    """R-38."""
    heads = [head_at(client, address) for address in LISTED]
    assert len({head.title for head in heads}) == len(LISTED)
    assert len({head.metas["description"][0] for head in heads}) == len(LISTED)


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("address", LISTED)
def test_what_may_be_found_stands_for_itself_whatever_is_added(client, address) -> None:
    """R-38: the canonical address is whole and without what means nothing here."""
    added = f"{address}{'&' if '?' in address else '?'}utm_source=mail&page=1"
    for asked in (address, added):
        head = head_at(client, asked)
        assert head.hrefs(rel="canonical") == [SITE + address]
        assert "robots" not in head.metas


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(("address", "canonical"), UNLISTED.items())
def test_search_engines_leave_the_rest_out(client: Client, address: str, canonical: str) -> None:
    """R-38: old versions, differences, days, withdrawn entries, searches, subscriptions."""
    response = client.get(address)
    assert response.status_code == 200
    head = Head(response.content.decode())
    assert head.metas["robots"] == ["noindex"]
    if canonical:
        assert head.hrefs(rel="canonical") == [SITE + canonical]


@pytest.mark.parametrize("reason", ["obsolete", "wrong"])
def test_a_withdrawn_entry_says_noindex_in_its_header_too(client: Client, reason: str) -> None:
    """R-38, W-27."""
    version = published("Gauge")
    assert "X-Robots-Tag" not in client.get("/glossary/gauge/").headers
    withdraw(version, by=petra(), reason=reason, explanation="Old.", proof=proof())
    for address in ("/glossary/gauge/", "/glossary/gauge/versions/1.0/"):
        response = client.get(address)
        assert response["X-Robots-Tag"] == "noindex"
        assert Head(response.content.decode()).metas["robots"] == ["noindex"]


@pytest.mark.parametrize("address", ["/glossary/nothing/", "/nothing", "/glossary/?on=never"])
def test_what_is_not_there_stands_for_nothing(client: Client, address: str) -> None:
    head = head_at(client, address)
    assert head.metas["robots"] == ["noindex"]
    assert not head.hrefs(rel="canonical")


def test_a_preview_of_an_unpublished_text_is_for_nobody_else(client: Client) -> None:
    """R-38: all pages of editors."""
    assert 'name="robots" content="NONE,NOARCHIVE"' in text_of(client.get("/admin/login/"))


@pytest.mark.parametrize("address", ["/subjects/fundamentals/", "/tags/measuring/"])
def test_each_page_of_a_list_stands_for_itself_and_names_its_neighbours(
    client: Client, address: str, monkeypatch
) -> None:
    """R-38."""
    monkeypatch.setattr(lists, "PAGE_LENGTH", 1)
    for title in ("Audit", "Gauge", "Zero"):
        published(title, tags=("measuring",))
    first, second, last = (head_at(client, f"{address}?x=1&page={n}") for n in (1, 2, 9))
    assert first.hrefs(rel="canonical") == [SITE + address] == second.hrefs(rel="prev")
    assert first.hrefs(rel="prev") == [] == last.hrefs(rel="next")
    assert second.hrefs(rel="canonical") == [f"{SITE}{address}?page=2"] == first.hrefs(rel="next")
    assert last.hrefs(rel="canonical") == [f"{SITE}{address}?page=3"] == second.hrefs(rel="next")
    assert ", page 2 –" in second.title
    assert ", page" not in first.title


def test_a_page_of_mentions_stands_for_itself(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(mentions, "PER_PAGE", 1)
    published("Calibration")
    versions = [published(title, definition="Needs calibration.") for title in ("Gauge", "Scale")]
    settled(*versions)
    head = head_at(client, f"{TERM}mentions/?page=2")
    assert head.hrefs(rel="canonical") == [f"{SITE}{TERM}mentions/?page=2"]


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        ("/", "/changes/feed/"),
        ("/changes/", "/changes/feed/"),
        ("/subjects/fundamentals/", "/subjects/fundamentals/feed/"),
        (TERM, f"{TERM}feed/"),
        (f"{TERM}versions/", f"{TERM}feed/"),
    ],
)
def test_a_reader_of_feeds_finds_the_one_of_the_page(client, address, feed) -> None:
    """R-09, R-38: by rel=alternate, with a title."""
    published("Calibration")
    head = head_at(client, address)
    (link,) = [link for link in head.links if link.get("type") == "application/atom+xml"]
    assert (link["rel"], link["href"]) == ("alternate", feed)
    assert link["title"]
    assert client.get(feed).status_code == 200


def in_language(language: str, title: str, *, of: Entry, slug: str = "") -> Entry:
    """Publish the concept of an entry in another language."""
    entry = published(title).entry
    facts = {"language": language, "concept": of.concept, "slug": slug or entry.slug}
    Entry.objects.filter(pk=entry.pk).update(**facts)
    entry.refresh_from_db()
    return entry


def test_a_concept_in_several_languages_names_all_of_them(client: Client) -> None:
    """R-38: hreflang, each page with itself among them."""
    english = published("Calibration").entry
    assert head_at(client, TERM).hrefs(rel="alternate", hreflang="en") == []
    german = in_language("de", "Kalibrierung", of=english)
    in_language("fr", "Étalonnage", of=english)
    for entry in (english, german):
        head = head_at(client, entry.get_absolute_url())
        assert {link["hreflang"]: link["href"] for link in head.links if link.get("hreflang")} == {
            "de": f"{SITE}/glossary/kalibrierung/",
            "en": SITE + TERM,
            "fr": f"{SITE}/glossary/etalonnage/",
        }
        assert head.metas["og:locale"] == [entry.language]


def test_one_address_is_one_language(client: Client) -> None:
    """Where languages share an address, only one of them stands there."""
    english = published("Audit").entry
    in_language("de", "Audit (deutsch)", of=english, slug="audit")
    in_language("fr", "Audit (français)", of=english)
    links = [link for link in head_at(client, "/glossary/audit/").links if "hreflang" in link]
    assert [link["hreflang"] for link in links] == ["en", "fr"]


def test_a_withdrawn_or_unpublished_translation_is_not_named(client: Client) -> None:
    english = published("Calibration").entry
    german = in_language("de", "Kalibrierung", of=english)
    Entry.objects.filter(pk=german.pk).update(current=None)
    assert "hreflang" not in text_of(client.get(TERM))


def test_translations_cost_one_query_and_only_where_there_are_any(
    client: Client, django_assert_num_queries
) -> None:
    english = published("Calibration").entry
    with django_assert_num_queries(12):
        client.get(TERM)
    for language in ("de", "fr", "sv"):
        in_language(language, f"Calibration {language}", of=english)
    with django_assert_num_queries(13):
        client.get(TERM)


def test_a_subject_is_described_in_its_own_words(client: Client) -> None:
    """R-38: cut at the end of a sentence."""
    published("Calibration")
    Subject.objects.update(description=f"Where it <begins>.\nA second one. {'And on. ' * 40}")
    (description,) = head_at(client, "/subjects/fundamentals/").metas["description"]
    assert description.startswith("Where it <begins>. A second one. And on.")
    assert description.endswith("on.")
    assert len(description) <= 160


def test_there_is_one_part_for_all_heads() -> None:
    """One way to do it: no other template writes what that part writes."""
    folder = project.BASE_DIR / "templates"
    others = [
        path.name
        for path in folder.rglob("*.html")
        if path.name not in ("page_meta.html", "500.html", "_drawing.html")
        and "dossier" not in path.parts
        if re.search(r'<title>|rel="canonical"|property="og:|name="robots"', path.read_text())
    ]
    assert others == []
