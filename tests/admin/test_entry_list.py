"""Filters, saved lists, sorting and bulk actions of the list of entries."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from glossary.admin.bulk import AT_ONCE, BULKS
from glossary.admin.list_filters import review_spans
from glossary.models import Decision, Entry, SavedFilter, State, Version
from glossary.workflow.actions import open_draft
from glossary.workflow.saved_filters import MOST, normal_query
from tests import factories as make
from tests.admin.desk import client_of, queries_for, stored

pytestmark = pytest.mark.django_db
LIST = "/admin/glossary/entry/"


def titles(address: str, person: User | None = None) -> list[str]:
    response = client_of(person or make.vera()).get(address)
    return [entry.title for entry in response.context["cl"].result_list]


def due_on(day: date, title: str) -> Entry:
    entry = make.published(title).entry
    Entry.objects.filter(pk=entry.pk).update(next_review=day, last_reviewed=day)
    return entry


def test_entries_are_filtered_by_the_day_of_their_review():
    """E-35."""
    today = timezone.localdate()
    due_on(today - timedelta(days=1), "Overdue")
    due_on(today + timedelta(days=20), "Due")
    due_on(today + timedelta(days=400), "Far")
    make.draft("Draft")

    assert titles(f"{LIST}?review=overdue") == ["Overdue"]
    assert titles(f"{LIST}?review=due") == ["Due", "Overdue"]
    assert titles(f"{LIST}?review=quarter") == ["Due"]
    assert titles(f"{LIST}?review=never") == []
    assert titles(f"{LIST}?review=nonsense") == ["Draft", "Due", "Far", "Overdue"]


def test_a_month_and_a_quarter_end_where_the_calendar_says():
    """E-35."""
    for day in (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1)):
        due_on(day, str(day))
    due_on(date(2027, 2, 1), "2027-02-01")
    spans = review_spans(date(2026, 11, 25))

    def found(name: str) -> list[str]:
        return sorted(Entry.objects.filter(spans[name]).values_list("title", flat=True))

    assert found("month") == ["2026-11-01", "2026-11-30"]
    assert found("quarter") == ["2026-11-30", "2026-12-01"]


def test_languages_are_offered_where_there_are_several():
    """E-35."""
    entry = make.draft("Prüfung").entry
    make.draft("Audit")
    assert "?language=" not in client_of(make.vera()).get(LIST).content.decode()

    Entry.objects.filter(pk=entry.pk).update(language="de")

    assert titles(f"{LIST}?language=de") == ["Prüfung"]
    assert "German" in client_of(make.vera()).get(LIST).content.decode()


@pytest.mark.parametrize("column", [1, 2, 3, 4, 7, 8])
def test_columns_sort(column):
    """E-35: number, title, states, next review, day of saving."""
    with make.on("2026-01-10"):
        open_draft(due_on(date(2030, 1, 1), "A"), by=make.edda())
    with make.on("2026-02-10"):
        make.submit(
            open_draft(due_on(date(2031, 1, 1), "B"), by=make.edda()),
            by=make.edda(),
            change_note="Says it better",
        )

    assert titles(f"{LIST}?o={column}", make.petra()) == ["A", "B"]
    assert titles(f"{LIST}?o=-{column}", make.petra()) == ["B", "A"]


def test_a_list_is_saved_opened_and_deleted():
    """E-35."""
    make.draft("Audit")
    client = client_of(make.edda())
    page = client.get(f"{LIST}?state=draft&q=aud").content.decode()
    assert (
        "Save this list as" in page and "Save this list as" not in client.get(LIST).content.decode()
    )

    sent = {"name": " My  drafts ", "query": "state=draft&q=aud&p=2"}
    answer = client.post(reverse("admin:glossary_filter_save"), sent, follow=True)

    kept = SavedFilter.objects.get()
    assert (kept.name, kept.query) == ("My drafts", "q=aud&state=draft")
    page = answer.content.decode()
    assert f"{LIST}?q=aud&amp;state=draft" in page and 'aria-current="page">My drafts' in page
    assert "Save this list as" not in page
    client.post(reverse("admin:glossary_filter_delete", args=[kept.pk]))
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("", "state=draft", "The list needs a name."),
        ("New", "", "Choose a filter or search first"),
        ("Mine", "q=x", "You have another list called “Mine”."),
        ("mINE", "q=x", "You have another list called “mINE”."),
        ("New", "o=1&state=draft&p=3", "This list is saved already, as “Mine”."),
        ("x" * 61, "q=x", "too long"),
        ("New", "q=" + "x" * 1001, "too long"),
    ],
)
def test_no_list_is_saved_twice_or_without_a_name(name, query, said):
    """E-35, E-51: what is wrong, in words."""
    SavedFilter.objects.create(person=make.edda(), name="Mine", query="o=1&state=draft")
    sent = {"name": name, "query": query}
    answer = client_of(make.edda()).post(reverse("admin:glossary_filter_save"), sent, follow=True)

    assert said in answer.content.decode()
    assert SavedFilter.objects.count() == 1


def test_the_database_keeps_no_list_twice():
    person = make.edda()
    SavedFilter.objects.create(person=person, name="Mine", query="q=a")
    for name, query in (("MINE", "q=b"), ("Other", "q=a")):
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedFilter.objects.create(person=person, name=name, query=query)


def test_so_many_lists_are_kept_and_no_more():
    person = make.edda()
    for number in range(MOST):
        SavedFilter.objects.create(person=person, name=str(number), query=f"q={number}")
    sent = {"name": "One more", "query": "q=x"}

    answer = client_of(person).post(reverse("admin:glossary_filter_save"), sent, follow=True)

    assert "delete one first" in answer.content.decode()


def test_saved_lists_are_one_s_own():
    kept = SavedFilter.objects.create(person=make.edda(), name="Mine", query="q=a")
    delete = reverse("admin:glossary_filter_delete", args=[kept.pk])

    assert client_of(make.rolf()).post(delete).status_code == 404
    assert "Mine" not in client_of(make.rolf()).get(LIST).content.decode()
    assert client_of(make.root()).post(delete).status_code == 404
    assert client_of(make.edda()).get(delete).status_code == 405


def test_a_query_has_one_normal_form():
    assert normal_query("?state=draft&o=2&p=4&q=") == "o=2&state=draft"
    assert normal_query("q=%C3%A4&q=b") == "q=b&q=%C3%A4"


def bulk(person: User, name: str, versions: list[Version], **said: object):
    chosen = {"action": name, "_selected_action": [version.entry_id for version in versions]}
    return client_of(person).post(LIST, chosen | said)


@pytest.mark.parametrize(
    ("person", "offered"),
    [
        (make.edda, {"submit_drafts", "confirm_reviews"}),
        (make.rolf, {"publish_approved", "confirm_reviews"}),
        (make.petra, {bulk.name for bulk in BULKS}),
        (make.vera, set()),
    ],
)
def test_each_is_offered_what_the_role_allows(person, offered):
    """E-35."""
    make.draft("Audit")
    page = client_of(person()).get(LIST).content.decode()

    assert {one.name for one in BULKS if f'value="{one.name}"' in page} == offered


def test_nothing_is_done_before_it_is_confirmed():
    """E-35: safe defaults."""
    version = make.draft("Audit")

    page = bulk(make.edda(), "submit_drafts", [version]).content.decode()

    assert "Audit" in page and 'name="confirmed"' in page
    assert stored(version).state == State.DRAFT
    assert (
        'name="confirmed"'
        in bulk(make.edda(), "submit_drafts", [version], confirmed=1).content.decode()
    )


def test_drafts_are_submitted_each_on_its_own_with_a_result_for_each():
    """E-31, E-35: per item result and reason for each refusal."""
    good, waiting = make.draft("Good"), make.submitted("Waiting")
    said = {"confirmed": 1, "change_note": "New in the glossary"}

    page = bulk(make.edda(), "submit_drafts", [good, waiting], **said)

    results = {row.entry.title: row.refusal for row in page.context["results"]}
    assert results["Good"] == "" and "in review" in results["Waiting"]
    assert "1 of 2 was done." in page.content.decode()
    assert stored(good).state == State.IN_REVIEW


def test_an_author_submits_no_draft_of_others():
    version = make.draft("Audit")
    other = make.account("otto", "author")
    Entry.objects.filter(pk=version.entry_id).update(current=None)

    page = bulk(other, "submit_drafts", [version], confirmed=1, change_note="Not mine at all")

    assert not page.context["results"]
    assert stored(version).state == State.DRAFT


def test_owners_are_given_in_bulk_and_each_is_on_record():
    """E-35."""
    versions = [make.draft("A"), make.draft("B")]
    rolf = make.rolf()

    page = bulk(make.petra(), "hand_over", versions, confirmed=1, owner=rolf.pk)

    assert page.context["done"] == 2
    assert set(Entry.objects.values_list("owner__username", flat=True)) == {"rolf"}
    assert Decision.objects.filter(action="hand over").count() == 2


def test_reviews_are_confirmed_in_bulk_except_one_s_own_text():
    """E-35, W-43."""
    version, bare = make.published("Gauge"), make.draft("Bare")
    said = {"confirmed": 1, "remark": "Read again, still right"}

    results = bulk(make.petra(), "confirm_reviews", [version, bare], **said).context["results"]
    refused = bulk(make.edda(), "confirm_reviews", [version], **said).context["results"]

    assert [row.refusal for row in results] == [
        "",
        "Only a published entry has a periodic review.",
    ]
    assert "somebody else confirms" in refused[0].refusal


def test_what_a_role_does_not_allow_is_not_done_by_a_forged_form():
    """W-12."""
    version = make.approved("Audit")

    bulk(make.edda(), "publish_approved", [version], confirmed=1)
    bulk(make.vera(), "publish_approved", [version], confirmed=1)

    assert stored(version).state == State.APPROVED


def test_too_many_at_once_are_refused():
    first = make.draft("First").entry
    Entry.objects.bulk_create(
        Entry(
            number=f"QM-{number}",
            kind="term",
            slug=f"x-{number}",
            title="Many",
            folded_title="many",
            owner=first.owner,
            created_at=first.created_at,
        )
        for number in range(5000, 5000 + AT_ONCE)
    )
    every = list(Entry.objects.values_list("pk", flat=True))
    Version.objects.bulk_create(
        Version(
            entry_id=pk,
            sequence=1,
            title="Many",
            created_at=first.created_at,
            created_by=first.owner,
            saved_at=first.created_at,
        )
        for pk in every
        if pk != first.pk
    )
    sent = {"action": "hand_over", "_selected_action": every, "confirmed": 1}

    page = client_of(make.petra()).post(LIST, sent | {"owner": make.petra().pk})

    assert "At most 100 entries" in page.content.decode()
    assert not Entry.objects.filter(owner=make.petra()).exists()


def test_an_empty_list_says_what_to_do_next():
    """E-50."""
    assert "Add a term or a question" in client_of(make.edda()).get(LIST).content.decode()
    make.draft("Audit")
    page = client_of(make.edda()).get(f"{LIST}?q=zzz").content.decode()
    assert "No entry matches." in page and "Show all entries" in page


def test_filters_and_saved_lists_cost_the_same_however_many_entries_there_are():
    client = client_of(make.petra())
    make.draft("First")
    SavedFilter.objects.create(person=make.petra(), name="Mine", query="state=draft")
    few = queries_for(client, f"{LIST}?state=draft&review=")
    for number in range(6):
        make.draft(f"Entry {number}")

    assert queries_for(client, f"{LIST}?state=draft&review=") == few
