"""What a publication leaves to the worker, and how the worker does it."""

import pytest
from django.db import DatabaseError

from glossary.content import DesignationText
from glossary.models import Entry, Mention, Publication, Ripple
from glossary.workflow import concerned, publication, ripples
from glossary.workflow.actions import withdraw
from glossary.workflow.ripples import run, run_waiting
from tests import factories as make

pytestmark = pytest.mark.django_db


def naming(count, text="It names a gauge."):
    return [make.published(f"Term {n}", definition=text).entry for n in range(count)]


def linked():
    return sum("/glossary/gauge/" in str(page.sections) for page in Publication.objects.all())


def test_a_few_pages_follow_in_the_same_transaction():
    naming(publication.AT_ONCE)
    make.published("Gauge")
    assert linked() == publication.AT_ONCE
    assert not Ripple.objects.exists()


def test_many_pages_are_left_to_the_worker(monkeypatch):
    monkeypatch.setattr(publication, "AT_ONCE", 2)
    naming(3)
    make.published("Gauge")
    ripple = Ripple.objects.get()
    assert (linked(), ripple.total, ripple.finished_at) == (0, None, None)
    assert ripple.cause.endswith(" Gauge")
    assert run_waiting() == 3
    ripple.refresh_from_db()
    assert (linked(), ripple.total, ripple.done) == (3, 3, 3)
    assert ripple.finished_at
    assert Mention.objects.filter(target__title="Gauge").count() == 3


def test_a_publication_that_changes_no_name_concerns_no_other_page(monkeypatch):
    monkeypatch.setattr(publication, "AT_ONCE", 0)
    gauge = make.published("Gauge")
    naming(2)
    Ripple.objects.all().delete()
    make.republished(gauge, content=make.term_content("Gauge", definition="Other words."))
    assert not Ripple.objects.filter(all_pages=True).exists()
    assert all(ripple.names == [] for ripple in Ripple.objects.all())


def test_a_name_that_goes_takes_its_links_along(monkeypatch):
    monkeypatch.setattr(publication, "AT_ONCE", 0)
    word = DesignationText(term="Dial")
    gauge = make.published("Gauge", designations=(word,))
    naming(2, "It names a dial.")
    make.republished(gauge, content=make.term_content("Gauge"))
    run_waiting()
    assert linked() == 0


def test_withdrawing_unlinks_every_page(monkeypatch):
    monkeypatch.setattr(publication, "AT_ONCE", 1)
    gauge = make.published("Gauge")
    naming(3)
    run_waiting()
    assert linked() == 3
    reasons = {"reason": "obsolete", "explanation": "Nobody uses one."}
    withdraw(gauge, by=make.petra(), proof=make.proof(), **reasons)
    run_waiting()
    assert linked() == 0
    assert not Mention.objects.filter(target=gauge.entry).exists()


def test_a_batch_of_many_names_goes_through_all_pages(monkeypatch):
    monkeypatch.setattr(concerned, "NAMES_LOOKED_FOR", 1)
    naming(1)
    words = tuple(DesignationText(term=f"Word {n}") for n in range(2))
    make.published("Gauge", designations=words)
    assert Ripple.objects.get().all_pages
    run_waiting()
    assert linked() == 1


def test_a_ripple_goes_on_where_it_was_stopped(monkeypatch):
    monkeypatch.setattr(publication, "AT_ONCE", 0)
    monkeypatch.setattr(ripples, "PORTION", 1)
    naming(3)
    make.published("Gauge")

    def stop(ripple):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_waiting(progress=stop)
    ripple = Ripple.objects.get(cause__endswith="Gauge")
    assert (ripple.done, linked()) == (1, 1)
    assert run(ripple) == 2
    assert linked() == 3


def test_a_page_that_fails_keeps_no_other_from_being_right(monkeypatch):
    monkeypatch.setattr(publication, "AT_ONCE", 0)
    entries = naming(3)
    make.published("Gauge")
    real = ripples.link_pages

    def failing(pks, **options):
        if entries[1].pk in pks:
            raise DatabaseError("disk is full")
        return real(pks, **options)

    monkeypatch.setattr(ripples, "link_pages", failing)
    run_waiting()
    ripple = Ripple.objects.get(cause__endswith="Gauge")
    assert linked() == 2
    assert ripple.error == f"{entries[1].pk}: disk is full"
    assert ripple.finished_at


def test_names_that_change_while_the_worker_runs_are_loaded_anew(monkeypatch):
    monkeypatch.setattr(publication, "AT_ONCE", 0)
    monkeypatch.setattr(ripples, "PORTION", 1)
    naming(2, "A gauge and a dial.")
    make.published("Gauge")
    told = []

    def meanwhile(ripple):
        if not told:
            told.append(make.published("Dial"))

    run(Ripple.objects.get(cause__endswith="Gauge"), progress=meanwhile)
    last = Publication.objects.get(entry=Entry.objects.get(title="Term 1"))
    assert "/glossary/dial/" in str(last.sections)
