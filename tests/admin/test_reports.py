"""Reports: their numbers are those of the database, their CSV says the same."""

import csv
import io
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils import timezone

from glossary.content import CitationText, DesignationText
from glossary.models import Entry, Reading, Standard, Version
from glossary.pages.reading_reports import NEW_DAYS
from glossary.pages.reports import REPORTS
from glossary.workflow.actions import publish_unapproved, ratify
from glossary.workflow.readings import first_month
from tests import factories as make
from tests.admin.desk import client_of, queries_for

pytestmark = pytest.mark.django_db


def rows_of(name: str, person) -> list[dict]:
    response = client_of(person).get(reverse("admin:glossary_report_csv", args=[name]))
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))


def due_in(days: int, title: str) -> Entry:
    entry = make.published(title).entry
    entry.next_review = timezone.localdate() + timedelta(days=days)
    entry.save(update_fields=["next_review"])
    return entry


def test_review_reports_count_what_the_database_has():
    """W-45."""
    due_in(-5, "Overdue")
    due_in(10, "Due")
    due_in(400, "Far")
    Entry.objects.filter(title="Far").update(last_reviewed=timezone.localdate())
    petra = make.petra()
    assert [row["Title"] for row in rows_of("due", petra)] == ["Overdue", "Due"]
    assert [row["Title"] for row in rows_of("overdue", petra)] == ["Overdue"]
    assert [row["Title"] for row in rows_of("never-reviewed", petra)] == ["Overdue", "Due"]
    today = timezone.localdate()
    this_month = Entry.objects.filter(next_review__year=today.year, next_review__month=today.month)
    assert len(rows_of("this-month", petra)) == this_month.count()
    (row,) = rows_of("by-subject", petra)
    assert list(row.values()) == ["Fundamentals", "3", "2", "1", "2"]


def test_an_owner_who_has_left_is_no_owner():
    """W-44: publishers see it among their own reviews."""
    due_in(1, "Gauge")
    edda = make.edda()
    edda.is_active = False
    edda.save()
    assert rows_of("due", make.petra())[0]["Owner"] == "no owner"
    page = client_of(make.petra()).get(reverse("admin:index")).content.decode()
    assert "Reviews due" in page and "no owner" in page


def test_due_reviews_stand_on_the_owner_s_first_page():
    """W-41."""
    due_in(29, "Gauge")
    due_in(31, "Hammer")
    page = client_of(make.edda()).get(reverse("admin:index")).content.decode()
    part = page[page.index("Reviews due") :].partition("</section>")[0]
    assert "Gauge" in part and "Hammer" not in part


def test_sources_of_replaced_editions_are_listed():
    """W-06: with clause, day and licence."""
    citation = CitationText(
        standard="ISO 9000", edition="2005", clause="3.1", accessed=None, licence="quoted"
    )
    make.published("Gauge", citations=(citation,))
    make.published("Hammer", citations=(CitationText(standard="ISO 9000", edition="2015"),))
    Standard.objects.filter(edition="2005").update(status="replaced")
    (row,) = rows_of("replaced-sources", make.petra())
    assert (row["Title"], row["Source"], row["Clause"], row["Licence"]) == (
        "Gauge",
        "ISO 9000:2005",
        "3.1",
        "quoted",
    )


def test_a_source_shows_where_it_was_read_and_under_which_licence(client):
    """W-06."""
    day = timezone.localdate()
    citation = CitationText(source="Handbook", accessed=day, licence="CC BY 4.0")
    make.published("Gauge", citations=(citation,))
    page = client.get("/glossary/gauge/").content.decode()
    assert f'read on <time datetime="{day.isoformat()}">' in page and "licence: CC BY 4.0" in page


