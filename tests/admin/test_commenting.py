"""Comments on the review page, beside what changed and on the page, and on the author's page."""

from uuid import uuid4

import pytest
from django.urls import reverse

from glossary.content import SectionText, WaiverText
from glossary.models import Comment, State, Version
from glossary.workflow.actions import open_draft, request_changes, save_draft, submit
from glossary.workflow.discussion import comment, resolve
from tests.admin.desk import client_of, decision, entry_page, queries_for, stored
from tests.factories import (
    account,
    edda,
    petra,
    published,
    rolf,
    root,
    submitted,
    term_content,
    vera,
)

pytestmark = pytest.mark.django_db


def with_risks(definition: str = "A check every month.", **fields: object):
    """Return a second version in review that changes the definition and not the risks."""
    risks = SectionText(kind="risks", body="Nothing is checked.")
    before = SectionText(kind="definition", body="A check every year.")
    first = published("Audit", sections=(before, risks))
    version = open_draft(first.entry, by=edda())
    sections = (SectionText(kind="definition", body=definition), risks)
    save_draft(version, term_content("Audit", sections=sections, **fields), by=edda())
    return submit(version, by=edda(), change_note="More often than before")


def said(about: Version, *, by=rolf, **typed: object):
    address = reverse("admin:glossary_entry_comment", args=[about.entry_id])
    sent = {"version": about.sequence, "text": "Why?", "key": uuid4().hex} | typed
    return client_of(by()).post(address, sent)


def step(thread: Comment, do: str, *, by=rolf):
    address = reverse("admin:glossary_entry_thread", args=[thread.entry_id, thread.pk])
    return client_of(by()).post(address, {"do": do})


def review(version: Version, *, by=rolf) -> str:
    return client_of(by()).get(entry_page("review", version)).content.decode()


def test_comments_stand_with_what_changed_and_else_with_the_page():
    """E-31: each section has one place for them."""
    version = with_risks()
    for section, text in (("definition", "Every month?"), ("risks", "Only these?"), ("", "Good.")):
        said(version, section=section, text=text)

    page = review(version)

    changes, whole, paper = (page.index(f'id="{name}"') for name in ("changes", "whole", "page"))
    assert changes < page.index("Every month?") < whole < page.index("Good.") < paper
    assert page.index("Only these?") > paper
    assert [page.count(text) for text in ("Every month?", "Only these?", "Good.")] == [1, 1, 1]
    assert page.count('name="section" value="definition"') == 1
    assert page.count('name="section" value="risks"') == 1


def test_a_comment_leads_back_to_itself():
    version = submitted("Audit")

    response = said(version, section="definition")

    made = Comment.objects.get()
    assert response.url == f"{entry_page('review', version)}#comment-{made.pk}"
    assert (made.version, made.section, made.is_blocking) == (version, "definition", False)


def test_an_author_answers_and_the_reviewer_resolves_and_reopens():
    version = submitted("Audit")
    said(version)
    first = Comment.objects.get()

    said(version, by=edda, parent=first.pk, text="Because.")
    step(first, "resolve")

    assert "One resolved comment" in review(version)
    assert "Because." in review(version)
    step(first, "reopen", by=edda)
    assert "One resolved comment" not in review(version)


def test_a_refused_comment_keeps_what_was_typed():
    """E-09: nothing typed is lost, the ticked box neither."""
    version = submitted("Audit")

    response = said(version, section="definition", text="x" * 5_001, is_blocking="on")

    page = response.content.decode()
    assert response.status_code == 422
    assert "x" * 5_001 in page
    assert 'name="is_blocking" checked' in page
    assert "may have 5000 characters" in page


def test_a_comment_on_a_version_that_another_has_replaced_is_shown_again():
    version = submitted("Audit")

    response = said(version, version=2, text="Typed with care")

    assert response.status_code == 409
    assert "Typed with care" in response.content.decode()
    assert not Comment.objects.exists()


def test_the_same_form_sent_twice_is_one_comment():
    """F-17."""
    version = submitted("Audit")
    for _time in range(2):
        said(version, key="one form")
    assert Comment.objects.count() == 1


