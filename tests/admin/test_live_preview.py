"""The preview of what stands in the forms: what publishing would show, and nothing is written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from glossary.content import CitationText, Content, DesignationText, SectionText
from glossary.models import Decision, Entry, Publication, Standard, Version
from glossary.workflow.actions import approve, publish, save_draft, submit
from tests.admin.desk import client_of, entry_page, filled_in, stored
from tests.factories import (
    draft,
    edda,
    petra,
    proof,
    published,
    rolf,
    submitted,
    term_content,
    vera,
)

pytestmark = pytest.mark.django_db
NEW = "/admin/glossary/entry/add/preview/"
TEXT = """A talk with a supplier before *procurement*.

- [[Calibration|calibrated]] gauges
- [[nothing at all]]

| reading | error |
|:--------|------:|
| 10.0    | 0.1   |

One.[^1]

[^1]: A note.
"""


def live(version):
    return entry_page("live_preview", version)


def answer(user, address, content, **typed):
    response = client_of(user).post(address, filled_in(content, **typed))
    assert response.status_code == 200
    return response.json()


def test_the_preview_of_a_text_is_what_publishing_it_shows():
    """E-01: the same HTML of every section, links included."""
    published("Procurement")
    published("Calibration")
    version = draft("Negotiation")
    sections = (
        SectionText(kind="definition", body=TEXT),
        SectionText(kind="risks", body="Without procurement nothing is bought."),
        SectionText(kind="additional", heading="Costs", body="Less than a recall."),
    )
    content = term_content("Negotiation", short_definition="talk", sections=sections)
    page = answer(edda(), live(version), content)["html"]

    save_draft(version, content, by=edda())
    version = submit(stored(version), by=edda(), change_note="First version")
    version = approve(version, by=rolf(), seen_hash=version.current_hash(), proof=proof())
    publish(version, by=petra(), proof=proof())

    reader = client_of(vera()).get(f"/glossary/{version.entry.slug}/").content.decode()
    shown = Publication.objects.get(entry=version.entry).sections
    assert len(shown) == 3
    for section in shown:
        assert section["html"] in page
        start = page.index(f'<section class="section" data-kind="{section["key"]}"')
        part = page[start : page.index("</section>", start)]
        assert part in reader
    assert 'href="/glossary/calibration/">calibrated</a>' in page


def test_names_sources_and_definition_stand_as_on_the_readers_page():
    Standard.objects.create(designation="ISO 9001", edition="2015")
    content = term_content(
        "Audit",
        short_definition="planned check",
        designations=(DesignationText(term="Inspection", acceptability="deprecated"),),
        citations=(
            CitationText(standard="ISO 9001", edition="2015", clause="9.2"),
            CitationText(standard="ISO 1", edition="1999"),
        ),
    )
    page = answer(edda(), NEW, content)["html"]

    assert '<h1 lang="en">Audit</h1>' in page
    assert '<p class="definition" lang="en">planned check</p>' in page
    assert "deprecated: <s>Inspection</s>" in page
    assert '<a href="/standards/iso-9001-2015/#clause-9-2">ISO 9001:2015, 9.2</a>' in page
    assert "<cite>ISO 1:1999</cite>" in page


def test_nothing_is_written():
    """E-01."""
    version = draft("Audit")
    before = stored(version).content(), Decision.objects.count()
    content = term_content("Assessment", definition="Another text.")

    with CaptureQueriesContext(connection) as captured:
        answer(edda(), live(version), content)
    answer(edda(), NEW, content)

    assert (stored(version).content(), Decision.objects.count()) == before
    assert Entry.objects.count() == Version.objects.count() == 1
    statements = [query["sql"].split()[0] for query in captured]
    assert {"INSERT", "DELETE"}.isdisjoint(statements)
    assert not [
        query
        for query in captured
        if query["sql"].startswith("UPDATE") and "glossary_" in query["sql"]
    ]


def test_what_is_faulty_is_left_out_and_the_rest_is_shown():
    """E-09: a preview never asks for a correct form."""
    sent = filled_in(
        Content(title=""),
        **{
            "section-definition": "A plain text.",
            "designation-0-language": "de",
            "citation-0-edition": "2015",
        },
    )
    page = client_of(edda()).post(NEW, sent).json()["html"]

    assert "A plain text." in page
    assert "No title yet" in page


def test_broken_links_and_links_to_drafts_are_told_apart():
    """E-01, E-03: readers see both as text, the editor is told which is which."""
    other = draft("Audit plan")
    text = f"See [[{other.entry.number}|the plan]] and [[nowhere]]."
    page = answer(edda(), NEW, term_content("Audit", definition=text))["html"]

    broken, unpublished = page.index('data-part="broken"'), page.index('data-part="unpublished"')
    assert f"[[{other.entry.number}]]" not in page[broken:unpublished]
    assert "[[nowhere]]" in page[broken:unpublished]
    assert f"[[{other.entry.number}]]" in page[unpublished:]
    assert "See the plan and nowhere." in page


def test_drafts_of_others_are_not_told_of():
    """W-31."""
    other = draft("Secret plan", subject="Metrology")
    text = f"See [[{other.entry.number}]]."
    Entry.objects.update(owner=petra())
    Version.objects.get(pk=other.pk).contributors.clear()
    Version.objects.update(created_by=petra())
    page = answer(edda(), NEW, term_content("Audit", definition=text))["html"]

    assert 'data-part="unpublished"' not in page
    assert 'data-part="broken"' in page


def test_a_text_that_is_too_complex_is_refused_in_words():
    """S-07."""
    version = draft("Audit")
    page = answer(edda(), live(version), term_content("Audit", definition="[a" * 8_000))["html"]

    assert "This text cannot be shown: definition:" in page
    assert '<h1 lang="en">Audit</h1>' in page


def test_script_typed_into_a_field_never_runs():
    """S-01."""
    title = "<script>alert(1)</script>"
    body = '<img src=x onerror="alert(1)"> and <b onclick="x()">text</b>'
    page = answer(edda(), NEW, term_content(title, definition=body, short_definition=title))["html"]

    assert "<script" not in page
    assert "onerror=" not in page
    assert "onclick=" not in page


def test_only_those_who_may_save_get_a_preview():
    """S-12: everybody else gets the same answer as for an entry that is not there."""
    version = draft("Audit")
    waiting = submitted("Supplier")
    assert client_of(vera()).post(live(version), {}).status_code == 404
    assert client_of(vera()).post(NEW, {}).status_code == 404
    assert client_of(edda()).post(live(waiting), {}).status_code == 404
    assert client_of(edda()).post("/admin/glossary/entry/4711/preview/live/", {}).status_code == 404


def test_a_preview_is_asked_for_by_post_with_a_token():
    version = draft("Audit")
    client = client_of(edda())
    assert client.get(live(version)).status_code == 405
    client.handler.enforce_csrf_checks = True
    assert client.post(live(version), {}).status_code == 403


def test_advice_about_a_long_definition_comes_along():
    """E-11."""
    content = term_content("Audit", short_definition="planned check " * 30)
    (hint,) = answer(edda(), NEW, content)["hints"]["short_definition"]
    assert "Is long" in hint


def test_long_sentences_are_advised_against_and_never_refused():
    """E-11."""
    version = draft("Audit")
    content = term_content("Audit", definition=" ".join(["word"] * 60) + ".")
    hints = answer(edda(), live(version), content)["hints"]

    assert "60 words" in hints["section-definition"][0]
    response = client_of(edda()).post(
        entry_page("change", version), filled_in(content, based_on=stored(version).current_hash())
    )
    assert response.status_code == 302
