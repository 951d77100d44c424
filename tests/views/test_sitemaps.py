"""What search engines are told of, and how fresh it is."""

from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glossary import sitemaps
from glossary.content import CitationText
from glossary.models import Entry, RelatedLink, RelationKind, Standard, Subject
from glossary.workflow.actions import withdraw
from tests.factories import draft, on, petra, proof, published, republished, scheduled, term_content
from tests.views.reading import assert_is_public, assert_only_reads, many_terms

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def rows_at(client: Client, address: str) -> Iterator[tuple[str, str]]:
    """Yield the paths of a sitemap, or the addresses of its index, with their days."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    for row in ElementTree.fromstring(response.content):
        location = row.findtext(f"{NAMESPACE}loc", "")
        assert location.startswith(f"{SITE}/")
        yield location.removeprefix(SITE), row.findtext(f"{NAMESPACE}lastmod", "")


def section(client: Client, name: str) -> dict[str, str]:
    return dict(rows_at(client, f"/sitemap-{name}.xml"))


def withdrawn(entry: Entry) -> None:
    withdraw(
        entry.current, by=petra(), reason="obsolete", explanation="Nobody says so.", proof=proof()
    )


def test_robots_find_the_index_and_by_it_every_section(client: Client) -> None:
    """R-38."""
    published("Gauge")
    robots = client.get("/robots.txt").content.decode()
    assert f"\nSitemap: {SITE}/sitemap.xml\n" in robots
    found = dict(rows_at(client, "/sitemap.xml"))
    assert [*found] == [f"/sitemap-{name}.xml" for name in sitemaps.SECTIONS]
    for address in found:
        assert_is_public(client.get(address))


def test_every_page_that_may_be_found_is_listed_and_answers(client: Client) -> None:
    """R-38: only what is published, at its own address, and nothing twice."""
    gauge = published("Gauge", tags=("measuring", "Prüfmittel"), citations=CITED).entry
    scale = published("Scale").entry
    published("What is a gauge?", kind="question")
    confusable(gauge, scale)
    draft("Secret plan", subject="Secrets", tags=("secret",), citations=CITED_SECRETLY)
    scheduled("Tomorrow")
    withdrawn(published("Obsolete").entry)
    paths = [path for name in sitemaps.SECTIONS for path in section(client, name)]
    assert len(paths) == len({*paths})
    assert {*paths} == {
        *(
            "/",
            "/changes/",
            "/confusable/",
            "/glossary/",
            "/questions/",
            "/standards/",
            "/subjects/",
        ),
        "/tags/",
        *("/glossary/gauge/", "/glossary/scale/"),
        "/learn/fundamentals/questions/what-is-a-gauge",
        "/confusable/gauge/scale/",
        "/standards/iso-9001-2015/",
        "/subjects/fundamentals/",
        *("/tags/measuring/", "/tags/pr%C3%BCfmittel/"),
    }
    for path in paths:
        page = client.get(path)
        assert page.status_code == 200
        assert f'<link rel="canonical" href="{SITE}{path}">' in page.content.decode()


CITED = (CitationText(standard="ISO 9001", edition="2015", clause="7"),)
CITED_SECRETLY = (CitationText(standard="ISO 1", edition="1999", clause="7"),)


def confusable(entry: Entry, other: Entry) -> None:
    RelatedLink.objects.filter(entry__in=(entry, other)).delete()
    for one, two in ((entry, other), (other, entry)):
        RelatedLink.objects.create(
            entry=one,
            target=two,
            kind=RelationKind.CONFUSABLE,
            title=two.title,
            folded_title=two.folded_title,
            position=0,
            relevance=8,
        )


def test_a_term_changed_when_its_version_came_into_force_or_was_reviewed(client: Client) -> None:
    """R-38: rendering it again is no change of it."""
    with on("2026-01-10"):
        version = published("Gauge")
    assert section(client, "terms") == {"/glossary/gauge/": "2026-01-10"}
    with on("2026-03-05"):
        republished(version)
    assert section(client, "terms") == {"/glossary/gauge/": "2026-03-05"}
    Entry.objects.update(last_reviewed="2026-04-02")
    assert section(client, "terms") == {"/glossary/gauge/": "2026-04-02"}
    Entry.objects.update(last_reviewed="2026-02-01")
    assert section(client, "terms") == {"/glossary/gauge/": "2026-03-05"}
    assert dict(rows_at(client, "/sitemap.xml"))["/sitemap-terms.xml"] == "2026-03-05"


def test_a_list_changed_when_one_of_its_entries_came_or_went(client: Client) -> None:
    """R-38: subjects, tags, standards and the overviews."""
    facts = {"tags": ("measuring",), "citations": CITED}
    with on("2026-01-10"):
        kept, other = published("Gauge", **facts), published("Scale", **facts)
    with on("2026-02-20"):
        withdrawn(other.entry)
    expected = {
        "subjects": ("/subjects/fundamentals/", "2026-02-20"),
        "tags": ("/tags/measuring/", "2026-02-20"),
        "standards": ("/standards/iso-9001-2015/", "2026-02-20"),
        "overviews": ("/changes/", "2026-02-20"),
    }
    for name, (path, changed) in expected.items():
        assert section(client, name)[path] == changed, name
    with on("2026-03-05"):
        republished(kept, content=term_content("Gauge", subject="Metrology"))
    assert section(client, "standards") == {"/standards/iso-9001-2015/": "2026-03-05"}
    assert section(client, "subjects") == {"/subjects/metrology/": "2026-03-05"}


def test_a_wider_subject_changes_with_its_parts(client: Client) -> None:
    with on("2026-01-10"):
        published("Gauge", subject="Metrology")
    with on("2026-03-05"):
        published("Scatter", subject="Statistics")
    wider = Subject.objects.create(name="Science", slug="science")
    Subject.objects.filter(name="Metrology").update(parent=wider)
    Subject.objects.filter(name="Statistics").update(parent=wider)
    assert section(client, "subjects") == {
        "/subjects/metrology/": "2026-01-10",
        "/subjects/science/": "2026-03-05",
        "/subjects/statistics/": "2026-03-05",
    }


def test_terms_side_by_side_changed_with_the_later_of_them(client: Client) -> None:
    with on("2026-01-10"):
        gauge = published("Gauge").entry
    with on("2026-03-05"):
        scale = published("Scale").entry
    confusable(gauge, scale)
    assert section(client, "comparisons") == {"/confusable/gauge/scale/": "2026-03-05"}


def test_what_nobody_dated_has_no_date(client: Client) -> None:
    Standard.objects.create(designation="ISO 9000", edition="2015", title="Words")
    assert section(client, "standards") == {"/standards/iso-9000-2015/": ""}
    assert section(client, "overviews")["/"] == ""
    assert dict(rows_at(client, "/sitemap.xml"))["/sitemap-terms.xml"] == ""


def test_many_terms_stand_in_several_files(client: Client, monkeypatch) -> None:
    """R-38: at most ten thousand in one."""
    assert sitemaps.FILE_LENGTH == 10_000
    monkeypatch.setattr(sitemaps.Entries, "limit", 2)
    many_terms(5)
    index = [path for path, _day in rows_at(client, "/sitemap.xml")]
    files = [path for path in index if path.startswith("/sitemap-terms")]
    assert files == ["/sitemap-terms.xml", "/sitemap-terms.xml?p=2", "/sitemap-terms.xml?p=3"]
    paths = [path for file in files for path, _day in rows_at(client, file)]
    assert len(paths) == len({*paths}) == 5
    for wrong in ("?p=4", "?p=0", "?p=x"):
        assert client.get(f"/sitemap-terms.xml{wrong}").status_code == 404


@pytest.mark.parametrize("name", ["sitemap", *(f"sitemap-{name}" for name in sitemaps.SECTIONS)])
def test_the_number_of_queries_does_not_grow(client: Client, name: str) -> None:
    """R-38: and none of them makes an object of an entry."""
    counts = []
    for prefix in ("Gauge", "Scale"):
        many_terms(4, prefix=prefix)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/{name}.xml")
        counts.append(len(queries))
        assert not any("short_definition" in query["sql"] for query in queries)
    assert counts[0] == counts[1] <= 15


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-terms.xml"])
def test_an_unchanged_sitemap_costs_one_query(
    client: Client, address: str, django_assert_num_queries
) -> None:
    """R-38: whatever is decided may change it, a withdrawal above all."""
    entry = published("Gauge").entry
    first = client.get(address)
    assert "Last-Modified" not in first
    with django_assert_num_queries(1):
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again["ETag"]) == (304, first["ETag"])
    withdrawn(entry)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-terms.xml"])
def test_sitemaps_are_only_read(client: Client, address: str) -> None:
    assert_only_reads(client, address)
    assert client.get("/sitemap-secrets.xml").status_code == 404
