"""Which requests for an entry are readings (E-34)."""

import pytest
from django.test import Client

from glossary.workflow.readings import tally
from tests import factories as make
from tests.admin.desk import client_of

pytestmark = pytest.mark.django_db

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
TERM = "/glossary/gauge/"


@pytest.fixture
def gauge() -> int:
    return make.published("Gauge").entry.pk


def test_a_page_is_counted_also_when_the_browser_has_it_already(client: Client, gauge: int) -> None:
    first = client.get(TERM, headers={"user-agent": BROWSER})
    again = client.get(
        TERM, headers={"user-agent": BROWSER, "if-none-match": first.headers["ETag"]}
    )
    assert (first.status_code, again.status_code) == (200, 304)
    assert tally.counts == {gauge: 2}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"user-agent": "Mozilla/5.0 (compatible; SomeBot/2.1)"},
        {"user-agent": "curl/8.5"},
        {"user-agent": BROWSER, "sec-purpose": "prefetch;prerender"},
    ],
)
def test_robots_and_reading_ahead_are_not_counted(
    client: Client, gauge: int, headers: dict[str, str]
) -> None:
    assert client.get(TERM, headers=headers).status_code == 200
    assert not tally.counts


def test_what_is_no_page_of_an_entry_in_force_is_not_counted(client: Client, gauge: int) -> None:
    make.withdrawn("Obsolete")
    for address in ("/glossary/obsolete/", "/glossary/nothing/", f"{TERM}preview/", "/glossary/"):
        client.get(address, headers={"user-agent": BROWSER})
    client.head(TERM, headers={"user-agent": BROWSER})
    assert not tally.counts


def test_editors_at_work_are_no_readers(gauge: int) -> None:
    client_of(make.edda()).get(TERM, headers={"user-agent": BROWSER})
    assert not tally.counts
