"""The entry template: added to, renamed, put in order, retired; versions keep what they had."""

import json

import pytest
from django.urls import reverse

from glossary.admin.entry_forms import EntryForms
from glossary.content import SectionText
from glossary.exchange.registers import load_register
from glossary.exchange.snapshot import section_kinds
from glossary.exchange.texts import required_sections
from glossary.models import Decision, SectionKind
from glossary.workflow.actions import open_draft, save_draft, submit
from tests import factories as make
from tests.admin.desk import client_of, entry_page, filled_in, stored

pytestmark = pytest.mark.django_db
KEEPERS = (make.petra, lambda: make.account("ada", "admin"))
RISKY = (
    SectionText(kind="definition", body="A planned check."),
    SectionText(kind="risks", body="Nobody looks."),
)


def address(page: str, *args: object) -> str:
    return reverse(f"admin:glossary_sectionkind_{page}", args=args)


def keys() -> list[str]:
    return list(SectionKind.objects.values_list("key", flat=True))


def kind_of(key: str) -> SectionKind:
    return SectionKind.objects.get(key=key)


def retire(key: str) -> None:
    SectionKind.objects.filter(key=key).update(retired=True, required=False)


def sent_of(kind: SectionKind, **changed: object) -> dict[str, object]:
    names = ("title", "guidance", "example", "for_terms", "for_questions", "required", "retired")
    values = {name: getattr(kind, name) for name in names} | changed
    return {name: "on" if value is True else value for name, value in values.items() if value}


@pytest.mark.parametrize("person", KEEPERS)
def test_quality_managers_add_a_kind_at_the_end(person):
    sent = {"title": "Costs", "key": "costs", "for_terms": "on", "guidance": "What it costs."}

    client_of(person()).post(address("add"), sent)

    assert keys()[-1] == "costs"
    offered = EntryForms(make.term_content("Audit"), kind="term").template.fields
    assert offered["costs"].help_text == "What it costs."


@pytest.mark.parametrize("person", [make.edda, make.rolf, make.vera, make.root])
def test_others_change_nothing_of_it(person):
    before, kind = list(SectionKind.objects.values()), kind_of("risks")
    client = client_of(person())

    assert client.post(address("add"), {"title": "X", "key": "x"}).status_code == 403
    assert client.post(address("change", kind.pk), sent_of(kind, title="X")).status_code == 403
    assert client.post(address("move", kind.pk, "up")).status_code == 404
    assert client.post(address("delete", kind.pk), {"post": "yes"}).status_code == 403
    assert list(SectionKind.objects.values()) == before


def test_a_kind_moves_past_its_neighbour_and_all_are_numbered_anew():
    SectionKind.objects.filter(key__in=("risks", "recommendations")).update(position=7)
    before = keys()
    place = before.index("risks")

    answer = client_of(make.petra()).post(address("move", kind_of("risks").pk, "up"), follow=True)

    after = before[:]
    after[place - 1], after[place] = after[place], after[place - 1]
    assert keys() == after
    numbers = list(SectionKind.objects.values_list("position", flat=True))
    assert numbers == [10 * (place + 1) for place in range(len(numbers))]
    assert "“Risks” has moved." in answer.content.decode()
    client_of(make.petra()).post(address("move", kind_of("risks").pk, "down"))
    assert keys() == before


@pytest.mark.parametrize(("key", "direction"), [("first", "up"), ("last", "down")])
def test_the_ends_of_the_template_are_its_ends(key, direction):
    kind = getattr(SectionKind.objects.order_by("position"), key)()
    before = keys()

    client_of(make.petra()).post(address("move", kind.pk, direction))

    assert keys() == before


def test_moving_needs_a_button_a_direction_and_a_kind():
    client, pk = client_of(make.petra()), kind_of("risks").pk

    assert client.get(address("move", pk, "up")).status_code == 405
    assert client.post(address("move", pk, "sideways")).status_code == 404
    assert client.post(address("move", 9999, "up")).status_code == 404
    assert address("move", pk, "up") in client.get(address("changelist")).content.decode()


