"""Lists to work through: wanted terms, broken links, entries without links (E-22 to E-24, E-34)."""

import csv
import io

import pytest
from django.utils import timezone

from glossary.models import Reading
from glossary.workflow.actions import open_draft
from tests import factories as make
from tests.admin.desk import client_of, entry_page, queries_for
from tests.admin.test_link_reports import broken, term

pytestmark = pytest.mark.django_db
BASE = "/admin/glossary/entry/work/"


def page_of(name: str, person=make.edda) -> str:
    return client_of(person()).get(f"{BASE}{name}/").content.decode()


def csv_lines_of(name: str) -> list[list[str]]:
    answer = client_of(make.edda()).get(f"{BASE}{name}.csv")
    assert answer["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_a_wanted_term_becomes_a_draft():
    """E-24: with counts, and a way to write it."""
    for title in ("Gauge", "Scale"):
        broken(term(title), "Vernier")
    page = page_of("wanted-terms")
    assert "linked by 2 entries" in page
    assert 'href="/admin/glossary/entry/add/?title=Vernier"' in page
    assert "Create draft" not in page_of("wanted-terms", make.rolf)


def test_a_term_that_is_being_written_leads_to_its_draft():
    broken(term("Gauge"), "Vernier")
    version = make.draft("Vernier")
    page = page_of("wanted-terms")
    assert entry_page("change", version) in page
    assert "Create draft" not in page


def test_a_broken_link_leads_to_the_field_where_it_is_mended():
    """E-22."""
    gauge = term("Gauge")
    broken(gauge, "Vernier")
    change = f"/admin/glossary/entry/{gauge.pk}/change/"
    assert f'href="{change}#offer-revise"' in page_of("broken-links")
    draft = open_draft(gauge, by=make.edda())
    page = page_of("broken-links")
    assert f'href="{change}#id_section-definition"' in page
    field = client_of(make.edda()).get(entry_page("change", draft)).content.decode()
    assert 'id="id_section-definition"' in field


def test_links_of_what_is_read_most_stand_first():
    """E-22."""
    seldom, often = term("Gauge"), term("Scale")
    broken(seldom, "Alpha")
    broken(often, "Beta")
    Reading.objects.create(entry=often, month=timezone.localdate().replace(day=1), count=12)
    page = page_of("broken-links")
    assert page.index("Beta") < page.index("Alpha")
    assert "read 12 times in the last months" in page
    lines = csv_lines_of("broken-links")
    assert [line[-1] for line in lines] == ["Readings", "12", "0"]


def test_entries_without_links_are_listed():
    """E-23."""
    term("Gauge", short_definition="device that shows a size")
    page = page_of("orphans")
    assert "Gauge" in page and "device that shows a size" in page


@pytest.mark.parametrize("name", ["wanted-terms", "broken-links", "orphans"])
def test_each_list_is_a_file_too_and_says_when_it_is_empty(name):
    """E-34."""
    assert "quiet" in page_of(name)
    broken(term("Gauge"), "Vernier")
    assert len(csv_lines_of(name)) == 2


@pytest.mark.parametrize("person", [make.vera, make.root])
def test_the_lists_are_for_those_who_write(person):
    """S-12."""
    assert client_of(person()).get(f"{BASE}orphans/").status_code == 403
    assert client_of(make.edda()).get(f"{BASE}nothing/").status_code == 404


@pytest.mark.parametrize("name", ["wanted-terms", "broken-links", "orphans"])
def test_the_number_of_queries_does_not_grow_with_the_list(name):
    client, counts = client_of(make.edda()), []
    for title in ("Gauge", "Scale", "Ruler"):
        broken(term(title), f"Wanted {title}")
        counts.append(queries_for(client, f"{BASE}{name}/"))
    assert len(set(counts)) == 1


def test_a_name_is_shown_as_text():
    """S-20."""
    broken(term("Gauge"), "<b>x")
    for name in ("wanted-terms", "broken-links"):
        assert "<b>x" not in page_of(name)
