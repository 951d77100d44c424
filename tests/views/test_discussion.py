"""The discussion on the page of an entry: for editors alone, whatever caches stand between."""

import re

import pytest
from django.conf import settings
from django.test import Client

from glossary.content import SectionText
from glossary.models import Comment, Pseudonym
from glossary.workflow.actions import publish_unapproved
from glossary.workflow.discussion import comment, resolve
from tests import factories as make
from tests.admin.desk import client_of
from tests.views.reading import assert_is_public, text_of

pytestmark = pytest.mark.django_db
PAGE = "/glossary/gauge/"
ADDRESS = "/glossary/gauge/discussion/"
SENT = {"version": "1.0", "text": "Is this so?"}


def form_key(page: str) -> str:
    return re.search(r'name="key" value="(\w+)"', page)[1]


def test_readers_get_the_public_page_and_no_trace_of_a_discussion(
    client: Client, django_assert_num_queries
) -> None:
    """S-12, R-10, R-36: no form, no comment, no message about rights, no query for them."""
    comment(make.published("Gauge"), by=make.rolf(), text="Internal words")
    response = client.get(PAGE)
    assert_is_public(response)
    assert response["Cache-Control"] == "public, no-cache"
    page = text_of(response)
    for trace in ("iscussion", "omment", "Internal words", "csrf", "rights", "log in"):
        assert trace not in page.replace("discussion.css", "")
    with django_assert_num_queries(12):
        client.get(PAGE)


@pytest.mark.parametrize("person", [make.edda, make.rolf, make.petra, make.vera])
def test_editors_and_auditors_see_it_where_readers_see_nothing(person) -> None:
    """R-10."""
    comment(make.published("Gauge"), by=make.rolf(), text="A <b>\nB", section="definition")
    response = client_of(person()).get(PAGE)
    assert response["Cache-Control"] == "private, no-store"
    assert "Cookie" in response["Vary"]
    assert "ETag" not in response
    page = text_of(response)
    assert "on “Definition”" in page and "A &lt;b&gt;<br>B" in page
    assert ('name="text"' in page) == ("Resolve" in page) == (person is not make.vera)


@pytest.mark.parametrize(
    "user", [make.root, lambda: make.account("anna", "admin"), lambda: make.account("rita")]
)
def test_an_account_without_such_a_role_is_a_reader(user) -> None:
    """S-12."""
    comment(make.published("Gauge"), by=make.rolf(), text="Internal words")
    page = text_of(client_of(user()).get(PAGE))
    assert "Internal words" not in page and 'class="section discussion"' not in page
    gone = client_of(make.rolf())
    make.rolf().groups.clear()
    assert "Internal words" not in text_of(gone.get(PAGE))


def test_an_editor_never_gets_the_readers_page_from_a_cache(client: Client) -> None:
    """S-12: a shared cache asks with the validator of what it holds, and gets a whole page."""
    comment(make.published("Gauge"), by=make.rolf(), text="Internal words")
    etag = client.get(PAGE)["ETag"]
    asked = {"If-None-Match": etag}
    assert client.get(PAGE, headers=asked).status_code == 304
    response = client_of(make.edda()).get(PAGE, headers=asked)
    assert response.status_code == 200
    assert "Internal words" in text_of(response)
    assert client.get(PAGE, headers=asked).status_code == 304


def test_a_cookie_that_opens_nothing_gets_a_page_that_no_cache_keeps(client: Client) -> None:
    """The cookie is taken away, and nobody else's with it."""
    make.published("Gauge")
    client.cookies[settings.SESSION_COOKIE_NAME] = "expired"
    response = client.get(PAGE)
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    assert response.cookies[settings.SESSION_COOKIE_NAME].value == ""
    assert settings.SESSION_COOKIE_PATH == "/"


def test_a_comment_is_posted_and_shown_where_one_is_led_to() -> None:
    """R-10, F-17: sent twice from one form it stands there once."""
    make.published("Gauge")
    client = client_of(make.rolf())
    sent = SENT | {"section": "definition", "key": form_key(text_of(client.get(PAGE)))}
    answers = [client.post(ADDRESS, sent) for _time in range(2)]
    made = Comment.objects.get()
    assert {answer["Location"] for answer in answers} == {f"{PAGE}#comment-{made.pk}"}
    assert (made.text, made.section, made.by) == ("Is this so?", "definition", make.rolf())
    client.post(ADDRESS, SENT | {"parent": made.pk, "text": "Well"})
    assert made.replies.get().text == "Well"
    page = text_of(client.get(PAGE))
    assert page.index(f'id="comment-{made.pk}"') < page.index("Well")


def test_a_question_is_discussed_too() -> None:
    question = make.published("Why a gauge?", kind="question").entry
    client = client_of(make.rolf())
    answer = client.post("/glossary/why-a-gauge/discussion/", SENT)
    assert answer["Location"].startswith(f"{question.get_absolute_url()}#comment-")
    assert "Is this so?" in text_of(client.get(question.get_absolute_url()))


@pytest.mark.parametrize("wrong", [{"text": " "}, {"text": "x" * 5_001}, {"section": "risks"}])
def test_what_is_refused_is_shown_again_with_the_words(wrong) -> None:
    make.published("Gauge")
    sent = SENT | {"section": "definition"} | wrong
    response = client_of(make.rolf()).post(ADDRESS, sent)
    assert response.status_code == 422
    assert response["Cache-Control"] == "private, no-store"
    page = text_of(response)
    assert 'role="alert"' in page and f">{sent['text']}</textarea>" in page
    assert ('value="definition" selected' in page) == (sent["section"] == "definition")
    assert not Comment.objects.exists()


