"""The page on which an entry is written: adding, saving, what is refused."""

from dataclasses import replace

import pytest
from django.urls import reverse

from glossary.content import (
    CitationText,
    Content,
    DesignationText,
    RelationText,
    SectionText,
)
from glossary.models import Decision, Entry, SectionKind, State, Version
from glossary.workflow.actions import create_entry, save_draft
from tests.admin.desk import client_of, entry_page, filled_in, queries_for, stored
from tests.factories import draft, edda, petra, published, rolf, root, submitted, term_content, vera

pytestmark = pytest.mark.django_db
ADD = "/admin/glossary/entry/add/"
RICH = Content(
    title="Audit",
    heading="Audit, explained",
    short_definition="A planned check.",
    byline="An author",
    seo_keywords="one, two",
    tags=("iso 9001", "a, b", 'say "x"'),
    sections=(
        SectionText(kind="definition", body="A check.\n\n- with a list\n"),
        SectionText(kind="risks", body="Nobody reads it."),
        SectionText(kind="additional", heading="Kinds of audit", body="Internal, external."),
        SectionText(kind="additional", heading="Costs", body="  indented"),
    ),
    designations=(
        DesignationText(term="Inspection", acceptability="deprecated"),
        DesignationText(term="Prüfung", language="de", reviewed=False),
    ),
    relations=(
        RelationText(
            kind="related",
            title="Supplier",
            subject="Purchasing",
            address="/learn/supplier",
            external_id="77",
            teaser="Line one\nline two",
            rating="9/10",
        ),
    ),
    citations=(CitationText(standard="ISO 9001", edition="2015", clause="9.2", note="see there"),),
)


def test_an_author_adds_a_term():
    content = Content(title="")
    sent = filled_in(content, title="Audit", **{"section-definition": "A planned check.\r\nYes."})

    response = client_of(edda()).post(ADD, sent)

    version = Version.objects.get()
    assert response.url == entry_page("change", version)
    assert (version.title, version.state) == ("Audit", State.DRAFT)
    assert version.content().section("definition") == "A planned check.\nYes."
    assert version.entry.owner == edda()


def test_an_author_adds_a_question():
    draft("Audit")
    sent = filled_in(
        Content(title=""),
        kind="question",
        title="What is an audit?",
        subject="Fundamentals",
        **{"section-answer": "A check."},
    )

    client_of(edda()).post(f"{ADD}?kind=question", sent)

    entry = Entry.objects.get(title="What is an audit?")
    assert (entry.kind, entry.subject.name) == ("question", "Fundamentals")


def test_a_question_without_a_subject_is_refused():
    sent = filled_in(Content(title=""), kind="question", title="What is an audit?")

    response = client_of(edda()).post(f"{ADD}?kind=question", sent)

    assert response.status_code == 422
    assert not Entry.objects.exists()


def test_the_page_lays_out_the_template_with_guidance_and_example():
    page = client_of(edda()).get(ADD).content.decode()

    kinds = SectionKind.objects.template_for("term").exclude(key="additional")
    places = [page.index(f'name="section-{kind.key}"') for kind in kinds]
    assert places == sorted(places)
    for kind in kinds:
        assert kind.guidance.split("“")[0] in page.replace("&#x27;", "'")
    assert page.count("<details") >= len(kinds)


def test_saving_a_page_as_it_was_loaded_changes_nothing():
    """No field is lost that the page does not show at first sight."""
    version = create_entry(kind="term", content=RICH, by=edda())
    loaded = stored(version).content()

    client_of(edda()).post(entry_page("change", version), filled_in(loaded))

    assert stored(version).content() == loaded


def test_sections_of_unknown_headings_can_be_changed():
    version = create_entry(kind="term", content=RICH, by=edda())
    sent = filled_in(stored(version).content(), **{"other-1-body": "Less than a recall."})

    client_of(edda()).post(entry_page("change", version), sent)

    last = stored(version).content().sections[-1]
    assert (last.heading, last.body) == ("Costs", "Less than a recall.")


