"""The quality gate on the entry's page: findings while typing, at saving and for the reviewer."""

import re

import pytest
from django.urls import reverse

from glossary.content import Content, DesignationText, WaiverText
from glossary.models import Decision, Entry, State, Version
from glossary.pages.explanations import EXPLANATIONS
from glossary.quality.rules import RULES
from tests.admin.desk import client_of, entry_page, filled_in, stored
from tests.factories import draft, edda, petra, published, rolf, submitted, term_content, vera

pytestmark = pytest.mark.django_db
ADD = "/admin/glossary/entry/add/"
ADD_CHECK = "/admin/glossary/entry/add/check/"
WAIVE = {
    "waive-0-rule": "definition-article",
    "waive-0-about": "the",
    "waive-0-reason": "The article belongs to the name",
}


def findings_of(page: str) -> list[tuple[str, str]]:
    """Return weight and place of each finding in a page or a part of one."""
    return re.findall(r'<li class="finding" data-tier="(\w+)" data-anchor="([^"]*)"', page)


def open_page(version: Version) -> str:
    return client_of(edda()).get(entry_page("change", version)).content.decode()


def test_every_rule_is_explained():
    """E-51: what happened, why, what to do next."""
    assert EXPLANATIONS.keys() == RULES.keys()
    for explanation in EXPLANATIONS.values():
        assert all((explanation.what, explanation.why, explanation.remedy))


def test_what_is_typed_is_judged_and_not_kept():
    """E-20: a title nearly that of another entry, with subject and definition of that one."""
    published("Calibration", subject="Metrology", short_definition="comparison with a reference")
    sent = filled_in(Content(title=""), title="Calibraton")

    answer = client_of(edda()).post(ADD_CHECK, sent)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert ("warning", "id_title") in findings_of(page)
    assert "comparison with a reference" in page and "Metrology" in page
    assert Entry.objects.count() == 1


def test_the_check_of_a_draft_writes_nothing():
    version = draft("Audit")
    before, decisions = stored(version).content(), Decision.objects.count()
    sent = filled_in(before, short_definition="the audit of facts.")

    page = client_of(edda()).post(entry_page("check", version), sent).content.decode()

    assert ("error", "id_short_definition") in findings_of(page)
    assert (stored(version).content(), Decision.objects.count()) == (before, decisions)


def test_a_page_that_is_not_valid_yet_is_judged_as_far_as_it_goes():
    sent = filled_in(
        Content(title=""),
        title="",
        dated="yesterday",
        short_definition="the look",
        **{"designation-0-language": "de", "section-risks": "See [[Nothing]]."},
    )

    page = client_of(edda()).post(ADD_CHECK, sent).content.decode()

    assert ("warning", "id_short_definition") in findings_of(page)
    assert ("warning", "id_section-risks") in findings_of(page)


def test_an_empty_page_is_not_reproached():
    page = client_of(edda()).get(ADD).content.decode()

    assert findings_of(page) == []
    assert "Begin with the title" in page


@pytest.mark.parametrize(
    ("person", "status"), [(edda, 200), (rolf, 200), (petra, 200), (vera, 404)]
)
def test_only_who_may_write_has_it_checked(person, status):
    """S-12."""
    version = draft("Audit")
    sent = filled_in(stored(version).content())
    assert client_of(person()).post(entry_page("check", version), sent).status_code == status


def test_the_check_is_asked_with_post_and_for_what_can_be_written():
    version = draft("Audit")
    assert client_of(edda()).get(entry_page("check", version)).status_code == 405
    assert client_of(edda()).get(ADD_CHECK).status_code == 405
    waiting = submitted("Plan")
    assert client_of(edda()).post(entry_page("check", waiting), {}).status_code == 404


def test_findings_stand_in_the_page_and_beside_their_fields():
    """E-11, E-23: without JavaScript, too."""
    version = draft(
        "Audit", short_definition="the look", designations=(DesignationText(term="Audits"),)
    )

    page = open_page(version)

    places = findings_of(page)
    assert ("warning", "id_short_definition") in places
    assert ("warning", "id_designation-0-term") in places
    assert ("warning", "citation") in places
    field = re.search(r'<textarea[^>]*name="short_definition"[^>]*>', page)[0]
    assert 'aria-describedby="id_short_definition_helptext id_short_definition_findings"' in field
    beside = re.search(r'<ul[^>]*id="id_short_definition_findings"[^>]*>(.*?)</ul>', page, re.S)[1]
    assert "begins with the article “the”" in beside
    for _weight, anchor in places:
        assert f'id="{anchor}"' in page


def test_findings_follow_what_was_saved():
    version = draft("Audit", short_definition="the look")
    sent = filled_in(stored(version).content(), short_definition="look")

    client_of(edda()).post(entry_page("change", version), sent)

    assert ("warning", "id_short_definition") not in findings_of(open_page(version))


