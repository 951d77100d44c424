"""Is this clear? Readers answer without login, cookie or script."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from glossary.models import Feedback
from glossary.views import feedback as view
from glossary.workflow import feedback as limits
from tests import factories as make
from tests.views.reading import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/glossary/gauge/feedback/"
GIVEN = "/glossary/gauge/feedback/given/"


@pytest.fixture(autouse=True)
def nothing_sent_yet() -> None:
    cache.clear()


@pytest.fixture
def reader() -> Client:
    """A browser that has no token and needs none."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("kind", ["term", "question"])
def test_every_page_asks_and_one_press_answers(reader: Client, kind: str) -> None:
    """R-10, R-36: no cookie before or after."""
    version = make.published("Gauge", kind=kind)
    address = version.entry.get_absolute_url()
    page = text_of(reader.get(address))
    assert f'<form method="post" action="{ADDRESS}"><button name="clear" value="yes">Yes' in page
    assert f'<form action="{ADDRESS}"><button name="clear" value="no">No, tell us why' in page
    answer = reader.post(ADDRESS, {"clear": "yes"})
    assert (answer.status_code, answer["Location"]) == (302, GIVEN)
    thanks = text_of(reader.get(GIVEN))
    assert "Thank you" in thanks and f'<a href="{address}">Back to “Gauge”</a>' in thanks
    assert not reader.cookies
    given = Feedback.objects.get()
    assert (given.is_clear, given.text, given.version) == (True, "", version)


def test_no_leads_to_a_form_and_the_words_to_the_editors(reader: Client) -> None:
    """R-10."""
    make.published("Gauge")
    form = reader.get(ADDRESS, {"clear": "no"})
    assert "no-store" in form["Cache-Control"] and not form.cookies
    page = text_of(form)
    assert re.findall(r'<input[^>]* value="(\w+)"[^>]* checked', page) == ["no"]
    assert "csrf" not in page
    sent = {"clear": "no", "text": "  Why <so>?\r\n", "website": ""}
    assert reader.post(ADDRESS, sent)["Location"] == GIVEN
    assert Feedback.objects.get().text == "Why <so>?"


@pytest.mark.parametrize(
    "sent", [{}, {"clear": "perhaps"}, {"clear": "no", "text": "x" * 2_001}], ids=str
)
def test_what_cannot_be_kept_is_shown_again(reader: Client, sent: dict) -> None:
    make.published("Gauge")
    response = reader.post(ADDRESS, sent)
    assert response.status_code == 422
    assert 'role="alert"' in text_of(response)
    assert sent.get("text", "") in text_of(response)
    assert not Feedback.objects.exists()


def test_a_text_of_the_full_length_fits_whatever_line_ends_a_browser_sends(reader: Client) -> None:
    make.published("Gauge")
    words = "\r\n".join(["x" * 399] * 5) + "x"
    assert reader.post(ADDRESS, {"clear": "no", "text": words})["Location"] == GIVEN
    assert len(Feedback.objects.get().text) == 2_000


def test_a_robot_that_fills_in_everything_is_thanked_and_not_heard(reader: Client) -> None:
    """R-10."""
    make.published("Gauge")
    sent = {"clear": "no", "text": "Buy", "website": "https://example.org"}
    assert reader.post(ADDRESS, sent)["Location"] == GIVEN
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({}, True),
    ],
    ids=str,
)
def test_other_sites_answer_for_nobody(reader: Client, headers: dict, is_taken: bool) -> None:
    """Their visitors are led to the form instead, where they may answer themselves."""
    make.published("Gauge")
    answer = reader.post(ADDRESS, {"clear": "yes"}, headers=headers)
    assert answer["Location"] == (GIVEN if is_taken else ADDRESS)
    assert Feedback.objects.exists() is is_taken


def test_a_second_press_is_the_same_answer(reader: Client) -> None:
    """F-17: of the same reader and the same words, within a minute."""
    make.published("Gauge")
    for _time in range(2):
        assert reader.post(ADDRESS, {"clear": "yes"})["Location"] == GIVEN
    assert Feedback.objects.count() == 1
    reader.post(ADDRESS, {"clear": "no"})
    reader.post(ADDRESS, {"clear": "yes"}, REMOTE_ADDR="192.0.2.7")
    assert Feedback.objects.count() == 3


def test_a_sender_has_a_limit_and_keeps_the_words(reader: Client, monkeypatch) -> None:
    """R-10: polite, with the time to try again; other readers are heard."""
    monkeypatch.setattr(view, "AN_HOUR", 2)
    make.published("Gauge")
    for number in range(2):
        reader.post(ADDRESS, {"clear": "no", "text": f"Words {number}"})
    for _time in range(2):
        response = reader.post(ADDRESS, {"clear": "no", "text": "Words too many"})
        assert (response.status_code, response["Retry-After"]) == (429, "3600")
        page = text_of(response)
        assert "in an hour" in page and "Words too many</textarea>" in page
    assert Feedback.objects.count() == 2
    other = reader.post(ADDRESS, {"clear": "no"}, REMOTE_ADDR="192.0.2.7")
    assert other["Location"] == GIVEN


def test_the_site_has_a_limit(reader: Client, monkeypatch) -> None:
    """R-10."""
    monkeypatch.setattr(limits, "A_DAY", 1)
    make.published("Gauge")
    for number in range(3):
        response = reader.post(ADDRESS, {"clear": "yes"}, REMOTE_ADDR=f"192.0.2.{number // 2}")
    assert (response.status_code, response["Retry-After"]) == (429, "86400")
    assert "tomorrow" in text_of(response)
    assert Feedback.objects.count() == 1


@pytest.mark.parametrize("slug", ["secret", "absent", "old"])
def test_readers_are_asked_about_what_is_published_only(reader: Client, slug: str) -> None:
    """W-31."""
    make.draft("Secret")
    make.withdrawn("Old")
    for page in ("", "given/"):
        assert reader.get(f"/glossary/{slug}/feedback/{page}").status_code == 404
    assert reader.post(f"/glossary/{slug}/feedback/", {"clear": "yes"}).status_code == 404


def test_a_site_may_ask_nobody(reader: Client, settings) -> None:
    settings.GLOSSARY = {"feedback_days": 0}
    make.published("Gauge")
    assert "Is this clear?" not in text_of(reader.get("/glossary/gauge/"))
    assert reader.get(ADDRESS).status_code == 404
    assert reader.post(ADDRESS, {"clear": "yes"}).status_code == 404


def test_the_pages_take_no_other_methods(client: Client) -> None:
    make.published("Gauge")
    assert client.put(ADDRESS).status_code == 405
    assert client.post(GIVEN).status_code == 405
