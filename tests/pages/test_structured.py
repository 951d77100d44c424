"""What pages say to machines in the words of schema.org."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client

from glossary.content import CitationText, DesignationText, RelationText
from glossary.models import Entry, Role, Subject
from glossary.pages import structured_lists
from glossary.workflow.actions import approve, publish, save_draft, submit
from tests.factories import account, draft, on, proof, published, republished, term_content
from tests.pages.vocabulary import faults_of, graph_of, nodes_of, texts_in
from tests.views.reading import settled

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
BAD = "</script><b>\"A\" & 'B' 1 < 2"
TERM = "/glossary/calibration/"
QUESTION = "/learn/metrology/questions/what-is-a-gauge"
LISTS = [
    "/",
    "/changes/",
    "/confusable/",
    "/glossary/",
    "/glossary/?letter=C",
    "/standards/",
    "/standards/iso-9001-2015/",
    "/subjects/",
    "/subjects/metrology/",
    "/tags/",
    "/tags/measuring/",
]
# Tags inside a line, which leave no gap in what a reader sees.
INLINE = re.compile(r"</?(?:a|abbr|b|cite|code|dfn|em|i|q|s|small|strong|time)(?: [^>]*)?>")


def visible(page: str) -> str:
    """Return the text of a page as a reader sees it."""
    body = page[page.index("<body>") :]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", INLINE.sub("", body))).split())


def full_term(title: str = "Calibration", **fields: object) -> Entry:
    """Publish a term that has everything, with an easily confused one and a question."""
    values: dict = {
        "subject": "Metrology",
        "short_definition": "comparison with a known reference",
        "byline": "Glossary editors",
        "tags": ("measuring", "A & B"),
        "designations": (
            DesignationText(term="Instrument check"),
            DesignationText(term="IC", type="abbreviation"),
            DesignationText(term="Trial", reviewed=False),
            DesignationText(term="Gauging", acceptability="deprecated"),
            DesignationText(term="Kalibrierung", language="de"),
        ),
        "citations": (CitationText(standard="ISO 9001", edition="2015", clause="7.1.5"),),
        "relations": (
            RelationText(title="Verification", kind="confusable", note="looks at results"),
            RelationText(title="What is a gauge?"),
            RelationText(title="Not written yet"),
        ),
    }
    with on("2026-01-10"):
        others = [
            published("Verification", subject="Metrology"),
            published("What is a gauge?", kind="question", subject="Metrology"),
        ]
        version = published(title, **values | fields)
        settled(*others, version)
    return version.entry


def page_at(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", [TERM, QUESTION, *LISTS])
def test_no_property_is_unknown_misplaced_empty_or_half_an_address(client, address) -> None:
    """R-38: as schema.org defines its types."""
    full_term()
    assert faults_of(graph_of(page_at(client, address))) == []


@pytest.mark.parametrize("address", [TERM, QUESTION, *LISTS])
def test_every_value_can_be_read_on_the_page(client: Client, address: str) -> None:
    """R-38."""
    full_term()
    page = page_at(client, address)
    text = visible(page)
    assert [value for value in texts_in(graph_of(page)) if value not in text] == []


@pytest.mark.parametrize("address", [TERM, QUESTION, *LISTS[1:]])
def test_the_breadcrumb_is_the_one_on_the_page(client: Client, address: str) -> None:
    """R-38: each step but the last leads somewhere."""
    full_term()
    page = page_at(client, address)
    trail = page[page.index('<ol class="breadcrumb__list">') :].partition("</ol>")[0]
    steps = re.findall(r'<li(?:><a href="([^"]*)"| aria-current="page")>([^<]*)', trail)
    assert [
        (one.get("item", ""), one["name"])
        for one in nodes_of(page)["BreadcrumbList"]["itemListElement"]
    ] == [(f"{SITE}{path}" if path else "", unescape(name)) for path, name in steps]


def test_the_page_of_a_term_carries_the_control_data_and_the_term_the_term(client) -> None:
    """R-38, R-01: an unconfirmed synonym is none."""
    entry = full_term()
    nodes = nodes_of(page_at(client, TERM))
    assert {*nodes} == {"WebPage", "DefinedTerm", "DefinedTermSet", "BreadcrumbList"}
    number = f"{SITE}/id/{entry.number}"
    other = Entry.objects.get(title="Verification")
    assert nodes["WebPage"] == {
        "@type": "WebPage",
        "@id": SITE + TERM,
        "name": "Calibration",
        "inLanguage": "en",
        "identifier": entry.number,
        "datePublished": "2026-01-10",
        "dateModified": "2026-01-10",
        "lastReviewed": "2026-01-10",
        "reviewedBy": {"@type": "Person", "name": "Rolf Roth"},
        "author": "Glossary editors",
        "version": "1.0",
        "citation": ["ISO 9001:2015, 7.1.5"],
        "keywords": ["A & B", "measuring"],
        "breadcrumb": {"@id": f"{SITE}{TERM}#breadcrumb"},
        "mainEntity": {"@id": number},
        "mentions": [
            {
                "@type": "DefinedTerm",
                "@id": f"{SITE}/id/{other.number}",
                "name": "Verification",
                "url": f"{SITE}/glossary/verification/",
            }
        ],
        "relatedLink": [f"{SITE}/glossary/verification/", SITE + QUESTION],
    }
    assert nodes["DefinedTerm"] == {
        "@type": "DefinedTerm",
        "@id": number,
        "name": "Calibration",
        "url": SITE + TERM,
        "alternateName": ["Instrument check", "IC"],
        "description": "comparison with a known reference",
        "termCode": entry.number,
        "inDefinedTermSet": {"@id": f"{SITE}/#glossary"},
    }


def test_dates_are_those_of_versions_and_reviews(client: Client) -> None:
    """R-38: the first publication, the version in force, and whichever review was last."""
    entry = full_term()
    Entry.objects.filter(pk=entry.pk).update(last_reviewed=date(2026, 3, 1))
    page = nodes_of(page_at(client, TERM))["WebPage"]
    assert (page["dateModified"], page["lastReviewed"]) == ("2026-01-10", "2026-03-01")
    with on("2026-05-02"):
        republished(entry.versions.get())
    page = nodes_of(page_at(client, TERM))["WebPage"]
    assert (page["datePublished"], page["dateModified"]) == ("2026-01-10", "2026-05-02")
    assert page["lastReviewed"] == "2026-05-02"


def test_nobody_is_said_to_have_reviewed_an_own_text(client: Client, settings) -> None:
    settings.GLOSSARY = {"approval_policy": "self"}
    anna = account("anna", Role.AUTHOR, Role.PUBLISHER)
    version = save_draft(draft("Calibration"), term_content("Calibration"), by=anna)
    version = submit(version, by=anna, change_note="First version")
    version = approve(version, by=anna, seen_hash=version.current_hash(), proof=proof())
    assert publish(version, by=anna, proof=proof()).self_approved
    assert "reviewedBy" not in nodes_of(page_at(client, TERM))["WebPage"]


def test_a_question_has_one_answer_and_it_is_the_visible_one(client: Client) -> None:
    """R-38: FAQPage, because nobody can add another answer."""
    published("What is a gauge?", kind="question", subject="Metrology", answer="It **m** & more.")
    page = page_at(client, QUESTION)
    assert {*nodes_of(page)} == {"FAQPage", "BreadcrumbList"}
    faq = nodes_of(page)["FAQPage"]
    assert faq["mainEntity"] == [
        {
            "@type": "Question",
            "name": "What is a gauge?",
            "acceptedAnswer": {"@type": "Answer", "text": "It m & more."},
        }
    ]


def test_without_a_short_definition_whole_sentences_describe_the_term(client: Client) -> None:
    first = "It compares an instrument with a reference that is known, under stated conditions."
    text = f"{first} It does not adjust anything. {'Then it goes on. ' * 20}"
    published("Calibration", definition=text)
    described = nodes_of(page_at(client, TERM))["DefinedTerm"]["description"]
    assert described.startswith(first)
    assert described.endswith(".")
    assert len(described) <= 160


@pytest.mark.parametrize("address", [TERM, "/subjects/bad/", "/glossary/", "/tags/bad/"])
def test_nothing_ends_the_script_before_its_end(client: Client, address: str) -> None:
    """S-01: "<", ">" and "&" are escaped, and the value is what was typed."""
    entry = published("Calibration", heading=BAD, subject="Bad", tags=("bad",)).entry
    Subject.objects.update(name=BAD)
    entry.tags.update(name=BAD)
    page = page_at(client, address)
    text = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert not set("<>&") & set(text)
    if address != "/glossary/":
        assert BAD in texts_in(graph_of(page))


def test_a_short_index_names_its_terms_and_a_long_one_does_not(client, monkeypatch) -> None:
    """R-38: terms by their titles, not by other names."""
    entry = full_term()
    other = Entry.objects.get(title="Verification")
    terms = nodes_of(page_at(client, "/glossary/"))["DefinedTermSet"]["hasDefinedTerm"]
    assert [one["name"] for one in terms] == ["Calibration", "Verification"]
    assert [one["@id"] for one in terms] == [f"{SITE}/id/{one.number}" for one in (entry, other)]
    monkeypatch.setattr(structured_lists, "MOST_TERMS", 1)
    nodes = nodes_of(page_at(client, "/glossary/"))
    assert "hasDefinedTerm" not in nodes["DefinedTermSet"]
    assert nodes["CollectionPage"]["mainEntity"] == {"@id": f"{SITE}/#glossary"}


def test_terms_side_by_side_are_what_the_page_is_about(client: Client) -> None:
    full_term()
    page = page_at(client, "/confusable/calibration/verification/")
    assert faults_of(graph_of(page)) == []
    about = nodes_of(page)["WebPage"]["about"]
    assert [one["name"] for one in about] == ["Calibration", "Verification"]
    assert not [value for value in texts_in(graph_of(page)) if value not in visible(page)]


def test_what_is_not_in_force_says_nothing_to_machines(client: Client) -> None:
    """R-38: only what is published."""
    full_term()
    for address in (
        f"{TERM}versions/1.0/",
        f"{TERM}?on=2026-02-01",
        "/glossary/?on=2026-02-01",
        "/search/?q=calibration",
    ):
        assert "ld+json" not in page_at(client, address)


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        ({"@type": "DefinedTerm", "@id": "http://a/", "version": "1"}, "version on DefinedTerm"),
        ({"@type": "Thing", "@id": "http://a/", "name": "A"}, "name on Thing"),
        ({"@type": "WebPage", "@id": "http://a/", "name": ""}, "name is empty"),
        ({"@type": "WebPage", "@id": "http://a/", "keywords": []}, "keywords is empty"),
        ({"@type": "WebPage", "@id": "/a/"}, "/a/ is no whole address"),
        ({"@type": "WebPage", "@id": "http://a/", "mainEntity": {"@id": "http://b/"}}, "nowhere"),
    ],
)
def test_a_planted_fault_is_found(node: dict, fault: str) -> None:
    faults = faults_of({"@context": "https://schema.org", "@graph": [node]})
    assert any(fault in one for one in faults)