def test_rows_are_added_and_removed():
    version = create_entry(kind="term", content=RICH, by=edda())
    sent = filled_in(
        stored(version).content(),
        **{"designation-0-DELETE": "on", "designation-2-term": "Check"},
    )

    client_of(edda()).post(entry_page("change", version), sent)

    assert [row.term for row in stored(version).content().designations] == ["Prüfung", "Check"]


@pytest.mark.parametrize("typed", ["QM-0001", "qm-0001 whatever", "Supplier", "SUPPLIER"])
def test_a_relation_finds_an_entry_by_number_or_title(typed):
    published("Supplier")
    version = draft("Audit")
    sent = filled_in(stored(version).content(), **{"relation-0-target": typed})

    client_of(edda()).post(entry_page("change", version), sent)

    (relation,) = stored(version).content().relations
    assert (relation.number, relation.title) == ("QM-0001", "Supplier")


def test_a_relation_to_an_entry_that_does_not_exist_is_kept_as_described():
    version = draft("Audit")
    sent = filled_in(stored(version).content(), **{"relation-0-target": "Gauge control"})

    client_of(edda()).post(entry_page("change", version), sent)

    (relation,) = stored(version).content().relations
    assert (relation.number, relation.title) == ("", "Gauge control")


def test_all_errors_are_shown_at_once_and_nothing_typed_is_lost():
    """E-09."""
    version = draft("Audit")
    sent = filled_in(
        stored(version).content(),
        title="",
        dated="yesterday",
        **{
            "section-risks": "Typed with care",
            "designation-0-language": "de",
            "relation-0-target": "Audit",
            "citation-0-clause": "9.2",
        },
    )

    response = client_of(edda()).post(entry_page("change", version), sent)

    page = response.content.decode()
    assert response.status_code == 422
    for anchor in (
        "id_title",
        "id_dated",
        "id_designation-0-term",
        "id_relation-0-target",
        "id_citation-0-standard",
    ):
        assert f'<a href="#{anchor}">' in page
        assert f'id="{anchor}"' in page
    assert "Typed with care" in page
    assert "yesterday" in page
    assert stored(version).content().section("risks") == ""


def test_a_text_that_is_too_long_is_named():
    version = draft("Audit")
    sent = filled_in(stored(version).content(), **{"section-definition": "x" * 20_001})

    response = client_of(edda()).post(entry_page("change", version), sent)

    assert response.status_code == 422
    assert '<a href="#id_section-definition">' in response.content.decode()


def test_the_same_designation_twice_is_refused():
    version = create_entry(kind="term", content=RICH, by=edda())
    sent = filled_in(stored(version).content(), **{"designation-2-term": "Inspection"})

    response = client_of(edda()).post(entry_page("change", version), sent)

    assert '<a href="#id_designation-2-term">' in response.content.decode()


def test_somebody_elses_text_is_not_overwritten():
    """F: the second of two people who opened the same draft sees both texts."""
    version = draft("Audit")
    sent = filled_in(stored(version).content(), **{"section-definition": "Mine."})
    theirs = replace(term_content("Audit"), short_definition="Theirs.")
    save_draft(version, theirs, by=petra())

    response = client_of(edda()).post(entry_page("change", version), sent)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else has saved this draft" in page
    assert "Mine." in page
    assert "Theirs." in page
    assert stored(version).content() == theirs


@pytest.mark.parametrize("based_on", ["", "0" * 64])
def test_a_page_that_does_not_say_what_it_is_based_on_saves_nothing(based_on):
    version = draft("Audit")
    sent = filled_in(stored(version).content(), title="Other", based_on=based_on)

    response = client_of(edda()).post(entry_page("change", version), sent)

    assert response.status_code == 409
    assert stored(version).title == "Audit"


def test_invalid_text_does_not_renew_what_it_is_based_on():
    version = draft("Audit")
    sent = filled_in(stored(version).content(), title="")
    save_draft(version, term_content("Audit", short_definition="Theirs."), by=petra())

    page = client_of(edda()).post(entry_page("change", version), sent).content.decode()

    assert f'name="based_on" value="{sent["based_on"]}"' in page


