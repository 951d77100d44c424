"""From a published entry to its search document, and the command that makes all anew."""

from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from glossary.content import DesignationText, SectionText
from glossary.models import Entry, SearchDocument
from glossary.publishing.sanitise import clean
from glossary.search import (
    DocumentName,
    DocumentSection,
    document_for,
    documents_for,
    refresh,
    search,
)
from glossary.search.documents import DEFINITION_WEIGHT, INLINE, text_of
from glossary.search.sqlite import TABLES
from tests.factories import draft, published


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One Two"),
        ("<ul><li>One</li><li>Two<br>Three</li></ul>", "One Two Three"),
        ("<p>non<em>conform</em>ity <a href='/x' title='a > b'>now</a></p>", "nonconformity now"),
        ("<p>R&amp;D &lt;b&gt; &nbsp; caf&eacute; &#8212;</p>", "R&D <b> café —"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
        ("", ""),
        ("<p>unfinished <", "unfinished <"),
    ],
)
def test_the_text_of_html_keeps_words_together_and_blocks_apart(html: str, text: str) -> None:
    assert text_of(html) == text


class Parsed(HTMLParser):
    """The text as the parser of the standard library finds it, with a gap at each block."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.text += "" if tag in INLINE else " "

    def handle_data(self, data: str) -> None:
        self.text += data


PIECES = (
    "<p>", "</p>", "<em>", "</em>", "<a href='/x?a=1&b=>' title='\">'>", "</a>", "<br>", "<pre>\n",
    "</pre>", '<abbr title="a > b">', "</abbr>", '<h3 id="a--b">', "</h3>", "<ul><li>", "</ul>",
    "&amp;", "&lt;", "&nbsp;", "&amp;lt;", "non", "x y", " ", "<", ">", '"', "'", "&", "\n",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join).map(clean))
def test_clean_html_has_the_text_that_a_parser_finds(html: str) -> None:
    assert text_of(html) == " ".join(Parsed(html).text.split())


@pytest.fixture
def entry(db) -> Entry:
    names = (
        DesignationText(term="Bargaining"),
        DesignationText(term="Haggling", acceptability="deprecated"),
        DesignationText(term="Negociation", acceptability="search-only"),
        DesignationText(term="Verhandlung", language="de", acceptability="preferred"),
    )
    sections = (
        SectionText(kind="definition", body="A **dialogue** of two sides."),
        SectionText(kind="examples", body="- A buyer talks.\n- A seller talks."),
    )
    values = {"designations": names, "sections": sections}
    return published("Negotiation", short_definition="Talking to agree.", **values).entry


def test_a_document_has_all_names_and_the_text_of_every_section(entry: Entry) -> None:
    document = document_for(entry)
    assert (document.entry_id, document.title) == (entry.pk, "Negotiation")
    assert (document.kind, document.language) == ("term", "en")
    assert document.names == (
        DocumentName("Bargaining"),
        DocumentName("Haggling", "deprecated"),
        DocumentName("Negociation", "search-only"),
        DocumentName("Verhandlung", "preferred"),
    )
    assert document.definition == "Talking to agree."
    assert document.sections == (
        DocumentSection("Definition", "A dialogue of two sides.", DEFINITION_WEIGHT),
        DocumentSection("Examples", "A buyer talks. A seller talks."),
    )


def test_documents_of_many_entries_take_few_queries(entry, django_assert_num_queries) -> None:
    published("Audit")
    published("Supplier")
    entries = list(Entry.objects.published().with_current())
    with django_assert_num_queries(3):
        assert len(list(documents_for(entries))) == 3


def test_refreshing_writes_what_differs_only(entry: Entry) -> None:
    audit = document_for(published("Audit").entry)
    same = document_for(entry)
    assert refresh([same, audit]) == 0
    renamed = replace(audit, names=(DocumentName("Inspection"),))
    assert refresh([same, renamed]) == 1
    assert [hit.matched for hit in search("inspection").hits] == ["Inspection"]


def test_rebuilding_restores_a_lost_index(entry: Entry) -> None:
    draft("Audit")
    SearchDocument.objects.all().delete()
    assert search("verhandlung").total == 0
    output = StringIO()
    call_command("rebuild_search", stdout=output)
    assert output.getvalue() == "Indexed 1 entries\n"
    assert [hit.matched for hit in search("verhandlung").hits] == ["Verhandlung"]
    assert search("audit").total == 0


def test_rebuilding_makes_the_tables_as_the_migration_did(entry: Entry) -> None:
    """F-11: an index whose tables are gone comes back."""
    before = definitions()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"DROP TABLE {table}")
    call_command("rebuild_search", stdout=StringIO())
    assert definitions() == before
    assert search("buyer").total == 1


def definitions() -> list[str]:
    """Return what the database says about the tables or columns of the index."""
    statement = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE name LIKE 'glossary_search%%' ORDER BY name",
        "postgresql": "SELECT indexdef FROM pg_indexes WHERE indexname LIKE 'glossary_search%%' "
        "ORDER BY indexname",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(statement, [])
        return [row[0] for row in cursor.fetchall()]
