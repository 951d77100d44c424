"""What stands on the map of a term, under which words and in which order."""

import pytest

from glossary.content import RelationText
from glossary.models import Entry, Mention
from glossary.pages import concept_map as maps
from glossary.pages.concept_map import ConceptMap, concept_map
from glossary.pages.links import related_to
from glossary.pages.map_parts import Link
from tests.factories import published, withdrawn
from tests.views.reading import settled

pytestmark = pytest.mark.django_db


def stated(kind: str, *titles: str) -> tuple[RelationText, ...]:
    return tuple(RelationText(kind=kind, title=title) for title in titles)


def map_of(entry: Entry) -> ConceptMap | None:
    return concept_map(entry, related_to(entry))


def titles(found: ConceptMap | None) -> dict[str, list[str]]:
    groups = found.groups if found else ()
    return {group.link: [concept.title for concept in group.concepts] for group in groups}


def test_a_term_has_the_relations_it_states_and_those_that_others_state() -> None:
    others = [published(title) for title in ("Measurement", "Adjustment")]
    audit = published(
        "Calibration",
        relations=(*stated("broader", "Measurement"), *stated("confusable", "Adjustment")),
    )
    below = published("On-site calibration", relations=stated("broader", "Calibration"))
    beside = published("Gauge", relations=stated("related", "Calibration"))
    successor = published("Old check", relations=stated("replaced-by", "Calibration"))
    settled(*others, audit, below, beside, successor)
    assert titles(map_of(audit.entry)) == {
        Link.BROADER: ["Measurement"],
        Link.NARROWER: ["On-site calibration"],
        Link.CONFUSABLE: ["Adjustment"],
        Link.REPLACES: ["Old check"],
        Link.RELATED: ["Gauge"],
    }


def test_a_pair_stands_once_under_its_strongest_relation() -> None:
    """Both sides state it, and each text names the other."""
    names = "It is near to an {}."
    other = published("Auditor", definition=names.format("audit"))
    audit = published(
        "Audit", definition=names.format("auditor"), relations=stated("related", "Auditor")
    )
    third = published(
        "Auditee", definition=names.format("audit"), relations=stated("narrower", "Audit")
    )
    settled(other, audit, third)
    assert titles(map_of(audit.entry)) == {Link.BROADER: ["Auditee"], Link.RELATED: ["Auditor"]}


def test_texts_that_name_each_other_come_before_what_was_computed() -> None:
    first = published("Gauge", definition="Needs calibration and a scale.", subject="A")
    second = published("Scale", definition="Read for calibration.", subject="A")
    third = published("Meter", definition="Nothing else.", subject="A", tags=("measuring",))
    own = published("Calibration", definition="Of a gauge.", subject="A", tags=("measuring",))
    settled(first, second, third, own)
    assert Mention.objects.filter(source=own.entry, target=first.entry).exists()
    found = titles(map_of(own.entry))
    assert found[Link.MENTIONS] == ["Gauge"]
    assert set(found[Link.CLOSE]) == {"Scale", "Meter"}


def test_questions_drafts_and_what_was_withdrawn_stand_on_no_map() -> None:
    asked = published("What is a gauge?", kind="question", relations=stated("related", "Gauge"))
    gone = withdrawn("Caliper", relations=stated("broader", "Gauge"))
    kept = [published(title, relations=stated("broader", "Gauge")) for title in ("Scale", "Meter")]
    gauge = published("Gauge", relations=stated("related", "Not yet here"))
    settled(asked, gone, *kept, gauge)
    assert titles(map_of(gauge.entry)) == {Link.NARROWER: ["Scale", "Meter"]}
    assert map_of(asked.entry) is None


def test_one_neighbour_makes_no_map() -> None:
    gauge = published("Gauge", subject="A")
    settled(gauge, published("Scale", subject="B", relations=stated("broader", "Gauge")))
    assert map_of(gauge.entry) is None


def test_a_namesake_has_its_subject_behind_its_title() -> None:
    """R-05."""
    published("Release", subject="Documents")
    release = published("Release", subject="Inspection", relations=stated("broader", "Gauge"))
    gauge = published("Gauge")
    settled(gauge, release, published("Scale", relations=stated("broader", "Gauge")))
    assert titles(map_of(gauge.entry))[Link.NARROWER] == ["Release (Inspection)", "Scale"]


def test_of_many_neighbours_the_strongest_are_drawn_and_the_others_counted(monkeypatch) -> None:
    monkeypatch.setitem(maps.MOST_OF, Link.NARROWER, 2)
    monkeypatch.setattr(maps, "MOST", 3)
    below = [published(f"Gauge {letter}", relations=stated("broader", "Gauge")) for letter in "abc"]
    beside = [published(title) for title in ("Scale", "Meter")]
    gauge = published("Gauge", relations=stated("related", "Scale", "Meter"))
    settled(*below, *beside, gauge)
    found = map_of(gauge.entry)
    assert titles(found) == {Link.NARROWER: ["Gauge a", "Gauge b"], Link.RELATED: ["Scale"]}
    assert found is not None
    assert [group.label for group in found.groups] == ["narrower, 2 of 3", "related"]
