"""A draft that was given up can be opened again, for a while (E-12)."""

import pytest

from glossary.errors import ActionRefused, NotYours
from glossary.models import Decision, Role, State, Version
from glossary.workflow.actions import discard, open_draft, save_draft
from tests import factories as make
from tests.admin.desk import client_of, decision, entry_page, stored

pytestmark = pytest.mark.django_db


def given_up_beside_a_published_one() -> Version:
    """Return a discarded second version."""
    opened = open_draft(make.published("Audit").entry, by=make.edda())
    save_draft(opened, make.term_content("Audit", definition="Nearly lost."), by=make.edda())
    return discard(opened, by=make.edda())


def test_the_only_draft_of_an_entry_comes_back():
    """E-12: as a new draft; the discarded version stays in the record."""
    version = make.discarded("Audit", definition="Nearly lost.")

    opened = open_draft(version.entry, by=make.edda())

    assert (opened.sequence, opened.state) == (2, State.DRAFT)
    assert stored(opened).content() == stored(version).content()
    assert stored(version).state == State.DISCARDED
    last = Decision.objects.first()
    assert (last.action, last.reason) == ("revise", "Discarded draft restored")


def test_a_draft_beside_a_published_version_comes_back_by_name():
    """E-12: without naming it, the published text is what a new draft begins with."""
    version = given_up_beside_a_published_one()
    plain = open_draft(version.entry, by=make.edda())
    assert stored(plain).content().section("definition") != "Nearly lost."
    discard(plain, by=make.edda())

    opened = open_draft(version.entry, by=make.edda(), like=version)

    assert stored(opened).content().section("definition") == "Nearly lost."


def test_after_thirty_days_it_stays_discarded():
    """E-12."""
    with make.on("2026-01-01"):
        version = make.discarded("Audit")
    with make.on("2027-01-01"), pytest.raises(ActionRefused, match="last 30 days"):
        open_draft(version.entry, by=make.edda())


@pytest.mark.parametrize("maker", [make.discarded, given_up_beside_a_published_one])
def test_somebody_elses_discarded_text_stays_theirs(maker):
    """W-31."""
    version = maker()

    with pytest.raises(NotYours):
        open_draft(version.entry, by=make.account("ann", Role.AUTHOR), like=version)
    assert open_draft(version.entry, by=make.petra(), like=version)


def test_a_discarded_version_of_another_entry_is_refused():
    """S-13."""
    entry, other = make.published("Gauge").entry, make.discarded("Audit")

    with pytest.raises(ActionRefused):
        open_draft(entry, by=make.petra(), like=other)


def test_discarding_is_undone_on_the_page():
    """E-12."""
    version, client = make.draft("Audit"), client_of(make.edda())
    client.post(decision("discard", version), {})
    page = client.get(entry_page("change", version)).content.decode()
    assert 'id="offer-restore"' in page

    client.post(decision("restore", version), {"like": version.pk})

    assert Version.objects.get(sequence=2).state == State.DRAFT


def test_an_author_of_something_else_is_not_told_of_it():
    """W-31: neither by an offer nor by trying."""
    version = given_up_beside_a_published_one()
    client = client_of(make.account("ann", Role.AUTHOR))

    page = client.get(entry_page("review", version)).content.decode()
    client.post(decision("restore", version), {"like": version.pk})

    assert 'id="offer-restore"' not in page
    assert Version.objects.count() == 2
