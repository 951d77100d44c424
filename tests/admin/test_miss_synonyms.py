"""A searched text becomes a designation of an entry, by way of a draft (E-33)."""

import pytest
from django.urls import reverse

from glossary.content import DesignationText
from glossary.models import State, Version
from tests import factories as make
from tests.admin.desk import client_of, stored
from tests.views.reading import text_of

pytestmark = pytest.mark.django_db
SYNONYM = reverse("admin:glossary_miss_synonym")


def synonym(person, **typed: object):
    sent = {"text": "torque wrench", "language": "en", "acceptability": "admitted", "type": "term"}
    return client_of(person()).post(SYNONYM, sent | typed)


def test_a_synonym_goes_into_a_new_draft_of_the_chosen_entry() -> None:
    spanner = make.published("Torque wrenching")
    form = client_of(make.edda()).get(SYNONYM, {"text": "torque wrench", "language": "en"})
    assert form.context["form"].fields["near"].choices == [
        (str(spanner.entry_id), "Torque wrenching")
    ]
    answer = synonym(make.edda, near=spanner.entry_id, acceptability="search-only")
    assert answer.headers["Location"].endswith(f"/{spanner.entry_id}/change/#designation")
    draft = Version.objects.open().get()
    assert draft.state == State.DRAFT
    (added,) = stored(draft).content().designations
    assert added == DesignationText(term="torque wrench", acceptability="search-only")
    assert stored(spanner).content().designations == ()


def test_a_synonym_goes_into_the_open_draft_of_an_entry_that_is_named() -> None:
    draft = make.draft("Spanner")
    synonym(make.edda, other=draft.entry.number, language="de")
    (added,) = stored(draft).content().designations
    assert (added.term, added.language) == ("torque wrench", "de")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "Choose an entry, or name one."),
        ({"other": "Nothing"}, "There is no entry of this number or title."),
        ({"other": "Secret"}, "There is no entry of this number or title."),
        ({"other": "Spanner"}, "Several entries have this title"),
        ({"near": "0"}, "Select a valid choice."),
        ({"acceptability": "preferred", "other": "Tool"}, "Select a valid choice."),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_adds_nothing(typed, told: str) -> None:
    make.draft("Secret")
    for title in ("Spanner", "Spanner", "Tool"):
        make.published(title)
    before = Version.objects.count()
    answer = synonym(lambda: make.account("otto", "author"), **typed)
    assert (answer.status_code, told in text_of(answer)) == (422, True)
    assert Version.objects.count() == before


def test_a_refusal_of_the_workflow_is_shown() -> None:
    waiting = make.submitted("Spanner")
    answer = synonym(make.edda, other=waiting.entry.number)
    assert answer.status_code == 409
    assert "Cannot save a version that is in review" in text_of(answer)


@pytest.mark.parametrize("asked", [{}, {"text": "x" * 101, "language": "en"}, {"text": "x"}])
def test_a_synonym_of_nothing_is_not_found(asked) -> None:
    assert client_of(make.edda()).get(SYNONYM, asked).status_code == 404
