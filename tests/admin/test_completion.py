"""What the fields of an entry's page offer while they are typed."""

import pytest

from glossary.content import CitationText, DesignationText
from glossary.models import Clause, Entry, Standard, StandardStatus, Version
from tests.admin.desk import client_of, queries_for
from tests.factories import draft, edda, petra, published, rolf, submitted, vera

pytestmark = pytest.mark.django_db
ENTRIES = "/admin/glossary/entry/complete/"
SOURCES = "/admin/glossary/entry/complete/sources/"


def offered(user, address=ENTRIES, **asked):
    response = client_of(user).get(address, asked)
    assert response.status_code == 200
    return response.json()["completions"]


def test_entries_are_offered_by_title_and_synonym():
    """E-03."""
    audit = published("Audit", designations=(DesignationText(term="Scrutiny"),))
    (by_title,) = offered(edda(), q="audi")
    (by_synonym,) = offered(edda(), q="scrut")

    number = audit.entry.number
    assert (by_title["text"], by_title["number"], by_title["name"]) == ("Audit", number, "Audit")
    assert (by_synonym["text"], by_synonym["name"]) == ("Audit", "Scrutiny")
    assert "synonym: Scrutiny" in by_synonym["note"]
    assert by_title["fills"] == {"target": f"{number} Audit"}


def test_entries_are_offered_by_number():
    audit = published("Audit")
    assert [one["text"] for one in offered(edda(), q=audit.entry.number.lower())] == ["Audit"]


def test_drafts_are_offered_and_say_what_they_are():
    """E-03."""
    draft("Audit plan", designations=(DesignationText(term="Timetable of checks"),))
    submitted("Audit report")
    published("Audit")
    notes = {one["text"]: one["note"] for one in offered(edda(), q="audit")}

    assert notes.keys() == {"Audit", "Audit plan", "Audit report"}
    assert "draft" in notes["Audit plan"].lower()
    assert "in review" in notes["Audit report"].lower()
    assert "draft" not in notes["Audit"].lower()
    assert [one["text"] for one in offered(edda(), q="timetable of")] == ["Audit plan"]


def test_drafts_that_somebody_may_not_read_are_not_offered():
    """W-31."""
    version = draft("Audit plan")
    Entry.objects.update(owner=petra())
    Version.objects.get(pk=version.pk).contributors.clear()
    Version.objects.update(created_by=petra())

    assert offered(edda(), q="audit") == []
    assert [one["text"] for one in offered(rolf(), q="audit")] == ["Audit plan"]


def test_the_entry_itself_is_not_offered():
    own = published("Audit").entry.pk
    assert offered(edda(), q="audit", own=own) == []


@pytest.mark.parametrize("text", ["", " ", "[[", "%", "_", "'", "\0", "x" * 5_000, "QM-", "٣"])
def test_any_text_gets_an_answer(text):
    published("Audit")
    offered(edda(), q=text)
    offered(edda(), SOURCES, q=text)
    offered(edda(), SOURCES, q=text, wanted="clause", standard=text, edition=text)


@pytest.mark.parametrize("own", ["x", "-1", "9" * 40, "²"])
def test_a_number_that_nobody_has_is_no_entry(own):
    published("Audit")
    assert len(offered(edda(), q="audit", own=own)) == 1


def test_editions_of_the_register_are_offered_and_fill_two_fields():
    Standard.objects.create(designation="ISO 9001", edition="2008", status=StandardStatus.REPLACED)
    Standard.objects.create(designation="ISO 9001", edition="2015", title="Requirements")
    first, second = offered(edda(), SOURCES, q="9001")

    assert first["fills"] == {"standard": "ISO 9001", "edition": "2015"}
    assert (first["note"], second["note"]) == ("Requirements", "replaced")
    assert [
        one["text"] for one in offered(edda(), SOURCES, wanted="edition", standard="iso 9001")
    ] == ["2015", "2008"]


def test_clauses_are_offered_by_number_and_by_what_they_are_about():
    standard = Standard.objects.create(designation="ISO 9001", edition="2015")
    Clause.objects.create(standard=standard, position=1, number="9.2", title="internal audits")
    cited = CitationText(standard="ISO 9001", edition="2015", clause="9.1.2")
    draft("Audit", citations=(cited,))
    at = {"wanted": "clause", "standard": "ISO 9001", "edition": "2015"}

    found = offered(edda(), SOURCES, q="9", **at)
    assert [(one["text"], one["note"]) for one in found] == [
        ("9.2", "internal audits"),
        ("9.1.2", ""),
    ]
    assert [one["text"] for one in offered(edda(), SOURCES, q="audits", **at)] == ["9.2"]


def test_only_editors_are_answered():
    """S-12."""
    assert client_of(vera()).get(ENTRIES, {"q": "a"}).status_code == 404
    assert client_of(vera()).get(SOURCES, {"q": "a"}).status_code == 404
    assert client_of(edda()).post(ENTRIES, {"q": "a"}).status_code == 405


def test_the_number_of_queries_does_not_grow():
    client = client_of(edda())
    draft("Audit 0")
    few = queries_for(client, f"{ENTRIES}?q=audit")
    for number in range(1, 8):
        draft(f"Audit {number}", designations=(DesignationText(term=f"Check {number}"),))
    assert queries_for(client, f"{ENTRIES}?q=audit") == few
