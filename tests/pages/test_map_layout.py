"""Where everything stands on the drawing of a neighbourhood: no database."""

from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.pages.map_layout import Group, neighbourhood
from glossary.pages.map_parts import Link
from tests.pages.drawings import TITLES, assert_nothing_overlaps, concept


def group(link: Link, *keys: int) -> Group:
    return Group(link=link, label=str(link), concepts=[concept(key) for key in keys])


@st.composite
def group_lists(draw: st.DrawFn) -> list[Group]:
    key = iter(range(1, 1000))
    return [
        Group(
            link=link,
            label=draw(TITLES),
            concepts=[
                concept(next(key), title)
                for title in draw(st.lists(TITLES, min_size=0, max_size=7))
            ],
        )
        for link in Link
    ]


@settings(max_examples=40)
@given(own=TITLES, groups=group_lists())
def test_no_boxes_of_a_neighbourhood_overlap_whatever_the_titles(
    own: str, groups: list[Group]
) -> None:
    drawing = neighbourhood(concept(0, own), groups)
    assert len(drawing.nodes) == 1 + sum(len(group.concepts) for group in groups)
    assert_nothing_overlaps(drawing)
    for line in drawing.captions:
        assert 0 < line.y <= drawing.height
        assert all(
            not (node.y < line.y < node.bottom and node.x < line.x < node.right)
            for node in drawing.nodes
        )


def test_broader_stands_above_narrower_below_and_others_between() -> None:
    """ISO 704: a tree of slanted lines for generic relations, arrowheads for others."""
    drawing = neighbourhood(
        concept(0),
        [
            group(Link.BROADER, 1),
            group(Link.NARROWER, 2, 3),
            group(Link.CONFUSABLE, 4),
            group(Link.RELATED, 5),
        ],
    )
    nodes = {node.url: node for node in drawing.nodes}
    own, broader, narrower, third, confusable, related = (
        nodes[f"/glossary/{key}/"] for key in (0, 1, 2, 3, 4, 5)
    )
    assert broader.bottom < own.y < own.bottom < confusable.y
    assert confusable.bottom < narrower.y == third.y
    assert confusable.right < own.across < related.x
    by_kind = {edge.kind: edge for edge in drawing.edges}
    assert "L" in by_kind[Link.NARROWER].path
    assert not by_kind[Link.NARROWER].heads
    assert by_kind[Link.RELATED].heads.count("Z") == 2
    assert not by_kind[Link.CONFUSABLE].heads


def test_one_kind_alone_stands_on_both_sides() -> None:
    drawing = neighbourhood(concept(0), [group(Link.RELATED, 1, 2, 3)])
    own, *others = drawing.nodes
    assert {node.across < own.across for node in others} == {True, False}


def test_the_same_facts_make_the_same_drawing() -> None:
    groups = [group(Link.BROADER, 1, 2), group(Link.RELATED, 3, 4)]
    assert neighbourhood(concept(0), groups) == neighbourhood(concept(0), groups)