def test_every_change_is_on_record_with_the_old_and_the_new_value():
    """A-08."""
    kind, client = kind_of("risks"), client_of(make.petra())
    client.post(address("change", kind.pk), sent_of(kind, title="Dangers", retired=True))
    client.post(address("move", kind.pk, "up"))

    moved, changed = Decision.objects.filter(object_type="sectionkind")[:2]
    assert json.loads(changed.changes) == {
        "retired": [False, True],
        "title": ["Risks", "Dangers"],
    }
    assert set(json.loads(moved.changes)) == {"risks", "examples"}
    assert (moved.actor, moved.entry_title) == (make.petra(), "Dangers")


def test_a_retired_kind_is_not_offered_to_new_texts():
    retire("risks")

    page = client_of(make.edda()).get(reverse("admin:glossary_entry_add")).content.decode()

    assert 'name="section-risks"' not in page
    assert '<option value="risks"' not in page
    assert 'name="section-recommendations"' in page


def test_a_text_that_has_a_retired_kind_shows_and_keeps_it():
    version = make.draft("Audit", sections=RISKY)
    retire("risks")
    client = client_of(make.edda())
    page = client.get(entry_page("change", version)).content.decode()
    assert "Nobody looks." in page

    client.post(entry_page("change", version), filled_in(version.content(), title="Audits"))

    assert stored(version).content().sections == RISKY
    assert stored(version).title == "Audits"


def test_versions_and_published_pages_keep_what_they_had(client):
    """W-14: neither hash nor page follows the template."""
    version = make.published("Audit", sections=RISKY)
    SectionKind.objects.filter(key="risks").update(title="Dangers", retired=True)

    page = client.get("/glossary/audit/versions/1.0/").content.decode()

    assert "Nobody looks." in page and ">Risks<" in page and "Dangers" not in page
    assert stored(version).current_hash() == version.content_hash
    opened = open_draft(version.entry, by=make.edda())
    assert stored(opened).content().sections == RISKY


def test_a_retired_kind_is_required_of_nobody():
    SectionKind.objects.filter(key="risks").update(required=True)
    version = make.draft("Audit")
    SectionKind.objects.filter(key="risks").update(retired=True)

    submit(version, by=make.edda(), change_note="First version")

    assert "risks" not in required_sections()["term"]


def test_retired_and_required_exclude_each_other():
    """E-51: what to do about it."""
    kind = kind_of("risks")
    sent = sent_of(kind, retired=True, required=True)

    page = client_of(make.petra()).post(address("change", kind.pk), sent).content.decode()

    assert "A retired section cannot be required; untick one of the two." in page
    assert not kind_of("risks").retired


def test_the_place_of_unknown_headings_stays():
    kind, client = kind_of("additional"), client_of(make.petra())

    page = client.post(address("change", kind.pk), sent_of(kind, retired=True)).content.decode()

    assert "Headings that the template does not know are kept under it." in page
    assert client.post(address("delete", kind.pk), {"post": "yes"}).status_code == 403


def test_a_kind_in_use_is_not_deleted_and_an_unused_one_can_be():
    version = make.draft("Audit", sections=RISKY)
    client = client_of(make.petra())

    used = client.post(address("delete", kind_of("risks").pk), {"post": "yes"})
    client.post(address("delete", kind_of("summary").pk), {"post": "yes"})

    assert used.status_code == 403
    assert "summary" not in keys() and "risks" in keys()
    save_draft(version, make.term_content("Audit"), by=make.edda())
    client.post(address("delete", kind_of("risks").pk), {"post": "yes"})
    assert "risks" not in keys()
    assert Decision.objects.filter(object_type="sectionkind", action="delete").count() == 2


def test_a_retired_kind_is_carried_out_and_in():
    """E-44."""
    retire("summary")
    (record,) = [record for record in section_kinds() if record.key == "summary"]
    SectionKind.objects.filter(key="summary").delete()

    load_register(record)

    assert kind_of("summary").retired
    assert record in list(section_kinds())
