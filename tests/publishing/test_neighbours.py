"""Related articles as they are stored: chosen, described, computed, filled."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from glossary.content import CitationText, RelationText
from glossary.models import Entry, Mention, RelatedLink, RelationKind
from glossary.publishing import evidence
from glossary.publishing.neighbours import relate
from tests import factories as make
from tests.publishing.neighbourhood import (
    cite,
    in_force,
    known_as,
    name,
    reasons,
    related,
    state,
    take_away,
)

pytestmark = pytest.mark.django_db


def related_to(entry):
    return list(RelatedLink.objects.filter(entry=entry))


def relate_all(**values):
    relate(Entry.objects.values_list("pk", flat=True), **values)


def answer(similar):
    """Return a comparison of texts that has this outcome."""
    return lambda pks: {pk: similar[pk] for pk in pks if pk in similar}


def test_the_editors_choice_comes_first_in_their_order():
    make.published("Alpha")
    make.published("Beta", definition="Names gamma.")
    relations = (RelationText(title="Beta", note="second thoughts"), RelationText(title="Alpha"))
    links = related_to(make.published("Gamma", relations=relations).entry)
    assert [link.target.title for link in links] == ["Beta", "Alpha"]
    assert [link.reason for link in links] == ["second thoughts", "chosen by the editors"]
    assert all(1 <= link.relevance <= 10 and link.is_curated for link in links)


def test_three_identical_descriptions_are_shown_once():
    described = RelationText(title="To come?", external_id="7", address="/learn/x/questions/come")
    links = related_to(make.published("Gamma", relations=(described,) * 3).entry)
    assert [(link.title, link.target, link.slug) for link in links] == [("To come?", None, "come")]


def test_computed_neighbours_say_why():
    """R-06."""
    citation = CitationText(standard="ISO 9001", edition="2015", clause="8.4")
    make.published("Alpha", subject="Other", tags=("supplier",), citations=(citation,))
    links = related_to(
        make.published("Beta", subject="Audit", tags=("supplier",), citations=(citation,)).entry
    )
    assert [link.target.title for link in links] == ["Alpha"]
    assert "ISO 9001, 8.4" in links[0].reason
    assert "supplier" in links[0].reason


def test_an_entry_is_never_related_to_itself_or_to_a_draft():
    make.draft("Hidden")
    relations = (RelationText(title="Hidden"), RelationText(title="Gamma"))
    links = related_to(make.published("Gamma", relations=relations).entry)
    assert [(link.title, link.target) for link in links] == [("Hidden", None)]


def test_of_two_entries_of_one_name_the_described_subject_decides():
    """R-05."""
    make.published("Nature", subject="Physics")
    wanted = make.published("Nature", subject="Quality").entry
    plain = make.published("Beta", relations=(RelationText(title="Nature"),)).entry
    told = make.published(
        "Gamma", relations=(RelationText(title="Nature", subject="Quality"),)
    ).entry
    assert related_to(plain)[0].target is None
    assert related_to(told)[0].target == wanted


def test_relating_again_writes_nothing():
    alpha, beta = in_force("Alpha"), in_force("Beta", tags=("supplier",))
    name(alpha, beta)
    state(beta, "Still to come")
    relate_all()
    before = list(RelatedLink.objects.order_by("pk").values())
    with CaptureQueriesContext(connection) as queries:
        relate([beta.pk, alpha.pk])
    assert list(RelatedLink.objects.order_by("pk").values()) == before
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "DELETE"))]
    assert len(before) == 3


@pytest.mark.parametrize(
    ("kind", "there"),
    [
        (RelationKind.RELATED, "names this entry as related"),
        (RelationKind.CONFUSABLE, "easily confused with this"),
        (RelationKind.BROADER, "narrower term"),
        (RelationKind.NARROWER, "broader term"),
    ],
)
def test_a_relation_is_seen_from_the_other_side(kind, there):
    """R-06."""
    alpha, beta = in_force("Alpha", filed="Process"), in_force("Beta")
    state(beta, alpha, kind=kind)
    relate([beta.pk])
    assert reasons(alpha) == {"Beta": there}
    beta.current.relations.all().delete()
    relate([beta.pk])
    assert related(alpha) == related(beta) == []


def test_rows_before_the_first_other_one_stay_as_they_are():
    gamma, alpha = in_force("Gamma"), in_force("Alpha")
    state(gamma, "Alpha")
    state(gamma, "Delta")
    relate_all()
    before = related_to(gamma)
    delta = in_force("Delta")
    relate_all()
    after = related_to(gamma)
    assert [row.target_id for row in before[:2]] == [alpha.pk, None]
    assert [row.target_id for row in after[:2]] == [alpha.pk, delta.pk]
    assert (after[0].pk, after[0].position) == (before[0].pk, 0)
    assert after[1].pk not in {row.pk for row in before}


def test_a_described_entry_is_found_once_it_has_the_name_and_lost_with_it():
    alpha, beta = in_force("Alpha"), in_force("Beta")
    state(beta, "Alfa")
    relate_all()
    assert related(beta) == ["(Alfa)"]
    known_as(alpha, "Alpha", "Alfa")
    relate([beta.pk])
    assert (related(beta), related(alpha)) == (["Alpha"], ["Beta"])
    known_as(alpha, "Alpha")
    relate([beta.pk])
    assert (related(beta), related(alpha)) == (["(Alfa)"], [])


def test_what_was_withdrawn_is_listed_nowhere_whoever_named_it():
    alpha, beta, gamma = (in_force(title, tags=("supplier",)) for title in ("Alpha", "Beta", "Ga"))
    state(beta, alpha)
    name(gamma, alpha)
    relate_all()
    assert "Alpha" in related(beta) and "Alpha" in related(gamma)
    take_away(alpha)
    relate_all()
    assert related(beta) == ["(Alpha)", "Ga"]
    assert related(gamma) == ["Beta"]
    assert related(alpha) == []


def test_weak_evidence_adds_weight_and_makes_no_neighbours_of_its_own():
    alpha = in_force("Alpha", tags=("supplier", "audit"))
    near, far = in_force("Near", tags=("supplier", "audit")), in_force("Far", filed="Process")
    in_force("Loose", tags=("supplier",))
    name(alpha, far)
    name(alpha, near)
    relate([alpha.pk])
    links = related_to(alpha)
    assert [(link.target.title, link.relevance) for link in links] == [
        ("Near", 7),
        ("Far", 3),
        ("Loose", 2),
    ]
    assert links[0].reason == "mentioned here; shared tags: audit, supplier; same subject"


def test_places_left_are_filled_by_what_is_filed_alike_and_then_by_similar_texts():
    """R-06."""
    alpha = in_force("Alpha", tags=("supplier",))
    tagged, text, both, strong = (
        in_force("Tagged", tags=("supplier",)),
        in_force("Text", filed="Process"),
        in_force("Both", tags=("supplier",)),
        in_force("Strong"),
    )
    in_force("Elsewhere", filed="Process", tags=("supplier",))
    in_force("Untagged")
    german = in_force("Deutsch", language="de", tags=("supplier",))
    name(strong, alpha)
    similar = [alpha.pk, german.pk, strong.pk, text.pk, both.pk, 10**9]
    relate([alpha.pk], compare=answer({alpha.pk: similar}))
    assert [(link.target_id, link.relevance) for link in related_to(alpha)] == [
        (strong.pk, 4),
        (both.pk, 2),
        (tagged.pk, 2),
        (text.pk, 1),
    ]
    assert reasons(alpha)["Text"] == "similar text"


def test_similar_texts_stay_until_others_are_given():
    alpha, beta, gamma = in_force("Alpha"), in_force("Beta"), in_force("Gamma")
    relate([alpha.pk], compare=answer({alpha.pk: [gamma.pk, beta.pk]}))
    relate([alpha.pk])
    assert related(alpha) == ["Gamma", "Beta"]
    take_away(gamma)
    relate([alpha.pk])
    assert related(alpha) == ["Beta"]
    relate([alpha.pk], compare=answer({alpha.pk: []}))
    assert related(alpha) == []


def test_texts_are_compared_only_where_places_are_left(settings):
    settings.GLOSSARY = {"related_limit": 1}
    alpha, beta = in_force("Alpha"), in_force("Beta")
    name(alpha, beta)
    asked = []
    relate([alpha.pk], compare=lambda pks: asked.extend(pks) or {})
    assert asked == []
    Mention.objects.all().delete()
    relate([alpha.pk], compare=lambda pks: asked.extend(pks) or {})
    assert asked == [alpha.pk]


def test_the_list_is_as_long_as_the_options_say_and_filled_no_further(settings):
    settings.GLOSSARY = {"related_limit": 3}
    alpha = in_force("Alpha", tags=("supplier",))
    others = [in_force(f"Entry {number}", tags=("supplier",)) for number in range(5)]
    name(alpha, others[4])
    relate([alpha.pk])
    assert related(alpha) == ["Entry 4", "Entry 0", "Entry 1"]
    for other in others:
        state(alpha, other)
    relate([alpha.pk])
    assert len(related(alpha)) == 5


def test_what_very_many_name_has_those_as_neighbours_that_it_names_itself(monkeypatch):
    monkeypatch.setattr(evidence, "CANDIDATES", 2)
    hub = in_force("Hub", filed="Process")
    others = [in_force(f"Entry {number}") for number in range(4)]
    for other in others:
        name(other, hub)
        state(other, hub)
    relate_all()
    assert related(hub) == []
    name(hub, others[2])
    relate([hub.pk])
    assert reasons(hub) == {"Entry 2": "names this entry as related; each mentions the other"}
    assert related(others[0]) == ["Hub"]


def test_clauses_join_editions_but_not_languages():
    alpha, beta = in_force("Alpha"), in_force("Beta", filed="Process")
    german = in_force("Deutsch", language="de")
    for entry, edition in ((alpha, "2015"), (beta, "2008"), (german, "2015")):
        cite(entry, "8.4", edition=edition)
    relate_all()
    assert reasons(alpha) == {"Beta": "both cite ISO 9001, 8.4"}
    assert related(german) == []


def test_questions_are_related_like_terms():
    alpha, question = in_force("Alpha"), in_force("What is alpha?", kind="question")
    name(question, alpha)
    relate_all()
    assert (related(alpha), related(question)) == (["What is alpha?"], ["Alpha"])


@pytest.mark.parametrize("first", [0, 1])
def test_lists_do_not_depend_on_the_order_or_the_parts_in_which_they_are_made(monkeypatch, first):
    monkeypatch.setattr("glossary.publishing.neighbours.AT_ONCE", 1)
    pair = [in_force("Alpha"), in_force("Beta", filed="Process")]
    state(pair[0], pair[1], kind=RelationKind.BROADER)
    relate([pair[first].pk])
    relate([pair[1 - first].pk])
    assert reasons(pair[1]) == {"Alpha": "narrower term"}
    RelatedLink.objects.all().delete()
    relate([entry.pk for entry in pair])
    assert reasons(pair[1]) == {"Alpha": "narrower term"}


def test_the_number_of_look_ups_does_not_depend_on_the_number_of_entries():
    entries = [in_force(f"Entry {number}", tags=("supplier",)) for number in range(14)]
    for entry, other in zip(entries, entries[1:], strict=False):
        name(entry, other)
        state(entry, other.title)
        cite(entry, "8.4")
    relate_all()
    Mention.objects.all().delete()
    pks, alike = [entry.pk for entry in entries], in_force("Alike").pk
    counts = [look_ups_for(pks[:2], alike=alike), look_ups_for(pks[2:13], alike=alike)]
    assert counts[0] == counts[1] <= 15


def look_ups_for(pks, *, alike):
    with CaptureQueriesContext(connection) as queries:
        relate(pks, compare=answer({pk: [alike] for pk in pks}))
    return sum(query["sql"].startswith("SELECT") for query in queries)
