"""What search promises about what is shown: pages, totals, facets and explanations."""

from datetime import date

from glossary.search import (
    DocumentFacet,
    DocumentName,
    index,
    search,
)
from tests.search.behaviours import behaviour
from tests.search.cases import described, indexed, titles


@behaviour
def deprecated_and_search_only_names_find_and_say_so() -> None:
    indexed("Nonconformity", names=(DocumentName("Mistake", "deprecated"),))
    indexed("Calibration", names=(DocumentName("Callibration", "search-only"),))
    indexed("Quality management", names=(DocumentName("QM", "admitted", "abbreviation"),))
    found = {text: search(text).hits[0] for text in ("mistake", "callibration", "qm")}
    matches = [(hit.title, hit.matched, hit.matched_as) for hit in found.values()]
    assert matches == [
        ("Nonconformity", "Mistake", "deprecated"),
        ("Calibration", "Callibration", "search-only"),
        ("Quality management", "QM", "abbreviation"),
    ]


@behaviour
def a_hit_by_its_title_names_no_other_designation() -> None:
    indexed("Audit", names=("Audit of quality",))
    hit = search("audit").hits[0]
    assert (hit.matched, hit.matched_as) == ("", "")
    assert search("quality audit").hits[0].matched == "Audit of quality"


@behaviour
def the_extract_shows_the_passage_with_its_section_and_marks() -> None:
    """R-19: a highlighted extract."""
    before = "Words that say nothing about it. " * 20
    indexed(
        "Negotiation",
        sections=(
            ("Definition", "A dialogue."),
            ("Risks", f"{before}Haste harms <b>suppliers</b> who negotiate prices."),
        ),
    )
    hit = search("supplier prices").hits[0]
    assert hit.section == "Risks"
    assert [part.text for part in hit.extract if part.is_match] == ["suppliers", "prices"]
    assert "".join(part.text for part in hit.extract).startswith("… ")
    assert "<b>suppliers</b> who negotiate prices." in "".join(part.text for part in hit.extract)


@behaviour
def language_and_kind_narrow_what_is_found() -> None:
    indexed("Audit", sections=("Text.",))
    indexed("Audit", language="de", sections=("Text.",))
    indexed("What does an audit cost?", kind="question", sections=("An audit costs time.",))
    assert search("audit").total == 3
    assert search("audit", language="de").total == 1
    assert titles("audit", kind="question") == ["What does an audit cost?"]
    assert titles("time", kind="term") == []


@behaviour
def pages_follow_each_other_without_gap_or_repetition() -> None:
    index([described(f"Gauge {number}") for number in range(5)])
    index([described(f"Tool {n}", sections=("A gauge of sorts.",)) for n in range(5)])
    assert search("gauge", limit=100).total == 10
    pages = [search("gauge", limit=3, offset=offset) for offset in (0, 3, 6, 9, 12)]
    assert [page.total for page in pages] == [10] * 5
    assert [len(page.hits) for page in pages] == [3, 3, 3, 1, 0]
    hits = [hit for page in pages for hit in page.hits]
    assert len({hit.entry_id for hit in hits}) == 10
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@behaviour
def the_total_counts_names_and_texts_once() -> None:
    index([described("Calibration"), described("Calipers", sections=("Calibration of them.",))])
    indexed("Gauge", sections=("Needs calibration. A cali is nothing.",))
    indexed("Tool", kind="question", names=("Cali",))
    assert search("calibration", limit=1).total == 3
    assert search("cali", limit=1).total == search("cali").total == 4
    assert search("cali", limit=1, kind="term").total == 3


@behaviour
def facets_are_counted_and_narrow_what_is_found() -> None:
    """R-19: facets with counts."""
    metrology = DocumentFacet("subject", "metrology", "Metrology")
    tags = [DocumentFacet("tag", value, value.title()) for value in ("shop-floor", "tools")]
    indexed("Gauge", facets=(metrology, tags[0]))
    indexed("Gauge block", facets=(metrology, *tags))
    indexed("What is a gauge?", kind="question", facets=(tags[1],))
    facets = {(facet.field, facet.value): facet.count for facet in search("gauge").facets}
    assert facets == {
        ("kind", "term"): 2,
        ("kind", "question"): 1,
        ("language", "en"): 3,
        ("subject", "metrology"): 2,
        ("tag", "shop-floor"): 2,
        ("tag", "tools"): 2,
    }
    assert titles("gauge", chosen={"tag": "tools", "subject": "metrology"}) == ["Gauge block"]
    assert titles("gauge", chosen={"tag": "tools"}, kind="question") == ["What is a gauge?"]
    assert titles("gauge", chosen={"tag": "nowhere"}) == []
    assert search("gauge").hits[0].subject == "Metrology"


@behaviour
def results_are_sorted_by_title_or_date_where_that_is_asked() -> None:
    indexed("Gauge", changed_on=date(2026, 1, 2))
    indexed("Block gauge", changed_on=date(2026, 1, 3))
    indexed("Ring gauge", changed_on=date(2026, 1, 1))
    assert titles("gauge", sort="title") == ["Block gauge", "Gauge", "Ring gauge"]
    assert titles("gauge", sort="date") == ["Block gauge", "Gauge", "Ring gauge"]
    assert titles("gauge", sort="date", limit=1, offset=2) == ["Ring gauge"]