def test_a_refused_reply_stands_in_its_thread_again() -> None:
    first = comment(make.published("Gauge"), by=make.rolf(), text="Why?")
    words = "x" * 5_001
    sent = SENT | {"parent": first.pk, "text": words}
    page = text_of(client_of(make.edda()).post(ADDRESS, sent))
    reply = page[page.index('<details class="thread__reply" open>') :]
    assert words in reply[: reply.index("</details>")]
    assert page.count(words) == page.count('role="alert"') == 1


def test_who_may_not_resolve_a_blocking_comment_reads_why(settings) -> None:
    """It stands on the readers' page only after a publication in an emergency."""
    settings.GLOSSARY = {"emergency_publication": True}
    version = make.submitted("Gauge")
    first = comment(version, by=make.rolf(), text="Why?", is_blocking=True)
    emma = make.account("emma", "publisher", "emergency publisher")
    publish_unapproved(version, by=emma, reason="The line stands still", proof=make.proof())
    response = client_of(make.edda()).post(f"{ADDRESS}{first.pk}/", {"do": "resolve"})
    assert response.status_code == 422
    assert "Answer it by a reply" in text_of(response)
    assert Comment.objects.holding().get() == first


def test_threads_are_resolved_and_opened_again() -> None:
    first = comment(make.published("Gauge"), by=make.rolf(), text="Why?")
    client, address = client_of(make.edda()), f"{ADDRESS}{first.pk}/"
    for _time in range(2):
        answer = client.post(address, {"do": "resolve"})
        assert answer["Location"] == f"{PAGE}#comment-{first.pk}"
    page = text_of(client.get(PAGE))
    assert "Resolved by Edda Ehlers" in page and "Nothing is open." in page
    assert "Send the reply" not in page
    client.post(address, {"do": "reopen"})
    assert "Nothing is open." not in text_of(client.get(PAGE))
    assert client.get(address).status_code == 405
    for wrong in ({}, {"do": "delete"}):
        assert client.post(address, wrong).status_code == 404


@pytest.mark.parametrize("person", [None, make.vera, make.root])
def test_who_may_not_comment_finds_nothing_there(person) -> None:
    """S-12: also with a forged form, and the same as where nothing is."""
    first = comment(make.published("Gauge"), by=make.rolf(), text="Why?")
    client = Client(enforce_csrf_checks=True)
    if person:
        client.force_login(person())
    for address in (ADDRESS, f"{ADDRESS}{first.pk}/", "/glossary/absent/discussion/"):
        assert client.post(address, SENT | {"do": "resolve"}).status_code == 404
    assert Comment.objects.get().resolved_at is None
    assert client.get(ADDRESS).status_code == (302 if person is make.vera else 404)


def test_a_forged_form_does_nothing_for_an_editor() -> None:
    first = comment(make.published("Gauge"), by=make.rolf(), text="Why?")
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.edda())
    for address in (ADDRESS, f"{ADDRESS}{first.pk}/"):
        assert client.post(address, SENT | {"do": "resolve"}).status_code == 403
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', text_of(client.get(PAGE)))[1]
    assert client.post(ADDRESS, SENT | {"csrfmiddlewaretoken": token}).status_code == 302


def test_what_is_not_in_force_is_not_discussed_here() -> None:
    """W-31: words on a draft are as hidden as it; versions and threads are the entry's own."""
    version, other = make.published("Gauge"), make.published("Hammer")
    opened = make.next_version(version)
    hidden = comment(opened, by=make.rolf(), text="Words on the draft")
    theirs = comment(other, by=make.rolf(), text="Why?")
    client = client_of(make.edda())
    assert "Words on the draft" not in text_of(client.get(PAGE))
    for wrong in ({"version": "2.0"}, {"version": ""}, {"parent": theirs.pk}, {"parent": "x"}):
        assert client.post(ADDRESS, SENT | wrong).status_code == 404, wrong
    for thread in (hidden, theirs):
        assert client.post(f"{ADDRESS}{thread.pk}/", {"do": "resolve"}).status_code == 404
    make.draft("Secret")
    assert client.post("/glossary/secret/discussion/", SENT).status_code == 404


def test_words_on_an_older_version_say_so_and_people_have_the_names_to_be_shown() -> None:
    """W-53."""
    sections = (SectionText(kind="definition", body="A."), SectionText(kind="risks", body="B."))
    version = make.published("Gauge", sections=sections)
    first = comment(version, by=make.rolf(), text="Why?", section="risks")
    resolve(first, by=make.rolf())
    Pseudonym.objects.create(user=make.rolf(), name="Reviewer 7")
    make.republished(version, content=make.term_content("Gauge"))
    page = text_of(client_of(make.edda()).get(PAGE))
    thread = page[page.index(f'id="comment-{first.pk}"') :]
    assert "version 1.0" in thread and "on “Risks”" in thread
    assert "Resolved by Reviewer 7" in thread and "Rolf" not in thread


def test_the_number_of_queries_does_not_grow(django_assert_num_queries) -> None:
    """Three tell who asks, one fetches all comments."""
    version = make.published("Gauge")
    client = client_of(make.edda())
    for person in (make.rolf, make.petra, make.edda):
        first = comment(version, by=person(), text="Why?")
        comment(version, by=make.rolf(), text="So.", parent=first)
    resolve(first, by=make.petra())
    with django_assert_num_queries(16):
        client.get(PAGE)
