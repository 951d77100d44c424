"""What search promises about its index, and about texts that mean harm."""

from collections.abc import Callable
from dataclasses import replace

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from glossary.models import Entry, SearchDocument, SearchName
from glossary.search import (
    Document,
    DocumentFacet,
    containing,
    index,
    nearest,
    rebuild,
    remove,
    search,
)
from tests.search.behaviours import behaviour
from tests.search.cases import HOSTILE, described, indexed, titles


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
def an_entry_that_leaves_a_subject_is_counted_there_no_more() -> None:
    document = described("Gauge", facets=(DocumentFacet("subject", "metrology", "Metrology"),))
    index([document])
    index([replace(document, facets=(DocumentFacet("subject", "audit", "Audits"),))])
    assert [facet.label for facet in search("gauge").facets if facet.field == "subject"] == [
        "Audits"
    ]
    assert titles("gauge", chosen={"subject": "metrology"}) == []


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
