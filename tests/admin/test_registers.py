"""Registers can be kept by some; records can be changed by nobody."""

import json

import pytest
from django.contrib import admin
from django.db import IntegrityError
from django.urls import NoReverseMatch, reverse
from taggit.models import Tag

from glossary.content import CitationText
from glossary.models import Decision, SectionKind, Standard, Subject
from tests.admin.desk import client_of, stored
from tests.factories import account, edda, petra, published, rolf, root, submitted, vera

pytestmark = pytest.mark.django_db
SUBJECT = {"name": "Auditing", "slug": "auditing", "description": ""}


def ada():
    return account("ada", "admin")


def address(model: str, page: str = "changelist", *args: object) -> str:
    return reverse(f"admin:glossary_{model}_{page}", args=args)


@pytest.mark.parametrize("person", [ada, petra])
def test_admins_and_publishers_keep_subjects(person):
    client_of(person()).post(address("subject", "add"), SUBJECT)

    assert Subject.objects.filter(slug="auditing").exists()


@pytest.mark.parametrize("person", [edda, rolf, vera, root])
def test_others_add_no_subject(person):
    assert client_of(person()).post(address("subject", "add"), SUBJECT).status_code == 403
    assert not Subject.objects.exists()


def test_a_subject_is_made_part_of_another_but_never_of_its_own_parts():
    wide = Subject.objects.create(name="Metrology", slug="metrology")
    narrow = Subject.objects.create(name="Calibration", slug="calibration", parent=wide)
    page = address("subject", "change", wide.pk)
    sent = {"name": "Metrology", "slug": "metrology", "description": "", "parent": narrow.pk}

    answer = client_of(petra()).post(page, sent)

    assert "“Calibration” is itself part of “Metrology”." in answer.content.decode()
    answer = client_of(petra()).post(page, sent | {"parent": wide.pk})
    assert "A subject cannot be part of itself." in answer.content.decode()
    wide.refresh_from_db()
    assert wide.parent is None


def test_the_database_refuses_a_subject_that_is_part_of_itself():
    subject = Subject.objects.create(name="Metrology", slug="metrology")
    with pytest.raises(IntegrityError, match="subject_is_not_its_own_parent"):
        Subject.objects.update(parent=subject)


def clause_rows(*clauses, known=()):
    """Return what the browser sends for the clauses of a standard."""
    rows = [{"position": n, "number": c[0], "title": c[1]} for n, c in enumerate(clauses)]
    for row, clause in zip(rows, known, strict=False):
        row |= {"id": clause.pk, "standard": clause.standard_id}
    fields = {
        f"clauses-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()
    }
    return {"clauses-TOTAL_FORMS": len(rows), "clauses-INITIAL_FORMS": len(known)} | fields


def test_a_standard_can_be_marked_as_replaced():
    standard = Standard.objects.create(designation="ISO 9001", edition="2008")
    sent = {"designation": "ISO 9001", "edition": "2008", "title": "", "status": "replaced"}

    client_of(petra()).post(address("standard", "change", standard.pk), sent | clause_rows())

    assert Standard.objects.get().status == "replaced"


def test_what_a_clause_is_about_is_kept_with_the_standard_and_on_record():
    """A-08."""
    standard = Standard.objects.create(designation="ISO 9001", edition="2015")
    sent = {"designation": "ISO 9001", "edition": "2015", "status": "current"}
    page = address("standard", "change", standard.pk)
    client = client_of(petra())

    client.post(page, sent | clause_rows(("8.4", "buying in"), ("8.7", "faulty output")))
    first, second = standard.clauses.all()
    client.post(page, sent | clause_rows(("8.4", "what is bought in"), known=[first]))

    assert [str(clause) for clause in standard.clauses.all()] == [
        "8.4 what is bought in",
        "8.7 faulty output",
    ]
    row = Decision.objects.filter(object_type="standard").latest("pk")
    assert json.loads(row.changes)["clauses"] == [
        ["8.4 buying in", "8.7 faulty output"],
        ["8.4 what is bought in", "8.7 faulty output"],
    ]


@pytest.mark.parametrize("person", [edda, rolf, vera])
def test_others_only_read_what_clauses_are_about(person):
    standard = Standard.objects.create(designation="ISO 9001", edition="2015")
    standard.clauses.create(position=0, number="8.4", title="buying in")
    page = address("standard", "change", standard.pk)
    client = client_of(person())

    assert "buying in" in client.get(page).content.decode()
    assert client.post(page, clause_rows(("8.5", "making"))).status_code == 403
    assert standard.clauses.get().number == "8.4"


def test_names_that_approved_content_is_signed_with_stay():
    """W-16: the signature covers subject and standard by name."""
    citation = CitationText(standard="ISO 9001", edition="2015")
    version = published("Audit", subject="Auditing", citations=(citation,))
    subject, standard = version.subject, Standard.objects.get()
    client = client_of(petra())

    client.post(address("subject", "change", subject.pk), {"name": "Checks", "slug": "auditing"})
    client.post(
        address("standard", "change", standard.pk),
        {"designation": "ISO 9000", "edition": "2015", "status": "replaced"} | clause_rows(),
    )

    assert stored(version).current_hash() == version.content_hash
    assert Standard.objects.get().status == "replaced"


def test_the_entry_template_keeps_its_keys():
    kind = SectionKind.objects.get(key="risks")
    sent = {"key": "dangers", "title": "Dangers", "position": 60, "for_terms": "on"}
    page = address("sectionkind", "change", kind.pk)

    client_of(ada()).post(page, sent)

    kind.refresh_from_db()
    assert (kind.key, kind.title) == ("risks", "Dangers")


@pytest.mark.parametrize("person", [vera, petra, ada])
def test_decisions_are_read_and_not_changed(person):
    """A-10."""
    submitted("Audit")
    row = Decision.objects.first()
    client = client_of(person())

    assert "QM-0001" in client.get(address("decision")).content.decode()
    assert client.get(address("decision", "change", row.pk)).status_code == 200
    change = client.post(address("decision", "change", row.pk), {"reason": "other"})
    assert change.status_code == 403
    assert client.post(address("decision", "delete", row.pk), {"post": "yes"}).status_code == 403
    assert client.get(address("decision", "add")).status_code == 403


@pytest.mark.parametrize("person", [edda, rolf, root])
def test_the_record_of_decisions_is_for_auditors_admins_and_publishers(person):
    assert client_of(person()).get(address("decision")).status_code == 403


@pytest.mark.parametrize("model", ["batch", "importedsource"])
def test_imports_are_read_only(model):
    client = client_of(vera())

    assert client.get(address(model)).status_code == 200
    assert client.get(address(model, "add")).status_code == 403


def test_tags_are_not_edited_by_hand():
    assert not admin.site.is_registered(Tag)
    with pytest.raises(NoReverseMatch):
        reverse("admin:taggit_tag_changelist")
