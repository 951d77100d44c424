"""Where nothing is (R-11), and the answers for machines."""

from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client

from tests.factories import published
from tests.views.reading import text_of

pytestmark = pytest.mark.django_db


def test_a_misspelt_address_offers_the_nearest_terms(client: Client) -> None:
    """R-11: the field holds the words of the address."""
    published("Corrective action")
    response = client.get("/glossary/corective-acton/")
    assert response.status_code == 404
    page = text_of(response)
    assert 'name="q" value="corective acton"' in page
    assert '<a href="/glossary/corrective-action/">Corrective action</a>' in page
    assert not response.cookies


def test_an_address_of_other_software_costs_one_query(
    client: Client, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        response = client.get("/wp-login.php")
    assert response.status_code == 404
    assert "Nothing is published at this address" in text_of(response)


def test_the_page_for_our_own_faults_needs_nothing() -> None:
    page = render_to_string("500.html")
    assert "Something went wrong on our side" in page
    assert "{%" not in page
    assert "stylesheet" not in page


def test_the_process_is_healthy_without_a_database(
    client: Client, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert response["Content-Type"].startswith("text/plain")


def test_readiness_depends_on_the_database(client: Client) -> None:
    assert client.get("/readyz").status_code == 200
    with patch(
        "django.db.backends.utils.CursorWrapper.execute", side_effect=OperationalError("gone")
    ):
        response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"no database")


def test_robots_are_told_what_to_leave_alone(client: Client) -> None:
    """R-38: what is without end or for nobody else, and no page that is to be found."""
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    rules = response.content.decode().split("\n\n")[0].splitlines()
    assert rules[0] == "User-agent: *"
    assert {line.removeprefix("Disallow: ") for line in rules[1:]} == {
        *("/admin/", "/search/", "/subscribe/", "/glossary/*/compare/", "/*?on=", "/*&on="),
    }


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/robots.txt", "/id/QM-0001"])
def test_machines_only_read_too(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
