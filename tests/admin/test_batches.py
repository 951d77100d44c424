"""A batch on its page: its entries, handing it in, approving it after a sample."""

import re

import pytest

from glossary.models import (
    Batch,
    Decision,
    Entry,
    ImportedSource,
    Outcome,
    Role,
    State,
    Subject,
    Version,
)
from glossary.workflow.actions import save_draft
from glossary.workflow.batch_review import sample_of, text_token
from tests import factories as make
from tests.admin.desk import client_of, queries_for
from tests.exchange.uploading import brought_in, stepped, term_file

pytestmark = pytest.mark.django_db


def batch_of(*titles, **front):
    return brought_in(*(term_file(title, **front) for title in titles)).batch


def page_of(batch):
    return f"/admin/glossary/batch/{batch.pk}/change/"


def post(client, batch, name, **sent):
    return client.post(f"/admin/glossary/batch/{batch.pk}/{name}/", sent)


def filled_in(client, batch, **typed):
    """Return what a browser sends that has ticked off the whole sample."""
    text = client.get(page_of(batch)).content.decode()
    token = re.search(r'name="token" value="(\w+)"', text)[1]
    return {"token": token, "read": re.findall(r'name="read" value="(\d+)"', text)} | typed


def states():
    return sorted(Version.objects.values_list("title", "state"))


def test_the_page_shows_each_entry_with_its_state_and_marks():
    """E-43."""
    batch = batch_of("Gauge", "Ruler")
    ImportedSource.objects.filter(version__title="Ruler").update(marks=["the title was guessed"])
    client = client_of(make.edda())
    text = client.get(page_of(batch)).content.decode()
    assert "the title was guessed" in text and "ruler.md" in text
    for entry in Entry.objects.all():
        assert f"/admin/glossary/entry/{entry.pk}/change/" in text
    only = client.get(page_of(batch), {"marked": "1"}).content.decode()
    assert "ruler.md" in only and "gauge.md" not in only


def test_the_importer_submits_the_batch():
    """E-43: with a result for each; twice does no harm (F-17)."""
    batch = batch_of("Gauge", "Ruler")
    ImportedSource.objects.filter(version__title="Ruler").update(marks=["look"])
    client = client_of(make.edda())
    text = post(client, batch, "submit").content.decode()
    assert "1 entry went through" in text
    assert states() == [("Gauge", State.IN_REVIEW), ("Ruler", State.DRAFT)]
    assert "Nothing was left to do." in post(client, batch, "submit").content.decode()
    post(client, batch, "submit", with_marked="on")
    assert {state for _, state in states()} == {State.IN_REVIEW}
    assert Decision.objects.filter(action="submit").count() == 2


def test_a_refusal_is_named_with_its_reason():
    """E-31: in a batch, each refusal has its reason and stops no other."""
    batch = batch_of("Gauge", "Ruler")
    ruler = Version.objects.get(title="Ruler")
    save_draft(ruler, make.term_content("Ruler", sections=()), by=make.edda())
    text = post(client_of(make.edda()), batch, "submit").content.decode()
    assert "1 entry went through" in text and "1 was refused" in text
    assert "Still missing: Definition." in text
    assert states() == [("Gauge", State.IN_REVIEW), ("Ruler", State.DRAFT)]


def test_somebody_else_approves_after_the_sample():
    """E-43, W-10: the record says what was read."""
    batch = batch_of("Gauge", "Ruler")
    client = client_of(make.rolf())
    sent = filled_in(client, batch)
    assert len(sent["read"]) == 2
    text = post(client, batch, "approve", **sent).content.decode()
    assert "2 entries went through" in text
    assert {state for _, state in states()} == {State.APPROVED}
    notes = {*Decision.objects.filter(action="approve").values_list("reason", flat=True)}
    numbers = ", ".join(Entry.objects.order_by("pk").values_list("number", flat=True))
    assert notes == {f"Imported with batch {batch.pk}. Sample read: {numbers}"}
    again = post(client, batch, "approve", **sent)
    assert "Nothing was left to do." in again.content.decode()
    assert Decision.objects.filter(action="approve").count() == 2


def test_it_can_be_published_at_once():
    batch = batch_of("Gauge", "Ruler")
    client = client_of(make.petra())
    post(client, batch, "approve", **filled_in(client, batch, publish="on"))
    assert Entry.objects.published().count() == 2
    assert stepped("undo", batch.import_of).rows.first().undone == "left: it is published, or was"


