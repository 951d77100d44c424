"""Broken links to other sites: the list that leads to where they are mended, and the report."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from glossary.content import CitationText, SectionText
from glossary.models import Entry, Fault, Reading, Version
from glossary.pages.external_links import external_report
from glossary.workflow.actions import open_draft, withdraw
from glossary.workflow.external_links import Answer, check_links
from tests import factories as make
from tests.admin.desk import client_of, entry_page, queries_for
from tests.admin.test_reports import rows_of
from tests.admin.test_work_lists import BASE, csv_lines_of, page_of

pytestmark = pytest.mark.django_db
LIST = "external-links"
PAGE = "https://a.example/gone"
GONE = Answer(status=404)


def linking(title: str, url: str = PAGE, **fields: object) -> Version:
    return make.published(title, definition=f"A thing, see [here]({url}).", **fields)


def checked(day: str = "2026-03-02", *, answer: Answer = GONE) -> None:
    """Look all addresses up; those that end in “gone” answer so."""
    with make.on(day):
        check_links(lambda url: answer if url.endswith("gone") else Answer(status=200), limit=99)


def test_a_broken_link_says_what_happened_and_where():
    """E-22."""
    version = linking("Gauge")
    linking("Scale", "https://a.example/fine")
    checked()
    page = page_of(LIST)
    assert f'href="{PAGE}" rel="noopener external"' in page
    assert "in “Definition” of" in page and f"{version.entry.number} Gauge" in page
    assert "the page is not there (404), since 2026-03-02" in page
    assert "last checked on 2026-03-02" in page
    assert "Scale" not in page


def test_the_way_leads_to_the_field_where_it_is_mended():
    """E-22: a section, a heading of the entry's own, a source."""
    sections = (
        SectionText(kind="definition", body=f"A thing, see <{PAGE}>."),
        SectionText(kind="additional", heading="History", body="See <https://b.example/gone>."),
    )
    citations = (CitationText(source="NIST, https://c.example/gone"),)
    version = make.published("Gauge", sections=sections, citations=citations)
    checked()
    change = entry_page("change", version)
    assert f'href="{change}#offer-revise"' in page_of(LIST)
    assert "Open a draft" not in page_of(LIST, make.rolf)
    open_draft(version.entry, by=make.edda())
    page = page_of(LIST)
    field = client_of(make.edda()).get(change).content.decode()
    for anchor in ("id_section-definition", "other", "citation"):
        assert f'href="{change}#{anchor}"' in page
        assert f'id="{anchor}"' in field
    assert "in “Standards and sources” of" in page


def test_what_is_not_known_to_be_broken_is_not_listed():
    """E-22: a first failure, and what could not be checked."""
    linking("Gauge")
    linking("Scale", "https://a.example/fine")
    for answer in (Answer(status=503), Answer(status=403), Answer(fault=Fault.TOO_SLOW)):
        checked(answer=answer)
        assert "No link to another site is known to be broken." in page_of(LIST)


def test_a_mended_link_is_gone_at_once():
    """E-22: without waiting for the next run; so is that of a withdrawn entry."""
    gauge, scale = linking("Gauge"), linking("Scale")
    checked()
    mended = make.term_content("Gauge", definition="A thing that is explained here.")
    make.republished(gauge, content=mended)
    assert "Gauge" not in page_of(LIST) and "Scale" in page_of(LIST)
    scale = Entry.objects.get(pk=scale.entry_id).current
    withdraw(scale, by=make.petra(), reason="obsolete", explanation="Old.", proof=make.proof())
    assert "Scale" not in page_of(LIST)


def test_links_of_what_is_read_most_stand_first():
    linking("Gauge")
    often = linking("Scale").entry
    checked()
    Reading.objects.create(entry=often, month=timezone.localdate().replace(day=1), count=12)
    page = page_of(LIST)
    assert page.index("Scale") < page.index("Gauge")
    assert "read 12 times in the last months" in page


def test_auditors_find_the_same_as_a_report_with_csv():
    """E-22, E-34."""
    version = linking("Gauge")
    linking("Scale", "https://a.example/fine")
    for day in ("2026-03-02", "2026-03-09"):
        checked(day, answer=Answer(fault=Fault.NO_NAME))
    (row,) = rows_of(LIST, make.vera())
    assert row == {
        "Number": version.entry.number,
        "Title": "Gauge",
        "Leads to": PAGE,
        "Section": "Definition",
        "What happened": "there is no site of this name",
        "Fails since": "2026-03-02",
        "Last checked": "2026-03-09",
        "Readings": "0",
    }
    assert csv_lines_of(LIST)[1:] == [[*row.values()]]


def test_the_number_of_queries_does_not_grow_with_the_list():
    client, counts = client_of(make.edda()), []
    for title in ("Gauge", "Scale", "Ruler"):
        linking(title)
        checked()
        counts.append(queries_for(client, f"{BASE}{LIST}/"))
        with CaptureQueriesContext(connection) as captured:
            report = external_report(timezone.localdate())
            assert report.number == len(list(report.rows)) == len(counts)
        assert len(captured) == 2
    assert len(set(counts)) == 1


def test_an_address_is_shown_as_text():
    """S-20."""
    linking("Gauge", "https://a.example/?q=%22%3E%3Cb&x='gone")
    checked()
    assert "x=&#x27;gone" in page_of(LIST)
