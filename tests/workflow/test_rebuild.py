"""Making everything derived anew, and finding what does not match."""

import pytest

from glossary.models import (
    Entry,
    IndexLine,
    Mention,
    NameClock,
    Publication,
    PublishedName,
    RelatedLink,
    Rendering,
    SearchDocument,
    SearchName,
    Version,
)
from glossary.workflow import rebuild as rebuilding
from glossary.workflow.rebuild import rebuild
from glossary.workflow.reconciling import reconcile
from tests import factories as make
from tests.workflow.derived import derived

pytestmark = pytest.mark.django_db


def quiet(*told):
    """Take note of nothing."""


def vocabulary():
    make.published("Audit", definition="It follows a plan.")
    make.published("Plan", definition="A list for an audit.")
    make.published("Gauge", definition="It measures.")


def everything():
    return Entry.objects.values_list("pk", flat=True)


def test_everything_can_be_lost_and_made_anew():
    vocabulary()
    before = derived()
    lost = (Mention, RelatedLink, PublishedName, IndexLine, SearchDocument, Publication, Rendering)
    for model in lost:
        model.objects.all().delete()
    told = []
    assert rebuild(everything(), progress=lambda *facts: told.append(facts)) == 3
    assert derived() == before
    assert told == [("names", 3, 3), ("pages", 3, 3), ("related", 3, 3)]


def test_links_alone_render_nothing(monkeypatch):
    vocabulary()
    before = derived()
    Publication.objects.filter(entry__title="Audit").update(sections=[])
    rebuild(everything(), links_only=True, progress=quiet)
    assert derived() == before


def test_what_is_right_is_not_written_again():
    vocabulary()
    before = stamps()
    rebuild(everything(), progress=quiet)
    assert stamps() == before


def stamps():
    """Return what a row would change if it were written again."""
    models = (Mention, RelatedLink, PublishedName, SearchName)
    keys = [list(model.objects.order_by("pk").values_list("pk", flat=True)) for model in models]
    return [*keys, list(Publication.objects.order_by("pk").values_list("rendered_at", flat=True))]


@pytest.mark.parametrize("links_only", [True, False])
def test_what_changes_while_a_page_is_made_anew_is_not_lost(monkeypatch, links_only):
    vocabulary()
    Publication.objects.filter(entry__title="Audit").update(sections=[])
    look, meanwhile = rebuilding.locked, []

    def publish_first(pks):
        if not meanwhile:
            meanwhile.append(make.published("Schedule", definition="A plan that has dates."))
            audit = Version.objects.get(title="Audit")
            content = make.term_content("Audit", definition="It follows a schedule and a plan.")
            make.republished(audit, content=content)
        return look(pks)

    monkeypatch.setattr(rebuilding, "locked", publish_first)
    rebuild(everything(), links_only=links_only, progress=quiet)
    monkeypatch.undo()
    assert meanwhile
    assert "/glossary/schedule/" in str(Publication.objects.get(entry__title="Audit").sections)
    assert reconcile(progress=quiet) == []


def test_drafts_and_withdrawn_entries_are_left_out():
    make.draft("Hidden")
    make.withdrawn("Gone")
    assert rebuild(everything(), progress=quiet) == 0


def test_where_everything_matches_nothing_is_reported():
    vocabulary()
    clock = list(NameClock.objects.values())
    assert reconcile(progress=quiet) == []
    assert list(NameClock.objects.values()) == clock


def break_page():
    Publication.objects.filter(entry__title="Audit").update(title="Forged")


def break_links():
    Publication.objects.filter(entry__title="Audit").update(sections=[])


def break_rendering():
    row = Rendering.objects.get(version__title="Audit")
    row.sections[0]["html"] = "<p>Forged with a plan.</p>"
    row.save()


def break_mentions():
    Mention.objects.filter(source__title="Audit").delete()


def break_names():
    PublishedName.objects.filter(entry__title="Audit").update(autolink=False)


def break_related():
    RelatedLink.objects.filter(entry__title="Audit").update(relevance=9)


def break_search():
    SearchDocument.objects.filter(entry__title="Audit").update(title="Forged")


BREAKS = {
    "page": break_page,
    "links": break_links,
    "rendering": break_rendering,
    "mentions": break_mentions,
    "names": break_names,
    "related articles": break_related,
    "search": break_search,
}


@pytest.mark.parametrize("kind", BREAKS)
def test_each_kind_of_damage_is_named_and_repaired(kind):
    vocabulary()
    before = derived()
    BREAKS[kind]()
    found = reconcile(progress=quiet)
    assert {one.title for one in found} >= {"Audit"}
    assert kind in next(one.kinds for one in found if one.title == "Audit")
    assert derived() == before
    assert reconcile(progress=quiet) == []


def test_a_dry_run_reports_and_changes_nothing():
    vocabulary()
    break_names()
    broken = derived()
    found = reconcile(dry_run=True, progress=quiet)
    assert "names" in found[0].kinds
    assert derived() == broken


def test_what_is_left_of_a_withdrawn_entry_is_taken_away():
    vocabulary()
    gone = make.withdrawn("Gone").entry
    Mention.objects.create(source=gone, target=Entry.objects.get(title="Audit"), surface="x")
    (found,) = reconcile(progress=quiet)
    assert (found.title, found.kinds[0]) == ("Gone", "left over")
    assert not Mention.objects.filter(source=gone).exists()
