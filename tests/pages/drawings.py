"""What the tests of drawings have in common."""

from itertools import combinations

from hypothesis import strategies as st

from glossary.pages.map_layout import Drawing
from glossary.pages.map_parts import LETTER_SIZE, Concept, Node
from glossary.pages.map_text import width_of

TITLES = st.one_of(
    st.text(min_size=1, max_size=120),
    st.lists(
        st.sampled_from(["quality", "of", "management", "Wort" * 20, "検査"]),
        min_size=1,
        max_size=8,
    ).map(" ".join),
)


def concept(key: int, title: str = "") -> Concept:
    return Concept(key=key, title=title or f"Term {key}", url=f"/glossary/{key}/")


def are_apart(one: Node, other: Node) -> bool:
    return (
        one.right <= other.x
        or other.right <= one.x
        or one.bottom <= other.y
        or other.bottom <= one.y
    )


def assert_nothing_overlaps(drawing: Drawing) -> None:
    for node in drawing.nodes:
        assert 0 <= node.x < node.right <= drawing.width
        assert 0 <= node.y < node.bottom <= drawing.height
        assert node.height >= 24, "R-31: big enough for a finger"
        assert len(node.lines) in (1, 2)
        assert all(width_of(line.text) * LETTER_SIZE <= node.width for line in node.lines)
    assert all(are_apart(one, other) for one, other in combinations(drawing.nodes, 2))
