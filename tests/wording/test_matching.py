"""The matcher beside one that is slow and plain, and the names that titles imply."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.wording.readings import Name, readings, respelt, short_form, spellings
from glossary.wording.term_index import TermIndex
from tests.wording.slow_matcher import slow_matches
from tests.wording.strategies import NAMES, TEXTS
from tests.wording.test_term_index import index_of, surfaces


def has_one_reading(text: str) -> bool:
    name = Name(text=text, target=1, url="")
    is_whole = readings(name) == (name,) and short_form(name) is None
    return is_whole and not any(map(respelt, spellings(text)))


@settings(max_examples=300)
@given(st.lists(NAMES.filter(has_one_reading), max_size=8), TEXTS)
def test_the_table_finds_what_comparing_everything_finds(texts, text):
    names = [
        Name(text=name, target=number, url="", is_abbreviation=len(name) > 1 and name.isupper())
        for number, name in enumerate(texts)
    ]
    found = [
        (match.start, match.end, tuple(name.target for name in match.candidates))
        for match in TermIndex.build(names).matches(text)
    ]
    assert found == slow_matches(names, text)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        (".NET", "use .NET, not ASP.NET", [".NET"]),
        ("ISO 9001", "ISO\u00a09001:2015, iso-9001 and ISO 90011", ["ISO\u00a09001", "iso-9001"]),
        (
            "e-mail",
            "email, e-mails, E\u2011Mail, e mail",
            ["email", "e-mails", "E\u2011Mail", "e mail"],
        ),
        ("email", "an e-mail", ["e-mail"]),
        ("O'Brien's rule", "O'Brien's rules", ["O'Brien's rules"]),
        ("customer property", "the customer's property", ["customer's property"]),
        ("İstanbul audit", "i\u0307stanbul audits", ["i\u0307stanbul audits"]),
        ("Maß", "MASS und Maß, İ", ["MASS", "Maß"]),
        ("finding", "a ﬁnding", ["ﬁnding"]),
        ("audit", "audit🙂 🙂audit", ["audit", "audit"]),
        ("¸", "a ¸ b", ["¸"]),
        ("checklist", "check lists and check-list", ["check lists", "check-list"]),
        ("overtime", "over time", []),
        ("set-up", "set up a set-up, setups", ["set-up", "setups"]),
        ("start-up phase", "start up phase", ["start up phase"]),
        ("reuse", "re-use, r-e-use, r-e-u-se", ["re-use", "r-e-use"]),
        ("standardisation", "Standardization", ["Standardization"]),
        ("Audit program", "audit programmes", ["audit programmes"]),
        ("Stateful Apps", "a stateful application", ["stateful application"]),
        ("Function as a Service (FaaS)", "FaaS, faas", ["FaaS"]),
        ("Function as a Service (FaaS)", "function-as-a-service", ["function-as-a-service"]),
        ("Bare Metal Machine", "on bare metal", ["bare metal"]),
        ("Control chart", "control", []),
        ("Batch (computing)", "computing a batch", ["batch"]),
    ],
)
def test_a_name_is_found_under_what_its_title_says(name, text, found):
    assert surfaces(index_of(name), text) == found


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("QM", "QMs, QM's, qm, Qm", ["QMs", "QM"]),
        ("8D", "8Ds, 8d, 18D", ["8Ds"]),
        ("mTLS", "mTLS, MTLS", ["mTLS"]),
    ],
)
def test_an_abbreviation_has_a_plural(name, text, found):
    assert surfaces(index_of(name, is_abbreviation=True), text) == found


def test_a_short_form_that_two_entries_share_means_neither():
    assert surfaces(index_of("Cloud Native Apps", "Cloud Native Technology"), "cloud native") == []


def test_a_short_form_gives_way_to_an_entry_of_that_name():
    index = index_of("Bare metal", "Bare metal machine")
    (match,) = index.matches("bare metals")
    assert [name.target for name in match.candidates] == [1]


def test_a_longer_name_wins_over_a_compound_that_begins_it():
    index = index_of("audit plan review", "auditplan")
    assert surfaces(index, "audit-plan review, audit-plan") == ["audit-plan review", "audit-plan"]
