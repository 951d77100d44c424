"""Validators of the entry pages and lists."""

import pytest
from django.test import Client

from tests.factories import published
from tests.rebuilding import republish

pytestmark = pytest.mark.django_db


def test_an_unchanged_entry_is_not_sent_again(client: Client, django_assert_num_queries) -> None:
    published("Calibration")
    first = client.get("/glossary/calibration/")
    assert first["Cache-Control"] == "public, no-cache"
    with django_assert_num_queries(1):
        second = client.get("/glossary/calibration/", headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, second.content, second["ETag"]) == (304, b"", first["ETag"])
    assert second["Cache-Control"] == "public, no-cache"


def test_any_decision_changes_the_validator_and_a_new_rendering_that_is_the_same_does_not(
    client: Client,
) -> None:
    entry = published("Calibration").entry
    first = client.get("/glossary/calibration/")["ETag"]
    republish([entry])
    second = client.get("/glossary/calibration/")["ETag"]
    published("Calibrated gauge")
    third = client.get("/glossary/calibration/", headers={"If-None-Match": second})
    assert third.status_code == 200
    assert b"Calibrated gauge" in third.content
    assert first == second != third["ETag"]


@pytest.mark.parametrize("address", ["/", "/glossary/", "/subjects/fundamentals/", "/tags/gauges/"])
def test_lists_have_a_validator_too(client: Client, address: str) -> None:
    published("Calibration", tags=("gauges",))
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    published("Gauge", tags=("gauges",))
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("address", ["/", "/glossary/calibration/"])
def test_a_page_is_compressed_for_whoever_takes_that_and_still_not_sent_twice(
    client: Client, address: str
) -> None:
    """R-36."""
    published("Calibration")
    plain = client.get(address)
    first = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert first["Content-Encoding"] == "gzip"
    assert first["Vary"] == "Accept-Encoding"
    assert len(first.content) < len(plain.content) / 2
    asked = {"Accept-Encoding": "gzip", "If-None-Match": first["ETag"]}
    assert client.get(address, headers=asked).status_code == 304
