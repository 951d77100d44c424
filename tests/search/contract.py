"""What search promises, whatever the database. Each behaviour makes what it needs and asserts.

Documents are indexed directly, without versions and pages: search knows only documents.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from glossary.models import Entry, SearchDocument, SearchName
from glossary.search import (
    Document,
    DocumentFacet,
    DocumentName,
    containing,
    index,
    nearest,
    rebuild,
    remove,
    search,
    suggest,
)
from tests.search.cases import HOSTILE, described, indexed, near, partial, titles

BEHAVIOURS: list[Callable[[], None]] = []


def behaviour(function: Callable[[], None]) -> Callable[[], None]:
    BEHAVIOURS.append(function)
    return function


@behaviour
def the_exact_title_stands_before_a_synonym_before_other_names_before_text() -> None:
    indexed("Quality audit plan", sections=("An audit, an audit and once more an audit.",))
    indexed("Assessment", sections=("Part of every audit.",))
    indexed("Examination", names=("Audit",))
    indexed("Audit", sections=("A systematic look at the facts.",))
    assert titles("audit") == ["Audit", "Examination", "Quality audit plan", "Assessment"]


@behaviour
def a_name_that_begins_like_the_text_stands_before_one_that_only_holds_it() -> None:
    indexed("Internal audit")
    indexed("Audit programme")
    assert titles("audit") == ["Audit programme", "Internal audit"]


@behaviour
def spellings_of_one_name_find_the_same_entry() -> None:
    indexed("Non-conformance", names=("Nonconformity",))
    for text in ("nonconformance", "NON CONFORMANCE", "non-conformance", "Non‑Conformance"):
        assert titles(text) == ["Non-conformance"], text
    for text in ("nonconformity", "non conformity", "Non-Conformity", "nonconformities"):
        assert titles(text) == ["Non-conformance"], text


@behaviour
def hyphens_do_not_matter_in_texts_either() -> None:
    indexed("Concession", sections=("Use of a non-conforming product.",))
    indexed("Scrap", sections=("A nonconforming product that is destroyed.",))
    for text in ("nonconforming product", "non-conforming product", "non-conforming"):
        assert sorted(titles(text)) == ["Concession", "Scrap"], text


@behaviour
def other_forms_of_a_word_are_found() -> None:
    indexed("Negotiation", sections=("Both sides look for terms they can accept.",))
    assert titles("negotiating") == ["Negotiation"]
    assert titles("negotiations") == ["Negotiation"]
    assert titles("accepting sides") == ["Negotiation"]


@behaviour
def accents_and_case_do_not_matter() -> None:
    indexed("Quality", names=("Qualität",), sections=("Wie ein gutes Café in Zürich.",))
    for text in ("qualitat", "QUALITÄT", "cafe", "ZURICH café"):
        assert titles(text) == ["Quality"], text


@behaviour
def the_last_word_may_be_unfinished() -> None:
    indexed("Calibration")
    indexed("Statistical process control")
    assert titles("calibratio") == ["Calibration"]
    assert titles("cali") == ["Calibration"]
    assert titles("processes cont") == ["Statistical process control"]
    assert titles("contr process ") == []


@behaviour
def an_unfinished_name_is_found_across_a_missing_hyphen() -> None:
    indexed("Non-conformance")
    for text in ("nonconf", "non conf", "non-conf"):
        assert titles(text) == ["Non-conformance"], text


@behaviour
def all_words_must_occur_in_names_or_text_together() -> None:
    indexed("Negotiation", sections=(("Examples", "A buyer talks with a supplier."),))
    indexed("Supplier")
    assert titles("negotiation supplier") == ["Negotiation"]
    assert titles("negotiation customer") == []


@behaviour
def filling_words_are_not_asked_for() -> None:
    indexed("Nonconformity", sections=("Failure to meet a requirement.",))
    assert titles("what is a nonconformity") == ["Nonconformity"]
    assert titles("what is the") == []


@behaviour
def a_phrase_in_quotation_marks_stays_together() -> None:
    indexed("Root cause", sections=("The cause behind the cause.",))
    indexed("Tree", sections=("It causes its root to grow.",))
    assert titles('"root cause"') == ["Root cause"]
    assert sorted(titles("cause root ")) == ["Root cause", "Tree"]
    assert titles("“root causes” behind") == ["Root cause"]


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
def signs_and_short_names_are_found_by_their_exact_form() -> None:
    indexed("+")
    indexed("C++")
    indexed("σ")
    assert titles("+") == ["+"]
    assert titles(" c++ ") == ["C++"]
    assert titles("Σ") == ["σ"]
    assert titles("++++") == []
    assert search("+", limit=1).total == search("c++", limit=1).total == 1


@behaviour
def hostile_texts_find_nothing_and_never_fail() -> None:
    """S-03, S-19: quotes, operators, NUL, surrogates and very long words."""
    indexed("Audit")
    for text in HOSTILE:
        assert search(text).hits == (), text[:40]
        assert nearest(text) == [], text[:40]
    assert titles('audit" OR names : *') == []
    assert titles("au\0dit audit") == []
    assert titles("\0audit\ud800") == ["Audit"]


@behaviour
def operators_of_the_engines_are_only_words() -> None:
    indexed("Near miss", sections=("Not an accident, or not yet.",))
    assert titles("NOT accident") == ["Near miss"]
    assert titles("NEAR(miss, 5") == []
    assert titles("miss*") == titles("-miss") == titles("(miss") == titles("miss:") == ["Near miss"]


@behaviour
def an_entry_that_is_indexed_again_is_found_by_its_new_words_only() -> None:
    document = described("Gauge", names=("Meter",), sections=("Made of steel.",))
    index([document])
    changed = Document(entry_id=document.entry_id, title="Ruler", kind="term", language="en")
    index([document, changed])
    assert titles("ruler") == ["Ruler"]
    assert titles("gauge") == titles("meter") == titles("steel") == []
    assert SearchDocument.objects.count() == SearchName.objects.count() == 1


@behaviour
def a_removed_entry_is_found_no_more() -> None:
    removed = indexed("Gauge", sections=("Made of steel.",))
    indexed("Caliper", sections=("Made of steel.",))
    remove([removed])
    assert titles("steel") == ["Caliper"]
    assert titles("gauge") == []
    assert nearest("gauge") == []
    assert containing(["gauge"]) == set()


@behaviour
def a_deleted_entry_is_found_no_more_and_harms_no_later_one() -> None:
    deleted = indexed("Gauge", sections=("Made of steel.",))
    Entry.objects.get(pk=deleted).delete()
    assert titles("steel") == titles("gauge") == []
    indexed("Caliper", sections=("Made of brass.",))
    assert titles("steel") == []
    assert titles("brass") == ["Caliper"]


@behaviour
def a_transaction_that_is_undone_leaves_nothing_in_the_index() -> None:
    with transaction.atomic():
        indexed("Gauge", sections=("Made of steel.",))
        transaction.set_rollback(True)
    assert titles("gauge") == titles("steel") == []


@behaviour
def rebuilding_makes_the_same_index_and_forgets_the_rest() -> None:
    indexed("Gone")
    documents = [described("Gauge", sections=("Made of steel.",)), described("Caliper")]
    assert rebuild(documents) == 2
    assert titles("steel") == ["Gauge"]
    assert titles("gone") == []
    assert rebuild([]) == 0
    assert titles("steel") == titles("caliper") == []


@behaviour
def a_name_with_one_wrong_letter_is_near() -> None:
    """R-19: "did you mean"."""
    indexed("Calibration", names=("Adjustment of gauges",))
    indexed("Nonconformity")
    indexed("Root cause analysis")
    assert [near.title for near in nearest("calibartion")] == ["Calibration"]
    assert nearest("non conformty")[0].title == "Nonconformity"
    assert nearest("root-causes analisys")[0].title == "Root cause analysis"
    found = nearest("adjustment of gages")[0]
    assert (found.title, found.matched) == ("Calibration", "Adjustment of gauges")
    assert nearest("xylophone") == []


@behaviour
def near_names_come_in_a_fixed_order_each_entry_once() -> None:
    index([described(f"Audit plan {letter}", names=(f"Plan {letter}",)) for letter in "ABCDEFG"])
    found = nearest("audit plan", limit=5)
    assert [near.title for near in found] == [f"Audit plan {letter}" for letter in "ABCDE"]
    assert found == nearest("audit plan", limit=5)


@behaviour
def texts_that_hold_a_phrase_are_all_reported() -> None:
    texts = (
        "A nonconformity report is written.",
        "A non-conformity report is written.",
        "The NON-CONFORMITY REPORTS are read.",
        "Each nonconformity report’s number.",
        "A new non\u2011conformity report.",
        "Not con­form­ing: a non­con­form­i­ty report.",
    )
    entries = {indexed(f"Page {n}", sections=(text,)) for n, text in enumerate(texts)}
    other = indexed("Other page", sections=("A report about conformity.",))
    for phrase in ("nonconformity report", "Non-conformity report", "nonconformity reports"):
        assert containing([phrase]) == entries, phrase
    assert containing(["Conformity", "Nonconformity report"]) >= {*entries, other}


@behaviour
def one_word_names_are_reported_in_every_number_and_spelling() -> None:
    pairs = {
        "status": "All statuses are listed.",
        "lenses": "A lens is ground.",
        "bias": "Two biases add up.",
        "quality": "The qualities of steel.",
        "companies": "A company of its own.",
        "nonconformance": "This is a non conformance.",
        "e-mail": "Write an email.",
        "rework": "Scrap or re-work it.",
        "IT": "Ask the IT department.",
        "Pareto": "Pareto's chart.",
    }
    for number, (name, text) in enumerate(pairs.items()):
        entry = indexed(f"Page {number}", sections=(text,))
        assert entry in containing([name]), name


@behaviour
def names_of_signs_only_are_reported_too() -> None:
    holding = indexed("Sum", sections=("One + one.", "± 2 %"))
    indexed("Product", sections=("One times one.",))
    assert containing(["+"]) == containing(["±"]) == {holding}
    assert containing([]) == containing(["", " "]) == set()


@behaviour
def many_phrases_at_once_are_answered() -> None:
    entry = indexed("Page", sections=("The last word is zymurgy.",))
    assert containing([f"unknown thing {n}" for n in range(400)] + ["zymurgy"]) == {entry}


@behaviour
def a_misspelt_name_is_found_and_called_near() -> None:
    """One wrong letter from four, two from eight; R-16."""
    indexed("Calibration", names=("Adjustment",))
    indexed("Scrap")
    assert near("calibartion") == near("kalibratiom") == ["Calibration"]
    assert near("scrapp") == near("scarp") == near("srap") == ["Scrap"]
    assert near("scrappp") == near("sc") == []
    hit = search("adjustmemt").hits[0]
    assert (hit.title, hit.matched, hit.is_near) == ("Calibration", "Adjustment", True)


@behaviour
def another_figure_is_no_misspelling() -> None:
    indexed("ISO 9001")
    assert near("iso 9004") == near("iso 900") == []
    assert near("ios 9001") == ["ISO 9001"]


@behaviour
def words_of_texts_may_be_misspelt_too() -> None:
    indexed("Concession", sections=("A customer accepts a deviating delivery.",))
    found = search("custmer delivry")
    assert ([hit.title for hit in found.hits], found.meant) == (["Concession"], "customer delivery")
    assert search("customer delivery").meant == ""


@behaviour
def a_name_spelt_nearly_so_stands_behind_texts_with_the_word_as_typed() -> None:
    indexed("Waste")
    indexed("Solder", sections=("A paste of tin.",))
    assert [hit.title for hit in search("paste").hits] == ["Solder", "Waste"]


@behaviour
def where_no_text_holds_all_words_those_with_the_rarest_come_first() -> None:
    indexed("Negotiation", sections=("A buyer talks with a supplier about prices.",))
    indexed("Supplier", sections=("Whoever delivers is a supplier.",))
    indexed("Audit", sections=("A look at the facts.",))
    assert partial("haggling with a supplier about prices") == ["Negotiation", "Supplier"]


@behaviour
def everyday_words_find_what_texts_say_for_them() -> None:
    indexed("Top management", sections=("Those who direct an organisation.",))
    indexed("Gauge", sections=("Measures a diameter.",))
    assert partial("who are the bosses of a firm")[0] == "Top management"


@behaviour
def a_minus_rules_out_names_by_their_names_and_texts_by_their_text() -> None:
    indexed("Audit", sections=("There are internal audits.",))
    indexed("Internal audit")
    indexed("Plan", sections=("Of an internal audit.",))
    indexed("Report", sections=("Of an audit.",))
    assert titles("audit -internal") == ["Audit", "Report"]
    assert titles('audit -"internal audit"') == ["Audit", "Report"]


@behaviour
def an_entry_is_found_by_its_number() -> None:
    document = described("Gauge")
    index([document, described("QM-0001 explained")])
    for text in (document.number, document.number.lower(), document.number.replace("-", " ")):
        assert titles(text)[0] == "Gauge", text


@behaviour
def a_clause_is_found_where_it_is_cited() -> None:
    indexed("Procurement", sources=("ISO 9001:2015, 8.4",))
    indexed("Supplier audit", sources=("ISO 9001:2015, 8.4.1",))
    indexed("Gauge", sources=("ISO 10012:2003, 8.4",))
    assert titles("ISO 9001 8.4") == ["Procurement", "Supplier audit"]
    assert titles("clause 8.4")[:2] in (["Procurement", "Gauge"], ["Gauge", "Procurement"])
    assert search("9001 8.4.1").hits[0].section == "Sources"


@behaviour
def umlauts_may_be_written_out() -> None:
    indexed("Prüfung", language="de", sections=("Gehört zur Qualität.",))
    assert titles("pruefung") == titles("Qualitaet") == titles("prufung") == ["Prüfung"]


@behaviour
def words_are_stemmed_in_the_language_of_the_entry() -> None:
    indexed("Prüfung", language="de", sections=("Alle Prüfungen werden dokumentiert.",))
    indexed("Inspection", sections=("All inspections are documented.",))
    assert titles("Prüfungen") == ["Prüfung"]
    assert titles("inspected") == ["Inspection"]
    assert titles("prüfungen", language="de") == ["Prüfung"]
    assert titles("prüfungen", language="en") == []


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
def an_entry_that_leaves_a_subject_is_counted_there_no_more() -> None:
    document = described("Gauge", facets=(DocumentFacet("subject", "metrology", "Metrology"),))
    index([document])
    index([replace(document, facets=(DocumentFacet("subject", "audit", "Audits"),))])
    assert [facet.label for facet in search("gauge").facets if facet.field == "subject"] == [
        "Audits"
    ]
    assert titles("gauge", chosen={"subject": "metrology"}) == []


@behaviour
def results_are_sorted_by_title_or_date_where_that_is_asked() -> None:
    indexed("Gauge", changed_on=date(2026, 1, 2))
    indexed("Block gauge", changed_on=date(2026, 1, 3))
    indexed("Ring gauge", changed_on=date(2026, 1, 1))
    assert titles("gauge", sort="title") == ["Block gauge", "Gauge", "Ring gauge"]
    assert titles("gauge", sort="date") == ["Block gauge", "Gauge", "Ring gauge"]
    assert titles("gauge", sort="date", limit=1, offset=2) == ["Ring gauge"]


@behaviour
def suggestions_come_in_the_order_of_the_results() -> None:
    """R-16, R-18: from one letter, with synonyms and misspelt names."""
    indexed("Calibration", names=("Adjustment",), sections=("A gauge is compared.",))
    indexed("Caliper gauge")
    indexed("Gauge")
    for text in ("c", "ca", "calibr", "gauge", "adj", "calibartion", "calibart", "compared"):
        hits = suggest(text)
        assert [hit.title for hit in hits] == [hit.title for hit in search(text).hits], text
        assert hits, text
    assert suggest("adj")[0].matched == "Adjustment"
    assert suggest("") == suggest("+") == ()


@behaviour
def a_search_takes_the_same_number_of_queries_for_one_and_for_twenty_hits() -> None:
    index([described("Gauge", names=("Meter",), sections=("Steel.",))])
    search("steel")
    with CaptureQueriesContext(connection) as few:
        search("steel", limit=1)
    index([described(f"Gauge {n}", names=("Meter",), sections=("Steel.",)) for n in range(25)])
    search("steel")
    with CaptureQueriesContext(connection) as many:
        assert len(search("steel", limit=20).hits) == 20
    assert len(many) == len(few) <= 16


@behaviour
def indexing_many_takes_hardly_more_queries_than_indexing_one() -> None:
    documents = [described(f"Gauge {n}", names=("Meter",)) for n in range(100)]
    assert statements(lambda: index(documents[:1])) + 5 >= statements(lambda: index(documents))


def statements(action: Callable[[], object]) -> int:
    """Count queries; rows that one executemany writes are one."""
    with CaptureQueriesContext(connection) as context:
        action()
    return len({query["sql"].split("VALUES")[0] for query in context if "sql" in query})
