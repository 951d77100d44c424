"""What search promises where words are wrong, missing or others than those of the texts."""

from glossary.search import (
    index,
    nearest,
    search,
    suggest,
)
from tests.search.behaviours import behaviour
from tests.search.cases import described, indexed, near, partial


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
