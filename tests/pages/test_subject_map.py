"""What stands on the map of a subject."""

import pytest

from glossary.content import RelationText
from glossary.models import Entry, Mention, Subject
from glossary.pages import subject_map as maps
from glossary.pages.map_parts import Link
from glossary.pages.subject_map import subject_map
from tests.factories import published
from tests.views.reading import settled

pytestmark = pytest.mark.django_db


def subject_of(*relations: tuple[str, str, str]) -> Subject:
    """Publish terms in one subject with these relations: title, kind, title."""
    names = sorted({name for one, _kind, other in relations for name in (one, other)})
    versions = [
        published(
            name,
            subject="Measuring",
            relations=tuple(
                RelationText(kind=kind, title=other)
                for one, kind, other in relations
                if one == name
            ),
        )
        for name in names
    ]
    settled(*versions)
    return Subject.objects.get(name="Measuring")


def test_a_subject_shows_each_pair_once_and_from_both_sides() -> None:
    subject = subject_of(
        ("Gauge", "broader", "Instrument"),
        ("Instrument", "narrower", "Gauge"),
        ("Scale", "confusable", "Gauge"),
    )
    found = subject_map(subject)
    assert found is not None
    told = {
        term.concept.title: {
            group.link: [concept.title for concept in group.concepts] for group in term.groups
        }
        for term in found.connected
    }
    assert told == {
        "Gauge": {Link.BROADER: ["Instrument"], Link.CONFUSABLE: ["Scale"]},
        "Instrument": {Link.NARROWER: ["Gauge"]},
        "Scale": {Link.CONFUSABLE: ["Gauge"]},
    }
    assert [edge.kind for edge in found.drawing.edges] == ["branch", "confusable"]


def test_of_a_large_subject_the_best_connected_are_drawn(monkeypatch) -> None:
    monkeypatch.setattr(maps, "MOST", 2)
    monkeypatch.setattr(maps, "LOOKED_AT", 3)
    subject = subject_of(("Alloy", "related", "Bolt"), ("Bolt", "related", "Clamp"))
    published("Drill", subject="Measuring", relations=(RelationText(title="Bolt"),))
    found = subject_map(subject)
    assert found is not None
    assert [term.concept.title for term in found.connected] == ["Bolt", "Alloy"]
    assert (found.shown, found.total, found.looked_at) == (2, 4, 3)


def test_a_relation_out_of_the_subject_is_not_drawn() -> None:
    subject = subject_of(("Gauge", "related", "Scale"), ("Gauge", "related", "Meter"))
    settled(published("Invoice", subject="Buying", relations=(RelationText(title="Gauge"),)))
    found = subject_map(subject)
    assert found is not None
    assert "Invoice" not in {term.concept.title for term in found.connected}
    assert subject_map(Subject.objects.get(name="Buying")) is None


def test_terms_without_relations_are_told_apart() -> None:
    subject = subject_of(("Gauge", "related", "Scale"))
    published("Meter", subject="Measuring")
    found = subject_map(subject)
    assert found is not None
    assert [concept.title for concept in found.alone] == ["Meter"]


def test_mentions_join_only_what_nothing_else_does() -> None:
    subject = subject_of(("Gauge", "related", "Scale"))
    gauge, scale = (Entry.objects.get(title=title) for title in ("Gauge", "Scale"))
    meter = published("Meter", subject="Measuring").entry
    for one, other in ((gauge, scale), (gauge, meter)):
        Mention.objects.get_or_create(source=one, target=other)
        Mention.objects.get_or_create(source=other, target=one)
    found = subject_map(subject)
    assert found is not None
    assert {edge.kind: edge.path.count("C") for edge in found.drawing.edges} == {
        Link.RELATED: 1,
        Link.MENTIONS: 1,
    }
