"""Where everything stands on the drawing of a subject: no database."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.pages.map_arcs import Bond, arcs, arranged
from glossary.pages.map_parts import Concept, Link
from tests.pages.drawings import TITLES, assert_nothing_overlaps, concept


@st.composite
def bond_lists(draw: st.DrawFn) -> tuple[list[Concept], list[Bond]]:
    concepts = [concept(key, title) for key, title in enumerate(draw(st.lists(TITLES, min_size=1)))]
    keys = st.sampled_from([one.key for one in concepts])
    pairs = draw(st.lists(st.tuples(keys, keys, st.sampled_from(list(Link))), max_size=30))
    unique = {frozenset(pair[:2]): pair for pair in pairs if pair[0] != pair[1]}
    return concepts, [Bond(*pair) for pair in unique.values()]


@given(bond_lists())
def test_no_boxes_of_a_subject_overlap_whatever_the_relations(
    drawn: tuple[list[Concept], list[Bond]],
) -> None:
    concepts, bonds = drawn
    drawing = arcs(concepts, bonds)
    assert {node.url for node in drawing.nodes} == {concept.url for concept in concepts}
    assert_nothing_overlaps(drawing)
    for number in re.findall(r"[A-Z ](-?\d+)", " ".join(edge.path for edge in drawing.edges)):
        assert int(number) >= -drawing.width


@pytest.mark.parametrize(
    ("bonds", "expected"),
    [
        ([], [[(1, 0), (2, 0), (3, 0)]]),
        ([Bond(2, 3, Link.BROADER)], [[(3, 0), (2, 1)], [(1, 0)]]),
        ([Bond(1, 3, Link.RELATED)], [[(3, 0), (1, 0)], [(2, 0)]]),
        ([Bond(1, 2, Link.BROADER), Bond(2, 3, Link.BROADER)], [[(3, 0), (2, 1), (1, 2)]]),
        # A circle is cut, and a second broader concept is an arc.
        ([Bond(1, 2, Link.BROADER), Bond(2, 1, Link.BROADER)], [[(2, 0), (1, 1)], [(3, 0)]]),
        ([Bond(1, 2, Link.BROADER), Bond(1, 3, Link.BROADER)], [[(3, 0), (2, 0), (1, 1)]]),
    ],
)
def test_trees_come_together_and_singles_last(bonds: list[Bond], expected: list) -> None:
    found = arranged([1, 2, 3], bonds)
    assert [[(place.key, place.depth) for place in places] for places in found] == expected


def test_every_bond_is_drawn_once() -> None:
    concepts = [concept(key) for key in range(4)]
    bonds = [
        Bond(1, 0, Link.BROADER),
        Bond(1, 2, Link.CONFUSABLE),
        Bond(2, 3, Link.RELATED),
        Bond(0, 3, Link.RELATED),
    ]
    drawing = arcs(concepts, bonds)
    assert {edge.kind: edge.path.count("C") for edge in drawing.edges} == {
        "branch": 0,
        "confusable": 1,
        "related": 2,
    }
