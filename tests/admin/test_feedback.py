"""The editors' queue of what readers say (R-10)."""

import pytest
from django.urls import reverse

from glossary.admin import feedback as queue
from glossary.models import Feedback
from glossary.workflow.feedback import give_feedback, handle_feedback
from tests import factories as make
from tests.admin.desk import client_of, queries_for
from tests.views.reading import text_of

pytestmark = pytest.mark.django_db
LIST = reverse("admin:glossary_feedback_changelist")


def given(entry, text: str = "", *, is_clear: bool = False) -> Feedback:
    return give_feedback(entry, is_clear=is_clear, text=text)


def listed(**asked: str) -> list[str]:
    rows = client_of(make.edda()).get(LIST, asked).context["rows"]
    return [row.feedback.text for row in rows]


def handle(feedback: Feedback) -> str:
    return reverse("admin:glossary_feedback_handle", args=[feedback.pk])


def test_the_queue_stands_in_the_admin_the_newest_first():
    """R-10: with the entry, its version and how many found it clear."""
    assert LIST == "/admin/glossary/feedback/"
    gauge = make.published("Gauge").entry
    asked = make.published("Why a gauge?", kind="question").entry
    given(gauge, "First <b>\nline")
    given(gauge, is_clear=True)
    given(asked, "Second")
    assert listed() == ["Second", "First <b>\nline"]
    page = text_of(client_of(make.rolf()).get(LIST))
    assert f'<a href="{asked.get_absolute_url()}">Why a gauge?</a>' in page
    assert "First &lt;b&gt;<br>line" in page and "version 1.0" in page
    assert "1 clear, 1 not" in page and "0 clear, 1 not" in page


def test_it_is_narrowed_down():
    entry = make.published("Gauge").entry
    given(entry, "unclear")
    given(entry, "clear", is_clear=True)
    given(entry, is_clear=True)
    handle_feedback(given(entry, "handled"), by=make.rolf())
    assert listed() == listed(state="x", voice="y") == ["clear", "unclear"]
    assert listed(voice="clear") == ["clear"]
    assert listed(voice="unclear") == ["unclear"]
    assert listed(state="handled") == ["handled"]
    assert listed(state="handled", voice="clear") == []


def test_an_editor_sets_it_aside_with_a_note_and_comes_back_to_the_same_list():
    """R-10, F-17: a second press says who was first."""
    feedback = given(make.published("Gauge").entry, "Why?")
    client = client_of(make.rolf())
    address = f"{handle(feedback)}?voice=unclear"
    answer = client.post(address, {"note": "An example was added"})
    assert answer["Location"] == f"{LIST}?voice=unclear"
    assert listed() == []
    page = text_of(client.get(LIST, {"state": "handled"}))
    assert "Handled by Rolf Roth" in page and "An example was added" in page
    page = text_of(client_of(make.edda()).post(address, {"note": "Other"}, follow=True))
    assert "Rolf Roth has handled it already." in page
    assert Feedback.objects.get().note == "An example was added"


def test_a_note_that_is_too_long_changes_nothing():
    feedback = given(make.published("Gauge").entry)
    page = client_of(make.rolf()).post(handle(feedback), {"note": "x" * 301}, follow=True)
    assert "A note may have 300 characters." in text_of(page)
    assert Feedback.objects.open().get() == feedback


@pytest.mark.parametrize(
    ("person", "status"),
    [(make.edda, 200), (make.rolf, 200), (make.petra, 200), (make.vera, 403), (make.root, 403)],
)
def test_only_editors_open_it(person, status: int):
    feedback = given(make.published("Gauge").entry)
    client = client_of(person())
    assert client.get(LIST).status_code == status
    assert client.get(handle(feedback)).status_code == 405
    assert client.post(handle(feedback)).status_code == (302 if status == 200 else 403)
    assert Feedback.objects.open().exists() is (status == 403)


def test_the_first_page_counts_what_is_open():
    entry = make.published("Gauge").entry
    told = '<span class="tallies__number">2</span> Feedback of readers'
    for text in ("One", "Two"):
        given(entry, text)
    given(entry, is_clear=True)
    assert told in text_of(client_of(make.edda()).get("/admin/"))
    assert told not in text_of(client_of(make.vera()).get("/admin/"))
    Feedback.objects.all().delete()
    assert "all of it is handled" in text_of(client_of(make.edda()).get("/admin/"))


def test_a_long_queue_has_pages_and_as_many_queries(monkeypatch):
    monkeypatch.setattr(queue, "SHOWN", 2)
    gauge, hammer = (make.published(name).entry for name in ("Gauge", "Hammer"))
    given(gauge, "1")
    client = client_of(make.edda())
    few = queries_for(client, LIST)
    given(gauge, "2")
    given(hammer, "3")
    assert queries_for(client, LIST) == few
    assert [listed(), listed(page="2"), listed(page="x")] == [["3", "2"], ["1"], ["3", "2"]]
    assert 'rel="next" href="?page=2"' in text_of(client.get(LIST))


def test_a_site_that_asks_nobody_says_so(settings):
    settings.GLOSSARY = {"feedback_days": 0}
    assert "does not ask its readers" in text_of(client_of(make.edda()).get(LIST))
