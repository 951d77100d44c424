"""The viewer of the record: filters, exports, and how far it was reviewed."""

import csv
import io
import json

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from glossary.models import Decision, Pseudonym, Role, Subject
from glossary.pages.tables import NUMBER, RISKY, safe_cell
from glossary.workflow.actions import request_changes
from tests import factories as make
from tests.admin.desk import client_of

pytestmark = pytest.mark.django_db
LIST = reverse("admin:glossary_decision_changelist")
REVIEWED = reverse("admin:glossary_decision_reviewed")


def export(kind: str) -> str:
    return reverse("admin:glossary_decision_export", args=[kind])


def sent(client, address: str) -> str:
    return b"".join(client.get(address).streaming_content).decode()


def test_exports_are_the_rows_that_the_filters_leave():
    """A-10: CSV and JSON hold the same, and the export itself goes on record."""
    make.published("Gauge")
    make.draft("Hammer")
    client = client_of(make.vera())
    rows = list(csv.DictReader(io.StringIO(sent(client, export("csv") + "?action__exact=create"))))
    assert [row["entry_title"] for row in rows] == ["Gauge", "Hammer"]
    lines = sent(client, export("json") + "?q=Gauge").splitlines()
    facts = [json.loads(line) for line in lines]
    kept = Decision.objects.filter(entry_title="Gauge").order_by("seq")
    assert [row["row_hash"] for row in facts] == list(kept.values_list("row_hash", flat=True))
    exports = Decision.objects.filter(action="export audit")
    assert exports.count() == 2 and exports.first().actor == make.vera()


def test_no_cell_of_the_export_starts_a_formula():
    """A-10."""
    request_changes(make.submitted("Gauge"), by=make.rolf(), comment="=1+1;cmd|' /C calc'!A0")
    text = sent(client_of(make.vera()), export("csv"))
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=1+1;cmd|' /C calc'!A0" in cells
    assert not any(cell.startswith(RISKY) and not NUMBER.fullmatch(cell) for cell in cells)


@given(st.text() | st.integers() | st.floats() | st.none())
def test_a_safe_cell_is_a_number_or_no_formula(value):
    """A-10."""
    cell = safe_cell(value)
    assert NUMBER.fullmatch(cell) or not cell.lstrip(" ").startswith(RISKY)
    assert str(value or "") in cell or value == 0


@pytest.mark.parametrize(
    ("text", "cell"),
    [("-5", "-5"), ("+4.5", "+4.5"), ("-5+3", "'-5+3"), ("@SUM", "'@SUM"), (" =1", "' =1")],
)
def test_plain_numbers_stay_numbers(text, cell):
    assert safe_cell(text) == cell


def test_an_auditor_records_how_far_the_record_was_reviewed():
    """A-10."""
    make.published("Gauge")
    client = client_of(make.vera())
    client.post(REVIEWED, {"up_to": "3"})
    row = Decision.objects.first()
    assert (row.action, row.actor, json.loads(row.changes)) == (
        "review audit",
        make.vera(),
        {"up_to": ["", 3]},
    )
    assert "Reviewed up to #3 by Vera Voss" in client.get(LIST).content.decode()


@pytest.mark.parametrize("number", ["", "0", "999", "x", "-1"])
def test_a_row_that_is_not_there_cannot_have_been_reviewed(number):
    make.published("Gauge")
    client_of(make.vera()).post(REVIEWED, {"up_to": number})
    assert not Decision.objects.filter(action="review audit").exists()


@pytest.mark.parametrize(("person", "status"), [(make.petra, 403), (make.edda, 403)])
def test_only_an_auditor_records_a_review(person, status):
    make.published("Gauge")
    assert client_of(person()).post(REVIEWED, {"up_to": "1"}).status_code == status


@pytest.mark.parametrize("address", [LIST, export("csv"), export("json")])
def test_authors_and_reviewers_do_not_see_the_whole_record(address):
    for person in (make.edda, make.rolf, make.root):
        assert client_of(person()).get(address).status_code == 403


def test_nothing_can_be_added_or_changed_by_hand():
    """A-04."""
    row = make.draft() and Decision.objects.get()
    client = client_of(make.vera())
    assert client.post(reverse("admin:glossary_decision_add")).status_code == 403
    address = reverse("admin:glossary_decision_change", args=[row.pk])
    assert client.post(address, {"reason": "Forged"}).status_code == 403
    assert client.post(reverse("admin:glossary_decision_delete", args=[row.pk])).status_code == 403


