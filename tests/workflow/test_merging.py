"""Three texts into one: nothing is lost, and only what both changed is asked about (E-08)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.content import CitationText, Content, DesignationText, RelationText, SectionText
from glossary.workflow.merging import LISTS, SINGLE_FIELDS, Take, merge, named_rows, with_choices

WORDS = st.sampled_from(["", "check", "planned check", "Two lines.\n\nAnd more."])
SHORT = st.sampled_from(["a", "b", "c"])
SECTIONS = st.builds(
    SectionText,
    kind=st.sampled_from(["definition", "risks", "additional"]),
    heading=st.sampled_from(["", "Costs"]),
    body=WORDS,
)
CONTENTS = st.builds(
    Content,
    title=SHORT,
    short_definition=WORDS,
    title_autolink=st.booleans(),
    tags=st.lists(SHORT, max_size=3, unique=True).map(tuple),
    sections=st.lists(SECTIONS, max_size=4).map(tuple),
    designations=st.lists(
        st.builds(DesignationText, term=SHORT, reviewed=st.booleans()), max_size=3
    ).map(tuple),
    relations=st.lists(st.builds(RelationText, title=SHORT, note=WORDS), max_size=3).map(tuple),
    citations=st.lists(
        st.builds(CitationText, standard=SHORT, clause=SHORT, note=WORDS), max_size=3
    ).map(tuple),
)
BASE = Content(
    title="Audit",
    short_definition="planned check",
    sections=(
        SectionText(kind="definition", body="A check."),
        SectionText(kind="risks", body="Nobody reads it."),
    ),
)


def with_section(content: Content, kind: str, body: str) -> Content:
    """Return the content with another text of a section; without one if it is empty."""
    others = [section for section in content.sections if section.kind != kind]
    sections = [*others, SectionText(kind=kind, body=body)] if body else others
    return replace(content, sections=tuple(sorted(sections, key=lambda one: one.kind)))


def parts(content: Content) -> dict[tuple, object]:
    """Return every field and every row of a content by the name of its place."""
    found: dict[tuple, object] = {(name,): getattr(content, name) for name in SINGLE_FIELDS}
    for name in LISTS:
        found |= {(name, *key): row for key, row in named_rows(getattr(content, name)).items()}
    return found


@given(CONTENTS)
def test_three_times_the_same_is_the_same(content):
    assert merge(base=content, theirs=content, mine=content).content == content


@given(CONTENTS, CONTENTS)
def test_what_only_one_side_changed_is_taken_as_it_is(base, other):
    for sides in ({"theirs": other, "mine": base}, {"theirs": base, "mine": other}):
        merged = merge(base=base, **sides)
        assert merged.content == other
        assert merged.conflicts == ()


@given(CONTENTS, CONTENTS)
def test_the_same_change_on_both_sides_is_no_conflict(base, other):
    merged = merge(base=base, theirs=other, mine=other)

    assert merged.content == other
    assert merged.conflicts == ()


@given(CONTENTS, CONTENTS, CONTENTS)
def test_no_changed_part_of_either_side_is_lost(base, theirs, mine):
    """F-16: it stands in the result, or it is asked about."""
    merged = merge(base=base, theirs=theirs, mine=mine)
    was = parts(base)
    asked = {(row.place, *row.key): row for row in merged.conflicts}
    result = [row for name in LISTS for row in getattr(merged.content, name)]

    for side, attribute in ((theirs, "theirs"), (mine, "mine")):
        for name, value in parts(side).items():
            if was.get(name) == value:
                continue
            if name in asked:
                assert getattr(asked[name], attribute) == value
            elif len(name) == 1:
                assert getattr(merged.content, name[0]) == value
            else:
                assert value in result


@given(CONTENTS, CONTENTS, CONTENTS)
def test_both_people_are_asked_about_the_same_places(base, theirs, mine):
    one = merge(base=base, theirs=theirs, mine=mine)
    other = merge(base=base, theirs=mine, mine=theirs)

    assert {(row.place, row.key, row.theirs, row.mine) for row in one.conflicts} == {
        (row.place, row.key, row.mine, row.theirs) for row in other.conflicts
    }
    if not one.conflicts:
        for name in SINGLE_FIELDS:
            assert getattr(one.content, name) == getattr(other.content, name)
        for name in LISTS:
            assert {*getattr(one.content, name)} == {*getattr(other.content, name)}


@given(CONTENTS, CONTENTS, CONTENTS)
def test_where_there_is_a_conflict_my_text_stands(base, theirs, mine):
    merged = merge(base=base, theirs=theirs, mine=mine)

    for row in merged.conflicts:
        if not row.key:
            assert getattr(merged.content, row.place) == row.mine
        elif row.mine is not None:
            assert row.mine in getattr(merged.content, row.place)


def test_two_people_change_two_sections():
    theirs = with_section(BASE, "definition", "A planned check.")
    mine = with_section(BASE, "risks", "Everybody reads it.")

    merged = merge(base=BASE, theirs=theirs, mine=mine)

    assert merged.conflicts == ()
    assert merged.content.section("definition") == "A planned check."
    assert merged.content.section("risks") == "Everybody reads it."


def test_removing_what_somebody_else_changes_is_asked_about():
    theirs = with_section(BASE, "risks", "Nobody reads it twice.")
    mine = with_section(BASE, "risks", "")

    (conflict,) = merge(base=BASE, theirs=theirs, mine=mine).conflicts

    assert (conflict.place, conflict.key) == ("sections", ("risks", "", "1"))
    assert conflict.theirs.body == "Nobody reads it twice."
    assert conflict.mine is None


def test_new_rows_of_both_sides_stand_beside_each_other():
    base = replace(BASE, designations=(DesignationText(term="Check"),))
    theirs = replace(base, designations=(*base.designations, DesignationText(term="Survey")))
    mine = replace(base, designations=(DesignationText(term="Inspection"), *base.designations))

    merged = merge(base=base, theirs=theirs, mine=mine)

    assert [row.term for row in merged.content.designations] == ["Inspection", "Check", "Survey"]
    assert merged.conflicts == ()


@pytest.mark.parametrize(
    ("take", "body"),
    [
        (Take.MINE, "Mine."),
        (Take.THEIRS, "Theirs."),
        (Take.BOTH, "Theirs.\n\nMine."),
    ],
)
def test_a_choice_decides_whose_section_stands(take, body):
    theirs, mine = (with_section(BASE, "risks", text) for text in ("Theirs.", "Mine."))
    merged = merge(base=BASE, theirs=theirs, mine=mine)
    (conflict,) = merged.conflicts

    chosen = with_choices(merged.content, theirs, {(conflict.place, conflict.key): take})

    assert chosen.section("risks") == body
    assert chosen.section("definition") == "A check."


@given(CONTENTS, CONTENTS, CONTENTS)
def test_choosing_theirs_everywhere_leaves_nothing_of_mine_there(base, theirs, mine):
    merged = merge(base=base, theirs=theirs, mine=mine)
    choices = {(row.place, row.key): Take.THEIRS for row in merged.conflicts if not row.key}

    chosen = with_choices(merged.content, theirs, choices)

    assert all(getattr(chosen, place) == getattr(theirs, place) for place, _key in choices)
