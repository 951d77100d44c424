"""Related entries and the reason in words."""

import pytest

from glossary.publishing.related import (
    FILLED_AT_MOST,
    WEAK,
    Curated,
    Evidence,
    Kind,
    rank_related,
    relevance_words,
)

OWN = 1


def fact(target: int, kind: Kind, *names: str) -> Evidence:
    return Evidence(target=target, kind=kind, names=names)


def test_the_editors_choice_comes_first_in_its_order():
    """R-06."""
    found = rank_related(
        [Curated(target=5), Curated(target=4, note="opposite view")],
        [fact(3, Kind.BROADER), fact(3, Kind.MUTUAL_MENTION)],
        own=OWN,
    )
    assert [(link.target, link.is_curated) for link in found] == [(5, True), (4, True), (3, False)]
    assert [link.reason for link in found[:2]] == ["chosen by the editors", "opposite view"]


def test_no_entry_is_related_to_itself_or_listed_twice():
    """R-06."""
    found = rank_related(
        [Curated(target=OWN), Curated(target=5), Curated(target=5, note="again")],
        [fact(5, Kind.MENTIONS), fact(6, Kind.MENTIONS), fact(6, Kind.MENTIONS)]
        + [fact(OWN, Kind.SAME_SUBJECT)],
        own=OWN,
    )
    assert [link.target for link in found] == [5, 6]


@pytest.mark.parametrize(
    ("facts", "relevance", "reason"),
    [
        ([fact(2, Kind.CONFUSABLE)], 6, "easily confused with this"),
        ([fact(2, Kind.SAME_SUBJECT)], 1, "same subject"),
        ([fact(2, Kind.SHARED_STANDARDS, "ISO 9001")], 3, "both cite ISO 9001"),
        ([fact(2, Kind.SHARED_TAGS, "contracts")], 2, "shared tags: contracts"),
        ([fact(2, Kind.SHARED_TAGS, "a", "b", "c", "d", "e")], 4, "shared tags: a, b, c"),
        (
            [fact(2, Kind.MENTIONED_BY), fact(2, Kind.MENTIONS)],
            5,
            "each mentions the other",
        ),
        (
            [fact(2, Kind.SAME_SUBJECT), fact(2, Kind.MENTIONED_BY)],
            4,
            "mentions this entry; same subject",
        ),
        (
            [fact(2, Kind.SHARED_TAGS, "100 %"), fact(2, Kind.SHARED_TAGS, "audit")],
            3,
            "shared tags: 100 %, audit",
        ),
    ],
)
def test_facts_add_up_and_are_said_in_words(facts, relevance, reason):
    (link,) = rank_related([], facts, own=OWN)
    assert (link.relevance, link.reason) == (relevance, reason)


def test_relevance_ends_at_ten():
    (link,) = rank_related([], [fact(2, kind) for kind in Kind], own=OWN)
    assert link.relevance == 10


def test_the_closest_come_first_and_equal_ones_keep_their_places():
    facts = [fact(4, Kind.SAME_SUBJECT), fact(3, Kind.SAME_SUBJECT), fact(9, Kind.NARROWER)]
    assert [link.target for link in rank_related([], facts, own=OWN)] == [9, 3, 4]


def test_the_list_is_not_longer_than_asked_for():
    facts = [fact(target, Kind.MENTIONS) for target in range(2, 30)]
    assert len(rank_related([], facts, own=OWN)) == 8
    assert len(rank_related([], facts, own=OWN, limit=3)) == 3


@pytest.mark.parametrize(
    ("relevance", "words"),
    [(10, "very close"), (8, "very close"), (7, "close"), (5, "close")]
    + [(4, "somewhat related"), (3, "somewhat related"), (2, "loosely related")]
    + [(1, "loosely related")],
)
def test_every_relevance_has_words(relevance, words):
    assert relevance_words(relevance) == words


def test_places_left_are_filled_behind_the_weakest_strong_fact():
    filling = [
        fact(4, Kind.SIMILAR_TEXT),
        fact(3, Kind.SHARED_TAGS, "a", "b", "c"),
        fact(3, Kind.SAME_SUBJECT),
        fact(2, Kind.SIMILAR_TEXT),
        fact(OWN, Kind.SIMILAR_TEXT),
    ]
    strong = [fact(2, Kind.MENTIONS)]
    found = rank_related([], strong, own=OWN, filling=filling)
    assert [(link.target, link.relevance) for link in found] == [(2, 3), (3, 2), (4, 1)]
    assert found[1].reason == "shared tags: a, b, c; same subject"
    assert not rank_related([], [], own=OWN, filling=filling[:1], limit=0)


def test_only_weak_facts_fill_a_place():
    assert rank_related([], [], own=OWN, filling=[fact(2, Kind.MENTIONS)]) == []


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in WEAK])
def test_every_strong_fact_ranks_above_what_only_fills_a_place(kind):
    (link,) = rank_related([], [fact(2, kind, "name")], own=OWN)
    assert link.relevance > FILLED_AT_MOST
