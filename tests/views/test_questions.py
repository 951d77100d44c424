"""The questions by subject."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glossary.pages import questions
from tests.factories import draft, published
from tests.views.reading import assert_is_public, assert_only_reads, text_of

pytestmark = pytest.mark.django_db


def asked(*titles: str, subject: str = "Metrology") -> None:
    for title in titles:
        published(title, kind="question", subject=subject)


def test_questions_stand_under_their_subject_in_order(client: Client) -> None:
    asked("Why?", "How?")
    asked("Who?", subject="Audit")
    published("Calibration", subject="Metrology")
    draft("When?", kind="question", subject="Metrology")
    response = client.get("/questions/")
    assert_is_public(response)
    page = text_of(response)
    places = [page.index(text) for text in ('id="audit"', ">Who?<", 'id="metrology"', ">How?<")]
    assert places == sorted(places)
    assert page.index(">How?<") < page.index(">Why?<")
    assert 'Metrology <span class="count">2</span>' in page
    assert ">When?<" not in page
    assert "Calibration" not in page


def test_of_many_questions_the_first_are_shown(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(questions, "SHOWN", 2)
    asked("A?", "B?", "C?")
    page = text_of(client.get("/questions/"))
    assert ">B?<" in page
    assert ">C?<" not in page
    assert '<a href="/questions/?subject=metrology">All 3 questions about Metrology</a>' in page


def test_one_subject_shows_all_its_questions(client: Client) -> None:
    asked("A?", "B?")
    asked("Who?", subject="Audit")
    response = client.get("/questions/?subject=metrology")
    assert_is_public(response)
    page = text_of(response)
    assert "<h1>Questions about Metrology</h1>" in page
    assert ">B?<" in page
    assert ">Who?<" not in page


@pytest.mark.parametrize("slug", ["none", "fundamentals"])
def test_a_subject_without_questions_is_not_there(client: Client, slug: str) -> None:
    published("Calibration", subject="Fundamentals")
    assert client.get(f"/questions/?subject={slug}").status_code == 404


def test_no_question_is_said_in_words(client: Client) -> None:
    assert "No question is answered yet." in text_of(client.get("/questions/"))


def test_the_questions_are_only_read(client: Client) -> None:
    assert_only_reads(client, "/questions/")


def test_the_number_of_queries_does_not_grow(client: Client) -> None:
    counts = []
    for subject in ("Metrology", "Audit"):
        asked(*(f"{subject} {number}?" for number in range(5)), subject=subject)
        with CaptureQueriesContext(connection) as queries:
            client.get("/questions/")
        counts.append(len(queries))
    assert counts == [3, 3]