def test_emergencies_are_listed_until_and_after_their_approval(settings):
    """T13."""
    settings.GLOSSARY = {"emergency_publication": True}
    emma = make.account("emma", "publisher", "emergency publisher")
    version = make.draft("Gauge")
    publish_unapproved(version, by=emma, reason="The line stands still", proof=make.proof())
    (row,) = rows_of("emergencies", make.petra())
    assert (row["Title"], row["Published by"], row["Approved by"]) == ("Gauge", "Emma", "waiting")


def test_what_is_in_force_without_approval_is_listed_until_somebody_approves_it(settings):
    """E-34."""
    settings.GLOSSARY = {"emergency_publication": True, "emergency_days": 14}
    emma = make.account("emma", "publisher", "emergency publisher")
    proof = make.proof()
    version = publish_unapproved(make.draft("Gauge"), by=emma, reason="It stands", proof=proof)
    (row,) = rows_of("unapproved", make.petra())
    assert (row["Title"], row["Published by"], row["Days left"]) == ("Gauge", "Emma", "14")
    ratify(version, by=make.petra(), seen_hash=version.current_hash(), proof=proof)
    assert rows_of("unapproved", make.petra()) == []


def test_what_waits_for_more_than_a_week_is_listed_the_longest_first():
    """E-34."""
    now = timezone.now()
    for days, title in ((6, "Fresh"), (8, "Late"), (20, "Later")):
        version = make.submitted(title)
        Version.objects.filter(pk=version.pk).update(submitted_at=now - timedelta(days=days))
    rows = rows_of("waiting", make.petra())
    assert [(row["Title"], row["Days"]) for row in rows] == [("Later", "20"), ("Late", "8")]


def test_texts_that_nobody_changed_for_a_year_are_listed_the_oldest_first():
    """E-34."""
    for day, title in (("2024-03-01", "Old"), ("2023-03-01", "Older")):
        with make.on(day):
            make.published(title)
    make.published("New")
    rows = rows_of("unchanged", make.petra())
    assert [row["Title"] for row in rows] == ["Older", "Old"]
    assert rows[0]["In force since"] == "2023-03-01"


def test_terms_without_synonyms_are_listed():
    """E-34: equivalents in other languages and what only search knows are none."""
    make.published("Bare")
    make.published("Foreign", designations=(DesignationText(term="Lehre", language="de"),))
    hidden = DesignationText(term="Gage", acceptability="search-only")
    make.published("Searched", designations=(hidden,))
    make.published("Named", designations=(DesignationText(term="Other name"),))
    make.published("What is it?", kind="question")
    titles = [row["Title"] for row in rows_of("without-synonyms", make.petra())]
    assert titles == ["Bare", "Foreign", "Searched"]


def test_the_access_report_says_who_may_do_what():
    """W-35."""
    make.published("Gauge")
    rolf = make.rolf()
    rolf.is_active = False
    rolf.save()
    rows = {row["Account"]: row for row in rows_of("access", make.vera())}
    assert rows["edda"]["Roles"] == "author" and rows["edda"]["Last action"]
    assert rows["rolf"]["Active"] == "no" and rows["vera"]["Last login"]


@pytest.mark.parametrize("name", REPORTS)
def test_each_report_is_a_page_for_its_readers_and_for_nobody_else(name):
    make.published("Gauge")
    roles = REPORTS[name][1]
    for person in (make.edda, make.rolf, make.petra, make.vera, make.root):
        user = person()
        allowed = bool(roles & {group.name for group in user.groups.all()})
        for address in ("glossary_report", "glossary_report_csv"):
            response = client_of(user).get(reverse(f"admin:{address}", args=[name]))
            assert response.status_code == (200 if allowed else 403), (name, user)
    index = client_of(make.vera()).get(reverse("admin:glossary_reports")).content.decode()
    assert (reverse("admin:glossary_report", args=[name]) in index) == ("auditor" in roles)


def test_a_report_that_is_not_there_is_not_found():
    assert client_of(make.petra()).get("/admin/glossary/entry/reports/x/").status_code == 404
    assert client_of(make.edda()).get("/admin/glossary/entry/reports/").status_code == 403


