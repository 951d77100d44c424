"""Creating and saving drafts."""

from dataclasses import replace

import pytest

from glossary.content import CitationText, DesignationText, RelationText, SectionText
from glossary.errors import ContentRefused, MissingRole, StaleContent, WrongState
from glossary.models import Decision, Entry, Standard, State, Version
from glossary.workflow.actions import create_entry, open_draft, save_draft
from tests import factories as make

pytestmark = pytest.mark.django_db


def rich_content():
    return make.term_content(
        "Negotiation",
        short_definition="discussion that aims at an agreement",
        tags=("contracts", "supplier"),
        sections=(
            SectionText(kind="risks", body="- Misunderstanding"),
            SectionText(kind="definition", body="A *talk* with a goal."),
            SectionText(kind="additional", heading="Weblinks", body="none"),
        ),
        designations=(DesignationText(term="Bargaining", acceptability="deprecated"),),
        relations=(RelationText(title="Procurement", note="talks come first"),),
        citations=(CitationText(standard="ISO 9001", edition="2015", clause="8.2.3"),),
    )


def test_a_new_entry_gets_number_slug_and_a_decision():
    """T1, A-01."""
    version = create_entry(kind="term", content=rich_content(), by=make.edda())
    entry = version.entry
    assert (entry.number, entry.slug, entry.title) == ("QM-0001", "negotiation", "Negotiation")
    assert version.state == State.DRAFT
    assert list(version.contributors.all()) == [make.edda()]
    decision = Decision.objects.get()
    assert (decision.action, decision.state_before, decision.state_after) == ("create", "", "draft")
    assert decision.entry_number == "QM-0001"


def test_content_comes_back_as_it_was_saved_in_the_order_of_the_template():
    version = create_entry(kind="term", content=rich_content(), by=make.edda())
    stored = Version.objects.with_content().get(pk=version.pk).content()
    assert [section.kind for section in stored.sections] == ["definition", "risks", "additional"]
    wanted = rich_content()
    assert stored == replace(wanted, sections=stored.sections)
    assert set(stored.sections) == set(wanted.sections)


def test_an_unknown_standard_joins_the_register_once():
    create_entry(kind="term", content=rich_content(), by=make.edda())
    create_entry(kind="term", content=replace(rich_content(), title="Other"), by=make.edda())
    assert [str(standard) for standard in Standard.objects.all()] == ["ISO 9001:2015"]


def test_a_number_brought_in_is_not_given_out_again():
    """W-02."""
    create_entry(kind="term", content=make.term_content("One"), by=make.edda(), number="QM-0007")
    assert make.draft("Two").entry.number == "QM-0008"


@pytest.mark.parametrize(
    ("titles", "slugs"),
    [
        (["Audit", "Audit?", "Audit!"], ["audit", "audit-2", "audit-3"]),
        (["Qualität", "C++", "+"], ["qualitaet", "c", "qm-0003"]),
        (["IQ / OQ / PQ", "501(c)(4)"], ["iq-oq-pq", "501c4"]),
    ],
)
def test_every_title_gets_a_stable_address_of_its_own(titles, slugs):
    assert [make.draft(title).entry.slug for title in titles] == slugs


def test_saving_makes_a_contributor_and_leaves_the_state():
    version = make.draft()
    saved = save_draft(version, make.term_content("Negotiating"), by=make.petra())
    version.refresh_from_db()
    assert saved.content() == version.content() == make.term_content("Negotiating")
    assert version.state == State.DRAFT
    assert version.entry.title == "Negotiating"
    assert set(version.contributors.all()) == {make.edda(), make.petra()}


def test_a_draft_somebody_else_saved_meanwhile_is_not_overwritten():
    version = make.draft()
    loaded = version.current_hash()
    save_draft(version, make.term_content("Hers"), by=make.petra(), based_on=loaded)
    with pytest.raises(StaleContent):
        save_draft(version, make.term_content("His"), by=make.edda(), based_on=loaded)
    assert Version.objects.get().title == "Hers"


def test_a_question_never_loses_its_subject():
    version = open_draft(make.published("Why?", kind="question").entry, by=make.edda())
    with pytest.raises(ContentRefused) as refused:
        save_draft(version, make.question_content("Why?", subject=""), by=make.edda())
    assert refused.value.place == "subject"
    with pytest.raises(ContentRefused):
        make.draft("How?", kind="question", subject=" ")


@pytest.mark.parametrize("who", [make.vera, make.root])
def test_without_a_role_nobody_writes_not_even_a_superuser(who):
    """W-10: membership of a role counts, `is_superuser` does not."""
    version = make.draft()
    with pytest.raises(MissingRole):
        save_draft(version, make.term_content("Mine"), by=who())
    with pytest.raises(MissingRole):
        create_entry(kind="term", content=make.term_content("Mine"), by=who())


def test_a_submitted_version_cannot_be_saved():
    """W-15."""
    version = make.submitted()
    with pytest.raises(WrongState):
        save_draft(version, make.term_content("Late"), by=make.edda())


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (make.term_content(""), "title"),
        (make.term_content("x" * 201), "title"),
        (make.term_content("A\0B"), "title"),
        (make.term_content("Lone \ud800 surrogate"), "title"),
        (make.term_content("Long", definition="x" * 20_001), "definition"),
        (
            make.term_content("Odd", sections=(SectionText(kind="nonsense", body="x"),)),
            "nonsense",
        ),
        (
            make.term_content("Odd", designations=(DesignationText(term="x", type="smell"),)),
            "designations: type",
        ),
        (
            make.term_content("Odd", designations=(DesignationText(term="x"),) * 2),
            "designations",
        ),
        (make.term_content("Odd", relations=(RelationText(number="QM-9999"),)), "relations"),
        (make.term_content("Odd", relations=(RelationText(),)), "relations"),
        (make.term_content("Odd", citations=(CitationText(clause="8.4"),)), "citations"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_place_and_nothing_is_saved(content, place):
    """S-07."""
    with pytest.raises(ContentRefused) as refused:
        create_entry(kind="term", content=content, by=make.edda())
    assert refused.value.place == place
    assert not Entry.objects.exists()
    assert not Decision.objects.exists()
