"""A search that finds nothing is counted, and the page says so (R-19, E-33)."""

import pytest
from django.db import DatabaseError
from django.test import Client, override_settings

from glossary.models import SearchMiss
from glossary.workflow import misses
from tests.factories import published
from tests.views.reading import assert_is_public, text_of

pytestmark = pytest.mark.django_db
NOTED = "Your search is a suggestion already"


def counted() -> dict[str, int]:
    return dict(SearchMiss.objects.values_list("text", "count"))


def test_a_search_without_result_is_counted_and_the_page_says_so(client: Client) -> None:
    """R-19: without a form, a cookie or anything about the person."""
    published("Calibration")
    response = client.get("/search/", {"q": "calibrashun"})
    assert_is_public(response)
    page = text_of(response)
    assert NOTED in page
    assert '<a href="/glossary/calibration/">Calibration</a>' in page
    client.get("/search/", {"q": "Calibrashun"})
    assert counted() == {"calibrashun": 2}
    assert SearchMiss.objects.get().language == "en"


def test_a_search_with_a_result_is_not_counted(client: Client) -> None:
    published("Calibration")
    for text in ("calibration", "callibration"):
        assert NOTED not in text_of(client.get("/search/", {"q": text}))
    client.get("/search/")
    client.get("/search/", {"q": "  "})
    assert counted() == {}


@pytest.mark.parametrize("further", [{"page": "2"}, {"kind": "question"}])
def test_further_pages_and_narrowed_searches_are_not_counted(client: Client, further) -> None:
    published("Calibration")
    assert NOTED not in text_of(client.get("/search/", {"q": "hammer", **further}))
    client.get("/search/", {"q": "calibration", **further})
    assert counted() == {}


def test_a_head_request_is_not_counted(client: Client) -> None:
    assert client.head("/search/?q=hammer").status_code == 200
    assert counted() == {}


@pytest.mark.parametrize("text", ["edda@example.org", "0170 1234567", "<b>x</b>", "x" * 5000])
def test_where_nothing_is_kept_nothing_is_promised(client: Client, text: str) -> None:
    assert NOTED not in text_of(client.get("/search/", {"q": text}))
    assert counted() == {}


def test_a_site_that_keeps_none_promises_nothing(client: Client) -> None:
    with override_settings(GLOSSARY={"missed_search_days": 0}):
        assert NOTED not in text_of(client.get("/search/", {"q": "hammer"}))


def test_a_failure_to_count_does_not_break_the_page(client: Client, monkeypatch) -> None:
    def fail() -> None:
        raise DatabaseError

    monkeypatch.setattr(misses, "impatient", fail)
    response = client.get("/search/", {"q": "hammer"})
    assert_is_public(response)
    assert NOTED not in text_of(response)