def test_without_the_whole_sample_nothing_is_signed():
    """E-43."""
    batch = batch_of("Gauge", "Ruler")
    client = client_of(make.rolf())
    sent = filled_in(client, batch)
    answer = post(client, batch, "approve", **sent | {"read": sent["read"][:1]})
    assert answer.status_code == 422 and "every entry of the sample" in answer.content.decode()
    assert answer.content.decode().count(" checked") == 1
    assert {state for _, state in states()} == {State.DRAFT}


def test_what_was_saved_meanwhile_is_looked_at_first():
    """W-18."""
    batch = batch_of("Gauge", "Ruler")
    client = client_of(make.rolf())
    sent = filled_in(client, batch)
    save_draft(Version.objects.first(), make.term_content("Gauge"), by=make.edda())
    answer = post(client, batch, "approve", **sent)
    assert answer.status_code == 409 and "since you opened it" in answer.content.decode()
    assert not Version.objects.filter(state=State.APPROVED).exists()


def test_it_is_a_signature():
    """W-17: a wrong password signs nothing and goes on record."""
    batch = batch_of("Gauge")
    client = client_of(make.rolf(), is_proved=False)
    sent = filled_in(client, batch)
    assert post(client, batch, "approve", **sent, password="wrong").status_code == 403
    assert Decision.objects.filter(outcome=Outcome.DENIED, reason="Wrong password").count() == 1
    post(client, batch, "approve", **sent, password=make.PASSWORD)
    assert Version.objects.get().state == State.APPROVED


def test_the_importer_cannot_approve():
    """W-10."""
    batch = brought_in(term_file("Gauge"), by=make.petra()).batch
    client = client_of(make.petra())
    text = client.get(page_of(batch)).content.decode()
    assert "so somebody else approves it" in text and "approve-title" not in text
    assert post(client, batch, "approve", token=text_token(batch)).status_code == 403
    assert Version.objects.get().state == State.DRAFT


def test_drafts_of_a_closed_subject_stay_hidden():
    """W-31: they are counted, neither shown nor approved."""
    batch = brought_in(term_file("Gauge", subject="Metrology"), term_file("Ruler")).batch
    Subject.objects.get(name="Metrology").reviewers.add(make.account("rita", Role.REVIEWER))
    client = client_of(make.rolf())
    text = client.get(page_of(batch)).content.decode()
    assert "1 entry of this batch is not yours to read." in text
    assert "Gauge" not in text and "Ruler" in text
    post(client, batch, "approve", **filled_in(client, batch))
    assert states() == [("Gauge", State.DRAFT), ("Ruler", State.APPROVED)]


def test_who_may_not_submit_or_approve_finds_nothing_there():
    """S-12."""
    batch = batch_of("Gauge")
    otto = client_of(make.account("otto", Role.AUTHOR))
    assert "gauge.md" not in otto.get(page_of(batch)).content.decode()
    assert post(otto, batch, "submit").status_code == 404
    assert post(otto, batch, "approve").status_code == 404
    assert post(client_of(make.rolf()), batch, "submit").status_code == 404
    assert post(client_of(make.vera()), batch, "approve").status_code == 404
    assert (
        client_of(make.edda()).get(f"/admin/glossary/batch/{batch.pk}/submit/").status_code == 405
    )


def test_samples_are_random_stable_and_small():
    """E-43."""
    batch = Batch(pk=7)
    rolf, petra = make.rolf(), make.petra()
    versions = list(range(1, 1_001))
    sample = sample_of(versions, batch, by=rolf)
    assert len(sample) == 30 and len(sample_of(versions[:100], batch, by=rolf)) == 10
    assert sample_of(versions[:3], batch, by=rolf) == [1, 2, 3]
    assert sample == sample_of(list(reversed(versions)), batch, by=rolf)
    assert sample != sample_of(versions, batch, by=petra)
    assert sample != versions[:30]


def test_the_number_of_queries_does_not_grow_with_the_batch():
    few, many = batch_of("A a"), batch_of(*(f"B b{n}" for n in range(9)))
    client = client_of(make.rolf())
    assert queries_for(client, page_of(few)) == queries_for(client, page_of(many))
