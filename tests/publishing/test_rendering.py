"""What did not change is not rendered again."""

from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import pytest

from glossary.content import SectionText
from glossary.errors import ContentRefused
from glossary.models import Rendering, Version
from glossary.publishing import rendering
from glossary.publishing.rendering import (
    anchors_for,
    begin_rendering,
    render_version,
    render_versions,
    rendered,
)
from tests import factories as make

pytestmark = pytest.mark.django_db


def loaded(version):
    return Version.objects.with_content().get(pk=version.pk)


def rendered_anew(version, **options):
    """Return the anchors of the sections that went through the renderer."""
    with patch.object(rendering, "render_pages", side_effect=rendering.render_pages) as renderer:
        render_version(loaded(version), **options)
    (call,) = renderer.call_args_list
    return [anchor for page in call.args[0] for anchor, _text in page]


def test_anchors_stay_with_their_headings_and_are_unique():
    """R-02."""
    names = [("risks", ""), ("additional", "Weblinks"), ("additional", "Weblinks"), ("risks", "")]
    assert list(anchors_for(names)) == ["risks", "weblinks", "weblinks-2", "risks-2"]


def test_a_version_that_is_kept_is_not_rendered_again():
    version = make.published("Audit")
    assert rendered_anew(version) == []
    assert rendered_anew(version, fresh=True) == ["definition"]


def test_of_the_next_version_only_what_changed_is_rendered():
    sections = (
        SectionText(kind="definition", body="It stays."),
        SectionText(kind="risks", body="It changes."),
    )
    version = make.published("Audit", sections=sections)
    changed = (sections[0], SectionText(kind="risks", body="It has changed."))
    opened = make.next_version(version, content=make.term_content("Audit", sections=changed))
    Rendering.objects.filter(version=opened).delete()
    assert rendered_anew(opened) == ["risks"]
    assert [part.html for part in render_version(loaded(opened))] == [
        "<p>It stays.</p>",
        "<p>It has changed.</p>",
    ]


def test_another_dialect_renders_everything(monkeypatch):
    version = make.published("Audit")
    monkeypatch.setattr(rendering, "DIALECT", rendering.DIALECT + 1)
    assert rendered_anew(version) == ["definition"]


def test_an_old_version_is_shown_as_it_was_rendered():
    version = make.published("Audit", definition="First.")
    make.republished(version, content=make.term_content("Audit", definition="Second."))
    assert [part.html for part in rendered(version)] == ["<p>First.</p>"]


def test_a_version_released_before_renderings_were_kept_is_rendered_when_asked_for():
    version = make.published("Audit", definition="First.")
    Rendering.objects.all().delete()
    assert [part.html for part in rendered(version)] == ["<p>First.</p>"]


def begun_for(*versions):
    with ThreadPoolExecutor(max_workers=1) as executor:
        return begin_rendering(versions, executor=executor)


def test_what_has_begun_is_not_rendered_a_second_time():
    sections = [SectionText(kind="additional", heading="Links", body=f"No. {n}") for n in range(2)]
    version = make.draft("Audit", sections=(SectionText(kind="definition", body="A."), *sections))
    begun = begun_for(version)
    with patch.object(rendering, "render_pages", return_value=[[]]) as renderer:
        (page,) = render_versions([loaded(version)], begun=begun)
    renderer.assert_called_once_with([[]])
    assert [(part.anchor, part.html) for part in page] == [
        ("definition", "<p>A.</p>"),
        ("links", "<p>No. 0</p>"),
        ("links-2", "<p>No. 1</p>"),
    ]


def test_a_text_that_has_changed_since_is_rendered_as_it_is_now():
    version = make.draft("Audit", definition="Then.")
    begun = begun_for(version)
    version.sections.update(body="Now.")
    (page,) = render_versions([loaded(version)], begun=begun)
    assert [part.html for part in page] == ["<p>Now.</p>"]


def test_a_page_refused_beforehand_is_refused_with_its_place_and_no_other_is():
    fine, bad = make.draft("Audit"), make.draft("Gauge", definition="[a" * 8000)
    first, second = render_versions([loaded(fine), loaded(bad)], begun=begun_for(fine, bad))
    assert len(first) == 1
    assert isinstance(second, ContentRefused) and second.place == "definition"


def test_what_is_kept_does_not_begin_again():
    assert begun_for(make.published("Audit")).html() == {}
