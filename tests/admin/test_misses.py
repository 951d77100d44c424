"""The editors' list of what readers searched for and did not find (E-33)."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from glossary.admin import misses
from glossary.content import DesignationText, RelationText
from glossary.models import DismissedSearch, ExplicitLink, SearchMiss, State, Version
from glossary.pages.misses import wanted_number, wanted_texts
from glossary.text import fold
from glossary.workflow.misses import dismiss
from tests import factories as make
from tests.admin.desk import client_of, filled_in
from tests.views.reading import settled, text_of

pytestmark = pytest.mark.django_db
LIST = reverse("admin:glossary_misses")
CSV = reverse("admin:glossary_misses_csv")
SYNONYM = reverse("admin:glossary_miss_synonym")
DISMISS = reverse("admin:glossary_miss_dismiss")


def missed(text: str, *, ago: int = 0, times: int = 1, language: str = "en") -> SearchMiss:
    day = timezone.localdate() - timedelta(days=ago)
    return SearchMiss.objects.create(
        folded=fold(text), text=text, language=language, day=day, count=times
    )


def listed(person=make.edda, *, days: str = "") -> list[str]:
    rows = client_of(person()).get(LIST, {"days": days}).context["rows"]
    return [row.wanted.text for row in rows]


def texts() -> list[str]:
    return [row.text for row in wanted_texts(timezone.localdate())]


def page_for(person=make.edda) -> str:
    return text_of(client_of(person()).get(LIST))


def test_the_most_frequent_stands_first_with_its_days() -> None:
    missed("torque wrench", ago=3, times=2)
    missed("Torque-wrench", ago=1, times=4)
    missed("hammer", times=5)
    missed("hammer", times=1, language="de")
    wrench, hammer, german = list(wanted_texts(timezone.localdate()))
    assert (wrench.text, wrench.searches, wrench.days) == ("torque wrench", 6, 2)
    assert (wrench.last - wrench.first).days == 2
    assert (hammer.text, hammer.language, hammer.searches) == ("hammer", "en", 5)
    assert (german.text, german.language, german.searches) == ("hammer", "de", 1)
    assert "<b>6 searches</b> on 2 days from" in page_for()


@pytest.mark.parametrize(("days", "count"), [("7", 1), ("30", 2), ("", 2), ("9", 2), ("365", 3)])
def test_the_sums_are_over_a_period(days: str, count: int) -> None:
    missed("hammer", ago=6)
    missed("wrench", ago=29)
    missed("file", ago=364)
    missed("saw", ago=365)
    assert len(listed(days=days)) == count


def test_a_text_that_is_a_name_by_now_is_solved() -> None:
    missed("torque wrench")
    missed("hammer")
    make.published("Spanner", designations=(DesignationText(term="Torque-wrench"),))
    assert texts() == ["hammer"]
    assert wanted_number(timezone.localdate()) == 1


def test_a_text_that_finds_something_by_now_is_solved() -> None:
    missed("torque wrenches")
    missed("hammer")
    make.published("Spanner", definition="Not every torque wrench is one.")
    assert texts() == ["hammer"]


def test_a_text_whose_answer_is_withdrawn_is_wanted_again() -> None:
    missed("hammer")
    make.withdrawn("Hammer")
    assert texts() == ["hammer"]


def test_near_entries_and_entries_that_want_it_too_are_named() -> None:
    missed("calibrashun")
    calibration = make.published("Calibration").entry
    naming = make.published("Gauge", relations=(RelationText(title="Calibrashun"),))
    settled(naming)
    for source in (calibration, naming.entry):
        ExplicitLink.objects.create(source=source, name="calibrashun", folded="calibrashun")
    page = page_for()
    address = reverse("admin:glossary_entry_change", args=[calibration.pk])
    assert f'Nearest: <a href="{address}">Calibration</a>' in page
    assert "Also wanted by 2 entries that link to it or relate with it" in page


def test_create_draft_opens_the_form_with_the_title() -> None:
    missed("gage R&R / <study>")
    missed("what is a golden sample?")
    page = page_for()
    assert "?title=Gage%20R%26R%20%2F%20%3Cstudy%3E" in page
    assert "?kind=question&amp;title=What%20is%20a%20golden%20sample%3F" in page
    form = client_of(make.edda()).get(
        reverse("admin:glossary_entry_add"), {"title": "Gage R&R\n<study>" + "x" * 300}
    )
    title = form.context["forms"].facts["title"].value()
    assert title == "Gage R&R <study>" + "x" * (200 - len("Gage R&R <study>"))


def test_a_draft_that_has_it_is_linked_instead_for_who_may_read_it() -> None:
    """W-31."""
    missed("torque wrench")
    missed("spanner")
    titled = make.draft("Torque-wrench")
    named = make.draft("Tool", designations=(DesignationText(term="SPANNER"),))
    page = page_for()
    for version in (titled, named):
        address = reverse("admin:glossary_entry_change", args=[version.entry_id])
        assert f'In a draft: <a href="{address}"' in page
    assert "Create draft" not in page
    other = page_for(lambda: make.account("otto", "author"))
    assert "In a draft" not in other
    assert other.count("Create draft") == 2


def test_a_dismissed_text_does_not_come_back_until_it_is_taken_back() -> None:
    missed("Canteen")
    client = client_of(make.rolf())
    sent = {"text": "Canteen", "language": "en", "reason": "Not our field", "days": "7"}
    answer = client.post(DISMISS, sent)
    assert answer.headers["Location"] == f"{LIST}?days=7"
    missed("canteen", ago=2)
    page = text_of(client.get(LIST))
    assert "Not our field · Rolf Roth" in page
    assert texts() == []
    assert wanted_number(timezone.localdate()) == 0
    back = reverse("admin:glossary_miss_take_back", args=[DismissedSearch.objects.get().pk])
    client.post(back)
    assert texts() == ["canteen"]
    assert client.post(back).status_code == 404


def test_nothing_is_dismissed_by_a_link_or_without_a_text() -> None:
    client = client_of(make.edda())
    assert client.get(DISMISS).status_code == 405
    assert client.get(reverse("admin:glossary_miss_take_back", args=[1])).status_code == 405
    for text in ("", "x" * 101, "\ufdfa" * 10):
        assert client.post(DISMISS, {"text": text, "language": "en"}).status_code == 404
    assert not DismissedSearch.objects.exists()


@pytest.mark.parametrize(
    ("person", "reads", "writes"),
    [
        (make.edda, True, True),
        (make.petra, True, True),
        (make.rolf, True, False),
        (make.vera, False, False),
        (make.root, False, False),
    ],
)
def test_only_those_who_may_edit_see_it(person, reads: bool, writes: bool) -> None:
    missed("hammer")
    client = client_of(person())
    for address in (LIST, CSV):
        assert client.get(address).status_code == (200 if reads else 403)
    asked = {"text": "hammer", "language": "en"}
    assert client.get(SYNONYM, asked).status_code == (200 if writes else 403)
    assert client.post(DISMISS, asked).status_code == (302 if reads else 403)
    if reads:
        assert "Create draft" not in text_of(client.get(LIST))
        DismissedSearch.objects.all().delete()
        assert ("Create draft" in text_of(client.get(LIST))) is writes


def test_the_csv_says_what_the_page_says() -> None:
    missed("=hammer()", ago=2, times=3)
    missed("wrench", ago=20)
    response = client_of(make.edda()).get(CSV, {"days": "7"})
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
    day = (timezone.localdate() - timedelta(days=2)).isoformat()
    assert [list(row.values()) for row in rows] == [["'=hammer()", "en", "3", "1", day, day]]
    assert 'filename="searches-7-days.csv"' in response["Content-Disposition"]


def test_a_long_list_is_cut_and_says_so(monkeypatch) -> None:
    monkeypatch.setattr(misses, "SHOWN", 2)
    for number in range(3):
        missed(f"hammer {number}")
    page = page_for()
    assert page.count("Create draft") == 2
    assert "More are in the CSV file" in page
    assert len(texts()) == 3


def test_more_texts_than_are_read_at_once_are_all_read(monkeypatch) -> None:
    monkeypatch.setattr("glossary.pages.misses.AT_ONCE", 2)
    for number in range(4):
        missed(f"hammer {number}", times=number + 1)
    assert texts() == ["hammer 3", "hammer 2", "hammer 1", "hammer 0"]


def test_a_site_that_counts_none_says_so(settings) -> None:
    settings.GLOSSARY = {"missed_search_days": 0}
    page = page_for()
    assert "This site does not count searches without result." in page


def test_the_first_page_and_the_reports_count_them_with_one_query() -> None:
    for number in range(3):
        missed(f"hammer {number}", ago=number)
        missed(f"hammer {number}", ago=number + 1)
    with CaptureQueriesContext(connection) as captured:
        assert wanted_number(timezone.localdate()) == 3
    assert len(captured) == 1
    told = '<span class="tallies__number">3</span> Searched for in vain, last 30 days'
    assert told in text_of(client_of(make.edda()).get("/admin/"))
    assert told not in text_of(client_of(make.vera()).get("/admin/"))
    reports = reverse("admin:glossary_reports")
    assert LIST in text_of(client_of(make.petra()).get(reports))
    assert LIST not in text_of(client_of(make.vera()).get(reports))


def test_from_the_list_to_a_draft_nothing_is_published() -> None:
    """Four eyes: what comes of a search is a draft like any other."""
    missed("hammer")
    client = client_of(make.edda())
    address = reverse("admin:glossary_entry_add") + "?title=Hammer"
    content = make.term_content("Hammer", subject="")
    client.post(address, filled_in(content))
    assert Version.objects.get().state == State.DRAFT
    assert "In a draft:" in text_of(client.get(LIST))
    assert texts() == ["hammer"]
    dismiss("hammer", language="en", by=make.edda())
    assert texts() == []