def test_the_bulk_action_publishes_each_on_its_own():
    """W-12: through the bulk action; what is not approved is named, with both states."""
    good, bad = make.approved("Gauge"), make.draft("Hammer")
    chosen = {"action": "publish_approved", "_selected_action": [good.entry_id, bad.entry_id]}
    address = reverse("admin:glossary_entry_changelist")
    answer = client_of(make.petra()).post(address, chosen | {"confirmed": 1})
    page = answer.content.decode()
    assert "1 of 2 was done." in page
    assert "Cannot publish a version that is draft; that needs one that is approved." in page
    assert Entry.objects.published().count() == 1


def test_the_bulk_action_needs_a_proof_too():
    """W-17."""
    version = make.approved("Gauge")
    chosen = {"action": "publish_approved", "_selected_action": [version.entry_id]}
    address = reverse("admin:glossary_entry_changelist")
    client = client_of(make.petra(), is_proved=False)
    asked = client.post(address, chosen).content.decode()
    refused = client.post(address, chosen | {"confirmed": 1}).content.decode()
    assert 'name="password"' in asked and "give your password again" in refused
    assert not Entry.objects.published().exists()
    client.post(address, chosen | {"confirmed": 1, "password": make.PASSWORD})
    assert Entry.objects.published().exists()


@pytest.mark.parametrize("state", [state for state in make.VERSION_IN if state != "approved"])
def test_the_bulk_action_refuses_every_other_state(state):
    """W-12: through the bulk action."""
    version = make.VERSION_IN[state]()
    if state == "superseded":
        version = version.entry.current or version.entry.versions.latest("sequence")
    before = list(type(version).objects.order_by("pk").values("state", "published_at"))
    chosen = {"action": "publish_approved", "_selected_action": [version.entry_id]}
    address = reverse("admin:glossary_entry_changelist")
    client_of(make.petra()).post(address, chosen | {"confirmed": 1})
    assert list(type(version).objects.order_by("pk").values("state", "published_at")) == before


def test_most_and_least_read_count_the_months_that_are_kept():
    """E-34: an entry that is new is not blamed for having no readers yet."""
    with make.on(str(timezone.localdate() - timedelta(days=NEW_DAYS + 1))):
        gauge, scale = make.published("Gauge").entry, make.published("Scale").entry
    make.published("Chain")
    month = timezone.localdate().replace(day=1)
    Reading.objects.create(entry=gauge, month=month, count=3)
    Reading.objects.create(entry=gauge, month=first_month(month), count=4)
    Reading.objects.create(entry=gauge, month=first_month(month) - timedelta(days=1), count=90)
    Reading.objects.create(entry=scale, month=month, count=9)
    rolf = make.rolf()
    most = [(row["Title"], row["Readings"]) for row in rows_of("most-read", rolf)]
    assert most == [("Scale", "9"), ("Gauge", "7")]
    least = [(row["Title"], row["Readings"]) for row in rows_of("least-read", rolf)]
    assert least == [("Gauge", "7"), ("Scale", "9")]


def test_a_long_report_is_cut_on_the_page_and_whole_in_the_file():
    """E-34."""
    for name in ("Gauge", "Scale", "Chain"):
        make.published(name)
    rolf = make.rolf()
    with patch("glossary.pages.tables.SHOWN_ROWS", 2):
        page = client_of(rolf).get(reverse("admin:glossary_report", args=["without-synonyms"]))
    assert "Scale" in page.content.decode()
    assert "Chain" not in page.content.decode()
    assert "the file has all rows" in page.content.decode()
    assert len(rows_of("without-synonyms", rolf)) == 3


def test_the_list_of_reports_counts_each_with_as_few_queries_for_many_entries():
    """E-34."""
    petra = make.petra()
    client, index = client_of(petra), reverse("admin:glossary_reports")
    make.published("Gauge")
    few = queries_for(client, index)
    for number in range(5):
        make.published(f"Scale {number}")
    assert queries_for(client, index) == few
