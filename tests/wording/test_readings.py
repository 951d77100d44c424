"""What a name may be read as."""

import pytest

from glossary.wording.readings import Name, inflected, readings, respelt, short_form, spellings


def name(text: str) -> Name:
    return Name(text=text, target=1, url="/glossary/1/")


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Audit", [("Audit", False)]),
        (
            "Function as a Service (FaaS)",
            [
                ("Function as a Service (FaaS)", False),
                ("Function as a Service", False),
                ("FaaS", True),
            ],
        ),
        (
            "FMEA (failure mode and effects analysis)",
            [
                ("FMEA (failure mode and effects analysis)", False),
                ("FMEA", True),
                ("failure mode and effects analysis", False),
            ],
        ),
        ("Batch (computing)", [("Batch (computing)", False), ("Batch", False)]),
        ("Audit (QM)", [("Audit (QM)", False), ("Audit", False)]),
        ("(x)", [("(x)", False)]),
        ("501(c)(4)", [("501(c)(4)", False)]),
    ],
)
def test_a_parenthesis_at_the_end_is_an_abbreviation_or_tells_namesakes_apart(title, read):
    found = [(reading.text, reading.is_abbreviation) for reading in readings(name(title))]
    assert found == read


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Bare Metal Machine", "Bare Metal"),
        ("Microservices Architecture", "Microservices"),
        ("8D method", "8D"),
        ("PDCA methodology", "PDCA"),
        ("Risk-based technique", "Risk-based"),
        ("Virtual Machine", None),
        ("Analysis technique", None),
        ("Process method", None),
        ("Control chart", None),
        ("Architecture", None),
    ],
)
def test_a_class_word_is_left_out_only_behind_a_rest_that_is_a_name(title, short):
    found = short_form(name(title))
    assert (found.text if found else None) == short


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Audit plan", ["audit plan"]),
        ("non-conformance", ["non conformance", "nonconformance"]),
        ("nonconformance", ["nonconformance", "non conformance"]),
        ("checklist", ["checklist", "check list"]),
        ("C++", ["c++"]),
        (".NET", [".net"]),
        ("IQ / OQ", ["iq / oq"]),
        ("Straße", ["strasse"]),
        ("ﬁnding", ["finding"]),
        ("", []),
    ],
)
def test_a_name_is_written_with_and_without_its_hyphens(text, written):
    assert ["".join(pieces) for pieces in spellings(text)] == written


@pytest.mark.parametrize(
    ("pieces", "other"),
    [
        (("standardisation",), ("standardization",)),
        (("organization", " chart"), ("organisation", " chart")),
        (("audit", " programme"), ("audit", " program")),
        (("stateless", " apps"), ("stateless", " applications")),
        (("audit",), None),
        (("sensation",), None),
    ],
)
def test_a_word_is_known_in_british_and_american_spelling(pieces, other):
    assert respelt(pieces) == other


def test_only_the_last_word_has_other_forms():
    assert set(inflected(("corrective", " action"))) == {"corrective actions"}
