"""Related articles as they are stored: chosen, described, computed."""

import pytest

from glossary.content import CitationText, RelationText
from glossary.models import Entry, RelatedLink
from glossary.publishing.neighbours import rated, relate
from glossary.publishing.relations import slug_in
from tests import factories as make

pytestmark = pytest.mark.django_db


def related_to(entry):
    return list(RelatedLink.objects.filter(entry=entry))


@pytest.mark.parametrize(
    ("rating", "relevance"),
    [("10/10", 10), ("7/10", 7), ("1/5", 2), ("0/10", 1), ("", 0), ("good", 0), ("3/0", 0)],
)
def test_a_sources_own_mark_becomes_a_relevance(rating, relevance):
    assert rated(rating) == relevance


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("/learn/business/questions/what-is-x", "what-is-x"),
        ("https://example.org/glossary/audit/?a=b#c", "audit"),
        ("", ""),
    ],
)
def test_the_end_of_an_address_is_what_an_entry_is_known_by(address, slug):
    assert slug_in(address) == slug


def test_the_editors_choice_comes_first_in_their_order():
    make.published("Alpha")
    make.published("Beta", definition="Names gamma.")
    relations = (RelationText(title="Beta", note="second thoughts"), RelationText(title="Alpha"))
    links = related_to(make.published("Gamma", relations=relations).entry)
    assert [link.title for link in links] == ["Beta", "Alpha"]
    assert [link.reason for link in links] == ["second thoughts", "chosen by the editors"]
    assert all(1 <= link.relevance <= 10 and link.is_curated for link in links)
    assert links[0].teaser == "Names gamma."


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
    assert [link.title for link in links] == ["Alpha"]
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


def test_relating_again_gives_the_same():
    make.published("Alpha", definition="Near beta.")
    make.published("Beta", definition="Near alpha.")
    entries = list(Entry.objects.order_by("pk"))
    relate(entries)
    before = list(RelatedLink.objects.order_by("entry", "position").values_list("entry", "title"))
    relate(entries[::-1])
    after = list(RelatedLink.objects.order_by("entry", "position").values_list("entry", "title"))
    assert after == before
    assert len(before) == 2
