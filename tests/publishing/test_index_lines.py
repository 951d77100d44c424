"""The lines of the A-Z, as they are kept."""

from importlib import import_module

import pytest
from django.apps import apps

from glossary.content import DesignationText
from glossary.models import IndexLine
from glossary.workflow.reconciling import reconcile
from tests import factories as make
from tests.workflow.derived import derived

pytestmark = pytest.mark.django_db

NAMES = (
    DesignationText(term="Faulty share", acceptability="search-only"),
    DesignationText(term="Quality level", acceptability="deprecated"),
    DesignationText(term="Quality level", language="en"),
    DesignationText(term="Grenzlage", language="de"),
    DesignationText(term="Limit", language="de", acceptability="deprecated"),
)


def lines():
    return list(IndexLine.objects.order_by("position").values_list("text", "is_deprecated"))


def quiet(*told):
    """Take note of nothing."""


def test_a_term_is_listed_under_its_title_and_its_public_names():
    """R-20."""
    make.published("Limit", designations=NAMES)
    assert lines() == [("Limit", False), ("Quality level", True)]


def test_another_version_changes_the_lines_in_its_transaction():
    version = make.published("Limit", designations=NAMES)
    make.republished(version, content=make.term_content("Boundary"))
    assert lines() == [("Boundary", False)]


def test_a_question_has_its_title_only():
    make.published("What is it?", kind="question", designations=NAMES[:1])
    assert lines() == [("What is it?", False)]


def test_lines_that_do_not_match_are_found_and_repaired():
    make.published("Limit", designations=NAMES)
    before = derived()
    IndexLine.objects.filter(position=1).update(letter="Z")
    (found,) = reconcile(progress=quiet)
    assert found.kinds == ("A-Z",)
    assert derived() == before


def test_what_was_published_before_the_upgrade_is_listed():
    make.published("Limit", designations=NAMES)
    make.published("What is it?", kind="question")
    make.draft("Hidden")
    before = derived()["lines"]
    IndexLine.objects.all().delete()
    import_module("glossary.migrations.0012_browsing").add_lines(apps, None)
    assert derived()["lines"] == before