def test_a_pseudonym_is_shown_and_the_record_keeps_the_name():
    """W-53: the chain holds."""
    make.published("Gauge")
    Pseudonym.objects.create(user=make.rolf(), name="Reviewer 7")
    client = client_of(make.vera())
    for text in (client.get(LIST).content.decode(), sent(client, export("csv"))):
        assert "Reviewer 7" in text and "Rolf Roth" not in text.partition('id="result_list"')[2]
    page = client.get("/glossary/gauge/").content.decode()
    assert "Reviewer 7" in page and "Rolf" not in page
    row = Decision.objects.get(action="approve")
    assert row.actor_name == "Rolf Roth" and row.computed_hash() == row.row_hash


def test_renaming_and_switching_off_change_no_old_row():
    """A-12, W-34."""
    version = make.published("Gauge")
    rolf = make.rolf()
    rolf.last_name, rolf.is_active = "Married", False
    rolf.save()
    version.entry.title = "Instrument"
    version.entry.save()
    page = client_of(make.vera()).get(LIST).content.decode()
    assert "Rolf Roth" in page and "Gauge" in page and "Married" not in page


def test_an_account_that_signed_cannot_be_deleted():
    """W-34: nor can anybody delete an account in the admin."""
    make.published("Gauge")
    with pytest.raises(ProtectedError), transaction.atomic():
        make.rolf().delete()
    anna = make.account("anna", "admin")
    address = reverse("admin:auth_user_delete", args=[make.rolf().pk])
    assert client_of(anna).post(address, {"post": "yes"}).status_code == 403


def account_page(person: User) -> str:
    return reverse("admin:auth_user_change", args=[person.pk])


def account_typed(person: User, **typed: object) -> dict:
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "is_active": "on",
        "is_staff": "on",
        "groups": [group.pk for group in person.groups.all()],
    } | typed


def test_changes_of_accounts_are_recorded_with_old_and_new_value():
    """A-08."""
    edda, anna = make.edda(), make.account("anna", "admin")
    client_of(anna).post(account_page(edda), account_typed(edda, last_name="New", groups=[]))
    row = Decision.objects.get(object_type="user", action="change", entry_title="edda")
    changes = json.loads(row.changes)
    assert changes == {"groups": [["author"], []], "last_name": ["Ehlers", "New"]}
    assert row.actor == anna


def test_a_password_that_is_set_is_recorded_without_the_password():
    """A-08."""
    edda, anna = make.edda(), make.account("anna", "admin")
    new = "a new and long enough password"
    address = reverse("admin:auth_user_password_change", args=[edda.pk])
    typed = {"password1": new, "password2": new, "usable_password": "true"}
    client_of(anna).post(address, typed)
    row = Decision.objects.get(object_type="user", action="change")
    assert json.loads(row.changes) == {"password": ["", "set anew"]}
    assert new not in str(Decision.objects.values())


def test_a_username_and_an_address_are_given_once():
    """W-34."""
    rolf = make.rolf()
    rolf.email, rolf.is_active = "rolf@example.org", False
    rolf.save()
    edda, anna = make.edda(), make.account("anna", "admin")
    client = client_of(anna)
    response = client.post(account_page(edda), account_typed(edda, email="ROLF@example.org"))
    assert "Another account has this address" in response.content.decode()
    client.post(account_page(edda), account_typed(edda, username="rolf2"))
    edda.refresh_from_db()
    assert (edda.username, edda.email) == ("edda", "")
    taken = {"username": "rolf", "password1": "x" * 20, "password2": "x" * 20}
    client.post(reverse("admin:auth_user_add"), taken | {"usable_password": "true"})
    assert User.objects.filter(username="rolf").count() == 1


def test_changes_of_registers_are_recorded():
    """A-08: the interval of reviews and the reviewers of a subject, too."""
    make.draft()
    subject, rolf = Subject.objects.get(), make.rolf()
    address = reverse("admin:glossary_subject_change", args=[subject.pk])
    typed = {"name": subject.name, "slug": subject.slug, "review_interval_months": "12"}
    client_of(make.petra()).post(address, typed | {"reviewers": [rolf.pk]})
    row = Decision.objects.get(object_type="subject")
    assert json.loads(row.changes) == {
        "review_interval_months": [None, 12],
        "reviewers": [[], ["rolf"]],
    }


@pytest.mark.parametrize(
    ("role", "leads_to"),
    [(Role.PUBLISHER, "entry"), (Role.AUDITOR, "entry"), (Role.ADMIN, "auth/user")],
)
def test_a_row_leads_to_no_page_that_its_reader_may_not_open(role, leads_to):
    """S-12."""
    make.published("Gauge")
    row = Decision.objects.filter(action="publish").get()
    client = client_of(make.account("ada", role))
    page = client.get(reverse("admin:glossary_decision_change", args=[row.pk])).content.decode()
    links = {"entry": f"/admin/glossary/entry/{row.entry_id}/", "auth/user": "/admin/auth/user/"}
    assert {name for name, address in links.items() if address in page} == {leads_to}
    assert "Petra Palm" in page and "Gauge" in page
