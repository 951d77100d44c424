"""What search promises about words: which entries it finds, and in which order."""

from glossary.search import (
    DocumentSource,
    index,
    search,
)
from tests.search.behaviours import behaviour
from tests.search.cases import described, indexed, titles


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
def operators_of_the_engines_are_only_words() -> None:
    indexed("Near miss", sections=("Not an accident, or not yet.",))
    assert titles("NOT accident") == ["Near miss"]
    assert titles("NEAR(miss, 5") == []
    assert titles("miss*") == titles("-miss") == titles("(miss") == titles("miss:") == ["Near miss"]


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
def who_cites_the_edition_in_force_comes_first() -> None:
    indexed("Preventive action", sources=(DocumentSource("ISO 9001:2008, 8.5.3", False),))
    indexed("Customer property", sources=("ISO 9001:2015, 8.5.3",))
    assert titles("ISO 9001 8.5.3") == ["Customer property", "Preventive action"]


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
