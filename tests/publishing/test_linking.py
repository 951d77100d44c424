"""Stored pages are linked in a second pass; links written by hand survive renaming."""

import pytest

from glossary.content import DesignationText, SectionText
from glossary.models import ExplicitLink, Mention, Publication, Version
from glossary.publishing.linking import link_pages
from glossary.publishing.pipeline import preview
from glossary.workflow.actions import move, publish, withdraw
from tests import factories as make

pytestmark = pytest.mark.django_db


def html_of(version_or_entry):
    pk = getattr(version_or_entry, "entry_id", version_or_entry.pk)
    return Publication.objects.get(entry=pk).sections[0]["html"]


def test_linking_again_finds_what_was_there_and_writes_nothing_new(django_assert_num_queries):
    make.published("Procurement")
    entry = make.published("Negotiation", definition="Before procurement.").entry
    before = entry.publication.rendered_at
    assert link_pages([entry.pk]) == 0
    entry.publication.refresh_from_db()
    assert entry.publication.rendered_at == before
    assert Mention.objects.count() == 1


def test_many_pages_take_the_same_number_of_queries(django_assert_max_num_queries):
    pks = [make.published(f"Term {n}", definition="Plain.").entry_id for n in range(45)]
    with django_assert_max_num_queries(8):
        link_pages(pks)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("See [[Audit]].", 'See <a class="term" href="/glossary/audit/">Audit</a>.'),
        ("See [[audit plan]].", "See audit plan."),
        ("See [[Checking|it]].", 'See <a class="term" href="/glossary/audit/">it</a>.'),
        ("See [[QM-0001|it]].", 'See <a class="term" href="/glossary/audit/">it</a>.'),
        ("See [[qm-0001|it]].", 'See <a class="term" href="/glossary/audit/">it</a>.'),
        ("See [[QM-9999|it]].", "See it."),
        ("See [[Report]].", "See Report."),
    ],
)
def test_a_link_by_hand_leads_by_name_synonym_and_number(text, html):
    make.published("Audit", designations=(DesignationText(term="Checking"),))
    assert html_of(make.published("Report", definition=text)) == f"<p>{html}</p>"


def test_a_link_by_hand_follows_an_entry_that_is_renamed_and_moved():
    audit = make.published("Audit")
    report = make.published("Report", definition="See [[Audit|there]].")
    make.republished(audit, content=make.term_content("Assessment"))
    assert 'href="/glossary/audit/">there<' in html_of(report)
    move(audit.entry, slug="assessment", by=make.petra())
    assert 'href="/glossary/assessment/">there<' in html_of(report)


def test_a_link_that_leads_nowhere_is_kept_as_broken_until_somebody_bears_the_name():
    report = make.published("Report", definition="See [[Audit plan|there]].")
    assert html_of(report) == "<p>See there.</p>"
    assert ExplicitLink.objects.get().target is None
    plan = make.published("Audit plan")
    assert 'href="/glossary/audit-plan/">there<' in html_of(report)
    assert ExplicitLink.objects.get().target == plan.entry


def test_a_link_by_number_to_a_draft_leads_there_as_soon_as_it_is_published():
    """E-03."""
    plan = make.approved("Audit plan")
    report = make.published("Report", definition=f"See [[{plan.entry.number.lower()}|there]].")
    assert html_of(report) == "<p>See there.</p>"
    publish(plan, by=make.petra(), proof=make.proof())
    assert 'href="/glossary/audit-plan/">there<' in html_of(report)


def test_a_link_by_number_follows_an_entry_whose_name_is_another_one_now():
    """E-03."""
    audit = make.published("Audit")
    link = f"See [[{audit.entry.number}|there]]."
    report = make.published("Report", definition=link)
    make.republished(audit, content=make.term_content("Assessment"))
    move(audit.entry, slug="assessment", by=make.petra())
    make.published("Audit")
    assert 'href="/glossary/assessment/">there<' in html_of(report)


def test_a_link_to_a_withdrawn_entry_is_broken():
    audit = make.published("Audit")
    report = make.published("Report", definition="See [[Audit|there]].")
    withdraw(
        audit, by=make.petra(), reason="obsolete", explanation="Nobody does it.", proof=make.proof()
    )
    assert html_of(report) == "<p>See there.</p>"
    assert ExplicitLink.objects.get().target is None


def test_a_link_leads_to_a_question_by_its_address_as_soon_as_it_is_there():
    report = make.published("Report", definition="See [[Why audit?|there]].")
    make.published("Why audit?", kind="question")
    assert "/questions/why-audit" in html_of(report)


def test_a_link_to_its_own_entry_is_plain_text_wherever_that_moves():
    report = make.published("Report", definition="See [[Audit|here]].")
    move(report.entry, slug="audit", by=make.petra())
    assert html_of(report) == "<p>See here.</p>"
    assert ExplicitLink.objects.get().target == report.entry


def test_of_two_bearers_the_one_of_the_same_subject_is_meant():
    """R-05."""
    make.published("Acceptance", subject="Risk")
    make.published("Acceptance", subject="Inspection")
    risk = make.published("Report", definition="See [[Acceptance|it]].", subject="Risk")
    other = make.published("Letter", definition="See [[Acceptance|it]].", subject="Other")
    assert '/glossary/acceptance/">it<' in html_of(risk)
    assert '/meanings/acceptance/">it<' in html_of(other)


def test_names_on_the_exclusion_list_and_names_switched_off_are_not_linked():
    make.published("Audit")
    make.published("Process", title_autolink=False)
    one = make.published("One", definition="An audit of a process.", unlinked=("audit",))
    two = make.published("Two", definition="An audit of a process.")
    assert "<a" not in html_of(one)
    assert html_of(two).count("<a") == 1
    assert ">audit<" in html_of(two)


def test_the_preview_is_what_publishing_stores_and_names_broken_links():
    """E-01, E-22."""
    make.published("Procurement")
    text = "A talk *before* [[Procurement]] and [[nothing at all]]."
    version = make.approved("Negotiation", definition=text)
    shown = preview(Version.objects.with_content().get(pk=version.pk))
    assert shown.broken == ("nothing at all",)
    assert not Publication.objects.filter(entry=version.entry).exists()
    publish(version, by=make.petra(), proof=make.proof())
    stored = Publication.objects.get(entry=version.entry)
    assert [vars(section) for section in shown.sections] == stored.sections


def test_each_section_links_a_term_once():
    """R-04."""
    make.published("Procurement")
    sections = (
        SectionText(kind="definition", body="Procurement and procurement."),
        SectionText(kind="risks", body="Procurement too."),
    )
    page = make.published("Negotiation", sections=sections).entry.publication
    assert [section["html"].count("<a ") for section in page.sections] == [1, 1]
    assert Mention.objects.get().section == "Definition"