@pytest.mark.parametrize("person", [vera, root])
def test_who_has_no_writing_role_saves_nothing(person):
    """W-10, S-15: being a superuser gives no right over content."""
    version = draft("Audit")
    sent = filled_in(stored(version).content(), title="Mine now")

    response = client_of(person()).post(entry_page("change", version), sent)

    assert response.status_code == 403
    assert stored(version).title == "Audit"
    assert client_of(person()).post(ADD, filled_in(Content(title=""), title="X")).status_code == 403
    assert Entry.objects.count() == 1


def test_a_reviewer_writes_but_does_not_add():
    version = draft("Audit")
    sent = filled_in(stored(version).content(), title="Audits")

    client_of(rolf()).post(entry_page("change", version), sent)

    assert stored(version).title == "Audits"
    assert rolf() in version.contributors.all()
    assert client_of(rolf()).get(ADD).status_code == 403


def test_fields_the_page_does_not_have_are_ignored():
    """W-13: no mass assignment."""
    version = draft("Audit")
    sent = filled_in(
        stored(version).content(),
        state="published",
        approved_by=str(rolf().pk),
        owner=str(rolf().pk),
        number="QM-9999",
        contributors="",
        content_hash="0" * 64,
    )

    client_of(edda()).post(entry_page("change", version), sent)

    kept = stored(version)
    assert (kept.state, kept.approved_by, kept.entry.owner) == (State.DRAFT, None, edda())
    assert kept.entry.number == "QM-0001"
    assert edda() in kept.contributors.all()


def test_a_version_in_review_cannot_be_written():
    """W-15: the text comes back so that it can be copied."""
    version = submitted("Audit")
    sent = filled_in(stored(version).content(), **{"section-risks": "Typed too late"})

    response = client_of(edda()).post(entry_page("change", version), sent)

    assert response.status_code == 409
    assert "Cannot save a version that is in review" in response.content.decode()
    assert "Typed too late" in response.content.decode()
    assert stored(version).content().section("risks") == ""


def test_a_title_is_shown_as_text():
    """S-20."""
    version = draft("<script>alert(1)</script>")

    for page in ("change", "preview", "review"):
        assert b"<script>alert(1)" not in client_of(edda()).get(entry_page(page, version)).content


def test_a_second_entry_of_the_same_title_needs_a_reason():
    """T1: nobody is told "no" without a way on."""
    draft("Audit")
    client, typed = client_of(edda()), filled_in(Content(title=""), title="audit")

    refused = client.post(ADD, typed)
    assert refused.status_code == 422
    assert "QM-0001" in refused.content.decode() and Entry.objects.count() == 1

    client.post(ADD, typed | {"duplicate_reason": "The audit of accounts is something else"})
    assert Entry.objects.count() == 2
    assert Decision.objects.first().reason == "The audit of accounts is something else"


def test_missing_entries_are_not_found():
    client = client_of(edda())

    assert client.get(reverse("admin:glossary_entry_change", args=[999])).status_code == 404
    for text in ("abc", "9" * 30, "9" * 5_000):
        assert client.get(f"/admin/glossary/entry/{text}/change/").status_code == 404
        assert client.get(f"/admin/glossary/entry/{text}/history/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_rows():
    rows = {
        "designations": tuple(DesignationText(term=f"Name {n}") for n in range(5)),
        "relations": tuple(RelationText(title=f"Title {n}") for n in range(5)),
        "citations": tuple(CitationText(standard="ISO 9001", clause=str(n)) for n in range(5)),
    }
    few = draft("Few", **{name: parts[:1] for name, parts in rows.items()})
    many = draft("Many", **rows)
    client = client_of(edda())

    counts = [queries_for(client, entry_page("change", version)) for version in (few, many)]

    assert counts[0] == counts[1]
    # Half of them are look-ups of the quality gate, however large the glossary is.
    assert counts[1] <= 42


def test_strangers_are_asked_to_log_in(client):
    version = draft("Audit")

    assert "/login/" in client.get(entry_page("change", version)).url
