"""Two people save the same draft: what happens to both texts (E-08, F-16)."""

import json
from dataclasses import replace

import pytest

from glossary.admin.basis import Basis
from glossary.content import Content, DesignationText, SectionText, content_hash
from glossary.models import State, Version
from glossary.workflow.actions import save_draft
from tests.admin.desk import client_of, entry_page, filled_in, stored
from tests.factories import draft, edda, petra

pytestmark = pytest.mark.django_db
RISKS = 'choice:["sections", "risks", "", "1"]'
TITLE = 'choice:["title"]'


@pytest.fixture
def version() -> Version:
    return draft("Audit", short_definition="planned check", sections=sections("A check.", "None."))


def sections(definition: str, risks: str) -> tuple[SectionText, ...]:
    return (
        SectionText(kind="definition", body=definition),
        SectionText(kind="risks", body=risks),
    )


def form(content: Content, **typed: object) -> dict[str, object]:
    """Return what a browser sends of a page that was loaded with the content."""
    return filled_in(content, **typed) | vars(Basis.of(content))


def after_theirs(version: Version, theirs: Content, **typed: object):
    """Let Petra save, then Edda send what she typed upon the text before."""
    sent = form(stored(version).content(), **typed)
    save_draft(version, theirs, by=petra())
    return client_of(edda()).post(entry_page("change", version), sent)


def again(page, **typed: object):
    """Send the form of an answer again, with what is chosen or typed."""
    forms, basis = page.context["forms"], page.context["sheet"].basis
    sent = filled_in(forms.content() if forms.facts.is_bound else content_of(page))
    return client_of(edda()).post(
        entry_page("change", page.context["desk"].version), sent | vars(basis) | typed
    )


def content_of(page) -> Content:
    """Return the text that stands in the form of a page."""
    forms = page.context["forms"]
    values = {name: forms.facts.initial[name] for name in ("title", "short_definition")}
    body = forms.template.initial
    rows = tuple(DesignationText(term=row["term"]) for row in forms.designations.initial)
    texts = sections(body.get("definition", ""), body.get("risks", ""))
    return Content(**values, subject="Fundamentals", sections=texts, designations=rows)


def test_what_only_one_changed_is_put_together_by_itself(version):
    """E-08, F-16: 409, nothing is saved, and both texts stand in the form."""
    loaded = stored(version).content()
    theirs = replace(loaded, sections=sections("Theirs.", "None."))

    page = after_theirs(version, theirs, **{"section-risks": "Mine."})

    assert page.status_code == 409
    assert stored(version).content() == theirs
    merged = content_of(page)
    assert (merged.section("definition"), merged.section("risks")) == ("Theirs.", "Mine.")
    assert "Both texts are put together" in page.content.decode()
    assert "choice:" not in page.content.decode()

    assert again(page).status_code == 302
    assert stored(version).content().sections == sections("Theirs.", "Mine.")


def test_what_both_changed_stands_in_three_columns(version):
    """E-08."""
    theirs = replace(stored(version).content(), sections=sections("A check.", "Theirs."))

    page = after_theirs(version, theirs, **{"section-risks": "Mine."})

    text = page.content.decode()
    (row,) = page.context["sheet"].conflicts
    assert (row.base, row.name) == ("None.", RISKS)
    assert text.count('<fieldset class="conflict"') == 1
    for heading in ("Before", "Theirs", "Mine"):
        assert f"<h3>{heading}</h3>" in text
    assert content_of(page).section("risks") == "Mine."


@pytest.mark.parametrize(
    ("choice", "risks"),
    [("mine", "Mine."), ("theirs", "Theirs."), ("both", "Theirs.\n\nMine.")],
)
def test_a_choice_is_looked_through_before_it_is_saved(version, choice, risks):
    """E-08: nothing is saved until chosen and reviewed, whatever button is pressed."""
    theirs = replace(stored(version).content(), sections=sections("A check.", "Theirs."))
    page = after_theirs(version, theirs, **{"section-risks": "Mine."})

    chosen = again(page, **{RISKS: choice, "_save": "1"})

    assert chosen.status_code == 200
    assert stored(version).content() == theirs
    assert content_of(chosen).section("risks") == risks
    assert "choice:" not in chosen.content.decode()
    assert again(chosen).status_code == 302
    assert stored(version).content().section("risks") == risks


def test_single_fields_and_rows_are_chosen_too(version):
    theirs = replace(
        stored(version).content(),
        title="Theirs",
        designations=(DesignationText(term="Survey"),),
    )
    page = after_theirs(version, theirs, title="Mine", **{"designation-0-term": "Inspection"})
    assert [row.name for row in page.context["sheet"].conflicts] == [TITLE]
    assert {row.term for row in content_of(page).designations} == {"Survey", "Inspection"}

    assert content_of(again(page, **{TITLE: "theirs"})).title == "Theirs"


def test_a_third_save_meanwhile_is_noticed(version):
    loaded = stored(version).content()
    page = after_theirs(
        version,
        replace(loaded, sections=sections("Theirs.", "None.")),
        **{"section-risks": "Mine."},
    )
    save_draft(version, replace(loaded, title="Third"), by=petra())

    assert again(page).status_code == 409
    assert stored(version).title == "Third"


def test_errors_do_not_lose_the_choices(version):
    theirs = replace(stored(version).content(), sections=sections("A check.", "Theirs."))
    page = after_theirs(version, theirs, **{"section-risks": "Mine."})

    refused = again(page, title="", **{RISKS: "theirs"})

    (row,) = refused.context["sheet"].conflicts
    assert refused.status_code == 422
    assert (row.take, row.theirs[0].text, row.is_reopened) == ("theirs", "Theirs.", True)
    assert refused.content.decode().count(" checked> Theirs") == 1


@pytest.mark.parametrize(
    "loaded",
    ["", "no JSON", "[" * 100_000, '{"title": 1}', json.dumps({"title": "Made up"})],
)
def test_without_the_text_it_was_typed_upon_both_texts_are_shown(version, loaded):
    """F-16: a base that does not fit its hash is not believed."""
    sent = form(stored(version).content(), **{"section-risks": "Mine."}) | {"loaded": loaded}
    save_draft(version, replace(stored(version).content(), title="Theirs"), by=petra())

    page = client_of(edda()).post(entry_page("change", version), sent)

    assert page.status_code == 409
    assert "How your text differs from the saved one" in page.content.decode()
    assert stored(version).title == "Theirs"


@pytest.mark.parametrize(
    "name", ["choice:", "choice:[]", "choice:[1]", 'choice:["state"]', 'choice:["title", "x"]']
)
def test_made_up_places_are_no_choices(version, name):
    loaded = stored(version).content()

    answer = client_of(edda()).post(entry_page("change", version), form(loaded) | {name: "theirs"})

    assert answer.status_code == 302
    assert (stored(version).content(), stored(version).state) == (loaded, State.DRAFT)


def test_hostile_text_is_shown_as_text(version):
    """S-01, S-20."""
    marker = "</script>'\"&<u>{{7*7}}"
    theirs = replace(stored(version).content(), sections=sections("A check.", marker))

    page = after_theirs(version, theirs, **{"section-risks": marker + "!"})

    text = page.content.decode()
    assert "{{7*7}}" in text and "49" not in page.context["sheet"].basis.loaded
    assert "</script>'" not in text and "<u>" not in text


def test_the_page_carries_what_it_was_loaded_with(version):
    page = client_of(edda()).get(entry_page("change", version))

    basis = page.context["sheet"].basis
    assert basis.content() == stored(version).content()
    assert basis.based_on == content_hash(stored(version).content())