def test_an_approval_with_an_open_blocking_comment_names_and_links_it():
    """E-31, T7."""
    version = submitted("Audit")
    said(version, section="definition", is_blocking="on")
    raised = Comment.objects.get()

    response = client_of(petra()).post(
        decision("approve", version), {"seen_hash": version.current_hash(), "note": "Fine"}
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "A blocking comment is open (by Rolf Roth)" in page
    assert page.count(f'href="#comment-{raised.pk}"') >= 2
    assert f'id="comment-{raised.pk}"' in page
    assert "Fine" in page
    assert stored(version).state == State.IN_REVIEW


def test_who_may_not_resolve_it_is_told_so():
    version = submitted("Audit")
    said(version, is_blocking="on")

    response = step(Comment.objects.get(), "resolve", by=edda)

    assert response.status_code == 403
    assert "Answer it by a reply" in response.content.decode()
    assert Comment.objects.holding().exists()


def test_a_signed_version_has_no_box_for_blocking():
    assert 'name="is_blocking"' in review(submitted("Audit"))
    assert 'name="is_blocking"' not in review(published("Gauge"))


@pytest.mark.parametrize("person", [vera, root])
def test_who_may_not_comment_finds_nothing_there(person):
    """S-12: the auditor reads what was said."""
    version = submitted("Audit")
    said(version)

    assert said(version, by=person).status_code == 404
    assert step(Comment.objects.get(), "resolve", by=person).status_code == 404
    if person == vera:
        assert "Why?" in review(version, by=vera)
        assert "remarks__say" not in review(version, by=vera)


def test_a_stranger_finds_neither_the_page_nor_the_comments():
    """W-31."""
    version = submitted("Audit")
    said(version)

    def otto():
        return account("otto", "author")

    assert said(version, by=otto).status_code == 404
    assert step(Comment.objects.get(), "resolve", by=otto).status_code == 404


def test_comments_of_another_entry_are_not_found():
    version, other = submitted("Audit"), submitted("Gauge")
    said(other)
    strange = Comment.objects.get().pk
    address = reverse("admin:glossary_entry_thread", args=[version.entry_id, strange])

    assert said(version, parent=strange).status_code == 404
    assert client_of(rolf()).post(address, {"do": "resolve"}).status_code == 404
    assert client_of(rolf()).get(address).status_code == 405
    assert step(Comment.objects.get(), "erase").status_code == 404


def test_what_was_said_about_the_version_in_force_stands_there_until_it_is_settled():
    """A comment made on the readers' page is for those who write the next version."""
    version = with_risks()
    first = version.entry.current
    comment(first, by=rolf(), text="Say who checks.", section="definition")
    settled = comment(first, by=rolf(), text="Old story.")
    resolve(settled, by=rolf())

    page = review(version)

    assert "Say who checks." in page
    assert "about version 1.0" in page
    assert "Old story." not in page
    said(version, parent=first.comments.first().pk, text="Done.", by=edda)
    assert first.comments.count() == 3


def test_the_author_sees_open_comments_while_writing():
    """E-31."""
    version = with_risks()
    said(version, section="definition", text="Every month?", is_blocking="on")
    said(version, text="Settled.")
    resolve(Comment.objects.get(text="Settled."), by=rolf())
    request_changes(version, by=rolf(), comment="See there")

    page = client_of(edda()).get(entry_page("change", version)).content.decode()

    raised = Comment.objects.get(text="Every month?")
    assert "One open comment" in page
    assert f"{entry_page('review', version)}#comment-{raised.pk}" in page
    assert "(blocking)" in page
    assert "Settled." not in page


def test_the_side_column_says_what_the_rules_find_who_signed_and_who_may():
    """E-31: waivers come with their reasons."""
    waived = WaiverText(rule="missing-source", reason="Everybody knows it")
    version = with_risks(short_definition="a check.", waivers=(waived,))

    page = review(version)

    assert "begins with the article" in page
    assert "<b>Reason:</b> Everybody knows it" in page
    assert "0 of 1" in page
    assert "May sign:" in page and "Rolf Roth" in page
    assert "The reasons for the waived findings hold." in page
    assert "what you tick here is not kept" in page


def test_the_checklist_is_for_those_who_can_sign():
    version = submitted("Audit")
    assert "What to look at" in review(version)
    assert "What to look at" not in review(version, by=edda)


def test_markup_in_a_comment_is_shown_as_text():
    """S-01."""
    version = submitted("Audit")
    said(version, text="<img src=x onerror=alert(1)>")
    assert "<img" not in review(version)


def test_the_number_of_queries_does_not_grow_with_the_comments():
    version = submitted("Audit")
    said(version, is_blocking="on")
    client = client_of(rolf())
    few = queries_for(client, entry_page("review", version))
    for number in range(5):
        said(version, text=f"Why {number}?", parent=Comment.objects.first().pk)
        said(version, text=f"How {number}?", section="definition", by=petra)
    assert queries_for(client, entry_page("review", version)) == few
