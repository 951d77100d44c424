"""Letting go of an entry after its retention period."""

import hashlib

import pytest
from django.db import IntegrityError, transaction

from glossary.errors import ActionRefused, ContributorCannotApprove, MissingRole, ProofNeeded
from glossary.models import Decision, Disposal, Entry, Section, Version
from glossary.workflow.chain import walk_chain
from glossary.workflow.disposal import disposable, dispose, propose_disposal
from glossary.workflow.verification import faults
from tests import factories as make

pytestmark = pytest.mark.django_db
REASON = "Kept for more than ten years"


def old_entry(title: str = "Gauge") -> Entry:
    with make.on("2010-03-01"):
        return make.withdrawn(title, tags=("measuring",)).entry


def paul():
    return make.account("paul", "publisher", last_name="Pohl")


def disposed(entry: Entry) -> Entry:
    propose_disposal(entry, by=make.petra(), reason=REASON, proof=make.proof())
    return dispose(entry, by=paul(), proof=make.proof())


def test_two_persons_leave_a_tombstone():
    """W-52: identifier, hash of the title and dates stay; the content is gone."""
    entry = disposed(old_entry())
    assert not Version.objects.exists() and not Section.objects.exists()
    stone = Disposal.objects.get()
    assert stone.title_hash == hashlib.sha256(b"Gauge").hexdigest()
    assert (stone.proposed_by, stone.confirmed_by) == (make.petra(), paul())
    entry.refresh_from_db()
    assert (entry.number, entry.title) == ("QM-0001", "Disposed entry QM-0001")
    assert not entry.tags.exists()
    assert walk_chain().fault is None and list(faults()) == []
    actions = list(Decision.objects.values_list("action", flat=True)[:2])
    assert actions == ["dispose of", "propose disposal"]


def test_a_number_is_never_given_again():
    """W-02: not after the disposal either."""
    disposed(old_entry())
    assert make.draft("Gauge").entry.number == "QM-0002"


def test_nobody_disposes_alone():
    """W-52."""
    entry = old_entry()
    propose_disposal(entry, by=make.petra(), reason=REASON, proof=make.proof())
    with pytest.raises(ContributorCannotApprove):
        dispose(entry, by=make.petra(), proof=make.proof())
    assert Version.objects.count() == 1
    assert Decision.objects.first().outcome == "denied"


def test_what_must_be_kept_is_kept():
    """W-52: what is in force, has an open version, or went out of force lately."""
    with make.on("2010-03-01"):
        published = make.published("In force")
        reopened = make.withdrawn("Reopened")
        make.next_version(reopened)
    recent = make.withdrawn("Recent")
    for entry in (published.entry, reopened.entry, recent.entry):
        with pytest.raises(ActionRefused, match="must still be kept"):
            propose_disposal(entry, by=make.petra(), reason=REASON, proof=make.proof())
    assert not disposable(recent.withdrawn_at.date()).exists()


def test_a_reason_a_role_and_a_proof_are_needed():
    """A-02, W-17."""
    entry = old_entry()
    with pytest.raises(ActionRefused, match="needs a reason"):
        propose_disposal(entry, by=make.petra(), reason=" ", proof=make.proof())
    with pytest.raises(MissingRole):
        propose_disposal(entry, by=make.rolf(), reason=REASON, proof=make.proof())
    with pytest.raises(ProofNeeded):
        propose_disposal(entry, by=make.petra(), reason=REASON, proof=None)
    with pytest.raises(ActionRefused, match="Nobody has proposed"):
        dispose(entry, by=make.petra(), proof=make.proof())
    assert not Disposal.objects.exists()


def test_the_database_keeps_what_nobody_has_confirmed():
    """W-50, W-52: a proposal alone opens nothing."""
    entry = old_entry()
    propose_disposal(entry, by=make.petra(), reason=REASON, proof=make.proof())
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(entry=entry)._raw_delete("default")
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.update(confirmed_by=make.petra())


def test_a_confirmed_disposal_is_fixed():
    disposed(old_entry())
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.update(reason="Forged")
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.all()._raw_delete("default")


def test_readers_find_nothing_at_the_old_address(client):
    disposed(old_entry())
    assert client.get("/glossary/gauge/").status_code == 404
    assert client.get("/id/QM-0001").status_code == 404
