"""Reports about links: entries without any, broken ones, terms that are wanted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from glossary.content import RelationText
from glossary.models import Entry, ExplicitLink, Mention, RelatedLink
from glossary.pages.link_reports import broken_report, orphan_report, wanted_report
from glossary.workflow.actions import withdraw
from tests import factories as make
from tests.admin.test_reports import rows_of
from tests.views.reading import settled

pytestmark = pytest.mark.django_db


def term(title: str, **fields: object) -> Entry:
    """Publish a term in a subject of its own, so that nothing joins it to others by itself."""
    return make.published(title, subject=f"About {title}", **fields).entry


def broken(source: Entry, name: str) -> None:
    ExplicitLink.objects.create(
        source=source, name=name, folded=name.casefold(), section="Definition"
    )


def take_away(entry: Entry) -> None:
    facts = {"reason": "obsolete", "explanation": "Nobody says so.", "proof": make.proof()}
    withdraw(entry.current, by=make.petra(), **facts)


def titles_of(name: str) -> list[str]:
    return [row["Title"] for row in rows_of(name, make.petra())]


def test_an_entry_that_names_none_and_that_none_names_stands_alone() -> None:
    term("Lonely")
    term("Gauge")
    naming = term("Scale", definition="Read on a gauge.")
    related = make.published("Ruler", subject="Rules", relations=(RelationText(title="Vernier"),))
    settled(naming.current, related, term("Vernier").current)
    assert titles_of("without-links") == ["Lonely"]


def test_a_link_from_what_is_withdrawn_joins_nobody() -> None:
    gauge, scale = term("Gauge"), term("Scale")
    Mention.objects.create(source=scale, target=gauge, surface="gauge")
    assert titles_of("without-links") == []
    Entry.objects.filter(pk=scale.pk).update(current=None)
    assert titles_of("without-links") == ["Gauge"]


def test_a_computed_neighbour_is_no_link() -> None:
    gauge, scale = term("Gauge"), term("Scale")
    RelatedLink.objects.all().delete()
    facts = {"title": "Scale", "folded_title": "scale", "relevance": 2, "position": 0}
    RelatedLink.objects.create(entry=gauge, target=scale, **facts)
    assert titles_of("without-links") == ["Gauge", "Scale"]


def test_links_and_relations_that_lead_nowhere_are_listed_with_their_place() -> None:
    relations = (RelationText(title="Vernier"), RelationText(kind="confusable", title="Scale"))
    gauge = term("Gauge", relations=relations)
    scale = term("Scale")
    settled(gauge.current, scale.current)
    broken(scale, "Measuring tape")
    rows = [list(row.values()) for row in rows_of("broken-links", make.petra())]
    assert rows == [
        [gauge.number, "Gauge", "Vernier", "relation", "related", "0"],
        [scale.number, "Scale", "Measuring tape", "text", "Definition", "0"],
    ]
    take_away(scale)
    assert titles_of("broken-links") == ["Gauge", "Gauge"]


def test_what_is_wanted_most_stands_first() -> None:
    entries = [term(title) for title in ("Gauge", "Scale", "Ruler")]
    for entry in entries:
        broken(entry, "Vernier")
    broken(entries[0], "VERNIER")
    broken(entries[0], "Tape")
    expecting = term("Caliper", relations=(RelationText(title="Tape"),))
    settled(expecting.current)
    rows = [list(row.values()) for row in rows_of("wanted-terms", make.petra())]
    assert [[row[0].casefold(), *row[1:]] for row in rows] == [
        ["vernier", "3", "0"],
        ["tape", "1", "1"],
    ]


@pytest.mark.parametrize(
    ("report", "queries"), [(orphan_report, 1), (broken_report, 2), (wanted_report, 2)]
)
def test_a_report_asks_the_same_however_long_it_is(report, queries: int) -> None:
    for title in ("Gauge", "Scale", "Ruler"):
        broken(term(title, relations=(RelationText(title="Tape"),)), "Vernier")
        with CaptureQueriesContext(connection) as captured:
            list(report(timezone.localdate()).rows)
        assert len(captured) == queries
