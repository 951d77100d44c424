"""Entries carry the tags of their current versions."""

import pytest
from taggit.models import Tag, TaggedItem

from glossary.workflow.tags import tag_entries, tags_named
from tests import factories as make

pytestmark = pytest.mark.django_db


def tagged(title, *tags):
    return make.draft(title, tags=tags)


def names(version):
    return sorted(version.entry.tags.names())


def test_each_entry_gets_exactly_the_tags_of_its_version():
    gauge, audit = tagged("Gauge", "measuring", "tools"), tagged("Audit", "measuring")
    tag_entries([gauge, audit])
    assert (names(gauge), names(audit)) == (["measuring", "tools"], ["measuring"])
    gauge.tag_names, audit.tag_names = ["tools", "shop"], []
    tag_entries([gauge, audit])
    assert (names(gauge), names(audit)) == (["shop", "tools"], [])


def test_tags_that_stay_are_not_written_again(django_assert_num_queries):
    versions = [tagged("Gauge", "measuring"), tagged("Audit", "measuring")]
    tag_entries(versions)
    before = list(TaggedItem.objects.values())
    with django_assert_num_queries(1):
        tag_entries(versions)
    assert list(TaggedItem.objects.values()) == before


def test_names_that_differ_in_case_only_are_one_tag():
    Tag.objects.create(name="Metrology", slug="metrology")
    gauge = tagged("Gauge", "metrology", "Tools", "TOOLS")
    tag_entries([gauge])
    assert names(gauge) in (["Metrology", "TOOLS"], ["Metrology", "Tools"])
    assert Tag.objects.count() == 2


def test_an_exact_name_comes_before_one_in_another_case():
    Tag.objects.create(name="qm", slug="qm")
    exact = Tag.objects.create(name="QM", slug="qm_1")
    assert tags_named({"QM"}) == {"QM": exact}


def test_a_name_in_any_script_gets_a_slug_of_its_own():
    tags = tags_named({"C", "C++", "C#", "Prüfung", "+"})
    assert len({tag.slug for tag in tags.values()}) == 5
    assert tags["Prüfung"].slug == "prüfung"
    assert tags_named({"C++"}) == {"C++": tags["C++"]}