def test_an_error_stops_the_submission_and_keeps_the_text():
    version = draft("Audit")
    sent = filled_in(
        stored(version).content(),
        short_definition="audit of facts",
        _submit="1",
        change_note="First",
    )

    response = client_of(edda()).post(entry_page("change", version), sent)

    page = response.content.decode()
    assert response.status_code == 422
    assert "saved, but not submitted" in page
    assert '<a href="#id_short_definition">Short definition: The definition uses “Audit”' in page
    kept = stored(version)
    assert (kept.state, kept.short_definition) == (State.DRAFT, "audit of facts")


def test_rows_that_were_new_when_a_submission_was_stopped_are_kept():
    version = draft("Audit")
    typed = {"designation-0-term": "Inspection", "citation-0-source": "A book"} | WAIVE
    sent = filled_in(stored(version).content(), short_definition="the audit", _submit="1", **typed)
    page = client_of(edda()).post(entry_page("change", version), sent).content.decode()
    assert "saved, but not submitted" in page

    sizes = r'name="(\w+-(?:TOTAL|INITIAL)_FORMS)" value="(\d+)"'
    sent = filled_in(stored(version).content()) | dict(re.findall(sizes, page))
    client_of(edda()).post(entry_page("change", version), sent | {"short_definition": "the look"})

    content = stored(version).content()
    assert [row.term for row in content.designations] == ["Inspection"]
    assert [row.source for row in content.citations] == ["A book"]
    assert [row.rule for row in content.waivers] == ["definition-article"]


def test_a_warning_is_waived_by_a_reason_beside_it():
    version = draft("Audit", short_definition="the look")
    sent = filled_in(stored(version).content(), **WAIVE)

    client_of(edda()).post(entry_page("change", version), sent)

    expected = WaiverText(
        rule="definition-article", about="the", reason="The article belongs to the name"
    )
    assert stored(version).content().waivers == (expected,)
    page = open_page(version)
    assert "It stands because: The article belongs to the name" in page
    assert ("warning", "id_short_definition") not in findings_of(page)


def test_a_reason_that_is_typed_and_not_saved_is_not_lost():
    version = draft("Audit", short_definition="the look")
    sent = filled_in(stored(version).content(), **WAIVE)

    page = client_of(edda()).post(entry_page("check", version), sent).content.decode()

    assert 'value="The article belongs to the name"' in page
    assert ("warning", "id_short_definition") in findings_of(page)
    assert stored(version).content().waivers == ()


def test_a_new_entry_is_saved_with_its_reasons():
    sent = filled_in(Content(title=""), title="Audit", short_definition="the look", **WAIVE)

    client_of(edda()).post(ADD, sent)

    assert [row.rule for row in Version.objects.get().waivers.all()] == ["definition-article"]


@pytest.mark.parametrize("rule", ["definition-repeats-term", "no-such-rule"])
def test_errors_have_no_button_to_waive_them(rule):
    version = draft("Audit", short_definition="audit of facts")
    sent = filled_in(stored(version).content(), **WAIVE | {"waive-0-rule": rule})

    client_of(edda()).post(entry_page("change", version), sent)

    assert stored(version).content().waivers == ()
    error = open_page(version).partition('data-tier="error"')[2].partition("</li>")[0]
    assert "data-waive" not in error


def test_a_reason_is_kept_once():
    waived = (WaiverText(rule="definition-article", about="the", reason="So it is called"),)
    version = draft("Audit", short_definition="the look", waivers=waived)
    sent = filled_in(stored(version).content(), **WAIVE)

    client_of(edda()).post(entry_page("change", version), sent)

    assert stored(version).content().waivers == waived


def test_the_reviewer_sees_reasons_and_what_is_open():
    waived = (WaiverText(rule="definition-article", about="the", reason="So it is called"),)
    version = submitted("Audit", short_definition="the look.", waivers=waived)

    page = client_of(rolf()).get(entry_page("review", version)).content.decode()

    assert "The definition begins with the article “the”." in page
    assert "So it is called" in page
    assert "The definition ends with a full stop." in page
    assert "data-waive" not in page


def test_a_decision_page_names_the_errors_as_well():
    version = draft("Audit", short_definition="audit of facts")
    address = reverse("admin:glossary_entry_decide", args=[version.entry_id, "submit"])

    answer = client_of(edda()).post(address, {"change_note": "The first version"})

    assert answer.status_code == 422
    assert "Short definition – uses “Audit”" in answer.content.decode()


def test_titles_of_others_are_shown_as_text():
    """S-20."""
    published("<b>Audit</b>", short_definition="<i>look</i>")
    sent = filled_in(term_content("<b>AUDIT</b>"))

    page = client_of(edda()).post(ADD_CHECK, sent).content.decode()

    assert "&lt;b&gt;Audit" in page
    assert "<b>Audit" not in page and "<i>look" not in page
