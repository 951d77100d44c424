"""The meanings of a name, and the subject behind titles that several entries share (R-05)."""

import pytest
from django.test import Client
from django.urls import reverse

from glossary.models import Entry, PublishedName
from glossary.text import fold, meanings_part, meanings_url
from glossary.workflow.actions import withdraw
from tests import factories as make
from tests.views.reading import assert_is_public, assert_only_reads, settled, text_of

pytestmark = pytest.mark.django_db


def bears(entry: Entry, name: str, *, position: int = 0) -> None:
    """Give an entry a published name; one that stands in the table already stays as it is."""
    PublishedName.objects.get_or_create(
        entry=entry,
        folded=fold(name),
        defaults={
            "language": entry.language,
            "position": position,
            "text": name,
            "key": fold(name),
            "is_abbreviation": False,
            "autolink": True,
        },
    )


def releases() -> list[Entry]:
    entries = [
        make.published("Release", subject=subject, short_definition=f"word of {subject}").entry
        for subject in ("Inspection", "Documents")
    ]
    for entry in entries:
        bears(entry, "Release")
    return entries


def test_all_bearers_are_told_apart_by_subject_and_definition(client: Client) -> None:
    """R-05."""
    first, second = releases()
    third = make.published("Clearance").entry
    bears(third, "release", position=1)
    response = client.get("/meanings/release/")
    assert_is_public(response)
    page = text_of(response)
    assert "3 entries are called “Release”." in page
    for entry, subject in ((first, "Inspection"), (second, "Documents")):
        assert f'href="{entry.get_absolute_url()}" lang="en">Release <small>{subject}<' in page
        assert f">word of {subject}</dd>" in page
    assert "also called release" in page
    assert '<meta name="robots" content="noindex">' in page
    assert page.index("Clearance") < page.index("Documents") < page.index("Inspection")


def test_a_name_with_one_bearer_leads_to_it(client: Client) -> None:
    entry = make.published("Gauge").entry
    bears(entry, "Gauge")
    response = client.get("/meanings/gauge/")
    assert (response.status_code, response["Location"]) == (302, entry.get_absolute_url())


def test_a_name_that_nobody_bears_is_not_found(client: Client) -> None:
    make.draft("Secret plan")
    for address in ("/meanings/secretplan/", "/meanings/-zz/", "/meanings/-d800/", "/meanings/-0/"):
        assert client.get(address).status_code == 404


def test_a_withdrawn_entry_bears_no_name(client: Client) -> None:
    releases()
    version = Entry.objects.get(subject__name="Documents").current
    facts = {"reason": "obsolete", "explanation": "Nobody says so.", "proof": make.proof()}
    withdraw(version, by=make.petra(), **facts)
    assert client.get("/meanings/release/").status_code == 302


@pytest.mark.parametrize("spelling", ["Release", "RELEASE", "re-lease"])
def test_another_spelling_leads_to_the_folded_one(client: Client, spelling: str) -> None:
    releases()
    response = client.get(f"/meanings/{spelling}/")
    assert (response.status_code, response["Location"]) == (302, "/meanings/release/")


@pytest.mark.parametrize(
    "name", ["+", "/", "..", ".", "%", "//", "?", "#", "∅", "Größe", "品質", "_"]
)
def test_every_name_has_an_address_that_finds_it(client: Client, name: str) -> None:
    for subject in ("Inspection", "Documents"):
        bears(make.published("Sign", subject=subject).entry, name, position=1)
    address = meanings_url(fold(name))
    assert address == reverse("meanings", args=[meanings_part(fold(name))])
    assert client.get(address).status_code == 200


def test_the_page_only_reads(client: Client) -> None:
    releases()
    assert_only_reads(client, "/meanings/release/")


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_num_queries) -> None:
    releases()
    with django_assert_num_queries(2):
        client.get("/meanings/release/")
    bears(make.published("Clearance").entry, "Release", position=1)
    with django_assert_num_queries(2):
        client.get("/meanings/release/")


def test_the_title_and_the_page_of_a_namesake_say_so(client: Client) -> None:
    """R-05."""
    entry, _other = releases()
    page = text_of(client.get(entry.get_absolute_url()))
    assert "<title>Release (Inspection) – Quality management glossary</title>" in page
    assert '<a href="/meanings/release/">Other meanings of “Release”</a>' in page
    make.published("Gauge", subject="Metrology")
    page = text_of(client.get("/glossary/gauge/"))
    assert "<title>Gauge – Quality" in page and "Other meanings" not in page


def test_links_lists_and_near_terms_name_the_subject_of_a_namesake(client: Client) -> None:
    """R-05."""
    entries = [
        make.published("Release", subject=subject, tags=("freeing",), definition="Uses a gauge.")
        for subject in ("Inspection", "Documents")
    ]
    gauge = make.published("Gauge", tags=("freeing",), definition="For each.")
    settled(*entries, gauge)
    page = text_of(client.get("/glossary/gauge/"))
    for subject in ("Inspection", "Documents"):
        related = page.split('<ul class="related">')[1].split("</ul>")[0]
        assert f">Release <small>{subject}</small></a></h3>" in related
        assert f">Release <small>{subject}</small></a> <q>" in page
        assert f">Release <small>{subject}</small></a>" in text_of(client.get("/tags/freeing/"))
    assert next_term(page) == "Release <small>Inspection</small>"
    near = text_of(client.get("/glossary/relese/"))
    assert near.count("Release <small>") == 2
    assert "Gauge <small>" not in text_of(client.get("/tags/freeing/"))


def next_term(page: str) -> str:
    """Return the name of the next term in the A-Z."""
    part = page[page.index('class="neighbours__next"') :]
    return part[part.index("</span>") + len("</span>") : part.index("</a>")].strip()
