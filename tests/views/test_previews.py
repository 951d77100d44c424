"""Previews of entries for the links that lead to them (R-03)."""

import re

import pytest
from django.test import Client

from glossary.models import Entry
from glossary.workflow.actions import publish_unapproved, save_draft, withdraw
from tests import factories as make
from tests.views.reading import assert_is_public, assert_only_reads, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/glossary/gauge/preview/"
LIMIT = 2_048


def words_of(client: Client, address: str = ADDRESS) -> str:
    """Return what a reader sees of a preview, without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", text_of(client.get(address))).split())


def test_a_preview_says_what_it_is_and_where_it_stands(client: Client) -> None:
    """R-03: title, first sentence, status; no cookie, not for search engines."""
    with make.on("2026-03-02"):
        make.published("Gauge", short_definition="Thing that measures. It may be of steel.")
    response = client.get(ADDRESS)
    assert_is_public(response)
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert words_of(client) == (
        "Gauge Thing that measures. QM-0001 Version 1.0 Approved 2 March 2026 "
        "Esc closes this preview"
    )
    assert '<time datetime="2026-03-02">' in text_of(response)


def test_the_last_review_stands_for_the_approval(client: Client) -> None:
    """R-03."""
    with make.on("2026-03-02"):
        entry = make.published("Gauge").entry
    for day, said in (("2026-09-30", "Reviewed 30 September 2026"), ("2026-01-01", "Approved")):
        Entry.objects.filter(pk=entry.pk).update(last_reviewed=day)
        assert said in words_of(client)


def test_without_a_short_definition_the_text_speaks(client: Client) -> None:
    """R-03."""
    make.published("Gauge", definition="It is a *thing* with a scale. It is old.")
    assert "Gauge It is a thing with a scale. QM-0001" in words_of(client)


def test_a_question_has_a_preview_too(client: Client) -> None:
    """R-03."""
    make.published("Why a gauge?", kind="question", answer="Because eyes err. Often.")
    assert words_of(client, "/glossary/why-a-gauge/preview/").startswith(
        "Why a gauge? Because eyes err. QM-0001"
    )


def test_namesakes_are_told_apart_by_their_subject(client: Client) -> None:
    """R-05."""
    make.published("Gauge", subject="Metrology")
    assert "Metrology" not in words_of(client)
    make.published("Gauge", subject="Railways")
    assert words_of(client).startswith("Gauge Metrology ")


def test_only_what_is_in_force_has_a_preview(client: Client) -> None:
    """R-03: neither a draft, nor what is withdrawn, nor the next version of a published text."""
    make.draft("Secret plan")
    version = make.published("Gauge", short_definition="what is said now")
    make.next_version(
        version, content=make.term_content("Gauge", short_definition="what will be said")
    )
    assert "what is said now" in words_of(client)
    facts = {"reason": "obsolete", "explanation": "Nobody says so.", "proof": make.proof()}
    withdraw(Entry.objects.get(slug="gauge").current, by=make.petra(), **facts)
    for slug in ("gauge", "secret-plan", "absent"):
        response = client.get(f"/glossary/{slug}/preview/")
        assert response.status_code == 404
        assert "said" not in text_of(response)


def test_an_emergency_publication_is_not_called_approved(client: Client, settings) -> None:
    settings.GLOSSARY = {"emergency_publication": True}
    boss = make.account("emma", "author", "publisher", "emergency publisher")
    version = make.draft("Gauge")
    save_draft(version, make.term_content("Gauge"), by=boss)
    publish_unapproved(version, by=boss, reason="It burns", proof=make.proof())
    assert "Version 1.0 not yet approved" in words_of(client)


def test_titles_and_texts_are_no_mark_up(client: Client) -> None:
    """S-01."""
    make.published("<b>Gauge</b> & co", short_definition="<script>x</script> & <img src=x>")
    slug = Entry.objects.get().slug
    html = client.get(f"/glossary/{slug}/preview/").content.decode()
    assert "&lt;b&gt;Gauge&lt;/b&gt; &amp; co" in html
    assert "&lt;script&gt;x&lt;/script&gt; &amp; &lt;img src=x&gt;" in html
    assert "<script" not in html and "<img" not in html


@pytest.mark.parametrize("word", ["measures ", "a&b ", "ölmaß ", "測定器の定義 "])
def test_a_preview_of_a_long_text_is_small(client: Client, word: str) -> None:
    """R-03: 2 kB, without compression."""
    title = "Gauge " + word * (50 // len(word))
    make.published(title, short_definition=(word * 400)[:2_000])
    response = client.get(f"/glossary/{Entry.objects.get().slug}/preview/")
    assert response.status_code == 200
    assert len(response.content) <= LIMIT
    assert " …" in text_of(response)


def test_it_costs_one_query(client: Client, django_assert_num_queries) -> None:
    make.published("Gauge")
    make.published("Gauge", subject="Railways")
    with django_assert_num_queries(1):
        client.get(ADDRESS)


def test_caches_may_keep_a_preview_for_minutes(client: Client) -> None:
    version = make.published("Gauge")
    first = client.get(ADDRESS)
    assert first["Cache-Control"] == "public, max-age=300"
    asked = {"If-None-Match": first["ETag"]}
    second = client.get(ADDRESS, headers=asked)
    assert (second.status_code, second.content) == (304, b"")
    make.republished(version)
    assert client.get(ADDRESS, headers=asked).status_code == 200


def test_a_preview_is_only_read(client: Client) -> None:
    make.published("Gauge")
    assert_only_reads(client, ADDRESS)
